#include "short_ids.hpp"


#include <ingot/core/short_name.hpp>
#include <ingot/result.hpp>

#include <vector>

namespace ingot::cli {

std::string with_short_ids(std::string_view sentence) {
    std::string text;
    while (!sentence.empty()) {
        const auto space = sentence.find(' ');
        const auto word = sentence.substr(0, space == std::string_view::npos ? space : space + 1);
        const auto plain = word.substr(0, word.find_last_not_of(' ') + 1);
        sentence.remove_prefix(word.size());
        const auto id = starts_with_folded(plain, "/subscriptions/") ? resource_id::parse(plain)
                                                                     : result<resource_id>(resource_id());
        const auto parts = id && !id->empty() ? id->segments() : std::vector<std::string_view>();
        if (parts.size() < 6) {
            text += word;
            continue;
        }
        std::string name = short_name(*id);
        if (name == id->text()) {
            name = parts[3];
            for (std::size_t at = 7; at < parts.size(); at += 2) name += '/' + std::string(parts[at]);
        }
        text += name + std::string(word.substr(plain.size()));
    }
    return text;
}

} // namespace ingot::cli
