#pragma once

#include <ingot/document/byte_sink.hpp>
#include <ingot/document/byte_source.hpp>
#include <ingot/result.hpp>

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

namespace ingot::inline v0 {

/// Bytes that wait: first written, then read, once. Little stays in memory, more goes to a temporary file
/// that has no name and ends with the process.
class spool final : public byte_sink, public byte_source {
public:
    /// Fails with unavailable when there is no room for a temporary file. @pre nothing has been read
    [[nodiscard]] result<void> write(std::string_view bytes) override;

    [[nodiscard]] result<std::string_view> next() override;

    /// Reads all of it into a sink.
    [[nodiscard]] result<void> copy_to(byte_sink& sink);

private:
    struct closer {
        void operator()(std::FILE* file) const noexcept { std::fclose(file); }
    };

    [[nodiscard]] result<void> flush();

    std::string buffer_;
    std::unique_ptr<std::FILE, closer> file_;
    bool reading_ = false;
    bool ended_ = false;
};

} // namespace ingot::inline v0
