#include <ingot/azure/cloud_metadata.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/http/url.hpp>

#include <rapidjson/document.h>

#include <string>
#include <utility>

namespace ingot::inline v0::azure {

namespace {

constexpr std::size_t longest_answer = std::size_t{1} << 20U;

std::string text(const rapidjson::Value& from, const char* name) {
    const auto found = from.FindMember(name);
    if (found == from.MemberEnd() || !found->value.IsString()) return {};
    return {found->value.GetString(), found->value.GetStringLength()};
}

} // namespace

result<cloud> read_cloud_metadata(std::string_view resource_manager, std::string_view body) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (body.substr(0, byte_order_mark.size()) == byte_order_mark) body.remove_prefix(byte_order_mark.size());
    const auto refuse = [&](std::string_view why) {
        std::string message = "the metadata of ";
        message += resource_manager;
        message += ": ";
        message += why;
        return fail(errc::invalid_document, std::move(message));
    };
    rapidjson::Document parsed;
    if (body.size() > longest_answer) return refuse("longer than 1 MiB");
    parsed.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(body.data(),
                                                                                         body.size());
    if (parsed.HasParseError() || !parsed.IsObject()) return refuse("not a JSON object");
    const auto found = parsed.FindMember("authentication");
    if (found == parsed.MemberEnd() || !found->value.IsObject()) return refuse("'authentication' is absent");

    cloud read;
    read.name = text(parsed, "name");
    read.resource_manager = without_trailing_slash(resource_manager);
    read.login = without_trailing_slash(text(found->value, "loginEndpoint"));
    const auto login = http::parse_url(read.login);
    if (!login || login->scheme != "https")
        return refuse("'authentication.loginEndpoint' is not an https URL");
    const auto audiences = found->value.FindMember("audiences");
    if (audiences != found->value.MemberEnd() && audiences->value.IsArray())
        for (const auto& one : audiences->value.GetArray())
            if (one.IsString()) read.audiences.emplace_back(one.GetString(), one.GetStringLength());
    const std::string_view end = "/adfs";
    const bool at_adfs =
        read.login.size() > end.size() &&
        equal_folded(std::string_view(read.login).substr(read.login.size() - end.size()), end);
    if (at_adfs || equal_folded(text(found->value, "identityProvider"), "ADFS"))
        read.provider = identity_provider::adfs;
    return read;
}

} // namespace ingot::inline v0::azure
