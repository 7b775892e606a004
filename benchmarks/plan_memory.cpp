// Reads an estate from a file, plans it, writes the plan, and says how much memory and time that took:
//
//     plan_memory generate estate.json [versions] [references per version]
//     plan_memory plan estate.json [plan.json]

#include "generated_estate.hpp"

#include <ingot/document/digest.hpp>
#include <ingot/document/estate_document.hpp>
#include <ingot/document/plan_document.hpp>
#include <ingot/document/policy_document.hpp>
#include <ingot/plan/decide.hpp>
#include <ingot/plan/make_plan.hpp>

#include <sys/resource.h>

#include <chrono>
#include <iostream>
#include <string>
#include <utility>

namespace {

using namespace ingot;

int complain(const error& failure) {
    std::cerr << failure.message << '\n';
    return 1;
}

/// MiB of the highest resident set so far; ru_maxrss counts KiB on Linux.
long peak_mebibytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

class stopwatch {
public:
    void lap(const char* what) {
        const auto passed = std::chrono::steady_clock::now() - begun_;
        std::cout << what << ": " << std::chrono::duration_cast<std::chrono::milliseconds>(passed).count()
                  << " ms, peak " << peak_mebibytes() << " MiB\n";
        begun_ = std::chrono::steady_clock::now();
    }

private:
    std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
};

int generate(const std::string& path, const benchmarks::estate_size& size) {
    auto sink = file_sink::create(path);
    if (!sink) return complain(sink.error());
    if (const auto written = benchmarks::write_estate(size, *sink); !written)
        return complain(written.error());
    if (const auto committed = sink->commit(); !committed) return complain(committed.error());
    return 0;
}

int plan_file(const std::string& path, const std::string& out) {
    stopwatch watch;
    const auto policy = read_policy(benchmarks::policy_text, "policy");
    if (!policy) return complain(policy.error());
    const auto from = read_estate_file(path);
    if (!from) return complain(from.error());
    watch.lap("read");
    std::cout << from->image_versions.size() << " versions, " << from->references.size() << " references\n";

    const timestamp now = *parse_timestamp(benchmarks::taken_at);
    decisions decided = decide(*from, *policy, now);
    watch.lap("decide");
    plan made = make_plan(*from, std::move(decided), now, [](const gallery_image_version& version) {
        return version_digest(version, false);
    });
    watch.lap("plan");
    seal(made, *from, *policy);
    watch.lap("seal");
    auto sink = file_sink::create(out);
    if (!sink) return complain(sink.error());
    if (const auto written = write_plan(made, *sink); !written) return complain(written.error());
    if (const auto committed = sink->commit(); !committed) return complain(committed.error());
    watch.lap("write");
    std::cout << made.steps.size() << " steps\n";
    return 0;
}

} // namespace

int main(int count, char** words) {
    const std::string what = count > 2 ? words[1] : "";
    if (what == "generate") {
        benchmarks::estate_size size;
        size.versions = count > 3 ? std::stoul(words[3]) : 100'000;
        size.references_per_version = count > 4 ? std::stoul(words[4]) : 10;
        return generate(words[2], size);
    }
    if (what == "plan") return plan_file(words[2], count > 3 ? words[3] : "/dev/null");
    std::cerr << "usage: plan_memory generate estate.json [versions] [references per version]\n"
                 "       plan_memory plan estate.json [plan.json]\n";
    return 2;
}
