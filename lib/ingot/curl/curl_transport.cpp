#include <ingot/curl/curl_transport.hpp>

#include <ingot/curl/detail/curl_exchange.hpp>

#include <curl/curl.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <utility>
#include <vector>

namespace ingot::inline v0 {

namespace {

/// Once for the process; libcurl counts it, and it is never undone: somebody else may rely on it.
[[nodiscard]] bool curl_is_ready() {
    static std::once_flag once;
    static bool ready = false;
    std::call_once(once, [] { ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK; });
    return ready;
}

/// Longest wait inside libcurl: it takes milliseconds as an int.
constexpr std::chrono::milliseconds longest_poll = std::chrono::minutes(1);

} // namespace

class curl_transport::engine {
public:
    engine(detail::multi_handle multi, curl_transport_options options, detail::proxy through)
        : options_(std::move(options)), proxy_(std::move(through)), multi_(std::move(multi)) {}

    engine(const engine&) = delete;
    engine& operator=(const engine&) = delete;

    ~engine() {
        for (const auto& [id, one] : running_) curl_multi_remove_handle(multi_.get(), one->handle());
    }

    void start(exchange_id id, http::request request) {
        auto one = std::make_unique<detail::curl_exchange>(id, std::move(request), options_, proxy_);
        detail::easy_handle handle = take_handle();
        if (!handle) {
            ended_.push_back({id, fail(errc::out_of_memory, "libcurl gave no handle")});
            return;
        }
        if (auto ready = one->prepare(std::move(handle)); !ready) {
            ended_.push_back({id, tl::unexpected<error>(std::move(ready.error()))});
            return;
        }
        if (const CURLMcode code = curl_multi_add_handle(multi_.get(), one->handle()); code != CURLM_OK) {
            ended_.push_back({id, fail(errc::internal, curl_multi_strerror(code))});
            return;
        }
        running_[id] = std::move(one);
    }

    [[nodiscard]] std::vector<completion> wait(timestamp until) {
        for (;;) {
            perform();
            if (!ended_.empty()) return std::exchange(ended_, {});
            const timestamp now = present();
            if (now >= until) return {};
            const duration left = until - now;
            auto milliseconds =
                left >= longest_poll ? longest_poll : std::chrono::ceil<std::chrono::milliseconds>(left);
            if (const CURLMcode code = curl_multi_poll(multi_.get(), nullptr, 0,
                                                       static_cast<int>(milliseconds.count()), nullptr);
                code != CURLM_OK)
                abandon_all(code);
        }
    }

    void cancel(exchange_id id) {
        std::erase_if(ended_, [id](const completion& one) { return one.exchange == id; });
        const auto found = running_.find(id);
        if (found == running_.end()) return;
        curl_multi_remove_handle(multi_.get(), found->second->handle());
        running_.erase(found);
    }

    /// The wall clock as it stood at the start, moved by the steady one: a clock that is set back or forth
    /// neither stretches a wait nor cuts one short.
    [[nodiscard]] timestamp present() const {
        return begun_ +
               std::chrono::duration_cast<duration>(std::chrono::steady_clock::now() - steady_begun_);
    }

private:
    [[nodiscard]] detail::easy_handle take_handle() {
        if (spare_.empty()) return detail::easy_handle(curl_easy_init());
        detail::easy_handle handle = std::move(spare_.back());
        spare_.pop_back();
        return handle;
    }

    void perform() {
        int still_running = 0;
        if (const CURLMcode code = curl_multi_perform(multi_.get(), &still_running); code != CURLM_OK) {
            abandon_all(code);
            return;
        }
        int queued = 0;
        while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &queued)) {
            // NOLINTNEXTLINE(cppcoreguidelines-pro-type-union-access): libcurl reports so
            if (message->msg == CURLMSG_DONE) end(message->easy_handle, message->data.result);
        }
    }

    void end(CURL* handle, CURLcode code) {
        char* about = nullptr;
        curl_easy_getinfo(handle, CURLINFO_PRIVATE, &about);
        auto* exchange = static_cast<detail::curl_exchange*>(static_cast<void*>(about));
        ended_.push_back({exchange->id(), exchange->finish(code)});
        curl_multi_remove_handle(multi_.get(), handle);
        spare_.push_back(exchange->release());
        running_.erase(ended_.back().exchange);
    }

    /// libcurl itself has failed: nothing that is running will ever end by itself.
    void abandon_all(CURLMcode code) {
        for (const auto& [id, one] : running_) {
            curl_multi_remove_handle(multi_.get(), one->handle());
            ended_.push_back({id, fail(errc::internal, curl_multi_strerror(code))});
        }
        running_.clear();
    }

    timestamp begun_ = std::chrono::time_point_cast<duration>(std::chrono::system_clock::now());
    std::chrono::steady_clock::time_point steady_begun_ = std::chrono::steady_clock::now();
    curl_transport_options options_;
    detail::proxy proxy_;
    detail::multi_handle multi_; // goes after the handles that were added to it
    std::vector<detail::easy_handle> spare_;
    std::map<exchange_id, std::unique_ptr<detail::curl_exchange>> running_;
    std::vector<completion> ended_;
};

result<std::unique_ptr<curl_transport>> curl_transport::create(curl_transport_options options) {
    if (!curl_is_ready()) return fail(errc::unavailable, "libcurl cannot be initialised");
    auto through = detail::parse_proxy(options.proxy);
    if (!through) return tl::unexpected(std::move(through.error()));
    detail::multi_handle multi(curl_multi_init());
    if (!multi) return fail(errc::unavailable, "libcurl gave no multi handle");
    const auto connections = static_cast<long>(options.max_connections_per_host);
    if (curl_multi_setopt(multi.get(), CURLMOPT_MAX_HOST_CONNECTIONS, connections) != CURLM_OK ||
        curl_multi_setopt(multi.get(), CURLMOPT_PIPELINING, CURLPIPE_MULTIPLEX) != CURLM_OK)
        return fail(errc::unavailable, "libcurl does not take the options of this transport");
    auto inner = std::make_unique<engine>(std::move(multi), std::move(options), std::move(*through));
    return std::unique_ptr<curl_transport>(new curl_transport(std::move(inner)));
}

curl_transport::curl_transport(std::unique_ptr<engine> inner) noexcept : engine_(std::move(inner)) {}
curl_transport::~curl_transport() = default;

void curl_transport::start(exchange_id exchange, http::request request) {
    engine_->start(exchange, std::move(request));
}

std::vector<completion> curl_transport::wait(timestamp until) { return engine_->wait(until); }
timestamp curl_transport::now() const { return engine_->present(); }
void curl_transport::cancel(exchange_id exchange) { engine_->cancel(exchange); }

} // namespace ingot::inline v0
