#include <ingot/emulator/detail/expression.hpp>

#include <fmt/format.h>

#include <charconv>
#include <cstdint>
#include <utility>

namespace ingot::inline v0::emulator {
namespace {

/// Deeper calls are refused: expressions are walked by recursion.
constexpr int deepest_call = 32;

bool is_letter(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
}
bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

class expression_reader {
public:
    explicit expression_reader(std::string_view text) noexcept : text_(text) {}

    result<expression> read_whole() {
        auto whole = read(0);
        if (!whole) return whole;
        skip_space();
        if (at_ != text_.size()) return refuse("something follows its end");
        return whole;
    }

private:
    [[nodiscard]] char peek() const noexcept { return at_ < text_.size() ? text_[at_] : '\0'; }
    void skip_space() noexcept {
        while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') ++at_;
    }
    bool take(char c) noexcept {
        skip_space();
        if (peek() != c) return false;
        ++at_;
        return true;
    }
    [[nodiscard]] tl::unexpected<error> refuse(std::string_view why) const {
        return fail(errc::invalid_document,
                    fmt::format("the expression '[{}]' is not valid at offset {}: {}", text_, at_ + 1, why));
    }
    std::string take_word() {
        const auto begin = at_;
        while (is_letter(peek()) || is_digit(peek())) ++at_;
        return std::string(text_.substr(begin, at_ - begin));
    }

    result<expression> read(int depth) {
        if (depth > deepest_call) return refuse("calls are nested too deep");
        skip_space();
        if (peek() == '\'') return read_text();
        if (is_digit(peek()) || peek() == '-') return read_number();
        if (!is_letter(peek())) return refuse("a function, a text in single quotes or a number is expected");
        return read_call(depth);
    }

    result<expression> read_text() {
        std::string text;
        for (++at_;; ++at_) {
            if (at_ >= text_.size()) return refuse("the closing quote is missing");
            if (text_[at_] == '\'') {
                if (at_ + 1 >= text_.size() || text_[at_ + 1] != '\'') break;
                ++at_; // a doubled quote stands for one
            }
            text += text_[at_];
        }
        ++at_;
        expression literal;
        literal.literal = json_text(text);
        return literal;
    }

    result<expression> read_number() {
        std::int64_t number = 0;
        const char* const end = text_.data() + text_.size();
        const auto [next, problem] = std::from_chars(text_.data() + at_, end, number);
        if (problem != std::errc{}) return refuse("a whole number is expected");
        at_ = static_cast<std::size_t>(next - text_.data());
        expression literal;
        literal.literal = json(number);
        return literal;
    }

    result<expression> read_call(int depth) {
        expression call;
        call.function = take_word();
        if (!take('(')) return refuse("'(' is expected after the name of a function");
        if (!take(')')) {
            do {
                auto argument = read(depth + 1);
                if (!argument) return argument;
                call.arguments.push_back(std::move(*argument));
            } while (take(','));
            if (!take(')')) return refuse("',' or ')' is expected");
        }
        while (true) {
            if (take('.')) {
                if (!is_letter(peek())) return refuse("the name of a member is expected");
                expression member;
                member.literal = json_text(take_word());
                call.accessors.push_back(std::move(member));
            } else if (take('[')) {
                auto index = read(depth + 1);
                if (!index) return index;
                if (!take(']')) return refuse("']' is expected");
                call.accessors.push_back(std::move(*index));
            } else {
                return call;
            }
        }
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

} // namespace

bool is_expression(std::string_view text) noexcept {
    return text.size() > 2 && text.front() == '[' && text.back() == ']' && text[1] != '[';
}

result<expression> parse_expression(std::string_view text) {
    return expression_reader(text.substr(1, text.size() - 2)).read_whole();
}

void each_call(const expression& what, const std::function<void(const expression&)>& visit) {
    if (what.function.empty()) return;
    visit(what);
    for (const auto& argument : what.arguments) each_call(argument, visit);
    for (const auto& accessor : what.accessors) each_call(accessor, visit);
}

} // namespace ingot::inline v0::emulator
