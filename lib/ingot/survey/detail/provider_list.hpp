#pragma once

#include <ingot/azure/api_versions.hpp>
#include <ingot/survey/detail/coverage_ledger.hpp>
#include <ingot/survey/detail/estate_writer.hpp>
#include <ingot/survey/detail/question_queue.hpp>

#include <optional>
#include <string>

namespace ingot::inline v0::survey_detail {

/// A list of a resource provider, and what its items are.
struct provider_list {
    survey_source source = survey_source::galleries;
    std::string path;
    std::string api_version;
    std::optional<estate_array> into; ///< none: the items are only asked for
    std::optional<question> of_each;  ///< what may be asked of each item
    absence missing = absence::fault; ///< what a 404 means, which the parent gives when it has gone
};

/// The list that answers a question.
/// @pre the question asks for a list
[[nodiscard]] provider_list list_of(const pending_question& asked, const std::string& subscription,
                                    const azure::api_versions& versions);

} // namespace ingot::inline v0::survey_detail
