#include <ingot/emulator/detail/script_runs.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/emulator/detail/machine_state.hpp>
#include <ingot/emulator/detail/world.hpp>

#include <utility>
#include <vector>

namespace ingot::inline v0::emulator {
namespace {

void end_script(world& state, const std::string& key, script_ending how) {
    const auto at = state.scripts.find(key);
    if (at == state.scripts.end()) return;
    const script_run ended = std::move(at->second);
    state.scripts.erase(at);
    ended.ended(how, ended.outcome);
}

/// Whether that run, and no later one, is under way.
bool is_under_way(const world& state, const std::string& key, std::uint64_t number) {
    const auto at = state.scripts.find(key);
    return at != state.scripts.end() && at->second.number == number;
}

/// The guest stops without a word to whoever started the script.
void shut_down_guest(world& state, resource_kind kind, const std::string& machine_id) {
    auto* const machine = state.resources.find(kind, machine_id);
    if (machine == nullptr || !equal_folded(power_state(machine->body), "running")) return;
    set_power_state(machine->body, "stopped", state.now);
    state.guests[machine_id].shut_itself_down = true;
}

} // namespace

void start_script(world& state, const std::string& key, resource_kind machine_kind, const script_call& what,
                  duration timeout, script_listener ended) {
    script_run run;
    run.machine_id = fold(what.machine_id);
    run.number = state.next_script_run++;
    run.outcome = state.settings.run_script(what);
    run.ended = std::move(ended);
    const auto guest = run.outcome.guest;
    const duration takes = run.outcome.takes;
    const auto number = run.number;
    const std::string machine = run.machine_id;
    state.scripts.insert_or_assign(key, std::move(run));
    state.events.at(state.now + timeout, [&state, key, number] {
        if (is_under_way(state, key, number)) end_script(state, key, script_ending::timed_out);
    });
    if (takes >= timeout) return;
    state.events.at(state.now + takes, [&state, key, number, machine, machine_kind, guest] {
        if (!is_under_way(state, key, number)) return;
        switch (guest) {
        case guest_after::runs: end_script(state, key, script_ending::exited); break;
        case guest_after::shuts_down: shut_down_guest(state, machine_kind, machine); break;
        case guest_after::loses_agent: state.guests[machine].agent_gone = true; break;
        }
    });
}

bool script_runs(const world& state, const std::string& key) { return state.scripts.contains(key); }

void stop_script(world& state, const std::string& key) { end_script(state, key, script_ending::stopped); }

void stop_scripts_of(world& state, std::string_view machine_id) {
    const std::string folded = fold(machine_id);
    std::vector<std::string> keys;
    for (const auto& [key, run] : state.scripts)
        if (run.machine_id == folded) keys.push_back(key);
    for (const auto& key : keys) end_script(state, key, script_ending::stopped);
}

std::string_view kept_output(std::string_view stream) noexcept {
    constexpr std::size_t most = 4096;
    if (stream.size() <= most) return stream;
    stream.remove_prefix(stream.size() - most);
    const auto continues = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; };
    while (!stream.empty() && continues(stream.front())) stream.remove_prefix(1);
    return stream;
}

} // namespace ingot::inline v0::emulator
