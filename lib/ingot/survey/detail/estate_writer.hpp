#pragma once

#include <ingot/crypto/sha256.hpp>
#include <ingot/document/byte_sink.hpp>
#include <ingot/result.hpp>
#include <ingot/survey/detail/fingerprint_set.hpp>
#include <ingot/survey/spool.hpp>
#include <ingot/survey/survey.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ingot::inline v0::survey_detail {

/// The resource arrays of an estate that a survey fills.
enum class estate_array {
    galleries,
    image_definitions,
    image_versions,
    soft_deleted_versions,
    virtual_machines,
    scale_sets,
    scale_set_instances,
    disks,
    image_templates,
    locks,
};

inline constexpr std::array<std::string_view, 10> estate_array_names{
    "galleries",           "image_definitions", "image_versions", "soft_deleted_versions", "virtual_machines", "scale_sets",
    "scale_set_instances", "disks",             "image_templates", "locks"};

/// Writes an estate whose resources come in any order. The scopes go out at once, resources wait in spools.
class estate_writer {
public:
    explicit estate_writer(byte_sink& sink) : sink_(sink) {}

    [[nodiscard]] result<void> begin(timestamp taken_at, const std::vector<std::string>& scopes);

    /// @return whether it was added; a resource that a list names twice, because the list moved under the
    ///         reader, stands once
    [[nodiscard]] result<bool> add(estate_array where, std::string_view id, std::string_view resource);

    [[nodiscard]] result<void> end(const std::vector<surveyed_source>& coverage);

private:
    struct column {
        spool waiting;
        fingerprint_set known;
    };

    byte_sink& sink_;
    sha256 hash_;
    std::array<column, estate_array_names.size()> columns_;
};

} // namespace ingot::inline v0::survey_detail
