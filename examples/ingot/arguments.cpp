#include "arguments.hpp"

#include "nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace ingot::cli {

namespace {

bool looks_like_option(std::string_view word) { return word.size() > 1 && word.front() == '-'; }

tl::unexpected<error> unknown_option(const signature& takes, std::string_view written) {
    std::vector<std::string_view> names;
    for (const option& known : takes.options) names.push_back(known.name);
    const auto bare = written.substr(std::min(written.find_first_not_of('-'), written.size()));
    const auto meant = nearest(bare, names);
    return fail(errc::invalid_argument,
                meant ? fmt::format("unknown option '{}'; did you mean '--{}'?", written, *meant)
                      : fmt::format("unknown option '{}'", written));
}

} // namespace

std::optional<std::string> arguments::value(std::string_view option) const {
    const auto found = values_.find(option);
    if (found == values_.end() || found->second.empty()) return std::nullopt;
    return found->second.back();
}

std::vector<std::string> arguments::list(std::string_view option) const {
    std::vector<std::string> parts;
    const auto found = values_.find(option);
    if (found == values_.end()) return parts;
    for (std::string_view rest : found->second) {
        while (!rest.empty()) {
            const auto comma = rest.find(',');
            if (const auto part = rest.substr(0, comma); !part.empty()) parts.emplace_back(part);
            rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 1);
        }
    }
    return parts;
}

std::optional<std::string> arguments::operand(std::size_t at) const {
    if (at >= operands_.size()) return std::nullopt;
    return operands_[at];
}

result<arguments> arguments::parse(const signature& takes, const std::vector<std::string_view>& words) {
    arguments read;
    bool only_operands = false;
    for (std::size_t at = 0; at < words.size(); ++at) {
        const std::string_view word = words[at];
        if (only_operands || !looks_like_option(word)) {
            read.operands_.emplace_back(word);
            continue;
        }
        if (word == "--") {
            only_operands = true;
            continue;
        }
        const auto equals = word.find('=');
        const std::string_view written = word.substr(0, equals);
        const auto known =
            std::find_if(takes.options.begin(), takes.options.end(), [&](const option& candidate) {
                return written.size() > 2 && written.substr(0, 2) == "--" &&
                       written.substr(2) == candidate.name;
            });
        if (known == takes.options.end()) return unknown_option(takes, written);
        if (read.has(known->name) && !known->many)
            return fail(errc::invalid_argument, fmt::format("option '{}' is given twice", written));
        auto& values = read.values_[known->name];
        if (known->value.empty()) {
            if (equals != std::string_view::npos)
                return fail(errc::invalid_argument, fmt::format("option '{}' takes no value", written));
            continue;
        }
        if (equals != std::string_view::npos) {
            values.emplace_back(word.substr(equals + 1));
        } else if (at + 1 < words.size() && !looks_like_option(words[at + 1])) {
            values.emplace_back(words[++at]);
            while (known->many && at + 1 < words.size() && !looks_like_option(words[at + 1]))
                values.emplace_back(words[++at]);
        }
        if (values.empty() || values.back().empty())
            return fail(errc::invalid_argument,
                        fmt::format("option '{}' needs a value: {} {}", written, written, known->value));
    }
    if (read.operands_.size() > takes.operands.size())
        return fail(errc::invalid_argument,
                    fmt::format("unexpected argument '{}'", read.operands_[takes.operands.size()]));
    for (std::size_t at = read.operands_.size(); at < takes.operands.size(); ++at)
        if (takes.operands[at].required)
            return fail(
                errc::invalid_argument,
                fmt::format("missing argument: {}, {}", takes.operands[at].name, takes.operands[at].meaning));
    for (const option& known : takes.options)
        if (known.required && !read.has(known.name))
            return fail(errc::invalid_argument,
                        fmt::format("missing option: --{} {}", known.name, known.value));
    return read;
}

} // namespace ingot::cli
