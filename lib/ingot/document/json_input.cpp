#include <ingot/document/detail/json_input.hpp>

#include <cstring>
#include <utility>

namespace ingot::inline v0 {

bool json_input::refill() {
    if (finished_) return false;
    locate_token();
    scan_to(end_);
    run_offset_ += static_cast<std::uint64_t>(end_ - begin_);
    begin_ = at_ = end_ = scanned_ = token_ = nullptr;
    if (run_offset_ - token_offset_ > limits_.max_string) {
        token_too_long_ = finished_ = true;
        return false;
    }
    auto run = source_.next();
    if (!run) {
        failure_ = std::move(run.error());
        finished_ = true;
        return false;
    }
    if (run->empty()) {
        finished_ = true;
        return false;
    }
    if (run->size() > limits_.max_bytes - run_offset_) {
        *run = run->substr(0, static_cast<std::size_t>(limits_.max_bytes - run_offset_));
        too_long_ = finished_ = true;
        if (run->empty()) return false;
    }
    begin_ = at_ = scanned_ = run->data();
    end_ = begin_ + run->size();
    return true;
}

void json_input::skip_byte_order_mark() {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (!refill()) return;
    // A source may hand out its first bytes one at a time; the mark is taken only where it stands in one run,
    // which both of our sources grant.
    if (std::string_view(begin_, static_cast<std::size_t>(end_ - begin_)).substr(0, mark.size()) != mark)
        return;
    at_ += mark.size();
    scanned_ = at_;
    line_start_ = mark.size();
    token_ = at_;
    token_offset_ = mark.size();
}

void json_input::scan_to(const char* where) noexcept {
    while (scanned_ != where) {
        const auto* newline =
            static_cast<const char*>(std::memchr(scanned_, '\n', static_cast<std::size_t>(where - scanned_)));
        if (newline == nullptr) break;
        scanned_ = newline + 1;
        ++line_;
        line_start_ = static_cast<std::size_t>(run_offset_) + static_cast<std::size_t>(scanned_ - begin_);
    }
    scanned_ = where;
}

} // namespace ingot::inline v0
