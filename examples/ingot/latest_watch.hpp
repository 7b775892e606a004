#pragma once

#include "arm_client.hpp"

#include <ingot/core/image_version.hpp>
#include <ingot/core/region.hpp>
#include <ingot/core/resource_id.hpp>
#include <ingot/plan/latest.hpp>
#include <ingot/result.hpp>

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ingot::cli {

/// The version of the gallery operations that are used here.
inline constexpr const char* gallery_api = "2024-03-03";

/// What `latest` means for one definition in some regions, resolved from what the service says of its
/// versions.
class latest_watch {
public:
    using meaning = std::map<region, std::optional<image_version>>;

    /// @param client must outlive it
    latest_watch(arm_client& client, resource_id definition, std::vector<region> regions)
        : client_(client), definition_(std::move(definition)), regions_(std::move(regions)) {}

    /// Reads which versions exist, and of the highest as many as it takes to resolve `latest` in each region.
    [[nodiscard]] result<meaning> begin();

    /// The versions that begin() found.
    [[nodiscard]] const std::vector<image_version>& existing() const noexcept { return existing_; }

    /// Takes what a read of one version with its replication status said, and resolves again.
    [[nodiscard]] result<meaning> update(const image_version& version, std::string body);

private:
    [[nodiscard]] result<meaning> resolve() const;

    arm_client& client_;
    resource_id definition_;
    std::vector<region> regions_;
    std::vector<image_version> existing_;       ///< highest first
    std::map<image_version, std::string> read_; ///< bodies
};

/// The id of a version with the query that asks for its replication status.
[[nodiscard]] std::string version_path(const resource_id& definition, const image_version& version);

} // namespace ingot::cli
