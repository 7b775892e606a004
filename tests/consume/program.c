/* What a stranger's first program in C does. */
#include <ingot/ingot.h>

#include <stdio.h>

int main(void) {
    ingot_policy *policy = NULL;
    ingot_error *error = NULL;
    const char text[] = "{\"schema\": \"ingot.policy/1\", \"rules\": []}";
    if (ingot_policy_read(text, sizeof text - 1, NULL, &policy, &error) != INGOT_STATUS_OK) {
        fprintf(stderr, "%s\n", ingot_error_message(error));
        ingot_error_destroy(error);
        return 1;
    }
    printf("ingot %s, a policy of %zu rules\n", ingot_version(), ingot_policy_rule_count(policy));
    ingot_policy_destroy(policy);
    return 0;
}
