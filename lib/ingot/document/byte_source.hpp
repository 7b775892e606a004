#pragma once

#include <ingot/result.hpp>

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ingot::inline v0 {

/// Where a document comes from, in runs of bytes.
class byte_source {
public:
    byte_source() = default;
    byte_source(const byte_source&) = delete;
    byte_source& operator=(const byte_source&) = delete;
    byte_source(byte_source&&) = default;
    byte_source& operator=(byte_source&&) = default;
    virtual ~byte_source() = default;

    /// The next bytes, valid until the next call; empty at the end. Not called again after a failure.
    [[nodiscard]] virtual result<std::string_view> next() = 0;
};

/// Bytes in memory, which must outlive the source.
class text_source final : public byte_source {
public:
    explicit text_source(std::string_view text) : rest_(text) {}

    [[nodiscard]] result<std::string_view> next() override;

private:
    std::string_view rest_;
};

/// A file, read as it is needed. `-` is no special name here.
class file_source final : public byte_source {
public:
    /// Fails with not_found, forbidden or, for anything else, unavailable.
    [[nodiscard]] static result<file_source> open(std::string path);

    [[nodiscard]] result<std::string_view> next() override;

private:
    struct closer {
        void operator()(std::FILE* file) const noexcept { std::fclose(file); }
    };

    file_source() = default;

    std::string path_;
    std::unique_ptr<std::FILE, closer> file_;
    std::vector<char> buffer_;
};

} // namespace ingot::inline v0
