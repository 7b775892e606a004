/* The decisions as a program in C sees them. */

#include "check.h"
#include "documents.h"

#include <ingot/ingot.h>

static ingot_estate *estate;
static ingot_policy *policy;
static ingot_plan *plan;

static void a_plan_says_which_version_goes_and_why_the_others_stay(void) {
    CHECK(ingot_plan_verdict_count(plan) == 3);
    CHECK_TEXT(ingot_plan_verdict_id(plan, 0), DEFINITION "/versions/1.11.0");
    CHECK(ingot_plan_verdict_decision(plan, 0) == INGOT_DECISION_KEEP);
    CHECK(ingot_plan_verdict_stage(plan, 0) == INGOT_STAGE_ACTIVE);
    CHECK_TEXT(ingot_plan_verdict_rule(plan, 0), "all");
    CHECK(ingot_plan_hold_count(plan, 0) == 2);
    CHECK_TEXT(ingot_plan_hold_code(plan, 0, 0), "latest");
    CHECK(ingot_plan_hold_evidence_count(plan, 0, 0) == 1);
    CHECK_TEXT(ingot_plan_hold_evidence(plan, 0, 0, 0), "westeurope");
    CHECK(strlen(ingot_plan_hold_detail(plan, 0, 0)) > 0);
    CHECK_TEXT(ingot_plan_hold_code(plan, 1, 0), "rollback_reserve");
    CHECK(ingot_plan_verdict_decision(plan, 2) == INGOT_DECISION_DELETE);
    CHECK(ingot_plan_hold_count(plan, 2) == 0);
}

static void a_plan_has_steps_that_say_whether_they_can_be_taken_back(void) {
    CHECK(ingot_plan_step_count(plan) == 1);
    CHECK_TEXT(ingot_plan_step_id(plan, 0), "s1");
    CHECK(ingot_plan_step_action(plan, 0) == INGOT_ACTION_DELETE);
    CHECK_TEXT(ingot_plan_step_target(plan, 0), DEFINITION "/versions/1.9.0");
    CHECK(strstr(ingot_plan_step_because(plan, 0), "rule all") != NULL);
    CHECK(ingot_plan_step_reversible(plan, 0) == 0);
}

static void a_plan_that_was_written_is_read_as_the_same_plan(void) {
    ingot_text *written = NULL;
    ingot_text *again = NULL;
    ingot_plan *read = NULL;
    CHECK(ingot_plan_write(plan, &written, NULL) == INGOT_STATUS_OK);
    CHECK(ingot_plan_read(ingot_text_data(written), ingot_text_size(written), NULL, &read, NULL) == INGOT_STATUS_OK);
    CHECK(ingot_plan_write(read, &again, NULL) == INGOT_STATUS_OK);
    CHECK_TEXT(ingot_text_data(again), ingot_text_data(written));
    CHECK_TEXT(ingot_plan_digest(read), ingot_plan_digest(plan));
    CHECK(strlen(ingot_plan_digest(plan)) == 64);
    ingot_plan_destroy(read);
    ingot_text_destroy(written);
    ingot_text_destroy(again);
}

static void a_plan_names_the_digests_of_what_it_was_made_of(void) {
    ingot_text *digest = NULL;
    CHECK(ingot_estate_digest(estate, &digest, NULL) == INGOT_STATUS_OK);
    CHECK_TEXT(ingot_plan_estate_digest(plan), ingot_text_data(digest));
    ingot_text_destroy(digest);
    CHECK(ingot_policy_digest(policy, &digest, NULL) == INGOT_STATUS_OK);
    CHECK_TEXT(ingot_plan_policy_digest(plan), ingot_text_data(digest));
    ingot_text_destroy(digest);
}

static void an_explanation_is_of_the_versions_that_a_part_of_an_id_names(void) {
    ingot_text *text = NULL;
    ingot_error *error = NULL;
    CHECK(ingot_plan_explain(plan, "ubuntu/1.10.0", &text, &error) == INGOT_STATUS_OK);
    CHECK(error == NULL);
    CHECK(strstr(ingot_text_data(text), "/versions/1.10.0") != NULL);
    CHECK(strstr(ingot_text_data(text), "/versions/1.11.0\"") == NULL);
    ingot_text_destroy(text);
    CHECK(ingot_plan_explain(plan, "windows", &text, &error) == INGOT_STATUS_NOT_FOUND);
    CHECK(text == NULL);
    CHECK(strstr(ingot_error_message(error), "'windows'") != NULL);
    ingot_error_destroy(error);
}

static void a_plan_made_of_an_estate_breaks_no_safety_rule_on_it(void) {
    ingot_findings *findings = NULL;
    CHECK(ingot_plan_check(plan, estate, &findings, NULL) == INGOT_STATUS_OK);
    CHECK(ingot_findings_count(findings) == 0);
    CHECK(ingot_findings_same_estate(findings) == 1);
    ingot_findings_destroy(findings);
}

static void a_plan_is_found_out_on_an_estate_without_its_version(void) {
    static const char empty[] = "{\"schema\":\"ingot.estate/1\"}";
    ingot_estate *other = NULL;
    ingot_findings *findings = NULL;
    ingot_text *text = NULL;
    CHECK(ingot_estate_read(empty, sizeof empty - 1, "empty", &other, NULL) == INGOT_STATUS_OK);
    CHECK(ingot_plan_check(plan, other, &findings, NULL) == INGOT_STATUS_OK);
    ingot_estate_destroy(other);
    CHECK(ingot_findings_same_estate(findings) == 0);
    CHECK(ingot_findings_count(findings) > 0);
    CHECK_TEXT(ingot_findings_rule(findings, 0), "unknown_version");
    CHECK(strlen(ingot_findings_sentence(findings, 0)) > 0);
    CHECK(strstr(ingot_findings_target(findings, 0), DEFINITION) != NULL);
    CHECK(ingot_findings_write(findings, &text, NULL) == INGOT_STATUS_OK);
    CHECK(strstr(ingot_text_data(text), "ingot.check/1") != NULL);
    ingot_text_destroy(text);
    ingot_findings_destroy(findings);
}

static void latest_is_the_highest_number_and_outlives_its_estate(void) {
    ingot_estate *own = NULL;
    ingot_latest *latest = NULL;
    ingot_text *text = NULL;
    CHECK(ingot_estate_read(estate_text, sizeof estate_text - 1, NULL, &own, NULL) == INGOT_STATUS_OK);
    CHECK_TEXT(ingot_estate_taken_at(own), "2026-09-01T00:00:00Z");
    CHECK(ingot_estate_version_count(own) == 3);
    CHECK(ingot_latest_resolve(own, &latest, NULL) == INGOT_STATUS_OK);
    ingot_estate_destroy(own);
    CHECK(ingot_latest_count(latest) == 1);
    CHECK_TEXT(ingot_latest_definition(latest, 0), DEFINITION);
    CHECK_TEXT(ingot_latest_region(latest, 0), "westeurope");
    CHECK_TEXT(ingot_latest_version(latest, 0), "1.11.0");
    CHECK(ingot_latest_assumed(latest, 0) == 1);
    CHECK(ingot_latest_write(latest, &text, NULL) == INGOT_STATUS_OK);
    CHECK(strstr(ingot_text_data(text), "ingot.latest/1") != NULL);
    ingot_text_destroy(text);
    ingot_latest_destroy(latest);
}

int main(void) {
    CHECK(ingot_abi_version() == INGOT_ABI_VERSION);
    CHECK(ingot_estate_read(estate_text, sizeof estate_text - 1, NULL, &estate, NULL) == INGOT_STATUS_OK);
    CHECK(ingot_policy_read(policy_text, sizeof policy_text - 1, NULL, &policy, NULL) == INGOT_STATUS_OK);
    CHECK(ingot_policy_rule_count(policy) == 1);
    CHECK_TEXT(ingot_policy_rule_name(policy, 0), "all");
    CHECK(ingot_plan_make(estate, policy, now_text, &plan, NULL) == INGOT_STATUS_OK);

    a_plan_says_which_version_goes_and_why_the_others_stay();
    a_plan_has_steps_that_say_whether_they_can_be_taken_back();
    a_plan_that_was_written_is_read_as_the_same_plan();
    a_plan_names_the_digests_of_what_it_was_made_of();
    an_explanation_is_of_the_versions_that_a_part_of_an_id_names();
    a_plan_made_of_an_estate_breaks_no_safety_rule_on_it();
    a_plan_is_found_out_on_an_estate_without_its_version();
    latest_is_the_highest_number_and_outlives_its_estate();

    ingot_plan_destroy(plan);
    ingot_policy_destroy(policy);
    ingot_estate_destroy(estate);
    return failures;
}
