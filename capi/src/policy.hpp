#pragma once

#include <ingot/policy.h>
#include <ingot/policy/policy.hpp>

#include <utility>

struct ingot_policy {
    explicit ingot_policy(ingot::policy&& read) : value(std::move(read)) {}

    ingot::policy value;
};
