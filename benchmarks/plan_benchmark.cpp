// How long planning takes as estates grow, and how fast their documents are read.

#include "generated_estate.hpp"

#include <ingot/document/digest.hpp>
#include <ingot/document/estate_document.hpp>
#include <ingot/document/plan_document.hpp>
#include <ingot/document/policy_document.hpp>
#include <ingot/plan/check_plan.hpp>
#include <ingot/plan/decide.hpp>
#include <ingot/plan/make_plan.hpp>

#include <benchmark/benchmark.h>

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <map>
#include <string>

namespace {

using namespace ingot;

/// The value, or the end of the program: a benchmark of a failure means nothing.
template <class T>
T value_of(result<T> outcome) {
    if (outcome) return std::move(*outcome);
    std::cerr << outcome.error().message << '\n';
    std::exit(1);
}

const std::string& document_of(std::int64_t versions) {
    static std::map<std::int64_t, std::string> kept;
    std::string& text = kept[versions];
    if (text.empty()) {
        text_sink sink;
        benchmarks::estate_size size;
        size.versions = static_cast<std::size_t>(versions);
        if (const auto written = benchmarks::write_estate(size, sink); !written) std::abort();
        text = sink.text();
    }
    return text;
}

const policy& the_policy() {
    static const policy read = value_of(read_policy(benchmarks::policy_text, "policy"));
    return read;
}

const timestamp now = *parse_timestamp(benchmarks::taken_at);

plan plan_for(const estate& from) {
    return make_plan(from, decide(from, the_policy(), now), now,
                     [](const gallery_image_version& version) { return version_digest(version, false); });
}

void decode_estate(benchmark::State& state) {
    const std::string& text = document_of(state.range(0));
    for ([[maybe_unused]] auto _ : state) benchmark::DoNotOptimize(value_of(read_estate(text, "estate")));
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) *
                            static_cast<std::int64_t>(text.size()));
}

void decide_estate(benchmark::State& state) {
    const estate from = value_of(read_estate(document_of(state.range(0)), "estate"));
    for ([[maybe_unused]] auto _ : state) benchmark::DoNotOptimize(decide(from, the_policy(), now));
    state.SetComplexityN(state.range(0));
}

void make_whole_plan(benchmark::State& state) {
    const estate from = value_of(read_estate(document_of(state.range(0)), "estate"));
    std::size_t steps = 0;
    for ([[maybe_unused]] auto _ : state) {
        const plan made = plan_for(from);
        steps = made.steps.size();
        benchmark::DoNotOptimize(made);
    }
    state.SetComplexityN(state.range(0));
    state.counters["steps"] = static_cast<double>(steps);
}

void seal_and_check_plan(benchmark::State& state) {
    const estate from = value_of(read_estate(document_of(state.range(0)), "estate"));
    plan made = plan_for(from);
    for ([[maybe_unused]] auto _ : state) {
        seal(made, from, the_policy());
        if (!check_plan(made, from).empty()) state.SkipWithError("the plan is not safe");
    }
    state.SetComplexityN(state.range(0));
}

} // namespace

BENCHMARK(decode_estate)->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK(decide_estate)
    ->RangeMultiplier(10)
    ->Range(1'000, 100'000)
    ->Unit(benchmark::kMillisecond)
    ->Complexity();
BENCHMARK(make_whole_plan)
    ->RangeMultiplier(10)
    ->Range(1'000, 100'000)
    ->Unit(benchmark::kMillisecond)
    ->Complexity();
BENCHMARK(seal_and_check_plan)
    ->RangeMultiplier(10)
    ->Range(1'000, 100'000)
    ->Unit(benchmark::kMillisecond)
    ->Complexity();

BENCHMARK_MAIN();
