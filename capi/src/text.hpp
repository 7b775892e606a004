#pragma once

#include "argument.hpp"
#include "guard.hpp"

#include <ingot/document/byte_sink.hpp>
#include <ingot/text.h>

#include <memory>
#include <string>
#include <utility>

struct ingot_text {
    std::string value;
};

namespace ingot::capi {

/// Hands out what `write` writes to the sink that it is given.
template <class Write>
[[nodiscard]] ingot_status write_out(ingot_text** out, ingot_error** told, Write&& write) noexcept {
    if (out != nullptr) *out = nullptr;
    return guard(told, [&]() -> result<void> {
        if (auto given = demand(out, "out"); !given) return given;
        text_sink sink;
        if (auto written = write(sink); !written) return written;
        *out = std::make_unique<ingot_text>(ingot_text{sink.text()}).release();
        return {};
    });
}

} // namespace ingot::capi
