#include <ingot/emulator/resource_graph/detail/query_parser.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/emulator/resource_graph/detail/query_functions.hpp>
#include <ingot/emulator/resource_graph/detail/query_tokens.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace ingot::inline v0::emulator::resource_graph {
namespace {

/// Deeper expressions are refused: they are read and worked out by recursion.
constexpr std::size_t deepest_expression = 64;

constexpr std::array<std::string_view, 14> comparisons{"==", "!=", "=~",       "!~",        "<",          "<=",       ">",
                                                       ">=", "contains", "!contains", "startswith", "!startswith",
                                                       "endswith", "!endswith"};
constexpr std::array<std::string_view, 4> memberships{"in", "in~", "!in", "!in~"};

class parser {
public:
    explicit parser(std::vector<query_token> tokens) : tokens_(std::move(tokens)) {}

    tl::expected<query_syntax, query_mistake> read() {
        try_read();
        if (mistake_) return tl::unexpected(std::move(*mistake_));
        return std::move(made_);
    }

private:
    using form = query_token::form;

    [[nodiscard]] const query_token& present() const { return tokens_[at_]; }
    query_token take() { return tokens_[at_ + 1 < tokens_.size() ? at_++ : at_]; }
    bool skip(std::string_view what) {
        if (!present().is(what)) return false;
        take();
        return true;
    }
    /// The first mistake counts; whoever reads on after it reads the end.
    void wrong(std::size_t at, std::string message) {
        if (!mistake_) mistake_ = query_mistake{at, std::move(message)};
        at_ = tokens_.size() - 1;
    }
    void wrong_here(std::string_view expected) {
        const query_token& met = present();
        wrong(met.at, met.kind == form::end ? fmt::format("the query ends where {} is expected", expected)
                                            : fmt::format("'{}' where {} is expected", met.spelling, expected));
    }
    void expect(std::string_view what) {
        if (!skip(what)) wrong_here(fmt::format("'{}'", what));
    }
    std::string word(std::string_view what) {
        if (present().kind == form::word) return take().spelling;
        wrong_here(what);
        return {};
    }

    void try_read() {
        made_.table_at = present().at;
        made_.table = fold(word("a table"));
        while (!mistake_ && skip("|")) made_.steps.push_back(step());
        if (!mistake_ && present().kind != form::end) wrong_here("'|'");
    }

    query_step step() {
        using kind = query_step::form;
        query_step one;
        const std::size_t at = present().at;
        const std::string name = word("an operator");
        if (name == "where") {
            one.kind = kind::where;
            one.condition = disjunction();
        } else if (name == "extend" || name == "project") {
            one.kind = name == "extend" ? kind::extend : kind::project;
            one.columns = columns();
        } else if (name == "order" || name == "sort") {
            one.kind = kind::order;
            expect("by");
            do one.keys.push_back(key());
            while (!mistake_ && skip(","));
        } else if (name == "take" || name == "limit") {
            one.kind = kind::take;
            one.rows = number();
        } else if (name == "count") {
            one.kind = kind::count;
        } else if (name == "summarize") {
            summarize(one);
        } else {
            wrong(at, fmt::format("the operator '{}' is not one that the emulator knows", name));
        }
        return one;
    }

    std::size_t number() {
        std::size_t value = 0;
        const std::string& text = present().spelling;
        if (present().kind != form::number ||
            std::from_chars(text.data(), text.data() + text.size(), value).ec != std::errc()) {
            wrong_here("a number of rows");
            return 0;
        }
        take();
        return value;
    }

    void summarize(query_step& one) {
        one.kind = query_step::form::summarize;
        one.counter = "count_";
        if (tokens_[std::min(at_ + 1, tokens_.size() - 1)].is("=")) {
            one.counter = word("a column");
            expect("=");
        }
        if (!present().is("count")) {
            wrong_here("'count()', the only aggregation that the emulator knows,");
            return;
        }
        take();
        expect("(");
        expect(")");
        if (skip("by")) one.columns = columns();
    }

    std::vector<named_expression> columns() {
        std::vector<named_expression> all;
        do {
            named_expression one;
            const std::size_t at = present().at;
            if (present().kind == form::word && tokens_[at_ + 1].is("=")) {
                one.name = take().spelling;
                take();
            }
            one.value = disjunction();
            if (one.name.empty()) {
                // As the language names them: a column and a path by themselves.
                if (one.value.kind == expression::form::column)
                    one.name = one.value.name;
                else if (one.value.kind == expression::form::member)
                    one.name = path_name(one.value);
                else
                    wrong(at, "a computed column needs a name: write name = expression");
            }
            all.push_back(std::move(one));
        } while (!mistake_ && skip(","));
        return all;
    }

    static std::string path_name(const expression& path) {
        if (path.kind != expression::form::member) return path.name;
        return path_name(path.operands.front()) + '_' + path.name;
    }

    sort_key key() {
        sort_key one;
        one.value = disjunction();
        if (skip("asc"))
            one.descending = false;
        else
            skip("desc");
        one.nulls_first = !one.descending;
        if (skip("nulls")) {
            if (skip("first"))
                one.nulls_first = true;
            else if (skip("last"))
                one.nulls_first = false;
            else
                wrong_here("'first' or 'last'");
        }
        return one;
    }

    expression disjunction() {
        if (++depth_ > deepest_expression) wrong(present().at, "nested deeper than 64 levels");
        expression all = joined(expression::form::disjunction, "or", &parser::conjunction);
        --depth_;
        return all;
    }
    expression conjunction() { return joined(expression::form::conjunction, "and", &parser::comparison); }

    expression joined(expression::form kind, std::string_view by, expression (parser::*each)()) {
        const std::size_t at = present().at;
        expression first = (this->*each)();
        if (!present().is(by)) return first;
        expression all = make(kind, at);
        all.operands.push_back(std::move(first));
        while (!mistake_ && skip(by)) all.operands.push_back((this->*each)());
        return all;
    }

    expression comparison() {
        expression left = path();
        const query_token& met = present();
        if (met.kind != form::sign && met.kind != form::word) return left;
        const auto names = [&](const auto& operators) {
            return std::find(operators.begin(), operators.end(), met.spelling) != operators.end();
        };
        if (names(comparisons)) {
            const query_token sign = take();
            expression whole = make(expression::form::compare, sign.at, sign.spelling);
            whole.operands.push_back(std::move(left));
            whole.operands.push_back(path());
            return whole;
        }
        if (names(memberships)) {
            const query_token sign = take();
            expression whole = make(expression::form::among, sign.at, sign.spelling);
            whole.operands.push_back(std::move(left));
            expect("(");
            do whole.operands.push_back(disjunction());
            while (!mistake_ && skip(","));
            expect(")");
            return whole;
        }
        return left;
    }

    expression path() {
        expression value = primary();
        while (!mistake_) {
            const std::size_t at = present().at;
            if (skip(".")) {
                expression whole = make(expression::form::member, at, word("the name of a member"));
                whole.operands.push_back(std::move(value));
                value = std::move(whole);
            } else if (skip("[")) {
                expression whole = make(expression::form::element, at);
                whole.operands.push_back(std::move(value));
                whole.operands.push_back(disjunction());
                expect("]");
                value = std::move(whole);
            } else {
                break;
            }
        }
        return value;
    }

    expression primary() {
        if (skip("(")) {
            expression inner = disjunction();
            expect(")");
            return inner;
        }
        const query_token first = present();
        switch (first.kind) {
        case form::text: return literal(take().at, json_text(first.spelling));
        case form::number: {
            std::int64_t value = 0;
            const auto* const end = first.spelling.data() + first.spelling.size();
            if (std::from_chars(first.spelling.data(), end, value).ec != std::errc()) break;
            return literal(take().at, json(value));
        }
        case form::word:
            take();
            if (first.spelling == "true" || first.spelling == "false")
                return literal(first.at, json(first.spelling == "true"));
            if (present().is("(")) return function(first);
            return make(expression::form::column, first.at, first.spelling);
        default: break;
        }
        wrong_here("an expression");
        return {};
    }

    expression function(const query_token& name) {
        expression whole = make(expression::form::function, name.at, name.spelling);
        const query_function* const known = find_function(name.spelling);
        if (known == nullptr) {
            wrong(name.at, fmt::format("the function '{}' is not one that the emulator knows", name.spelling));
            return whole;
        }
        expect("(");
        if (!present().is(")"))
            do whole.operands.push_back(disjunction());
            while (!mistake_ && skip(","));
        expect(")");
        if (whole.operands.size() < known->fewest || whole.operands.size() > known->most)
            wrong(name.at, fmt::format("'{}' with {} arguments", name.spelling, whole.operands.size()));
        return whole;
    }

    static expression make(expression::form kind, std::size_t at, std::string name = {}) {
        expression one;
        one.kind = kind;
        one.at = at;
        one.name = std::move(name);
        return one;
    }
    static expression literal(std::size_t at, json value) {
        expression one = make(expression::form::literal, at);
        one.value = std::move(value);
        return one;
    }

    std::vector<query_token> tokens_;
    std::size_t at_ = 0;
    std::size_t depth_ = 0;
    query_syntax made_;
    std::optional<query_mistake> mistake_;
};

} // namespace

tl::expected<query_syntax, query_mistake> parse_query(std::string_view query) {
    auto tokens = read_tokens(query);
    if (!tokens) return tl::unexpected(std::move(tokens.error()));
    return parser(std::move(*tokens)).read();
}

} // namespace ingot::inline v0::emulator::resource_graph
