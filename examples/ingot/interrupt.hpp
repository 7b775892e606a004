#pragma once

#include <functional>

namespace ingot::cli {

/// While it lives, the first SIGINT or SIGTERM only sets a flag, and the second ends the program at once.
class interrupt_watch {
public:
    interrupt_watch();
    interrupt_watch(const interrupt_watch&) = delete;
    interrupt_watch& operator=(const interrupt_watch&) = delete;
    ~interrupt_watch();

    [[nodiscard]] static bool interrupted() noexcept;
};

/// While it lives, SIGINT and SIGTERM call `stop`, which must be safe in a signal handler.
class stop_on_interrupt {
public:
    explicit stop_on_interrupt(std::function<void()> stop_function);
    stop_on_interrupt(const stop_on_interrupt&) = delete;
    stop_on_interrupt& operator=(const stop_on_interrupt&) = delete;
    ~stop_on_interrupt();
};

} // namespace ingot::cli
