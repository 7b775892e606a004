#pragma once

#include <ingot/result.hpp>

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

namespace ingot::inline v0 {

/// Where a document goes, in pieces.
class byte_sink {
public:
    byte_sink() = default;
    byte_sink(const byte_sink&) = delete;
    byte_sink& operator=(const byte_sink&) = delete;
    byte_sink(byte_sink&&) = default;
    byte_sink& operator=(byte_sink&&) = default;
    virtual ~byte_sink() = default;

    /// Takes all of it or fails; not called again after a failure.
    [[nodiscard]] virtual result<void> write(std::string_view bytes) = 0;
};

/// Collects in memory.
class text_sink final : public byte_sink {
public:
    [[nodiscard]] result<void> write(std::string_view bytes) override {
        text_ += bytes;
        return {};
    }

    [[nodiscard]] const std::string& text() const noexcept { return text_; }

private:
    std::string text_;
};

/// Writes a file so that a reader sees the old one or the whole new one: to `<path>.part`, which commit()
/// renames. What stands at the path and is no regular file, such as /dev/stdout, is written to directly.
/// A sink that is destroyed without commit() leaves the old file as it was.
class file_sink final : public byte_sink {
public:
    /// Fails with not_found, forbidden or, for anything else, unavailable.
    [[nodiscard]] static result<file_sink> create(std::string path);

    file_sink(file_sink&&) = default;
    file_sink& operator=(file_sink&&) = delete;
    ~file_sink() override;

    [[nodiscard]] result<void> write(std::string_view bytes) override;

    /// Brings all bytes to the disk and gives the file its name. Call it once, last.
    [[nodiscard]] result<void> commit();

private:
    struct closer {
        void operator()(std::FILE* file) const noexcept { std::fclose(file); }
    };

    file_sink() = default;

    std::string path_;
    std::string part_; ///< empty when the path is written to directly
    std::unique_ptr<std::FILE, closer> file_;
};

} // namespace ingot::inline v0
