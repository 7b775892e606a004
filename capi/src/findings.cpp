#include <ingot/findings.h>

#include "estate.hpp"
#include "plan.hpp"
#include "text.hpp"

#include <ingot/document/check_document.hpp>
#include <ingot/document/digest.hpp>
#include <ingot/plan/check_plan.hpp>

#include <vector>

struct ingot_findings {
    std::vector<ingot::plan_finding> value;
    bool same_estate;
};

namespace {

const ingot::plan_finding* finding_at(const ingot_findings* findings, size_t index) noexcept {
    return index < ingot_findings_count(findings) ? &findings->value[index] : nullptr;
}

} // namespace

using namespace ingot::capi;

void ingot_findings_destroy(ingot_findings* findings) { delete findings; }

ingot_status ingot_plan_check(const ingot_plan* plan, const ingot_estate* estate, ingot_findings** out,
                              ingot_error** error) {
    if (out != nullptr) *out = nullptr;
    return guard(error, [&]() -> ingot::result<void> {
        if (auto given = demand(plan, "plan"); !given) return given;
        if (auto given = demand(estate, "estate"); !given) return given;
        if (auto given = demand(out, "out"); !given) return given;
        *out = std::make_unique<ingot_findings>(
                   ingot_findings{ingot::check_plan(plan->value, estate->value),
                                  ingot::estate_digest(estate->value) == plan->value.estate_digest})
                   .release();
        return {};
    });
}

int32_t ingot_findings_same_estate(const ingot_findings* findings) {
    return findings != nullptr && findings->same_estate ? 1 : 0;
}

size_t ingot_findings_count(const ingot_findings* findings) { return findings != nullptr ? findings->value.size() : 0; }

const char* ingot_findings_rule(const ingot_findings* findings, size_t index) {
    const auto* const one = finding_at(findings, index);
    return one != nullptr ? name_of(one->rule).data() : ""; // names are literals, so a NUL stands behind each
}

const char* ingot_findings_step(const ingot_findings* findings, size_t index) {
    const auto* const one = finding_at(findings, index);
    return one != nullptr ? one->step.c_str() : "";
}

const char* ingot_findings_target(const ingot_findings* findings, size_t index) {
    const auto* const one = finding_at(findings, index);
    return one != nullptr ? one->target.text().c_str() : "";
}

const char* ingot_findings_sentence(const ingot_findings* findings, size_t index) {
    const auto* const one = finding_at(findings, index);
    return one != nullptr ? one->sentence.c_str() : "";
}

ingot_status ingot_findings_write(const ingot_findings* findings, ingot_text** out, ingot_error** error) {
    return write_out(out, error, [&](ingot::byte_sink& sink) -> ingot::result<void> {
        if (auto given = demand(findings, "findings"); !given) return given;
        return ingot::write_findings(findings->value, findings->same_estate, sink);
    });
}
