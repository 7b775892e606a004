#pragma once

#include <ingot/core/region.hpp>
#include <ingot/core/timestamp.hpp>
#include <ingot/emulator/fired_alert.hpp>
#include <ingot/emulator/options.hpp>
#include <ingot/http/request.hpp>
#include <ingot/http/response.hpp>
#include <ingot/result.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ingot::inline v0::emulator {

class service;

/// Azure Resource Manager for Compute Gallery and its consumers, in memory and in virtual time.
///
/// What is modelled, and the public source of each behaviour, stands in README.md beside this file.
/// The same options, seeds and requests at the same instants give the same answers, byte for byte.
/// One thread at a time. Nothing throws but std::bad_alloc.
class emulator {
public:
    explicit emulator(options chosen = {});
    emulator(emulator&&) noexcept;
    emulator& operator=(emulator&&) noexcept;
    ~emulator();

    /// Answers a request at the current virtual instant; takes no virtual time. Any host is accepted, and
    /// absolute URLs in the answer (`nextLink`, `Azure-AsyncOperation`, `Location`) name the same scheme
    /// and host. Credentials are neither asked for nor looked at.
    [[nodiscard]] http::response handle(const http::request& request);

    [[nodiscard]] timestamp now() const noexcept;

    /// Moves virtual time forward to `instant` and does, in order, what falls due on the way: replicas
    /// complete, operations end, deleted resources go, soft-deleted ones expire. An instant that has
    /// passed changes nothing.
    void advance_to(timestamp instant);

    /// The instant of the next thing that falls due by itself; timestamp::max() when there is none.
    [[nodiscard]] timestamp next_event() const noexcept;

    /// Adds the resources of an `ingot.estate/1` document, verbatim. All or nothing: on failure nothing was
    /// added. Refused with `errc::invalid_document` and every violation: text that is not such a document,
    /// a resource without an id that fits its array, a resource that is listed twice or exists already,
    /// and a child without its parent. Members that hold no resources are ignored.
    [[nodiscard]] result<void> seed(std::string_view estate);

    /// Every resource, as the resource arrays of an `ingot.estate/1` document with canonical order (by id,
    /// folded); `taken_at` is now(). The bodies of soft-deleted versions are not part of it.
    [[nodiscard]] std::string snapshot() const;

    /// What activity-log alerts answered to since the beginning, oldest first. Good until the next call.
    [[nodiscard]] const std::vector<fired_alert>& fired_alerts() const noexcept;

    /// The next `times` replications to that region end in `Failed`. An empty id means any version.
    void fail_replication(std::string_view version_id, const region& where, std::size_t times = 1);

    /// The next `times` creations of that version end in provisioningState `Failed`. Empty means any.
    void fail_publish(std::string_view version_id, std::size_t times = 1);

    /// The next `times` runs of that image template fail while they build. Empty means any.
    void fail_image_build(std::string_view template_id, std::size_t times = 1);

private:
    std::unique_ptr<service> service_;
};

} // namespace ingot::inline v0::emulator
