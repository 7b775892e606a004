#pragma once

#include <ingot/journal/journal.hpp>
#include <ingot/result.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ingot::inline v0 {

/// A journal in a local file, as JSON Lines: `{"hash","prev","record","seq"}`. `hash` is the SHA-256, in
/// lower-case hexadecimal digits, of the line without its member `hash` and without its newline; `prev` is the
/// hash of the line before (64 zeros for the first); `seq` counts from 1. So a line that was changed, moved or
/// taken out is found.
///
/// The file is locked (flock) while it is open, and `<path>.lock` says by whom. The lock ends with the
/// process, however it ends. It does not reach across machines on every network file system.
class file_journal final : public journal {
public:
    /// Opens the journal, or begins one where there is none. A last line that is not whole, as a crash leaves
    /// it, is cut off, and note() says so.
    ///
    /// Fails with conflict when somebody holds it (the message says who), invalid_document when a line is
    /// not what was written (its violation has the line), not_found, forbidden or unavailable for the file.
    [[nodiscard]] static result<file_journal> open(std::string path);

    /// Opens it for reading: no lock, nothing cut off, append() refused.
    [[nodiscard]] static result<file_journal> open_to_read(std::string path);

    file_journal(file_journal&& other) noexcept;
    file_journal& operator=(file_journal&&) = delete;
    ~file_journal() override;

    [[nodiscard]] result<void> append(std::string_view record) override;
    [[nodiscard]] result<void> sync() override;
    [[nodiscard]] result<std::vector<std::string>> read_all() override;

    /// What was mended at opening, for people; empty when nothing.
    [[nodiscard]] const std::string& note() const noexcept { return note_; }

private:
    file_journal() = default;

    [[nodiscard]] result<void> load();
    [[nodiscard]] result<void> hold();
    [[nodiscard]] result<void> demand_file() const;

    std::string path_;
    int descriptor_ = -1;
    bool read_only_ = false;
    bool signed_ = false; ///< `<path>.lock` is ours
    bool broken_ = false; ///< an append failed: what the file ends with is not known
    std::vector<std::string> records_;
    std::string last_hash_;
    std::uint64_t last_ = 0;
    std::string note_;
};

} // namespace ingot::inline v0
