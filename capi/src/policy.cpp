#include "policy.hpp"

#include "document.hpp"
#include "text.hpp"

#include <ingot/document/digest.hpp>
#include <ingot/document/policy_document.hpp>

using namespace ingot::capi;

void ingot_policy_destroy(ingot_policy* policy) { delete policy; }

ingot_status ingot_policy_read(const char* data, size_t size, const char* name, ingot_policy** out,
                               ingot_error** error) {
    return read_document(data, size, name, "policy", out, error, [](std::string_view text, std::string_view called) {
        return ingot::read_policy(text, called);
    });
}

ingot_status ingot_policy_read_file(const char* path, ingot_policy** out, ingot_error** error) {
    return read_document_file(path, out, error, [](const std::string& at) { return ingot::read_policy_file(at); });
}

size_t ingot_policy_rule_count(const ingot_policy* policy) { return policy != nullptr ? policy->value.rules.size() : 0; }

const char* ingot_policy_rule_name(const ingot_policy* policy, size_t index) {
    return index < ingot_policy_rule_count(policy) ? policy->value.rules[index].name.c_str() : "";
}

ingot_status ingot_policy_digest(const ingot_policy* policy, ingot_text** out, ingot_error** error) {
    return write_out(out, error, [&](ingot::byte_sink& sink) -> ingot::result<void> {
        if (auto given = demand(policy, "policy"); !given) return given;
        return sink.write(ingot::policy_digest(policy->value));
    });
}
