#pragma once

#include <ingot/azure/api_versions.hpp>
#include <ingot/client/drive.hpp>
#include <ingot/core/region.hpp>
#include <ingot/core/resource_id.hpp>
#include <ingot/ports/transport.hpp>
#include <ingot/result.hpp>
#include <ingot/survey/survey.hpp>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace ingot::inline v0 {

/// Who uses a version.
struct version_consumer {
    std::string what; ///< kind and id, for people
    region where;     ///< empty: unknown, so it counts everywhere

    friend bool operator==(const version_consumer&, const version_consumer&) = default;
};

/// Tells who uses a version now; empty when nobody does. A failure means that it cannot be known, and the
/// step that asks is refused.
using usage_check = std::function<result<std::vector<version_consumer>>(const resource_id& version)>;

struct usage_check_options {
    std::string endpoint = "https://management.azure.com";
    /// Every subscription that could use the versions: those that the survey asked. None: every check fails.
    std::vector<std::string> subscriptions;
    azure::api_versions versions;
    driver_options driver;
    std::function<double()> jitter;
    /// Lists whose reading ended less than this ago serve for the next version as well.
    duration max_age = std::chrono::seconds(30);
};

/// A check that asks the providers' own lists, in the given subscriptions and no others. Virtual machines,
/// scale sets and scale-set instances must be read completely, or the check fails. Disks and image templates
/// count as far as they can be read: many a caller may not list them, and a subscription need not have the
/// provider of image templates. A version is used by who names it, who reports it as its exact version, and
/// who names its definition in a region where it is the latest.
///
/// It does not ask again what a plan may rest on beside that: locks (the service itself heeds those),
/// references that were given in a document, and consumers in other subscriptions or tenants. And it leaves a
/// window: whoever begins to use a version while the lists are read, or within `max_age` and the seconds until
/// the write leaves, is not seen. A list has no lock, so no check of usage can close that window.
///
/// @param carrier must outlive the check, and is not the transport that apply() uses: the check runs its own
///        requests to their end while those of apply() are under way
[[nodiscard]] usage_check provider_usage_check(transport& carrier, usage_check_options options);

} // namespace ingot::inline v0
