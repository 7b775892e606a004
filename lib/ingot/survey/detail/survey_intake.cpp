#include <ingot/survey/detail/survey_intake.hpp>

#include <ingot/survey/detail/resource_redaction.hpp>

#include <utility>

namespace ingot::inline v0::survey_detail {

result<void> survey_intake::begin(std::vector<std::string> scopes) {
    scopes_ = std::move(scopes);
    for (std::size_t scope = 0; scope < scopes_.size(); ++scope) numbers_.emplace(scopes_[scope], scope);
    report_.taken_at = carrier_.now();
    return out_.begin(report_.taken_at, scopes_);
}

std::optional<std::size_t> survey_intake::scope_of(std::string_view id) const {
    constexpr std::string_view prefix = "/subscriptions/";
    if (!starts_with_folded(id, prefix)) return std::nullopt;
    const auto found = numbers_.find(id.substr(0, id.find('/', prefix.size())));
    if (found == numbers_.end()) return std::nullopt;
    return found->second;
}

void survey_intake::take(place where, estate_array into, const resource_text& one) {
    if (failure_) return;
    const auto added = one.has_secret ? out_.add(into, one.id, without_secrets(one.text))
                                      : out_.add(into, one.id, one.text);
    if (!added) {
        failure_ = added.error();
        return;
    }
    if (!*added) return ledger_.repeated(where);
    ledger_.took(where);
    ++resources_;
}

void survey_intake::heard(place where) {
    ledger_.heard(where);
    ++report_.answers;
    last_heard_ = where;
    if (options_.progress) tell({});
}

void survey_intake::missed(place where, const error& why, absence missing) {
    if (why.code == errc::cancelled)
        stopped_ = stopped_ || !failure_;
    else
        ledger_.missed(where, why, missing);
}

void survey_intake::unusable(place where, const std::string& request) {
    missed(where, error{errc::unavailable, request + " gave something without an id", {}, {}}, absence::fault);
}

void survey_intake::tell(const std::optional<driver_pause>& pause) const {
    survey_progress now;
    now.now = carrier_.now();
    now.source = last_heard_.second;
    now.scope = scopes_[last_heard_.first];
    now.answers = report_.answers;
    now.resources = resources_;
    now.unanswered = questions_.unanswered();
    now.unanswered_lists = questions_.unanswered_lists();
    now.submitted = questions_.handed_out();
    now.pause = pause;
    options_.progress(now);
}

result<survey_report> survey_intake::end() && {
    if (failure_) return tl::unexpected(std::move(*failure_));
    if (stopped_) return fail(errc::cancelled, "the survey was stopped; nothing of it may be used");
    ledger_.conclude(scopes_, report_);
    if (auto ended = out_.end(report_.sources); !ended) return tl::unexpected(std::move(ended.error()));
    return std::move(report_);
}

} // namespace ingot::inline v0::survey_detail
