#pragma once

#include <ingot/document/byte_sink.hpp>
#include <ingot/policy/policy.hpp>
#include <ingot/result.hpp>

#include <cstddef>
#include <string_view>

namespace ingot::benchmarks {

struct estate_size {
    std::size_t versions = 1'000;
    std::size_t references_per_version = 10;
    std::size_t versions_per_definition = 100;
};

/// Writes an `ingot.estate/1` document of that size: versions of five regions with their replication status
/// as the service returns them, a tenth of them deprecated, and virtual machines of which half follow
/// `latest`. The same size gives the same bytes.
[[nodiscard]] result<void> write_estate(const estate_size& size, byte_sink& sink);

/// What the generated estates are planned by: every block that makes work.
inline constexpr std::string_view policy_text = R"({
    "schema": "ingot.policy/1",
    "rules": [{
        "name": "all",
        "keep": {"newest": 3, "rollback_reserve": 2, "tags": {"legal-hold": "*"}},
        "deprecate": {"older_than": "P90D", "keep_newest": 3, "end_of_life_after": "P60D"},
        "trim": {"keep_newest": 5},
        "delete": {"older_than": "P180D", "deprecated_for": "P30D"},
        "failed": {"delete_after": "P7D"},
        "candidates": {"delete_after": "P30D"},
        "limits": {"max_deletes": 1000000, "max_fraction": 1}
    }]
})";

/// The instant at which they are taken and judged.
inline constexpr std::string_view taken_at = "2026-09-01T00:00:00Z";

} // namespace ingot::benchmarks
