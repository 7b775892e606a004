// Says of every image version in an estate what a policy makes of it, and why it is not deleted:
//
//     why_kept estate.json policy.json
//
// Reads two files, touches nothing else.

#include <ingot/document/estate_document.hpp>
#include <ingot/document/policy_document.hpp>
#include <ingot/plan/decide.hpp>

#include <chrono>
#include <iostream>

namespace {

/// Every mistake of a document, with its place.
int complain(const ingot::error& failure) {
    for (const ingot::violation& one : failure.violations)
        std::cerr << one.document << ':' << one.line << ':' << one.column << ": " << one.pointer << ": "
                  << one.message << '\n';
    std::cerr << failure.message << '\n';
    return 2;
}

} // namespace

int main(int count, char** words) {
    if (count != 3) {
        std::cerr << "usage: why_kept estate.json policy.json\n";
        return 2;
    }
    const auto estate = ingot::read_estate_file(words[1]);
    if (!estate) return complain(estate.error());
    const auto policy = ingot::read_policy_file(words[2]);
    if (!policy) return complain(policy.error());

    // The library reads no clock: the instant to judge at is an input like the others.
    const auto now = estate->taken_at.value_or(
        std::chrono::time_point_cast<ingot::duration>(std::chrono::system_clock::now()));

    for (const ingot::verdict& one : ingot::decide(*estate, *policy, now).verdicts) {
        std::cout << one.id.text() << ": " << ingot::name_of(one.decision) << '\n';
        for (const ingot::hold& held : one.holds) {
            std::cout << "  " << ingot::name_of(held.code) << ": " << held.detail;
            if (held.until) std::cout << " (until " << ingot::format_timestamp(*held.until) << ')';
            std::cout << '\n';
            for (const std::string& shown : held.evidence) std::cout << "    " << shown << '\n';
        }
    }
    return 0;
}
