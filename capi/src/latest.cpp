#include <ingot/latest.h>

#include "estate.hpp"
#include "text.hpp"

#include <ingot/document/latest_document.hpp>
#include <ingot/plan/estate_view.hpp>

#include <optional>
#include <vector>

struct ingot_latest {
    struct entry {
        const std::string* definition;
        std::string region;
        std::optional<std::string> version;
        bool assumed;
    };

    explicit ingot_latest(std::vector<ingot::definition_latest>&& resolved) : value(std::move(resolved)) {
        for (const ingot::definition_latest& definition : value)
            for (const ingot::latest_in_region& one : definition.regions)
                entries.push_back({&definition.id.text(), one.where.name(),
                                   one.version ? std::optional(one.version->to_string()) : std::nullopt,
                                   one.assumed});
    }

    std::vector<ingot::definition_latest> value;
    std::vector<entry> entries; ///< borrow from `value`
};

namespace {

const ingot_latest::entry* entry_at(const ingot_latest* latest, size_t index) noexcept {
    return index < ingot_latest_count(latest) ? &latest->entries[index] : nullptr;
}

} // namespace

using namespace ingot::capi;

void ingot_latest_destroy(ingot_latest* latest) { delete latest; }

ingot_status ingot_latest_resolve(const ingot_estate* estate, ingot_latest** out, ingot_error** error) {
    if (out != nullptr) *out = nullptr;
    return guard(error, [&]() -> ingot::result<void> {
        if (auto given = demand(estate, "estate"); !given) return given;
        if (auto given = demand(out, "out"); !given) return given;
        *out = std::make_unique<ingot_latest>(ingot::resolve_all_latest(estate->value)).release();
        return {};
    });
}

size_t ingot_latest_count(const ingot_latest* latest) { return latest != nullptr ? latest->entries.size() : 0; }

const char* ingot_latest_definition(const ingot_latest* latest, size_t index) {
    const auto* const one = entry_at(latest, index);
    return one != nullptr ? one->definition->c_str() : "";
}

const char* ingot_latest_region(const ingot_latest* latest, size_t index) {
    const auto* const one = entry_at(latest, index);
    return one != nullptr ? one->region.c_str() : "";
}

const char* ingot_latest_version(const ingot_latest* latest, size_t index) {
    const auto* const one = entry_at(latest, index);
    return one != nullptr && one->version ? one->version->c_str() : nullptr;
}

int32_t ingot_latest_assumed(const ingot_latest* latest, size_t index) {
    const auto* const one = entry_at(latest, index);
    return one != nullptr && one->assumed ? 1 : 0;
}

ingot_status ingot_latest_write(const ingot_latest* latest, ingot_text** out, ingot_error** error) {
    return write_out(out, error, [&](ingot::byte_sink& sink) -> ingot::result<void> {
        if (auto given = demand(latest, "latest"); !given) return given;
        return ingot::write_latest(latest->value, sink);
    });
}
