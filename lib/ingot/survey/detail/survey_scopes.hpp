#pragma once

#include <ingot/result.hpp>
#include <ingot/survey/survey.hpp>

#include <string>
#include <vector>

namespace ingot::inline v0::survey_detail {

/// The subscriptions to survey as `/subscriptions/<id>`, each once, in the order in which they were given.
/// Fails with invalid_argument where one of them, or the endpoint, cannot be one.
[[nodiscard]] result<std::vector<std::string>> survey_scopes(const survey_options& options);

} // namespace ingot::inline v0::survey_detail
