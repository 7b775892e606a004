#pragma once

#include <ingot/core/case_fold.hpp>
#include <ingot/document/byte_sink.hpp>
#include <ingot/ports/transport.hpp>
#include <ingot/survey/detail/coverage_ledger.hpp>
#include <ingot/survey/detail/estate_writer.hpp>
#include <ingot/survey/detail/question_queue.hpp>
#include <ingot/survey/detail/resource_text.hpp>
#include <ingot/survey/survey.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ingot::inline v0::survey_detail {

/// Takes what a survey hears, by whatever route: writes resources, keeps the ledger of coverage, and tells how
/// far it is. It ends early when it is stopped or when something cannot be written.
class survey_intake {
public:
    /// @param carrier, options, questions, sink must outlive it
    survey_intake(const transport& carrier, const survey_options& options, const question_queue& questions,
                  byte_sink& sink)
        : carrier_(carrier), options_(options), questions_(questions), out_(sink) {}

    [[nodiscard]] result<void> begin(std::vector<std::string> scopes);

    [[nodiscard]] const std::vector<std::string>& scopes() const noexcept { return scopes_; }
    /// The scope that a resource is of; none: of another one.
    [[nodiscard]] std::optional<std::size_t> scope_of(std::string_view id) const;
    [[nodiscard]] coverage_ledger& ledger() noexcept { return ledger_; }

    void take(place where, estate_array into, const resource_text& one);
    /// A good answer, after what was in it has been taken.
    void heard(place where);
    void missed(place where, const error& why, absence missing);
    /// @param request such as `GET <path>`
    void unusable(place where, const std::string& request);

    void tell(const std::optional<driver_pause>& pause) const;

    void stop() noexcept { stopped_ = true; }
    [[nodiscard]] bool is_over() const noexcept { return stopped_ || failure_.has_value(); }

    /// Writes what is left of the document.
    [[nodiscard]] result<survey_report> end() &&;

private:
    const transport& carrier_;
    const survey_options& options_;
    const question_queue& questions_;
    estate_writer out_;
    std::vector<std::string> scopes_;
    std::map<std::string, std::size_t, less_folded> numbers_; ///< of the scopes
    coverage_ledger ledger_;
    survey_report report_;
    std::uint64_t resources_ = 0;
    place last_heard_{};
    bool stopped_ = false;
    std::optional<error> failure_;
};

} // namespace ingot::inline v0::survey_detail
