// What reading the three kinds of text costs that an estate is full of.
#include <ingot/core/image_version.hpp>
#include <ingot/core/resource_id.hpp>
#include <ingot/core/timestamp.hpp>

#include <benchmark/benchmark.h>

#include <string_view>

namespace {

void read_timestamp(benchmark::State& state) {
    std::string_view text = "2026-09-30T07:12:34.1234567+00:00";
    for (auto step : state) {
        (void)step;
        benchmark::DoNotOptimize(text);
        benchmark::DoNotOptimize(ingot::parse_timestamp(text));
    }
}
BENCHMARK(read_timestamp);

void read_image_version(benchmark::State& state) {
    std::string_view text = "2026.930.17";
    for (auto step : state) {
        (void)step;
        benchmark::DoNotOptimize(text);
        benchmark::DoNotOptimize(ingot::image_version::parse(text));
    }
}
BENCHMARK(read_image_version);

void read_resource_id(benchmark::State& state) {
    std::string_view text =
        "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/images/providers/"
        "Microsoft.Compute/galleries/prod/images/ubuntu/versions/1.2.3";
    for (auto step : state) {
        (void)step;
        benchmark::DoNotOptimize(text);
        benchmark::DoNotOptimize(ingot::resource_id::parse(text));
    }
}
BENCHMARK(read_resource_id);

} // namespace
