#include <ingot/emulator/resource_graph/detail/query_tokens.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace ingot::inline v0::emulator::resource_graph {
namespace {

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool begins_word(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

/// The longest first. A `!` before a word makes one sign with it.
constexpr std::array<std::string_view, 20> signs{"!startswith", "!endswith", "!contains", "!in~", "!in", "==", "!=",
                                                 "=~",          "!~",        "<=",        ">=",   "|",   ",",  "(",
                                                 ")",           "[",         "]",         "<",    ">",   "="};

class tokenizer {
public:
    explicit tokenizer(std::string_view query) : query_(query) {}

    tl::expected<std::vector<query_token>, query_mistake> read() {
        while (skip_blanks(), at_ < query_.size())
            if (auto mistake = read_one()) return tl::unexpected(std::move(*mistake));
        add(query_token::form::end, at_, {});
        return std::move(tokens_);
    }

private:
    void skip_blanks() {
        while (at_ < query_.size()) {
            if (query_.substr(at_, 2) == "//")
                at_ = std::min(query_.find('\n', at_), query_.size());
            else if (std::string_view(" \t\r\n").find(query_[at_]) != std::string_view::npos)
                ++at_;
            else
                return;
        }
    }

    std::optional<query_mistake> read_one() {
        const std::size_t begin = at_;
        const char c = query_[at_];
        if (begins_word(c)) {
            while (at_ < query_.size() && (begins_word(query_[at_]) || is_digit(query_[at_]))) ++at_;
            // `in~` is one operator.
            if (query_.substr(begin, at_ - begin) == "in" && query_.substr(at_, 1) == "~") ++at_;
            add(query_token::form::word, begin, std::string(query_.substr(begin, at_ - begin)));
            return std::nullopt;
        }
        if (is_digit(c) || (c == '-' && at_ + 1 < query_.size() && is_digit(query_[at_ + 1]))) {
            do ++at_;
            while (at_ < query_.size() && is_digit(query_[at_]));
            if (at_ < query_.size() && (query_[at_] == '.' || begins_word(query_[at_])))
                return query_mistake{begin, "only whole numbers are understood"};
            add(query_token::form::number, begin, std::string(query_.substr(begin, at_ - begin)));
            return std::nullopt;
        }
        if (c == '\'' || c == '"' || (c == '@' && at_ + 1 < query_.size())) return read_text();
        if (c == '.') {
            ++at_;
            add(query_token::form::sign, begin, ".");
            return std::nullopt;
        }
        for (const std::string_view sign : signs) {
            if (query_.substr(at_, sign.size()) != sign) continue;
            at_ += sign.size();
            add(query_token::form::sign, begin, std::string(sign));
            return std::nullopt;
        }
        return query_mistake{begin, std::string("unexpected character '") + c + "'"};
    }

    std::optional<query_mistake> read_text() {
        const std::size_t begin = at_;
        const bool verbatim = query_[at_] == '@';
        if (verbatim) ++at_;
        const char quote = query_[at_++];
        if (quote != '\'' && quote != '"') return query_mistake{begin, "unexpected character '@'"};
        std::string value;
        for (; at_ < query_.size(); ++at_) {
            char c = query_[at_];
            if (c == quote) {
                ++at_;
                add(query_token::form::text, begin, std::move(value));
                return std::nullopt;
            }
            if (c == '\\' && !verbatim) {
                if (++at_ == query_.size()) break;
                constexpr std::string_view known = "\\\"'nrt";
                constexpr std::string_view meant = "\\\"'\n\r\t";
                const auto which = known.find(query_[at_]);
                if (which == std::string_view::npos) return query_mistake{at_, "unknown escape in a string"};
                c = meant[which];
            }
            value += c;
        }
        return query_mistake{begin, "a string without an end"};
    }

    void add(query_token::form kind, std::size_t at, std::string spelling) {
        tokens_.push_back({kind, std::move(spelling), at});
    }

    std::string_view query_;
    std::size_t at_ = 0;
    std::vector<query_token> tokens_;
};

} // namespace

tl::expected<std::vector<query_token>, query_mistake> read_tokens(std::string_view query) {
    return tokenizer(query).read();
}

} // namespace ingot::inline v0::emulator::resource_graph
