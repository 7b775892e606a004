#pragma once

/// @file
/// The one place where the version of the library is written; the build reads it from here.

#define INGOT_VERSION_MAJOR 0
#define INGOT_VERSION_MINOR 1
#define INGOT_VERSION_PATCH 0
#define INGOT_VERSION_STRING "0.1.0"
