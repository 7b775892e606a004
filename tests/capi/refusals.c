/* What the interface makes of NULL, of garbage, and of indices past the end. */

#include "check.h"
#include "documents.h"

#include <ingot/ingot.h>

#include <stdlib.h>

static const size_t huge = (size_t)-1;

static void every_object_may_be_destroyed_when_it_is_null(void) {
    ingot_error_destroy(NULL);
    ingot_text_destroy(NULL);
    ingot_estate_destroy(NULL);
    ingot_policy_destroy(NULL);
    ingot_plan_destroy(NULL);
    ingot_latest_destroy(NULL);
    ingot_findings_destroy(NULL);
}

static void getters_of_null_answer_with_nothing(void) {
    CHECK(ingot_error_status(NULL) == INGOT_STATUS_OK);
    CHECK_TEXT(ingot_error_message(NULL), "");
    CHECK(ingot_error_http_status(NULL) == 0);
    CHECK_TEXT(ingot_error_service_code(NULL), "");
    CHECK_TEXT(ingot_error_service_message(NULL), "");
    CHECK_TEXT(ingot_error_service_target(NULL), "");
    CHECK_TEXT(ingot_error_request_id(NULL), "");
    CHECK_TEXT(ingot_error_correlation_request_id(NULL), "");
    CHECK_TEXT(ingot_error_client_request_id(NULL), "");
    CHECK(ingot_error_violation_count(NULL) == 0);
    CHECK_TEXT(ingot_error_violation_document(NULL, 0), "");
    CHECK_TEXT(ingot_error_violation_pointer(NULL, 0), "");
    CHECK(ingot_error_violation_line(NULL, 0) == 0);
    CHECK(ingot_error_violation_column(NULL, 0) == 0);
    CHECK_TEXT(ingot_error_violation_message(NULL, 0), "");
    CHECK_TEXT(ingot_text_data(NULL), "");
    CHECK(ingot_text_size(NULL) == 0);
    CHECK_TEXT(ingot_estate_taken_at(NULL), "");
    CHECK(ingot_estate_version_count(NULL) == 0);
    CHECK(ingot_policy_rule_count(NULL) == 0);
    CHECK_TEXT(ingot_policy_rule_name(NULL, 0), "");
    CHECK(ingot_latest_count(NULL) == 0);
    CHECK_TEXT(ingot_latest_definition(NULL, 0), "");
    CHECK_TEXT(ingot_latest_region(NULL, 0), "");
    CHECK(ingot_latest_version(NULL, 0) == NULL);
    CHECK(ingot_latest_assumed(NULL, 0) == 0);
    CHECK_TEXT(ingot_plan_digest(NULL), "");
    CHECK_TEXT(ingot_plan_estate_digest(NULL), "");
    CHECK_TEXT(ingot_plan_policy_digest(NULL), "");
    CHECK(ingot_plan_verdict_count(NULL) == 0);
    CHECK(ingot_plan_step_count(NULL) == 0);
    CHECK(ingot_findings_count(NULL) == 0);
    CHECK(ingot_findings_same_estate(NULL) == 0);
    CHECK_TEXT(ingot_findings_rule(NULL, 0), "");
    CHECK_TEXT(ingot_findings_step(NULL, 0), "");
    CHECK_TEXT(ingot_findings_target(NULL, 0), "");
    CHECK_TEXT(ingot_findings_sentence(NULL, 0), "");
    CHECK_TEXT(ingot_status_name(12345), "unknown");
    CHECK_TEXT(ingot_status_name(INGOT_STATUS_GUARD_RAIL), "guard_rail");
}

static void getters_past_the_end_answer_with_nothing(const ingot_plan *plan) {
    const size_t past[] = {ingot_plan_verdict_count(plan), huge};
    for (size_t at = 0; at < 2; ++at) {
        CHECK_TEXT(ingot_plan_verdict_id(plan, past[at]), "");
        CHECK(ingot_plan_verdict_rule(plan, past[at]) == NULL);
        CHECK(ingot_plan_verdict_stage(plan, past[at]) == -1);
        CHECK(ingot_plan_verdict_decision(plan, past[at]) == INGOT_DECISION_KEEP);
        CHECK(ingot_plan_hold_count(plan, past[at]) == 0);
        CHECK_TEXT(ingot_plan_hold_code(plan, past[at], 0), "");
        CHECK_TEXT(ingot_plan_hold_code(plan, 0, past[at]), "");
        CHECK_TEXT(ingot_plan_hold_detail(plan, 0, past[at]), "");
        CHECK(ingot_plan_hold_evidence_count(plan, 0, past[at]) == 0);
        CHECK_TEXT(ingot_plan_hold_evidence(plan, 0, 0, past[at]), "");
        CHECK_TEXT(ingot_plan_step_id(plan, past[at]), "");
        CHECK(ingot_plan_step_action(plan, past[at]) == -1);
        CHECK_TEXT(ingot_plan_step_target(plan, past[at]), "");
        CHECK_TEXT(ingot_plan_step_because(plan, past[at]), "");
        CHECK(ingot_plan_step_reversible(plan, past[at]) == 0);
    }
}

/* An argument that must not be NULL is refused by its name, and what was to be handed out is NULL. */
#define REFUSED(call, object, name)                                                                                    \
    do {                                                                                                               \
        ingot_error *error = NULL;                                                                                     \
        CHECK((call) == INGOT_STATUS_INVALID_ARGUMENT);                                                                \
        CHECK((object) == NULL);                                                                                       \
        CHECK(ingot_error_status(error) == INGOT_STATUS_INVALID_ARGUMENT);                                             \
        CHECK(strstr(ingot_error_message(error), "'" name "'") != NULL);                                               \
        ingot_error_destroy(error);                                                                                    \
    } while (0)

static void null_where_it_may_not_be_is_refused_by_name(const ingot_estate *estate, const ingot_policy *policy,
                                                        const ingot_plan *plan) {
    ingot_estate *e = (ingot_estate *)1;
    ingot_policy *p = (ingot_policy *)1;
    ingot_plan *made = (ingot_plan *)1;
    ingot_latest *l = (ingot_latest *)1;
    ingot_findings *f = (ingot_findings *)1;
    ingot_text *t = (ingot_text *)1;
    void *nothing = NULL;

    REFUSED(ingot_estate_read(NULL, 1, NULL, &e, &error), e, "data");
    REFUSED(ingot_estate_read("{}", 2, NULL, NULL, &error), nothing, "out");
    REFUSED(ingot_estate_read_file(NULL, &e, &error), e, "path");
    REFUSED(ingot_estate_read_file("x", NULL, &error), nothing, "out");
    REFUSED(ingot_estate_digest(NULL, &t, &error), t, "estate");
    REFUSED(ingot_estate_digest(estate, NULL, &error), nothing, "out");
    REFUSED(ingot_policy_read(NULL, 1, NULL, &p, &error), p, "data");
    REFUSED(ingot_policy_read_file(NULL, &p, &error), p, "path");
    REFUSED(ingot_policy_digest(NULL, &t, &error), t, "policy");
    REFUSED(ingot_latest_resolve(NULL, &l, &error), l, "estate");
    REFUSED(ingot_latest_resolve(estate, NULL, &error), nothing, "out");
    REFUSED(ingot_latest_write(NULL, &t, &error), t, "latest");
    REFUSED(ingot_plan_make(NULL, policy, now_text, &made, &error), made, "estate");
    REFUSED(ingot_plan_make(estate, NULL, now_text, &made, &error), made, "policy");
    REFUSED(ingot_plan_make(estate, policy, NULL, &made, &error), made, "now");
    REFUSED(ingot_plan_make(estate, policy, now_text, NULL, &error), nothing, "out");
    REFUSED(ingot_plan_read(NULL, 1, NULL, &made, &error), made, "data");
    REFUSED(ingot_plan_read_file(NULL, &made, &error), made, "path");
    REFUSED(ingot_plan_write(NULL, &t, &error), t, "plan");
    REFUSED(ingot_plan_write(plan, NULL, &error), nothing, "out");
    REFUSED(ingot_plan_explain(NULL, NULL, &t, &error), t, "plan");
    REFUSED(ingot_plan_check(NULL, estate, &f, &error), f, "plan");
    REFUSED(ingot_plan_check(plan, NULL, &f, &error), f, "estate");
    REFUSED(ingot_findings_write(NULL, &t, &error), t, "findings");
    /* Whoever does not want the error still gets the status. */
    CHECK(ingot_plan_write(NULL, &t, NULL) == INGOT_STATUS_INVALID_ARGUMENT);
}

static void an_instant_that_cannot_be_read_is_refused(const ingot_estate *estate, const ingot_policy *policy) {
    static const char *const instants[] = {"", "today", "2026-02-30T00:00:00Z", "2026-09-01T00:00:00", "\xff\xfe"};
    for (size_t at = 0; at < sizeof instants / sizeof *instants; ++at) {
        ingot_plan *plan = NULL;
        ingot_error *error = NULL;
        CHECK(ingot_plan_make(estate, policy, instants[at], &plan, &error) == INGOT_STATUS_INVALID_ARGUMENT);
        CHECK(plan == NULL);
        CHECK(strstr(ingot_error_message(error), "'now'") != NULL);
        ingot_error_destroy(error);
    }
}

static void garbage_is_refused_with_its_place(void) {
    static const char *const garbage[] = {"", "[", "17", "null", "\xff\xfe\x01", "{\"schema\":\"ingot.plan/9\"}"};
    for (size_t at = 0; at < sizeof garbage / sizeof *garbage; ++at) {
        ingot_estate *estate = NULL;
        ingot_policy *policy = NULL;
        ingot_plan *plan = NULL;
        ingot_error *error = NULL;
        CHECK(ingot_estate_read(garbage[at], strlen(garbage[at]), "here", &estate, &error) ==
              INGOT_STATUS_INVALID_DOCUMENT);
        CHECK(estate == NULL);
        CHECK(ingot_error_violation_count(error) > 0);
        CHECK_TEXT(ingot_error_violation_document(error, 0), "here");
        CHECK(strlen(ingot_error_violation_message(error, 0)) > 0);
        CHECK_TEXT(ingot_error_violation_message(error, ingot_error_violation_count(error)), "");
        ingot_error_destroy(error);
        CHECK(ingot_policy_read(garbage[at], strlen(garbage[at]), NULL, &policy, NULL) ==
              INGOT_STATUS_INVALID_DOCUMENT);
        CHECK(ingot_plan_read(garbage[at], strlen(garbage[at]), NULL, &plan, NULL) == INGOT_STATUS_INVALID_DOCUMENT);
    }
    ingot_estate *none = NULL;
    CHECK(ingot_estate_read(NULL, 0, NULL, &none, NULL) == INGOT_STATUS_INVALID_DOCUMENT);
}

static void every_violation_is_told_with_pointer_line_and_column(void) {
    static const char text[] = "{\"schema\":\"ingot.policy/1\",\n \"rules\":[{\"name\":\"a\",\n   \"kep\":{},\n"
                               "   \"delete\":{\"older_than\":7}}]}";
    ingot_policy *policy = NULL;
    ingot_error *error = NULL;
    CHECK(ingot_policy_read(text, sizeof text - 1, "p.json", &policy, &error) == INGOT_STATUS_INVALID_DOCUMENT);
    CHECK(ingot_error_violation_count(error) == 2);
    CHECK_TEXT(ingot_error_violation_pointer(error, 0), "/rules/0/kep");
    CHECK(ingot_error_violation_line(error, 0) == 3);
    CHECK(ingot_error_violation_column(error, 0) > 0);
    CHECK_TEXT(ingot_error_violation_pointer(error, 1), "/rules/0/delete/older_than");
    ingot_error_destroy(error);
}

static void a_file_that_is_not_there_is_not_found(void) {
    ingot_estate *estate = NULL;
    ingot_error *error = NULL;
    CHECK(ingot_estate_read_file("no/such/estate.json", &estate, &error) == INGOT_STATUS_NOT_FOUND);
    CHECK(strstr(ingot_error_message(error), "no/such/estate.json") != NULL);
    ingot_error_destroy(error);
}

/* A document that is cut off at any byte is refused, and the whole is accepted. */
static void a_document_that_ends_early_is_refused_wherever_it_ends(void) {
    const size_t size = strlen(policy_text);
    for (size_t end = 0; end < size; ++end) {
        ingot_policy *policy = NULL;
        /* In memory of its own, so that a read past the end is seen. */
        char *cut = malloc(end == 0 ? 1 : end);
        if (cut == NULL) abort();
        memcpy(cut, policy_text, end);
        CHECK(ingot_policy_read(cut, end, NULL, &policy, NULL) == INGOT_STATUS_INVALID_DOCUMENT);
        free(cut);
    }
}

int main(void) {
    ingot_estate *estate = NULL;
    ingot_policy *policy = NULL;
    ingot_plan *plan = NULL;
    CHECK(ingot_estate_read(estate_text, sizeof estate_text - 1, NULL, &estate, NULL) == INGOT_STATUS_OK);
    CHECK(ingot_policy_read(policy_text, sizeof policy_text - 1, NULL, &policy, NULL) == INGOT_STATUS_OK);
    CHECK(ingot_plan_make(estate, policy, now_text, &plan, NULL) == INGOT_STATUS_OK);

    every_object_may_be_destroyed_when_it_is_null();
    getters_of_null_answer_with_nothing();
    getters_past_the_end_answer_with_nothing(plan);
    null_where_it_may_not_be_is_refused_by_name(estate, policy, plan);
    an_instant_that_cannot_be_read_is_refused(estate, policy);
    garbage_is_refused_with_its_place();
    every_violation_is_told_with_pointer_line_and_column();
    a_file_that_is_not_there_is_not_found();
    a_document_that_ends_early_is_refused_wherever_it_ends();

    ingot_plan_destroy(plan);
    ingot_policy_destroy(policy);
    ingot_estate_destroy(estate);
    return failures;
}
