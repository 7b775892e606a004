#include "plan.hpp"

#include "document.hpp"
#include "estate.hpp"
#include "policy.hpp"
#include "text.hpp"

#include <ingot/core/short_name.hpp>
#include <ingot/document/explanation_document.hpp>
#include <ingot/document/plan_document.hpp>

#include <vector>

namespace {

using ingot::action;
using ingot::decision;
using ingot::stage;
static_assert(static_cast<int>(decision::keep) == INGOT_DECISION_KEEP);
static_assert(static_cast<int>(decision::deprecate) == INGOT_DECISION_DEPRECATE);
static_assert(static_cast<int>(decision::trim) == INGOT_DECISION_TRIM);
static_assert(static_cast<int>(decision::remove) == INGOT_DECISION_DELETE);
static_assert(static_cast<int>(stage::soft_deleted) == INGOT_STAGE_SOFT_DELETED);
static_assert(static_cast<int>(stage::deleting) == INGOT_STAGE_DELETING);
static_assert(static_cast<int>(stage::failed) == INGOT_STAGE_FAILED);
static_assert(static_cast<int>(stage::revoked) == INGOT_STAGE_REVOKED);
static_assert(static_cast<int>(stage::candidate) == INGOT_STAGE_CANDIDATE);
static_assert(static_cast<int>(stage::trimmed) == INGOT_STAGE_TRIMMED);
static_assert(static_cast<int>(stage::deprecated) == INGOT_STAGE_DEPRECATED);
static_assert(static_cast<int>(stage::active) == INGOT_STAGE_ACTIVE);
static_assert(static_cast<int>(action::deprecate) == INGOT_ACTION_DEPRECATE);
static_assert(static_cast<int>(action::trim) == INGOT_ACTION_TRIM);
static_assert(static_cast<int>(action::remove) == INGOT_ACTION_DELETE);

const ingot::verdict* verdict_at(const ingot_plan* plan, size_t index) noexcept {
    return index < ingot_plan_verdict_count(plan) ? &plan->value.verdicts[index] : nullptr;
}

const ingot::hold* hold_at(const ingot_plan* plan, size_t verdict, size_t index) noexcept {
    return index < ingot_plan_hold_count(plan, verdict) ? &plan->value.verdicts[verdict].holds[index] : nullptr;
}

const ingot::step* step_at(const ingot_plan* plan, size_t index) noexcept {
    return index < ingot_plan_step_count(plan) ? &plan->value.steps[index] : nullptr;
}

} // namespace

using namespace ingot::capi;

void ingot_plan_destroy(ingot_plan* plan) { delete plan; }

ingot_status ingot_plan_make(const ingot_estate* estate, const ingot_policy* policy, const char* now,
                             ingot_plan** out, ingot_error** error) {
    if (out != nullptr) *out = nullptr;
    return guard(error, [&]() -> ingot::result<void> {
        if (auto given = demand(estate, "estate"); !given) return given;
        if (auto given = demand(policy, "policy"); !given) return given;
        if (auto given = demand(now, "now"); !given) return given;
        if (auto given = demand(out, "out"); !given) return given;
        const auto instant = ingot::parse_timestamp(now);
        if (!instant)
            return ingot::fail(ingot::errc::invalid_argument,
                               "'now' is '" + std::string(now) +
                                   "', which is no instant; write one such as 2026-09-01T00:00:00Z");
        *out = std::make_unique<ingot_plan>(ingot::make_sealed_plan(estate->value, policy->value, *instant)).release();
        return {};
    });
}

ingot_status ingot_plan_read(const char* data, size_t size, const char* name, ingot_plan** out,
                             ingot_error** error) {
    return read_document(data, size, name, "plan", out, error, [](std::string_view text, std::string_view called) {
        return ingot::read_plan(text, called);
    });
}

ingot_status ingot_plan_read_file(const char* path, ingot_plan** out, ingot_error** error) {
    return read_document_file(path, out, error, [](const std::string& at) { return ingot::read_plan_file(at); });
}

ingot_status ingot_plan_write(const ingot_plan* plan, ingot_text** out, ingot_error** error) {
    return write_out(out, error, [&](ingot::byte_sink& sink) -> ingot::result<void> {
        if (auto given = demand(plan, "plan"); !given) return given;
        return ingot::write_plan(plan->value, sink);
    });
}

ingot_status ingot_plan_explain(const ingot_plan* plan, const char* part, ingot_text** out, ingot_error** error) {
    return write_out(out, error, [&](ingot::byte_sink& sink) -> ingot::result<void> {
        if (auto given = demand(plan, "plan"); !given) return given;
        std::vector<const ingot::verdict*> chosen;
        for (const ingot::verdict& one : plan->value.verdicts)
            if (part == nullptr || ingot::is_about(one.id, part)) chosen.push_back(&one);
        if (part != nullptr && chosen.empty())
            return ingot::fail(ingot::errc::not_found,
                               "no version of the plan has '" + std::string(part) + "' in its id");
        return ingot::write_explanation(plan->value, chosen, sink);
    });
}

const char* ingot_plan_digest(const ingot_plan* plan) { return plan != nullptr ? plan->value.plan_digest.c_str() : ""; }

const char* ingot_plan_estate_digest(const ingot_plan* plan) {
    return plan != nullptr ? plan->value.estate_digest.c_str() : "";
}

const char* ingot_plan_policy_digest(const ingot_plan* plan) {
    return plan != nullptr ? plan->value.policy_digest.c_str() : "";
}

size_t ingot_plan_verdict_count(const ingot_plan* plan) { return plan != nullptr ? plan->value.verdicts.size() : 0; }

const char* ingot_plan_verdict_id(const ingot_plan* plan, size_t index) {
    const auto* const one = verdict_at(plan, index);
    return one != nullptr ? one->id.text().c_str() : "";
}

const char* ingot_plan_verdict_rule(const ingot_plan* plan, size_t index) {
    const auto* const one = verdict_at(plan, index);
    return one != nullptr && one->rule ? one->rule->c_str() : nullptr;
}

ingot_stage ingot_plan_verdict_stage(const ingot_plan* plan, size_t index) {
    const auto* const one = verdict_at(plan, index);
    return one != nullptr ? static_cast<ingot_stage>(one->stage) : -1;
}

ingot_decision ingot_plan_verdict_decision(const ingot_plan* plan, size_t index) {
    const auto* const one = verdict_at(plan, index);
    return one != nullptr ? static_cast<ingot_decision>(one->decision) : INGOT_DECISION_KEEP;
}

size_t ingot_plan_hold_count(const ingot_plan* plan, size_t verdict) {
    const auto* const one = verdict_at(plan, verdict);
    return one != nullptr ? one->holds.size() : 0;
}

const char* ingot_plan_hold_code(const ingot_plan* plan, size_t verdict, size_t index) {
    const auto* const one = hold_at(plan, verdict, index);
    return one != nullptr ? name_of(one->code).data() : ""; // names are literals, so a NUL stands behind each
}

const char* ingot_plan_hold_detail(const ingot_plan* plan, size_t verdict, size_t index) {
    const auto* const one = hold_at(plan, verdict, index);
    return one != nullptr ? one->detail.c_str() : "";
}

size_t ingot_plan_hold_evidence_count(const ingot_plan* plan, size_t verdict, size_t index) {
    const auto* const one = hold_at(plan, verdict, index);
    return one != nullptr ? one->evidence.size() : 0;
}

const char* ingot_plan_hold_evidence(const ingot_plan* plan, size_t verdict, size_t index, size_t which) {
    return which < ingot_plan_hold_evidence_count(plan, verdict, index)
               ? hold_at(plan, verdict, index)->evidence[which].c_str()
               : "";
}

size_t ingot_plan_step_count(const ingot_plan* plan) { return plan != nullptr ? plan->value.steps.size() : 0; }

const char* ingot_plan_step_id(const ingot_plan* plan, size_t index) {
    const auto* const one = step_at(plan, index);
    return one != nullptr ? one->id.c_str() : "";
}

ingot_action ingot_plan_step_action(const ingot_plan* plan, size_t index) {
    const auto* const one = step_at(plan, index);
    return one != nullptr ? static_cast<ingot_action>(one->action) : -1;
}

const char* ingot_plan_step_target(const ingot_plan* plan, size_t index) {
    const auto* const one = step_at(plan, index);
    return one != nullptr ? one->target.text().c_str() : "";
}

const char* ingot_plan_step_because(const ingot_plan* plan, size_t index) {
    const auto* const one = step_at(plan, index);
    return one != nullptr ? one->because.c_str() : "";
}

int32_t ingot_plan_step_reversible(const ingot_plan* plan, size_t index) {
    const auto* const one = step_at(plan, index);
    return one != nullptr && one->inverse ? 1 : 0;
}
