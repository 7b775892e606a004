#pragma once

#include <ingot/azure/request.hpp>
#include <ingot/azure/service.hpp>
#include <ingot/azure/write/gallery_body.hpp>
#include <ingot/azure/write/image_definition_body.hpp>
#include <ingot/azure/write/image_version_body.hpp>
#include <ingot/azure/write/instance_selection.hpp>
#include <ingot/azure/write/run_command_body.hpp>

namespace ingot::inline v0::azure {

/// The body of a request, as JSON: the members that are given, and never one that the service alone sets. For
/// the same value always the same bytes.
///
/// Fails with `errc::invalid_argument`, naming every violation by its place in the body: a required member is
/// missing, a region or LUN stands twice, the home region is no target, a count is not within 1 to 100, a
/// text is not UTF-8. What the api-version does not have is a violation too. What else the service refuses,
/// it refuses.
/// @param at in whose api-version it is to be sent
[[nodiscard]] json_body write_body(const service& at, const gallery_creation& body);
[[nodiscard]] json_body write_body(const service& at, const gallery_update& body);
[[nodiscard]] json_body write_body(const service& at, const gallery_sharing_update& body);
[[nodiscard]] json_body write_body(const service& at, const image_definition_creation& body);
[[nodiscard]] json_body write_body(const service& at, const image_definition_update& body);
[[nodiscard]] json_body write_body(const service& at, const image_version_creation& body);
[[nodiscard]] json_body write_body(const service& at, const image_version_update& body);
[[nodiscard]] json_body write_body(const service& at, const run_command_request& body);
[[nodiscard]] json_body write_body(const service& at, const managed_run_command_creation& body);
[[nodiscard]] json_body write_body(const service& at, const instance_selection& body);

} // namespace ingot::inline v0::azure
