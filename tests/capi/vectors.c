/* Answers every case below a directory, and compares the answers byte for byte with those written down. */

#define _POSIX_C_SOURCE 200809L

#include "check.h"

#include <ingot/ingot.h>

#include <dirent.h>
#include <stdlib.h>

typedef struct {
    char *data;
    size_t size;
} bytes;

/* Data NULL where there is no such file. */
static bytes read_whole(const char *directory, const char *name) {
    char path[4096];
    bytes read = {NULL, 0};
    snprintf(path, sizeof path, "%s/%s", directory, name);
    FILE *file = fopen(path, "rb");
    if (file == NULL) return read;
    fseek(file, 0, SEEK_END);
    const long size = ftell(file);
    rewind(file);
    read.data = malloc((size_t)size + 1);
    if (read.data == NULL) abort();
    read.size = fread(read.data, 1, (size_t)size, file);
    read.data[read.size] = '\0';
    fclose(file);
    return read;
}

static void compare(const char *directory, const char *name, const char *data, size_t size) {
    bytes expected = read_whole(directory, name);
    if (expected.data == NULL || expected.size != size || memcmp(expected.data, data, size) != 0) {
        ++failures;
        fprintf(stderr, "%s/%s: another answer than was written down\n", directory, name);
    }
    free(expected.data);
}

static void compare_text(const char *directory, const char *name, ingot_status status, ingot_text *text) {
    CHECK(status == INGOT_STATUS_OK);
    compare(directory, name, ingot_text_data(text), ingot_text_size(text));
    ingot_text_destroy(text);
}

static void compare_error(const char *directory, ingot_status status, ingot_error *error) {
    char *said = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&said, &size);
    if (out == NULL) abort();
    fprintf(out, "%s\n%s\n", ingot_status_name(status), ingot_error_message(error));
    for (size_t at = 0; at < ingot_error_violation_count(error); ++at)
        fprintf(out, "%s:%zu:%zu: %s: %s\n", ingot_error_violation_document(error, at),
                ingot_error_violation_line(error, at), ingot_error_violation_column(error, at),
                ingot_error_violation_pointer(error, at), ingot_error_violation_message(error, at));
    fclose(out);
    CHECK(ingot_error_status(error) == status);
    compare(directory, "error.txt", said, size);
    free(said);
    ingot_error_destroy(error);
}

static void compare_answers(const char *directory, const ingot_estate *estate, const ingot_plan *plan) {
    ingot_latest *latest = NULL;
    ingot_findings *findings = NULL;
    ingot_text *text = NULL;
    ingot_status status = ingot_plan_write(plan, &text, NULL);
    compare_text(directory, "plan.json", status, text);
    status = ingot_plan_explain(plan, NULL, &text, NULL);
    compare_text(directory, "explanation.json", status, text);
    CHECK(ingot_latest_resolve(estate, &latest, NULL) == INGOT_STATUS_OK);
    status = ingot_latest_write(latest, &text, NULL);
    compare_text(directory, "latest.json", status, text);
    CHECK(ingot_plan_check(plan, estate, &findings, NULL) == INGOT_STATUS_OK);
    status = ingot_findings_write(findings, &text, NULL);
    compare_text(directory, "check.json", status, text);
    ingot_findings_destroy(findings);
    ingot_latest_destroy(latest);
}

static void answer(const char *directory) {
    bytes estate_text = read_whole(directory, "estate.json");
    bytes policy_text = read_whole(directory, "policy.json");
    bytes now = read_whole(directory, "now.txt");
    ingot_estate *estate = NULL;
    ingot_policy *policy = NULL;
    ingot_plan *plan = NULL;
    ingot_error *error = NULL;
    CHECK(estate_text.data != NULL && policy_text.data != NULL && now.data != NULL);
    now.data[strcspn(now.data, "\n")] = '\0';

    ingot_status status = ingot_estate_read(estate_text.data, estate_text.size, NULL, &estate, &error);
    if (status == INGOT_STATUS_OK)
        status = ingot_policy_read(policy_text.data, policy_text.size, NULL, &policy, &error);
    if (status == INGOT_STATUS_OK) status = ingot_plan_make(estate, policy, now.data, &plan, &error);
    if (status == INGOT_STATUS_OK)
        compare_answers(directory, estate, plan);
    else
        compare_error(directory, status, error);

    ingot_plan_destroy(plan);
    ingot_policy_destroy(policy);
    ingot_estate_destroy(estate);
    free(estate_text.data);
    free(policy_text.data);
    free(now.data);
}

int main(int count, char **words) {
    if (count != 2) {
        fprintf(stderr, "usage: vectors DIRECTORY\n");
        return 2;
    }
    DIR *cases = opendir(words[1]);
    if (cases == NULL) {
        perror(words[1]);
        return 2;
    }
    int answered = 0;
    const struct dirent *one;
    while ((one = readdir(cases)) != NULL) {
        if (one->d_name[0] == '.') continue;
        char directory[4096];
        snprintf(directory, sizeof directory, "%s/%s", words[1], one->d_name);
        answer(directory);
        ++answered;
    }
    closedir(cases);
    printf("%d cases\n", answered);
    CHECK(answered > 0);
    return failures;
}
