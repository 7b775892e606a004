#include <ingot/document/violation_list.hpp>

#include <algorithm>
#include <tuple>
#include <utility>

namespace ingot::inline v0 {

void violation_list::add(std::string pointer, text_position at, std::string message) {
    if (closed_) return;
    if (kept_.size() >= limit_ && !kept_.empty()) {
        ++dropped_;
        return;
    }
    kept_.push_back({document_, std::move(pointer), at.line, at.column, std::move(message)});
}

void violation_list::add_only(std::string pointer, text_position at, std::string message) {
    if (closed_) return;
    kept_.clear();
    dropped_ = 0;
    kept_.push_back({document_, std::move(pointer), at.line, at.column, std::move(message)});
    closed_ = true;
}

error violation_list::take_error() {
    std::stable_sort(kept_.begin(), kept_.end(), [](const violation& a, const violation& b) {
        return std::tie(a.line, a.column) < std::tie(b.line, b.column);
    });
    const violation& first = kept_.front();
    std::string message = document_;
    if (first.line != 0) message += ':' + std::to_string(first.line) + ':' + std::to_string(first.column);
    message += ": ";
    if (!first.pointer.empty()) message += first.pointer + ": ";
    message += first.message;
    const std::size_t others = kept_.size() - 1 + dropped_;
    if (others != 0)
        message += " (and " + std::to_string(others) + " more violation" + (others == 1 ? ")" : "s)");
    if (dropped_ != 0)
        kept_.push_back(
            {document_, "", 0, 0,
             "and " + std::to_string(dropped_) + " more; mend those above and read the document again"});
    return error{errc::invalid_document, std::move(message), {}, std::move(kept_)};
}

} // namespace ingot::inline v0
