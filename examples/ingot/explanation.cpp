#include "explanation.hpp"

#include "plan_summary.hpp"
#include "short_ids.hpp"
#include "terminal.hpp"
#include "text_table.hpp"
#include "wrap.hpp"

#include <ingot/core/short_name.hpp>

#include <algorithm>
#include <array>
#include <map>

namespace ingot::cli {

namespace {

constexpr std::size_t lapses_shown = 5;

using decision_counts = std::array<std::size_t, decision_names.size()>;

struct definition_summary {
    decision_counts decided{};
    std::map<hold_code, std::size_t> holds;
};

std::string frequent(const std::map<hold_code, std::size_t>& holds, std::size_t most) {
    std::vector<std::pair<hold_code, std::size_t>> ranked(holds.begin(), holds.end());
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    std::string text;
    for (std::size_t at = 0; at < std::min(most, ranked.size()); ++at)
        text += fmt::format("{}{} {}", at == 0 ? "" : ", ", name_of(ranked[at].first), ranked[at].second);
    return text;
}

style style_of(decision what) {
    switch (what) {
    case decision::keep: return style::green;
    case decision::deprecate:
    case decision::trim: return style::yellow;
    case decision::remove: return style::red;
    }
    return style::plain;
}

std::string_view spoken_decision(decision what) {
    switch (what) {
    case decision::keep: return "kept";
    case decision::deprecate: return "deprecated";
    case decision::trim: return "trimmed";
    case decision::remove: return "deleted";
    }
    return "";
}

std::string spoken_stage(stage what) {
    std::string text(name_of(what));
    std::replace(text.begin(), text.end(), '_', '-');
    return text;
}

void print_hold(const hold& one) {
    constexpr std::size_t column = 22;
    const std::string code(name_of(one.code));
    const std::string next(column, ' ');
    const std::string first =
        "    " + code + std::string(code.size() + 4 < column ? column - code.size() - 4 : 1, ' ');
    write(stdout, wrap(with_short_ids(one.detail), first, next, line_width));
    if (one.until) print("{}until {}\n", next, to_the_second(*one.until));
    for (const std::string& shown : one.evidence)
        write(stdout, wrap(with_short_ids(shown), next + "- ", next + "  ", line_width));
}

void print_step(const step& one) {
    write(stdout, wrap(fmt::format("step {}: {} ({})", one.id, name_of(one.action), one.because), "    ",
                       "      ", line_width));
    const auto list = [](const std::vector<region>& regions) {
        std::string names;
        for (const region& where : regions) names += (names.empty() ? "" : ", ") + where.name();
        return names;
    };
    if (!one.request.drop_regions.empty())
        write(stdout, wrap("drops the replicas in " + list(one.request.drop_regions), "      ", "      ",
                           line_width));
    if (one.request.end_of_life_date)
        print("      end of life {}\n", to_the_second(*one.request.end_of_life_date));
    print("      {}\n", one.inverse ? "can be taken back" : "cannot be taken back");
}

} // namespace

void print_overview(const plan& from) {
    write(stdout, summary_of(from));
    if (from.verdicts.empty()) return;

    std::map<resource_id, definition_summary> definitions;
    std::map<hold_code, std::size_t> all_holds;
    std::multimap<timestamp, std::pair<const verdict*, hold_code>> lapses;
    for (const verdict& one : from.verdicts) {
        definition_summary& summary = definitions[one.id.without_last(2)];
        ++summary.decided[static_cast<std::size_t>(one.decision)];
        for (const hold& held : one.holds) {
            ++summary.holds[held.code];
            ++all_holds[held.code];
        }
        // The last hold to lapse is the one that counts, and only where nothing but time holds the version.
        const bool time_lifts_all =
            !one.holds.empty() && std::all_of(one.holds.begin(), one.holds.end(),
                                              [](const hold& held) { return held.until.has_value(); });
        if (!time_lifts_all) continue;
        const hold& last =
            *std::max_element(one.holds.begin(), one.holds.end(),
                              [](const hold& a, const hold& b) { return *a.until < *b.until; });
        lapses.emplace(*last.until, std::pair{&one, last.code});
    }

    using align = text_table::align;
    text_table table({{"definition", align::left},
                      {"keep", align::right},
                      {"depr.", align::right},
                      {"trim", align::right},
                      {"del.", align::right},
                      {"most frequent hold", align::left}});
    for (const auto& [id, summary] : definitions) {
        std::vector<std::string> cells{short_name(id)};
        for (const std::size_t count : summary.decided) cells.push_back(std::to_string(count));
        cells.push_back(frequent(summary.holds, 1));
        table.add(std::move(cells));
    }
    write(stdout, "\n" + table.to_string());
    if (!all_holds.empty())
        write(stdout, "\n" + wrap("Most frequent holds: " + frequent(all_holds, 6), "", "  ", line_width));
    if (lapses.empty()) return;
    print("\nNext versions that nothing but time holds:\n");
    std::size_t shown = 0;
    for (const auto& [until, what] : lapses) {
        if (++shown > lapses_shown) {
            print("  and {} later\n", lapses.size() - lapses_shown);
            break;
        }
        print("  {}  {} ({})\n", to_the_second(until), shorten(short_name(what.first->id), 35),
              name_of(what.second));
    }
}

void print_explanations(const plan& from, const std::vector<const verdict*>& chosen) {
    std::multimap<resource_id, const step*> steps;
    for (const step& planned : from.steps) steps.emplace(planned.target, &planned);
    bool first = true;
    for (const verdict* one : chosen) {
        if (!std::exchange(first, false)) print("\n");
        print("{}: {}\n", styled(stdout, style::bold, short_name(one->id)),
              styled(stdout, style_of(one->decision), spoken_decision(one->decision)));
        const auto parts = one->id.segments();
        if (parts.size() > 3) print("  subscription {}, resource group {}\n", parts[1], parts[3]);
        print("  {}, {}\n", spoken_stage(one->stage),
              one->rule ? "governed by rule " + *one->rule : "governed by no rule");
        if (!one->holds.empty()) print("  held against deletion by\n");
        for (const hold& held : one->holds) print_hold(held);
        if (one->holds.empty() && one->decision != decision::remove)
            print("  nothing holds it, but its rule deletes no such version\n");
        const auto [begin, end] = steps.equal_range(one->id);
        for (auto planned = begin; planned != end; ++planned) print_step(*planned->second);
    }
}

} // namespace ingot::cli
