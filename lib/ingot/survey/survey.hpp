#pragma once

#include <ingot/azure/api_versions.hpp>
#include <ingot/client/drive.hpp>
#include <ingot/core/coverage.hpp>
#include <ingot/document/byte_sink.hpp>
#include <ingot/ports/transport.hpp>
#include <ingot/result.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ingot::inline v0 {

/// What a survey reads of one subscription.
enum class survey_source {
    galleries,           ///< galleries themselves
    image_versions,      ///< of all galleries: definitions, versions, and what is in the recycle bin
    virtual_machines,    ///< with the members of Flexible scale sets
    scale_sets,
    scale_set_instances, ///< of Uniform scale sets
    disks,
    image_templates,
    locks,
};

inline constexpr std::array<std::pair<survey_source, std::string_view>, 8> survey_source_names{{
    {survey_source::galleries, "galleries"},
    {survey_source::image_versions, "image_versions"},
    {survey_source::virtual_machines, "virtual_machines"},
    {survey_source::scale_sets, "scale_sets"},
    {survey_source::scale_set_instances, "scale_set_instances"},
    {survey_source::disks, "disks"},
    {survey_source::image_templates, "image_templates"},
    {survey_source::locks, "locks"},
}};

/// As it is written in the coverage of an estate.
[[nodiscard]] constexpr std::string_view name_of(survey_source value) noexcept {
    return survey_source_names[static_cast<std::size_t>(value)].second;
}

/// By what a survey reads what uses images: virtual machines, scale sets, instances, disks, image templates.
enum class survey_route {
    providers, ///< the lists of the resource providers, subscription by subscription: the only proof of disuse
    graph,     ///< Resource Graph, a thousand resources in an answer, over a hundred subscriptions at once
};

struct survey_progress {
    timestamp now{};                                 ///< by the transport's clock
    survey_source source = survey_source::galleries; ///< what an answer came for last
    std::string scope;                               ///< its subscription
    std::uint64_t answers = 0;                       ///< so far, over all
    std::uint64_t resources = 0;                     ///< read so far, over all
    /// Questions that are known to be without their last answer. A list counts once, whatever number of pages
    /// it has.
    std::uint64_t unanswered = 0;
    std::uint64_t unanswered_lists = 0; ///< of these, lists: while there are any, more questions may come
    std::uint64_t submitted = 0;        ///< of these, on the wire or waiting to be sent; the others are but ids
    std::optional<driver_pause> pause;  ///< nothing is on the wire, and nothing may leave now
};

struct survey_options {
    std::string endpoint = "https://management.azure.com";
    std::vector<std::string> subscriptions; ///< ids, with or without `/subscriptions/` before them; at least one
    /// Sources that are not here get no row of coverage, and so prove nothing. `image_versions` needs
    /// `galleries`, `scale_set_instances` needs `scale_sets`.
    std::vector<survey_source> sources = {
        survey_source::galleries,           survey_source::image_versions, survey_source::virtual_machines,
        survey_source::scale_sets,          survey_source::scale_set_instances, survey_source::disks,
        survey_source::image_templates,     survey_source::locks};
    /// Through Resource Graph, consumers are found with few requests. Its index lags behind the resources, and it
    /// leaves out without a word what the caller may not read. So what it shows is in use, but its rows of
    /// coverage are `partial` at best: plans that are made of it take nothing for unused. It has no locks: their
    /// rows are `failed`. Galleries and versions are read from their provider all the same.
    survey_route through = survey_route::providers;
    azure::api_versions versions;
    driver_options driver;                ///< requests at once, deadline, repetition, credential, stop
    std::function<double()> jitter;       ///< 0 to 1, each time another; empty: no chance at all
    /// Told after each answer and of each pause. May be empty; must not throw.
    std::function<void(const survey_progress&)> progress;
};

/// One row of coverage as it was written.
struct surveyed_source {
    std::string scope;
    survey_source source = survey_source::galleries;
    completeness status = completeness::complete;
    timestamp at{};            ///< when its reading began
    std::string detail;        ///< what the service said, and what was left out
    std::uint64_t resources = 0;
};

struct survey_report {
    timestamp taken_at{};      ///< when the first request left
    std::vector<surveyed_source> sources;
    std::vector<std::string> notes; ///< what was left out or met twice, for people
    std::uint64_t answers = 0;

    /// Whether galleries and their versions, the things judged, were read completely everywhere.
    [[nodiscard]] bool galleries_complete() const noexcept;
    [[nodiscard]] bool complete() const noexcept;
};

/// Reads subscriptions by the lists of their resource providers, or consumers through Resource Graph, and writes
/// an `ingot.estate/1` document with the resources exactly as the service returned them. Sends nothing but GET,
/// and queries to Resource Graph.
///
/// A source that is denied, fails, or ends half-way is never taken for an empty one: its row of coverage says
/// `denied`, `failed` or `partial`, and the document is whole all the same; so is what was read through an index.
/// A version that is listed and gone
/// when it is asked for is left out and noted. What must wait for its place in the document waits in a
/// temporary file, and what is still to be asked as little more than an id: the memory that a survey takes grows
/// by some thirty bytes a resource.
///
/// Fails with invalid_argument (a subscription or endpoint that cannot be one), cancelled, or whatever the
/// sink or a temporary file failed with; what the sink then holds is no document and must not be committed.
[[nodiscard]] result<survey_report> survey(transport& carrier, const survey_options& options, byte_sink& sink);

} // namespace ingot::inline v0
