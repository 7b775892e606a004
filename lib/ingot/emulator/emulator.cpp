#include <ingot/emulator/emulator.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/emulator/detail/policy_resources.hpp>
#include <ingot/emulator/detail/router.hpp>
#include <ingot/emulator/detail/seeding.hpp>
#include <ingot/emulator/detail/world.hpp>

#include <algorithm>
#include <utility>

namespace ingot::inline v0::emulator {

class service {
public:
    explicit service(options chosen) : state(std::move(chosen)) {
        for (const auto& subscription : state.settings.subscriptions)
            state.subscriptions.insert(fold(subscription));
        add_built_in_policies(state);
        state.operations.when_ended = [this](const auto& operation) { log_end(state, operation); };
    }

    world state;
};

emulator::emulator(options chosen) : service_(std::make_unique<service>(std::move(chosen))) {}
emulator::emulator(emulator&&) noexcept = default;
emulator& emulator::operator=(emulator&&) noexcept = default;
emulator::~emulator() = default;

http::response emulator::handle(const http::request& request) { return route(service_->state, request); }

timestamp emulator::now() const noexcept { return service_->state.now; }

void emulator::advance_to(timestamp instant) {
    world& state = service_->state;
    while (state.events.next() <= instant && state.events.next() != timestamp::max()) {
        state.now = std::max(state.now, state.events.next());
        state.events.take()();
    }
    state.now = std::max(state.now, instant);
}

timestamp emulator::next_event() const noexcept { return service_->state.events.next(); }

result<void> emulator::seed(std::string_view estate) {
    return ::ingot::emulator::seed(service_->state, estate);
}

std::string emulator::snapshot() const { return ::ingot::emulator::snapshot(service_->state); }

const std::vector<fired_alert>& emulator::fired_alerts() const noexcept { return service_->state.alerts; }

void emulator::fail_replication(std::string_view version_id, const region& where, std::size_t times) {
    service_->state.failing_replications.push_back({fold(version_id), where, times});
}

void emulator::fail_publish(std::string_view version_id, std::size_t times) {
    service_->state.failing_publishes.push_back({fold(version_id), {}, times});
}

void emulator::fail_image_build(std::string_view template_id, std::size_t times) {
    service_->state.failing_builds.push_back({fold(template_id), {}, times});
}

} // namespace ingot::inline v0::emulator
