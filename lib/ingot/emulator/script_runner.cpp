#include <ingot/emulator/script_runner.hpp>

#include <ingot/core/case_fold.hpp>

#include <initializer_list>
#include <string_view>

namespace ingot::inline v0::emulator {

script_outcome run_usual_preparations(const script_call& call) {
    const std::string script = fold(call.script);
    const auto says = [&](std::initializer_list<std::string_view> words) {
        for (const auto word : words)
            if (script.find(word) == std::string::npos) return false;
        return true;
    };
    script_outcome outcome;
    if (says({"sysprep", "/generalize", "/shutdown"})) {
        outcome.takes = std::chrono::minutes(5);
        outcome.guest = guest_after::shuts_down;
    } else if (says({"waagent", "-deprovision"})) {
        outcome.guest = guest_after::loses_agent;
    }
    return outcome;
}

} // namespace ingot::inline v0::emulator
