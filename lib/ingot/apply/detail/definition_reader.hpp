#pragma once

#include <ingot/client/drive.hpp>
#include <ingot/core/gallery_image_version.hpp>
#include <ingot/core/resource_id.hpp>
#include <ingot/core/timestamp.hpp>
#include <ingot/ports/transport.hpp>
#include <ingot/result.hpp>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace ingot::inline v0::apply_detail {

/// The versions of a definition as they were just listed. Those on which it depends what `latest` is in each
/// region, and whether a good version stays, were read one by one, with their replication.
struct definition_reading {
    std::vector<gallery_image_version> versions; ///< highest first
    timestamp at{};                              ///< when the last of it came
};

/// Why a version must not be deleted now, for people; nothing when it may be.
/// @param fresh the version as it was read last
/// @param going the versions that the same plan deletes: none of them can be the good one that stays
[[nodiscard]] std::optional<std::string> why_needed(const definition_reading& now,
                                                    const gallery_image_version& fresh,
                                                    const std::set<resource_id>& going);

/// Reads definitions for the steps that need it; one reading serves all that ask while it is young.
class definition_reader {
public:
    using reading = std::shared_ptr<const definition_reading>;
    using done_function = std::function<void(const result<reading>&)>;

    struct options {
        std::string endpoint;
        std::string api_version;
        duration max_age{};
        std::set<resource_id> going; ///< the versions that the plan deletes
    };

    /// @param carrier, requests must outlive the reader, whose readings must have ended before
    definition_reader(const transport& carrier, driver& requests, options given)
        : carrier_(carrier), driver_(requests), options_(std::move(given)) {}

    /// @param done is called once, perhaps at once; a reading that is not complete is a failure
    void ask(const resource_id& definition, done_function done);

    /// Something was written that may move `latest`: what was read before does not serve any more.
    void forget(const resource_id& definition) { young_.erase(definition); }

    [[nodiscard]] const std::set<resource_id>& going() const noexcept { return options_.going; }

private:
    struct progress;
    using work = std::shared_ptr<progress>;

    void read_page(const work& one, const http::response& page);
    void go_on(const work& one);
    void read_version(const work& one, const resource_id& id);
    void end(const work& one);

    const transport& carrier_;
    driver& driver_;
    options options_;
    std::map<resource_id, work> under_way_;
    std::map<resource_id, reading> young_;
};

} // namespace ingot::inline v0::apply_detail
