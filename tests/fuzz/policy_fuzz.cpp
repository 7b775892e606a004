// Any bytes as a policy document.
#include "require.hpp"

#include <ingot/document/digest.hpp>
#include <ingot/document/policy_document.hpp>

#include <cstddef>
#include <cstdint>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(data, data + size);
    const auto read = ingot::read_policy(text, "fuzz");
    if (!read) {
        require(!read.error().violations.empty(), "a refusal says why");
        return 0;
    }
    for (const ingot::rule& r : read->rules) {
        require(!r.name.empty(), "every rule has a name");
        require(r.keep.newest >= 0 && r.limits.max_deletes >= 0, "counts are not negative");
        require(r.limits.max_fraction >= 0 && r.limits.max_fraction <= 1, "a fraction is one");
        require(!r.evidence.sources.empty(), "evidence asks for some source");
    }
    ingot::text_sink sink;
    require(ingot::write_digested(*read, sink).has_value(), "what is read can be written canonically");
    return 0;
}
