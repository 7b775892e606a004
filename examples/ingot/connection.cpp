#include "connection.hpp"

#include "core_dumps.hpp"
#include "interrupt.hpp"
#include "proxy_variables.hpp"
#include "sign_in.hpp"
#include "token_credential.hpp"

#include <ingot/core/guid.hpp>
#include <ingot/curl/curl_transport.hpp>
#include <ingot/http/url.hpp>

#include <fmt/format.h>

#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <random>

namespace ingot::cli {

namespace {

result<std::string> endpoint_of(const std::string& cloud) {
    if (cloud == "public") return std::string("https://management.azure.com");
    if (cloud == "usgov") return std::string("https://management.usgovcloudapi.net");
    if (cloud == "china") return std::string("https://management.chinacloudapi.cn");
    if (!http::parse_url(cloud))
        return fail(errc::invalid_argument,
                    fmt::format("--cloud {}: it is public, usgov, china, or the URL of an endpoint", cloud));
    return cloud.substr(0, cloud.find_last_not_of('/') + 1);
}

} // namespace

std::vector<option> with_connection_options(std::vector<option> options) {
    const option shared[] = {
        {"cloud", "NAME|URL",
         "public (default), usgov, china, or the endpoint of another cloud or of an emulator; plain http is "
         "for loopback only, and there no credential is sent"},
        {"token-file", "FILE",
         "a bearer token for that cloud; without it the environment has one in AZURE_ACCESS_TOKEN, or names a client: "
         "AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET, AZURE_CLIENT_CERTIFICATE_PATH (PEM or PKCS#12; "
         "its password in AZURE_CLIENT_CERTIFICATE_PASSWORD) or AZURE_FEDERATED_TOKEN_FILE"},
        {"ca-bundle", "FILE",
         "trusted certificates (PEM) in place of the system's; a proxy is taken from HTTPS_PROXY or ALL_PROXY, and hosts "
         "that need none from NO_PROXY, each in lower case first"},
        {"deadline", "DURATION", "give up after so long, such as PT2H or P1D"},
        {"virtual-time", "", "with an emulator whose clock is manual: move its clock instead of waiting"},
    };
    options.insert(options.end(), std::begin(shared), std::end(shared));
    return options;
}

result<std::unique_ptr<connection>> connection::open(const arguments& given) {
    std::unique_ptr<connection> made(new connection);
    auto endpoint = endpoint_of(given.value("cloud").value_or("public"));
    if (!endpoint) return tl::unexpected(endpoint.error());
    made->endpoint_ = std::move(*endpoint);
    made->scope_ = made->endpoint_ + "/.default";
    made->ca_bundle_ = given.value("ca-bundle").value_or("");
    made->virtual_time_ = given.has("virtual-time");
    if (const auto limit = given.value("deadline")) {
        made->time_limit_ = parse_duration(*limit);
        if (!made->time_limit_)
            return fail(errc::invalid_argument,
                        fmt::format("--deadline {}: not a duration; write one such as PT2H or P1D", *limit));
    }

    const auto where = *http::parse_url(made->endpoint_);
    if (where.scheme == "http") {
        if (!http::is_loopback(where))
            return fail(
                errc::guard_rail,
                fmt::format("--cloud {}: plain http is for loopback only; use https", made->endpoint_));
        if (given.has("token-file"))
            return fail(errc::guard_rail, "--token-file: a credential is never sent over plain http");
        return made;
    }
    if (made->virtual_time_)
        return fail(errc::invalid_argument,
                    "--virtual-time: only an emulator on loopback has a clock to move");
    if (const auto ready = made->authenticate(given); !ready) return tl::unexpected(ready.error());
    return made;
}

/// A ready token goes before a client that could get one.
result<void> connection::authenticate(const arguments& given) {
    forbid_core_dumps();
    const bool ready = given.has("token-file") || std::getenv("AZURE_ACCESS_TOKEN") != nullptr;
    if (ready || !environment_names_client()) {
        credential_ = std::make_unique<token_credential>(given.value("token-file"));
    } else {
        const auto carrier = new_transport();
        if (!carrier) return tl::unexpected(carrier.error());
        auto cloud = find_cloud(**carrier, endpoint_);
        if (!cloud) return tl::unexpected(cloud.error());
        scope_ = azure::scope_of(*cloud);
        auto signed_in = sign_in(**carrier, std::move(*cloud));
        if (!signed_in) return tl::unexpected(signed_in.error());
        credential_ = std::move(*signed_in);
        const auto token = credential_->token(scope_, (*carrier)->now(), credential::freshness::cached);
        if (!token) return tl::unexpected(token.error());
        return {};
    }
    if (const auto token = credential_->token(scope_, timestamp{}, credential::freshness::cached); !token)
        return fail(errc::invalid_argument, token.error().message);
    return {};
}

driver_options connection::driver() const {
    driver_options options;
    options.deadline = deadline_;
    options.authorization = {endpoint_, scope_, credential_.get()};
    options.throttle = throttle_;
    options.request_id = [engine = std::mt19937_64(std::random_device{}())]() mutable {
        const std::uint64_t first = engine();
        return format_guid(first, engine());
    };
    options.stop = [] { return interrupt_watch::interrupted(); };
    return options;
}

std::function<double()> connection::jitter() const {
    return [engine = std::mt19937(std::random_device{}())]() mutable {
        return std::uniform_real_distribution<double>(0.0, 1.0)(engine);
    };
}

result<transport*> connection::new_transport() {
    curl_transport_options options;
    options.ca_bundle = ca_bundle_;
    options.proxy = proxy_of_environment();
    options.no_proxy = no_proxy_of_environment();
    auto carrier = curl_transport::create(std::move(options));
    if (!carrier) return tl::unexpected(carrier.error());
    transports_.push_back(std::move(*carrier));
    if (virtual_time_) {
        auto moving = std::make_unique<virtual_time_transport>(*transports_.back(), endpoint_);
        if (const auto begun = moving->begin(); !begun) return tl::unexpected(begun.error());
        transports_.push_back(std::move(moving));
    }
    transport* const made = transports_.back().get();
    if (time_limit_ && deadline_ == timestamp::max()) deadline_ = made->now() + *time_limit_;
    return made;
}

} // namespace ingot::cli
