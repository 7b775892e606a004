#pragma once

#include <ingot/emulator/resource_graph/detail/query_syntax.hpp>

#include <tl/expected.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ingot::inline v0::emulator::resource_graph {

struct query_token {
    enum class form { word, text, number, sign, end };

    form kind = form::end;
    std::string spelling; ///< of a text what it stands for, without quotes
    std::size_t at = 0;

    [[nodiscard]] bool is(std::string_view sign_or_word) const noexcept {
        return (kind == form::sign || kind == form::word) && spelling == sign_or_word;
    }
};

/// The tokens of a query, the last of which is its end. Fails at what no token begins with.
[[nodiscard]] tl::expected<std::vector<query_token>, query_mistake> read_tokens(std::string_view query);

} // namespace ingot::inline v0::emulator::resource_graph
