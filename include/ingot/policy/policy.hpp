#pragma once

#include <ingot/core/case_fold.hpp>
#include <ingot/core/resource_id.hpp>
#include <ingot/core/timestamp.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ingot::inline v0 {

/// Globs of which one must match; empty: none was given, so nothing is asked.
using globs = std::vector<std::string>;

/// Tag names (without regard to case), each with the globs that its value may match.
using tag_globs = std::map<std::string, globs, less_folded>;

/// Which definitions a rule governs: all that stand here must hold.
struct match_block {
    globs galleries;
    globs definitions;
    tag_globs tags; ///< of the definition

    friend bool operator==(const match_block&, const match_block&) = default;
};

/// What is never deleted, whatever else a rule says.
struct keep_block {
    std::int32_t newest = 1;
    std::int32_t rollback_reserve = 1; ///< good versions below `latest`, in each region
    tag_globs tags;                    ///< of the version or its definition
    globs versions;
    bool lineage = true; ///< keep what another listed version was made from

    friend bool operator==(const keep_block&, const keep_block&) = default;
};

struct deprecate_block {
    duration older_than{};
    std::int32_t keep_newest = 1;
    duration end_of_life_after{}; ///< from the deprecation to the end-of-life date

    friend bool operator==(const deprecate_block&, const deprecate_block&) = default;
};

struct trim_block {
    std::int32_t keep_newest = 1;
    bool deprecated_only = true;

    friend bool operator==(const trim_block&, const trim_block&) = default;
};

struct delete_block {
    duration older_than{};
    std::optional<duration> deprecated_for;
    std::optional<duration> unused_for;

    friend bool operator==(const delete_block&, const delete_block&) = default;
};

/// For failed versions and for candidates: how old they must be.
struct expiry_block {
    duration delete_after{};

    friend bool operator==(const expiry_block&, const expiry_block&) = default;
};

/// For galleries that others use: how long consumers must have been told.
struct shared_block {
    duration notice{};

    friend bool operator==(const shared_block&, const shared_block&) = default;
};

/// What must have been asked, and how lately, before "no reference found" proves anything.
struct evidence_block {
    duration max_age = std::chrono::hours(24);
    std::vector<std::string> sources = {"virtual_machines", "scale_sets", "scale_set_instances", "locks"};
    std::vector<resource_id> scopes; ///< empty: the estate's own

    friend bool operator==(const evidence_block&, const evidence_block&) = default;
};

/// How much one plan may remove.
struct limits_block {
    std::int32_t max_deletes = 20; ///< over all definitions that the rule governs
    double max_fraction = 0.5;     ///< of the versions of one definition; 0..1

    friend bool operator==(const limits_block&, const limits_block&) = default;
};

/// One rule. A default-constructed one is the empty rule, by which an orphan is judged.
struct rule {
    std::string name;
    match_block match;
    keep_block keep;
    std::optional<deprecate_block> deprecate;
    std::optional<trim_block> trim;
    std::optional<delete_block> remove; ///< the `delete` block
    std::optional<expiry_block> failed;
    std::optional<expiry_block> candidates;
    std::optional<shared_block> shared;
    evidence_block evidence;
    limits_block limits;

    friend bool operator==(const rule&, const rule&) = default;
};

/// Rules in order: the first that matches a definition governs it.
struct policy {
    std::vector<rule> rules;

    friend bool operator==(const policy&, const policy&) = default;
};

} // namespace ingot::inline v0
