// Surveys a large estate in the emulator, in virtual time, and says what it asked, when, and what memory the
// survey took beyond the emulator:
//
//     survey_scale [versions] [machines]
//     survey_scale write estate.json [versions] [machines]
//
// The second writes the estate for `ingot emulate --seed`, so that `ingot survey` can be measured alone.

#include "request_budget.hpp"
#include "survey_estate.hpp"

#include <ingot/client/read_only_transport.hpp>
#include <ingot/emulator/emulator.hpp>
#include <ingot/emulator/emulator_transport.hpp>
#include <ingot/survey/survey.hpp>

#include <fmt/format.h>

#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

namespace {

using namespace ingot;

/// KiB of the highest resident set so far, as Linux counts it.
long peak() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

/// Takes the document and keeps nothing.
class counting_sink final : public byte_sink {
public:
    result<void> write(std::string_view bytes) override {
        size += bytes.size();
        return {};
    }
    std::size_t size = 0;
};

int measure(const benchmarks::fleet_size& size) {
    using clock = std::chrono::steady_clock;
    auto lap = clock::now();
    const auto took = [&lap] {
        const auto begun = lap;
        lap = clock::now();
        return std::chrono::duration<double>(lap - begun).count();
    };
    auto made = benchmarks::make_fleet(size);
    fmt::print("estate: {} resources, {:.1f} MB, written in {:.1f} s\n", made.resources,
               static_cast<double>(made.estate.size()) / 1e6, took());
    emulator::emulator azure;
    if (const auto seeded = azure.seed(made.estate); !seeded) {
        fmt::print(stderr, "{}\n", seeded.error().message);
        return 1;
    }
    const timestamp begun = azure.now();
    fmt::print("seeded in {:.1f} s\n", took());
    made.estate = {};

    emulator::emulator_transport wire(azure);
    benchmarks::budget_watch watched(wire);
    read_only_transport carrier(watched);
    survey_options options;
    options.subscriptions = made.subscriptions;
    counting_sink sink;
    const long before = peak();
    const auto report = survey(carrier, options, sink);
    if (!report) {
        fmt::print(stderr, "{}\n", report.error().message);
        return 1;
    }
    fmt::print("surveyed in {:.1f} s ({:.0f} s of virtual time), {} requests, {:.1f} MB, {}\n", took(),
               std::chrono::duration<double>(azure.now() - begun).count(), watched.requests,
               static_cast<double>(sink.size) / 1e6, report->complete() ? "complete" : "INCOMPLETE");
    fmt::print("peak grew by {} KiB while surveying\n", peak() - before);
    std::size_t beyond = 0;
    for (const auto& [group, counted] : watched.tallies) {
        fmt::print("  {:<24}{:>8} requests,{:>6} beyond the budget, lowest{:>8.1f} tokens\n", group, counted.requests,
                   counted.beyond, counted.lowest);
        beyond += counted.beyond;
    }
    std::uint64_t found = 0;
    for (const surveyed_source& each : report->sources) found += each.resources;
    if (found != made.resources) fmt::print("found {} of {} resources\n", found, made.resources);
    return beyond == 0 && found == made.resources && report->complete() ? 0 : 1;
}

std::size_t number(const std::vector<std::string>& words, std::size_t at, std::size_t otherwise) {
    return words.size() > at ? std::strtoull(words[at].c_str(), nullptr, 10) : otherwise;
}

} // namespace

int main(int count, char** given) {
    const std::vector<std::string> words(given + 1, given + count);
    const bool write = words.size() > 1 && words.front() == "write";
    const std::size_t first = write ? 2 : 0;
    benchmarks::fleet_size size;
    size.versions = number(words, first, size.versions);
    size.machines = number(words, first + 1, size.machines);
    if (!write) return measure(size);
    const auto made = benchmarks::make_fleet(size);
    std::ofstream file(words[1], std::ios::binary);
    file << made.estate;
    return file.flush() ? 0 : 1;
}
