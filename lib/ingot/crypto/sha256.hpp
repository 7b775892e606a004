#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace ingot::inline v0 {

using sha256_bytes = std::array<unsigned char, 32>;

/// SHA-256 (FIPS 180-4) of bytes that come in pieces. Movable, one thread at a time.
/// OpenSSL fails here only for want of memory or where its configuration forbids SHA-256; that is
/// thrown as std::bad_alloc.
class sha256 {
public:
    sha256();
    ~sha256();
    sha256(sha256&& other) noexcept;
    sha256& operator=(sha256&& other) noexcept;

    void update(std::string_view bytes);

    /// The hash of all that was given, after which the object stands as new.
    [[nodiscard]] sha256_bytes finish_bytes();

    /// The same as 64 lower-case hexadecimal digits.
    [[nodiscard]] std::string finish();

private:
    evp_md_ctx_st* context_;
};

/// 64 lower-case hexadecimal digits.
[[nodiscard]] std::string to_hex(const sha256_bytes& bytes);

[[nodiscard]] std::string sha256_hex(std::string_view bytes);

} // namespace ingot::inline v0
