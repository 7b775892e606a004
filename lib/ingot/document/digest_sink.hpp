#pragma once

#include <ingot/crypto/sha256.hpp>
#include <ingot/document/byte_sink.hpp>

#include <string>
#include <string_view>

namespace ingot::inline v0 {

/// Hashes what is written and keeps none of it. Never fails.
class digest_sink final : public byte_sink {
public:
    [[nodiscard]] result<void> write(std::string_view bytes) override {
        hash_.update(bytes);
        return {};
    }

    /// 64 lower-case hexadecimal digits. Call it once, last.
    [[nodiscard]] std::string digest() { return hash_.finish(); }

private:
    sha256 hash_;
};

} // namespace ingot::inline v0
