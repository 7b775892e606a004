#include "run_journal.hpp"

#include "output_path.hpp"
#include "terminal.hpp"

#include <ingot/document/plan_document.hpp>

#include <filesystem>
#include <system_error>

namespace ingot::cli {

std::string plan_beside(const std::string& journal_path) { return journal_path + ".plan.json"; }

result<run_journal> run_journal::open(std::string path, const plan& what) {
    run_journal made(std::move(path), what);
    std::error_code unknown;
    if (!std::filesystem::exists(made.path_, unknown)) return made;
    if (const auto held = made.hold(); !held) return tl::unexpected(held.error());
    return made;
}

result<void> run_journal::hold() {
    auto opened = file_journal::open(path_);
    if (!opened) {
        error& why = opened.error();
        if (why.code == errc::conflict) why.code = errc::guard_rail;
        if (why.code == errc::unavailable) why.code = errc::invalid_argument;
        return tl::unexpected(why);
    }
    if (!opened->note().empty()) note("ingot: {}\n", opened->note());
    file_.emplace(std::move(*opened));
    const auto records = file_->read_all();
    if (!records) return tl::unexpected(records.error());
    begun_ = !records->empty();
    return {};
}

result<void> run_journal::begin() {
    const bool is_new = !file_;
    if (is_new) {
        if (auto held = hold(); !held) return held;
        if (begun_)
            return fail(
                errc::guard_rail,
                fmt::format("another run has begun the journal {} just now; nothing was done", path_));
    }
    if (auto kept = keep_plan(); !kept) {
        std::error_code ignored;
        if (is_new) std::filesystem::remove(path_, ignored);
        return kept;
    }
    begun_ = true;
    return {};
}

result<void> run_journal::keep_plan() {
    auto sink = create_output(plan_beside(path_));
    if (!sink) return tl::unexpected(sink.error());
    if (auto written = write_plan(*plan_, *sink); !written) return written;
    return sink->commit();
}

result<void> run_journal::append(std::string_view record) {
    if (!begun_)
        if (auto started = begin(); !started) return started;
    return file_->append(record);
}

result<void> run_journal::sync() { return file_ ? file_->sync() : result<void>(); }

result<std::vector<std::string>> run_journal::read_all() {
    return file_ ? file_->read_all() : result<std::vector<std::string>>(std::vector<std::string>());
}

} // namespace ingot::cli
