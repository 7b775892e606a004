#pragma once

#include <ingot/core/estate.hpp>
#include <ingot/estate.h>

#include <string>
#include <utility>

struct ingot_estate {
    explicit ingot_estate(ingot::estate&& read)
        : value(std::move(read)), taken_at(value.taken_at ? ingot::format_timestamp(*value.taken_at) : "") {}

    ingot::estate value;
    std::string taken_at;
};
