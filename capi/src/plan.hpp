#pragma once

#include <ingot/plan.h>
#include <ingot/plan/plan.hpp>

#include <utility>

struct ingot_plan {
    explicit ingot_plan(ingot::plan&& made) : value(std::move(made)) {}

    ingot::plan value;
};
