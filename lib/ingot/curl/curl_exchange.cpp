#include <ingot/curl/detail/curl_exchange.hpp>

#include <ingot/http/redaction.hpp>
#include <ingot/http/url.hpp>

#include <algorithm>
#include <new>
#include <utility>
#include <vector>

namespace ingot::inline v0::detail {

namespace {

/// Sets options until the first that fails.
class option_setter {
public:
    explicit option_setter(CURL* handle) noexcept : handle_(handle) {}

    template <class Value>
    option_setter& set(CURLoption option, Value value) noexcept {
        if (code_ == CURLE_OK) code_ = curl_easy_setopt(handle_, option, value);
        return *this;
    }

    [[nodiscard]] CURLcode code() const noexcept { return code_; }

private:
    CURL* handle_;
    CURLcode code_ = CURLE_OK;
};

[[nodiscard]] bool breaks_a_field(char c) noexcept {
    return c == '\r' || c == '\n' || c == '\0';
}

[[nodiscard]] bool is_token_character(char c) noexcept {
    constexpr std::string_view others = "!#$%&'*+-.^_`|~";
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           others.find(c) != std::string_view::npos;
}

[[nodiscard]] std::string_view trimmed(std::string_view text) noexcept {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r' || text.back() == '\n'))
        text.remove_suffix(1);
    return text;
}

[[nodiscard]] errc errc_of(CURLcode code) noexcept {
    switch (code) {
    case CURLE_OPERATION_TIMEDOUT: return errc::timed_out;
    case CURLE_OUT_OF_MEMORY: return errc::out_of_memory;
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
    // A certificate that is not trusted will not be in a minute either.
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM: return errc::invalid_argument;
    default: return errc::unavailable;
    }
}

} // namespace

curl_exchange::curl_exchange(exchange_id id, http::request request, const curl_transport_options& limits,
                             const proxy& through)
    : id_(id), request_(std::move(request)), limits_(limits), proxy_(through) {}

std::string curl_exchange::describe() const {
    return std::string(http::name_of(request_.method)) + ' ' + http::path_of(request_.url);
}

result<void> curl_exchange::list_headers() {
    // A name alone keeps libcurl from adding that field: asking for permission to send a body costs a round
    // trip, and no body of ours is a form.
    std::vector<std::string> lines{"Expect:"};
    if (!request_.headers.find("content-type")) lines.emplace_back("Content-Type:");
    for (const auto& [name, value] : request_.headers) {
        if (name.empty() || !std::all_of(name.begin(), name.end(), is_token_character) ||
            std::any_of(value.begin(), value.end(), breaks_a_field))
            return fail(errc::invalid_argument, describe() + ": a header field cannot be sent as it is: the name or "
                                                             "the value has a character that is not allowed there");
        lines.push_back(value.empty() ? name + ';' : name + ": " + value);
    }
    for (const std::string& line : lines) {
        curl_slist* longer = curl_slist_append(fields_.get(), line.c_str());
        if (longer == nullptr) return fail(errc::out_of_memory, describe() + ": out of memory");
        (void)fields_.release();
        fields_.reset(longer);
    }
    return {};
}

result<void> curl_exchange::prepare(easy_handle handle) {
    handle_ = std::move(handle);
    const auto where = http::parse_url(request_.url);
    if (!where) return fail(errc::invalid_argument, describe() + ": the URL is not an absolute http or https URL");
    const bool plain = where->scheme == "http";
    if (plain && !http::is_loopback(*where))
        return fail(errc::invalid_argument, describe() + ": plain http is for loopback only; use https");
    if (plain && request_.headers.find("authorization"))
        return fail(errc::invalid_argument, describe() + ": a credential does not travel over plain http");
    if (auto listed = list_headers(); !listed) return listed;

    option_setter options(handle_.get());
    options.set(CURLOPT_URL, request_.url.c_str())
        .set(CURLOPT_PROTOCOLS_STR, plain ? "http" : "https")
        .set(CURLOPT_FOLLOWLOCATION, 0L)
        .set(CURLOPT_NOSIGNAL, 1L)
        .set(CURLOPT_ERRORBUFFER, words_.data())
        .set(CURLOPT_HTTPHEADER, fields_.get())
        .set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L)
        .set(CURLOPT_ACCEPT_ENCODING, "")
        // Only TLS tells before the first answer whether a connection can be shared.
        .set(CURLOPT_PIPEWAIT, plain ? 0L : 1L)
        .set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS))
        .set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2))
        .set(CURLOPT_SSL_VERIFYPEER, 1L)
        .set(CURLOPT_SSL_VERIFYHOST, 2L)
        .set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits_.connect_timeout.count()))
        .set(CURLOPT_TIMEOUT_MS, static_cast<long>(limits_.exchange_timeout.count()))
        .set(CURLOPT_LOW_SPEED_LIMIT, static_cast<long>(limits_.low_speed_bytes))
        .set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(limits_.low_speed_time.count()))
        .set(CURLOPT_WRITEFUNCTION, &curl_exchange::take_body)
        .set(CURLOPT_WRITEDATA, static_cast<void*>(this))
        .set(CURLOPT_HEADERFUNCTION, &curl_exchange::take_header)
        .set(CURLOPT_HEADERDATA, static_cast<void*>(this))
        .set(CURLOPT_PRIVATE, static_cast<void*>(this));
    if (!limits_.ca_bundle.empty()) options.set(CURLOPT_CAINFO, limits_.ca_bundle.c_str());
    // An empty proxy keeps libcurl from asking the environment for one. Loopback is never behind a proxy.
    const bool direct = proxy_.url.empty() || http::is_loopback(*where);
    options.set(CURLOPT_PROXY, direct ? "" : proxy_.url.c_str()).set(CURLOPT_NOPROXY, limits_.no_proxy.c_str());
    if (!direct) {
        // What is for the host never stands in the request to the proxy.
        options.set(CURLOPT_HEADEROPT, static_cast<long>(CURLHEADER_SEPARATE))
            .set(CURLOPT_HTTPPROXYTUNNEL, 1L)
            .set(CURLOPT_PROXY_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
        if (!proxy_.user.empty() || !proxy_.password.empty())
            options.set(CURLOPT_PROXYUSERNAME, proxy_.user.c_str())
                .set(CURLOPT_PROXYPASSWORD, proxy_.password.c_str());
        if (!limits_.ca_bundle.empty()) options.set(CURLOPT_PROXY_CAINFO, limits_.ca_bundle.c_str());
    }

    // libcurl sends a request again by itself when a kept connection closes before the answer. A POST may
    // have been carried out by then: it gets a connection of its own, where that does not happen.
    if (request_.method == http::method::post) options.set(CURLOPT_FRESH_CONNECT, 1L);

    const bool may_have_body = request_.method == http::method::put || request_.method == http::method::patch ||
                               request_.method == http::method::post;
    if (request_.method == http::method::head) options.set(CURLOPT_NOBODY, 1L);
    if (may_have_body || !request_.body.empty()) {
        options.set(CURLOPT_POST, 1L)
            .set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()))
            .set(CURLOPT_POSTFIELDS, request_.body.c_str());
    }
    if (!http::reads_only(request_.method) || !request_.body.empty())
        options.set(CURLOPT_CUSTOMREQUEST, http::name_of(request_.method).data());
    if (options.code() != CURLE_OK)
        return fail(errc_of(options.code()), describe() + ": " + curl_easy_strerror(options.code()));
    return {};
}

std::size_t curl_exchange::take_body(char* data, std::size_t size, std::size_t count, void* self) noexcept {
    auto& exchange = *static_cast<curl_exchange*>(self);
    try {
        return exchange.add_body({data, size * count}) ? size * count : 0;
    } catch (const std::bad_alloc&) {
        exchange.out_of_memory_ = true;
        return 0;
    }
}

std::size_t curl_exchange::take_header(char* data, std::size_t size, std::size_t count, void* self) noexcept {
    auto& exchange = *static_cast<curl_exchange*>(self);
    try {
        return exchange.add_header({data, size * count}) ? size * count : 0;
    } catch (const std::bad_alloc&) {
        exchange.out_of_memory_ = true;
        return 0;
    }
}

bool curl_exchange::add_body(std::string_view piece) {
    if (piece.size() > limits_.max_response_bytes - response_.body.size()) {
        too_large_ = true;
        return false;
    }
    response_.body += piece;
    return true;
}

bool curl_exchange::add_header(std::string_view line) {
    header_bytes_ += line.size();
    if (header_bytes_ > limits_.max_header_bytes) {
        too_large_ = true;
        return false;
    }
    if (line.substr(0, 5) == "HTTP/") {
        // An interim answer came before this one: its fields are not those of the response.
        response_.headers = {};
        return true;
    }
    const auto colon = line.find(':');
    if (colon != std::string_view::npos && colon > 0)
        response_.headers.add(std::string(line.substr(0, colon)), std::string(trimmed(line.substr(colon + 1))));
    return true;
}

error curl_exchange::failure_of(CURLcode code) const {
    error failure{errc_of(code), describe() + ": ", {}, {}};
    failure.message += redact(words_.front() != '\0' ? words_.data() : curl_easy_strerror(code));
    long tunnel = 0;
    curl_easy_getinfo(handle_.get(), CURLINFO_HTTP_CONNECTCODE, &tunnel);
    if (tunnel >= 400 && tunnel < 500) {
        // The proxy has decided; asked again it says the same.
        failure.code = errc::invalid_argument;
        failure.message += tunnel == 407 ? "; give the proxy's URL the user and password that it asks for"
                                         : "; let the proxy allow this host, or except the host from the proxy";
    } else if (code == CURLE_PEER_FAILED_VERIFICATION) {
        failure.message += "; nothing was sent. Trust its authority by the file of trusted certificates, or mend the "
                           "certificate";
    }
    return failure;
}

result<http::response> curl_exchange::finish(CURLcode code) {
    if (out_of_memory_) return fail(errc::out_of_memory, describe() + ": out of memory");
    if (too_large_)
        return fail(errc::invalid_argument,
                    describe() + ": the response is larger than this transport accepts (" +
                        std::to_string(limits_.max_response_bytes) + " bytes of body, " +
                        std::to_string(limits_.max_header_bytes) + " of header); raise the limit or ask for less");
    if (code != CURLE_OK) return tl::unexpected(failure_of(code));
    long status = 0;
    if (curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &status) != CURLE_OK || status < 200 || status > 999)
        return fail(errc::unavailable, describe() + ": the answer has no HTTP status");
    response_.status = static_cast<int>(status);
    return std::move(response_);
}

} // namespace ingot::inline v0::detail
