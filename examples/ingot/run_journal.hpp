#pragma once

#include <ingot/journal/file_journal.hpp>
#include <ingot/plan/plan.hpp>
#include <ingot/result.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ingot::cli {

/// Where a copy of the plan of a journal stands, so that `ingot resume` needs the journal alone.
[[nodiscard]] std::string plan_beside(const std::string& journal_path);

/// The journal of one run. A new one, and the copy of its plan, come to be with the first record: a run that
/// fails before it has begun leaves nothing behind.
class run_journal final : public journal {
public:
    /// Opens the journal if it is there. Fails with guard_rail when another run holds it, and with
    /// invalid_argument when no journal can be at that path.
    /// @param what must outlive the journal
    [[nodiscard]] static result<run_journal> open(std::string path, const plan& what);

    [[nodiscard]] result<void> append(std::string_view record) override;
    [[nodiscard]] result<void> sync() override;
    [[nodiscard]] result<std::vector<std::string>> read_all() override;

    [[nodiscard]] const std::string& path() const noexcept { return path_; }

private:
    run_journal(std::string path, const plan& what) : path_(std::move(path)), plan_(&what) {}

    [[nodiscard]] result<void> hold();
    [[nodiscard]] result<void> begin();
    [[nodiscard]] result<void> keep_plan();

    std::string path_;
    const plan* plan_;
    std::optional<file_journal> file_;
    bool begun_ = false; ///< it has records
};

} // namespace ingot::cli
