#pragma once

#include <csignal>
#include <ctime>

namespace ingot::inline v0::detail {

/// Keeps SIGPIPE from this thread while libcurl writes to a TLS connection that may be closed: it would end
/// the process that embeds us. libcurl's own way changes the whole process, hence not here.
class sigpipe_block {
public:
    sigpipe_block() noexcept {
        sigset_t pending;
        sigemptyset(&pending);
        sigpending(&pending);
        if (sigismember(&pending, SIGPIPE) == 1) return; // somebody else's, and blocked already
        sigset_t pipe;
        sigemptyset(&pipe);
        sigaddset(&pipe, SIGPIPE);
        active_ = pthread_sigmask(SIG_BLOCK, &pipe, &before_) == 0;
    }

    sigpipe_block(const sigpipe_block&) = delete;
    sigpipe_block& operator=(const sigpipe_block&) = delete;

    ~sigpipe_block() {
        if (!active_) return;
        sigset_t pipe;
        sigemptyset(&pipe);
        sigaddset(&pipe, SIGPIPE);
        const timespec at_once{};
        while (sigtimedwait(&pipe, nullptr, &at_once) == SIGPIPE) {}
        pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }

private:
    sigset_t before_{};
    bool active_ = false;
};

} // namespace ingot::inline v0::detail
