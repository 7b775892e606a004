#pragma once

#include <ingot/curl/curl_transport.hpp>
#include <ingot/curl/detail/proxy.hpp>

#include <curl/curl.h>

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace ingot::inline v0::detail {

struct easy_deleter {
    void operator()(CURL* handle) const noexcept { curl_easy_cleanup(handle); }
};
using easy_handle = std::unique_ptr<CURL, easy_deleter>;

struct multi_deleter {
    void operator()(CURLM* handle) const noexcept { curl_multi_cleanup(handle); }
};
using multi_handle = std::unique_ptr<CURLM, multi_deleter>;

struct list_deleter {
    void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
};
using header_list = std::unique_ptr<curl_slist, list_deleter>;

/// One request on its way, with everything that libcurl points into while it lasts. Does not move.
class curl_exchange {
public:
    curl_exchange(exchange_id id, http::request request, const curl_transport_options& limits, const proxy& through);
    curl_exchange(const curl_exchange&) = delete;
    curl_exchange& operator=(const curl_exchange&) = delete;

    /// Takes a handle and sets it up. Absent: why this request cannot be sent.
    [[nodiscard]] result<void> prepare(easy_handle handle);

    [[nodiscard]] exchange_id id() const noexcept { return id_; }
    [[nodiscard]] CURL* handle() const noexcept { return handle_.get(); }

    /// What came of it.
    [[nodiscard]] result<http::response> finish(CURLcode code);

    /// Gives the handle back for the next exchange.
    [[nodiscard]] easy_handle release() noexcept {
        curl_easy_reset(handle_.get());
        return std::move(handle_);
    }

private:
    static std::size_t take_body(char* data, std::size_t size, std::size_t count, void* self) noexcept;
    static std::size_t take_header(char* data, std::size_t size, std::size_t count, void* self) noexcept;
    [[nodiscard]] bool add_body(std::string_view piece);
    [[nodiscard]] bool add_header(std::string_view line);
    [[nodiscard]] result<void> list_headers();
    [[nodiscard]] std::string describe() const;
    [[nodiscard]] error failure_of(CURLcode code) const;

    exchange_id id_;
    http::request request_;
    const curl_transport_options& limits_;
    const proxy& proxy_;
    header_list fields_;
    http::response response_;
    std::size_t header_bytes_ = 0;
    bool too_large_ = false;
    bool out_of_memory_ = false;
    std::array<char, CURL_ERROR_SIZE> words_{};
    easy_handle handle_; // the last: it points to the others
};

} // namespace ingot::inline v0::detail
