#include <ingot/credential/certificate_credential.hpp>

#include <ingot/core/guid.hpp>
#include <ingot/crypto/base64.hpp>

#include <fmt/format.h>
#include <openssl/rand.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <array>
#include <cstring>
#include <utility>

namespace ingot::inline v0 {

namespace {

using json_writer = rapidjson::Writer<rapidjson::StringBuffer>;

void add(json_writer& out, std::string_view name, std::string_view value) {
    out.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
    out.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
}

std::string header_of(const client_certificate& proof, assertion_signature kind, bool send_chain) {
    const bool pss = kind == assertion_signature::ps256;
    rapidjson::StringBuffer text;
    json_writer out(text);
    out.StartObject();
    add(out, "alg", pss ? "PS256" : "RS256");
    add(out, "typ", "JWT");
    add(out, pss ? "x5t#S256" : "x5t", base64url(proof.thumbprint(kind)));
    if (send_chain) {
        out.Key("x5c");
        out.StartArray();
        for (const std::string& one : proof.chain()) out.String(base64(one).c_str());
        out.EndArray();
    }
    out.EndObject();
    return text.GetString();
}

/// No two are the same, so that an authority can refuse one that comes again (RFC 7519, 4.1.7).
result<std::string> fresh_id() {
    std::array<unsigned char, 16> chance{};
    if (RAND_bytes(chance.data(), static_cast<int>(chance.size())) != 1)
        return fail(errc::internal, "OpenSSL gave no random bytes for an assertion's id");
    std::array<std::uint64_t, 2> halves{};
    std::memcpy(halves.data(), chance.data(), chance.size());
    return format_guid(halves[0], halves[1]);
}

std::string claims_of(const registered_client& client, const std::string& id, timestamp now) {
    const std::int64_t begins = std::chrono::floor<std::chrono::seconds>(now.time_since_epoch()).count();
    constexpr std::int64_t lifetime = 600; // "5-10 minutes after nbf at most" (Entra)
    rapidjson::StringBuffer text;
    json_writer out(text);
    out.StartObject();
    add(out, "aud", azure::token_endpoint(client.cloud, client.tenant));
    add(out, "iss", client.client_id);
    add(out, "sub", client.client_id);
    add(out, "jti", id);
    out.Key("nbf");
    out.Int64(begins);
    out.Key("iat");
    out.Int64(begins);
    out.Key("exp");
    out.Int64(begins + lifetime);
    out.EndObject();
    return text.GetString();
}

result<std::string> assertion_of(const client_certificate& proof, const registered_client& client,
                                 const assertion_style& style, timestamp now) {
    if (now >= proof.valid_until())
        return fail(errc::unauthenticated,
                    fmt::format("the certificate of client {} expired at {}; put a new one in its place and "
                                "register it",
                                client.client_id, format_timestamp(proof.valid_until())));
    constexpr auto skew = std::chrono::minutes(5); // clocks may differ by five minutes (Entra)
    if (now + skew < proof.valid_from())
        return fail(errc::unauthenticated,
                    fmt::format("the certificate of client {} is not valid before {}; check this machine's clock",
                                client.client_id, format_timestamp(proof.valid_from())));
    const bool adfs = client.cloud.provider == azure::identity_provider::adfs;
    const auto kind = style.signature.value_or(adfs ? assertion_signature::rs256 : assertion_signature::ps256);
    const auto id = fresh_id();
    if (!id) return tl::unexpected(id.error());
    std::string assertion = base64url(header_of(proof, kind, style.send_chain)) + '.' +
                            base64url(claims_of(client, *id, now));
    const auto signature = proof.sign(assertion, kind);
    if (!signature) return tl::unexpected(signature.error());
    assertion += '.';
    assertion += base64url(*signature);
    return assertion;
}

} // namespace

client_certificate_credential::client_certificate_credential(transport& carrier,
                                                             const registered_client& client,
                                                             client_certificate proof, assertion_style style)
    : federated_(carrier, client,
                 [&carrier, client, style,
                  key = std::make_shared<const client_certificate>(std::move(proof))] {
                     return assertion_of(*key, client, style, carrier.now());
                 }) {}

client_certificate_credential::~client_certificate_credential() = default;

result<std::string> client_certificate_credential::token(std::string_view scope, timestamp now, freshness wanted) {
    return federated_.token(scope, now, wanted);
}

} // namespace ingot::inline v0
