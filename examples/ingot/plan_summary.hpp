#pragma once

#include <ingot/plan/plan.hpp>

#include <cstddef>
#include <string>

namespace ingot::cli {

/// What a plan does, in a few lines: decisions, cost, and every change of `latest` (of very many, the first).
[[nodiscard]] std::string summary_of(const plan& made);

/// `1 step`, `2 steps`.
[[nodiscard]] std::string counted(std::size_t count, const char* one, const char* many);

/// An instant for people, without fractions of a second.
[[nodiscard]] std::string to_the_second(timestamp at);

/// A span for people: `3 min`, `2 h 5 min`, `4 days`.
[[nodiscard]] std::string spoken(duration span);

} // namespace ingot::cli
