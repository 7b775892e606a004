#pragma once

#include "terminal.hpp"

#include <ingot/document/byte_sink.hpp>

namespace ingot::cli {

/// Documents to standard output.
class stdout_sink final : public byte_sink {
public:
    [[nodiscard]] result<void> write(std::string_view bytes) override {
        write_bytes(stdout, bytes);
        return {};
    }
};

} // namespace ingot::cli
