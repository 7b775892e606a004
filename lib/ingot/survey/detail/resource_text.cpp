#include <ingot/survey/detail/resource_text.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/http/redaction.hpp>
#include <ingot/survey/detail/resource_redaction.hpp>

#include <rapidjson/document.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <charconv>
#include <cstddef>
#include <functional>
#include <initializer_list>
#include <map>
#include <system_error>
#include <utility>

namespace ingot::inline v0::survey_detail {

namespace {

constexpr unsigned flags = rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag |
                           rapidjson::kParseNumbersAsStringsFlag;

/// Finds where resources begin and end. RapidJSON's iterative parser calls StartObject and EndObject while
/// the brace is the next byte of the stream.
class resource_finder : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, resource_finder> {
public:
    /// @param list the member that has the resources; empty: the body itself is one
    resource_finder(std::string_view body, const rapidjson::MemoryStream& stream, std::string_view list)
        : body_(body), stream_(stream), list_(list), level_(list.empty() ? 0 : 2) {}

    bool Default() { return !among_resources(); }

    bool Bool(bool value) { return String(value ? "true" : "false", value ? 4 : 5, true); }

    bool String(const char* text, rapidjson::SizeType length, bool) {
        if (among_resources()) return false;
        if (inside_ && depth_ == level_ + 1 && key_ == "id") id_.assign(text, length);
        if (inside_ && !has_secret_) has_secret_ = is_secret_value({text, length});
        if (level_ == 2 && depth_ == 1) scalars[key_].assign(text, length);
        return true;
    }

    bool Key(const char* text, rapidjson::SizeType length, bool) {
        if (depth_ == 1 || depth_ == level_ + 1) key_.assign(text, length);
        if (inside_ && !has_secret_) has_secret_ = is_secret_member({text, length});
        return true;
    }

    bool StartObject() {
        if (depth_ == level_ && (level_ == 0 || in_list_)) {
            inside_ = true;
            begin_ = stream_.Tell();
            id_.clear();
            has_secret_ = false;
        }
        ++depth_;
        return true;
    }

    bool EndObject(rapidjson::SizeType) {
        --depth_;
        if (!inside_ || depth_ != level_) return true;
        inside_ = false;
        if (id_.empty()) return false;
        found.push_back({body_.substr(begin_, stream_.Tell() + 1 - begin_), std::move(id_), has_secret_});
        return true;
    }

    bool StartArray() {
        if (among_resources()) return false;
        if (level_ == 2 && depth_ == 1 && key_ == list_) in_list_ = has_list_ = true;
        ++depth_;
        return true;
    }

    bool EndArray(rapidjson::SizeType) {
        if (--depth_ == 1) in_list_ = false;
        return true;
    }

    [[nodiscard]] bool has_list() const noexcept { return has_list_; }

    std::vector<resource_text> found;
    std::map<std::string, std::string, std::less<>> scalars; ///< beside the list

private:
    /// Where nothing but resources may stand.
    [[nodiscard]] bool among_resources() const noexcept {
        return depth_ == level_ && (level_ == 0 || in_list_);
    }

    std::string_view body_;
    const rapidjson::MemoryStream& stream_;
    std::string_view list_;
    std::size_t level_; ///< how many containers are around a resource
    std::size_t depth_ = 0;
    std::size_t begin_ = 0;
    std::string key_;
    std::string id_;
    bool inside_ = false;
    bool has_secret_ = false;
    bool in_list_ = false;
    bool has_list_ = false;
};

std::string_view without_mark(std::string_view body) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (body.substr(0, mark.size()) == mark) body.remove_prefix(mark.size());
    return body;
}

/// A value below `properties`; null when there is none.
const rapidjson::Value* property(const rapidjson::Document& resource, std::initializer_list<const char*> path) {
    if (resource.HasParseError()) return nullptr;
    const rapidjson::Value* at = &resource;
    for (const char* const name : path) {
        if (!at->IsObject()) return nullptr;
        const auto next = at->FindMember(name);
        if (next == at->MemberEnd()) return nullptr;
        at = &next->value;
    }
    return at;
}

rapidjson::Document parse(std::string_view resource) {
    rapidjson::Document tree;
    tree.Parse<rapidjson::kParseIterativeFlag>(resource.data(), resource.size());
    return tree;
}

} // namespace

std::optional<std::vector<resource_text>> resources_of_page(std::string_view body) {
    body = without_mark(body);
    rapidjson::MemoryStream stream(body.data(), body.size());
    resource_finder finder(body, stream, "value");
    rapidjson::Reader reader;
    if (!reader.Parse<flags>(stream, finder) || !finder.has_list()) return std::nullopt;
    return std::move(finder.found);
}

std::optional<graph_page> graph_page_of(std::string_view body) {
    body = without_mark(body);
    rapidjson::MemoryStream stream(body.data(), body.size());
    resource_finder finder(body, stream, "data");
    rapidjson::Reader reader;
    if (!reader.Parse<flags>(stream, finder) || !finder.has_list()) return std::nullopt;
    graph_page page{std::move(finder.found), std::nullopt, true, {}};
    const std::string& total = finder.scalars["totalRecords"];
    std::uint64_t records = 0;
    const auto [end, wrong] = std::from_chars(total.data(), total.data() + total.size(), records);
    if (wrong == std::errc() && end == total.data() + total.size()) page.total_records = records;
    page.truncated = !equal_folded(finder.scalars["resultTruncated"], "false");
    page.skip_token = std::move(finder.scalars["$skipToken"]);
    return page;
}

std::optional<resource_text> resource_of(std::string_view body) {
    body = without_mark(body);
    rapidjson::MemoryStream stream(body.data(), body.size());
    resource_finder finder(body, stream, "");
    rapidjson::Reader reader;
    if (!reader.Parse<flags>(stream, finder) || finder.found.size() != 1) return std::nullopt;
    return std::move(finder.found.front());
}

bool is_flexible(std::string_view scale_set) {
    const auto tree = parse(scale_set);
    const auto* const mode = property(tree, {"properties", "orchestrationMode"});
    return mode != nullptr && mode->IsString() &&
           equal_folded({mode->GetString(), mode->GetStringLength()}, "Flexible");
}

} // namespace ingot::inline v0::survey_detail
