#pragma once

#include <ingot/emulator/detail/json.hpp>
#include <ingot/result.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ingot::inline v0::emulator {

/// One expression of the Resource Manager template language, without its brackets: a literal, or a call of a
/// function with members and items taken from what it returns. Policies and deployments both speak it.
struct expression {
    std::string function; ///< empty for a literal
    json literal;         ///< text or whole number
    std::vector<expression> arguments;
    std::vector<expression> accessors; ///< `.name` is a text literal, `[index]` any expression
};

/// Whether a text is an expression: it begins with `[` and ends with `]`. `[[` is an escaped bracket.
[[nodiscard]] bool is_expression(std::string_view text) noexcept;

/// Reads `[...]`. Failures are `errc::invalid_document` and name the offset.
[[nodiscard]] result<expression> parse_expression(std::string_view text);

/// What a function beyond the common ones returns: nothing when there is none of that name.
using expression_functions =
    std::function<std::optional<result<json>>(std::string_view name, const std::vector<json>& arguments)>;

/// The value of an expression. Calls `own` for every function that is not among the common ones. `if` looks
/// at the branch it takes alone. Failures are `errc::invalid_document` and name the function.
[[nodiscard]] result<json> evaluate(const expression& what, const expression_functions& own);

/// The value with every text in it that is an expression replaced by what that is.
[[nodiscard]] result<json> resolve(const json& value, const expression_functions& own);

/// Whether evaluate() knows the function by itself.
[[nodiscard]] bool is_common_function(std::string_view name) noexcept;

/// Calls `visit` for every function call in the expression, outermost first.
void each_call(const expression& what, const std::function<void(const expression&)>& visit);

} // namespace ingot::inline v0::emulator
