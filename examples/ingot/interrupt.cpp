#include "interrupt.hpp"

#include <csignal>
#include <utility>

namespace ingot::cli {

namespace {

volatile std::sig_atomic_t seen = 0;
std::function<void()> stop_now; // set before the handler is installed

void set_handler(void (*handler)(int)) {
    struct sigaction action {};
    action.sa_handler = handler;
    sigemptyset(&action.sa_mask);
    // Waits are to be cut short; reads of a loop that asks interrupted() come back by themselves.
    action.sa_flags = 0;
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

void remember(int) {
    seen = 1;
    set_handler(SIG_DFL);
}

void stop(int) { stop_now(); }

} // namespace

interrupt_watch::interrupt_watch() {
    seen = 0;
    set_handler(remember);
}

interrupt_watch::~interrupt_watch() { set_handler(SIG_DFL); }

bool interrupt_watch::interrupted() noexcept { return seen != 0; }

stop_on_interrupt::stop_on_interrupt(std::function<void()> stop_function) {
    stop_now = std::move(stop_function);
    set_handler(stop);
}

stop_on_interrupt::~stop_on_interrupt() { set_handler(SIG_DFL); }

} // namespace ingot::cli
