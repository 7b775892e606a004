#pragma once

#include <ingot/arm/rapidjson_arm_body_reader.hpp>
#include <ingot/azure/read/instance_view.hpp>
#include <ingot/azure/read/run_command_result.hpp>
#include <ingot/azure/request.hpp>
#include <ingot/azure/resource_answer.hpp>
#include <ingot/azure/write_body.hpp>
#include <ingot/client/drive.hpp>
#include <ingot/core/timestamp.hpp>
#include <ingot/http/url.hpp>
#include <ingot/ports/transport.hpp>
#include <ingot/result.hpp>

#include <chrono>
#include <functional>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ingot::inline v0 {

struct azure_client_options {
    azure::service service;
    driver_options driver;          ///< deadline, repetition, credential, stop
    std::function<double()> jitter; ///< 0 to 1, each time another; empty: no chance at all
    /// Told how a long-running operation does, and of each repetition; may be empty; must not throw.
    driver::progress_function progress;
};

/// How long something is looked at again and again until it is so.
struct look_again {
    /// Azure allows about twelve reads of one machine a minute (Azure Virtual Machines, throttling limits).
    duration interval = std::chrono::seconds(15);
    duration patience = std::chrono::minutes(30);
};

/// One call after another to one cloud, each driven to its end on the caller's thread: what runs long is
/// waited for, lists are read along all their pages, what may pass is repeated. Requests come from the
/// builders of `ingot/azure/`:
///
///     azure_client client(transport, options);
///     auto image = client.get<gallery_image_version>(azure::image_versions.get(client.service(), id));
///
/// and what is written comes from the types of `ingot/azure/write/`:
///
///     auto made = client.create(azure::galleries, id, azure::gallery_creation{region("westeurope")});
///
/// Many at once are what ingot::driver is for. One thread at a time.
class azure_client {
public:
    /// @param carrier must outlive the client
    azure_client(transport& carrier, azure_client_options options)
        : carrier_(carrier), options_(std::move(options)) {}

    azure_client(const azure_client&) = delete;
    azure_client& operator=(const azure_client&) = delete;

    [[nodiscard]] const azure::service& service() const noexcept { return options_.service; }

    /// Drives a request to its end. The body is the resource as it now is, the result of an action, or empty.
    /// Fails as the request or the service did; with `errc::not_found` where there is nothing to read.
    [[nodiscard]] result<std::string> call(azure::request what);

    /// Hands over each page of a list as it comes, its body as text. When it fails, pages handed over before
    /// are not all there is.
    [[nodiscard]] result<void> each_page(azure::request what,
                                         const std::function<void(const std::string&)>& take);

    /// The same as call(), and the resource typed.
    template <class Resource>
    [[nodiscard]] result<azure::answer<Resource>> get(azure::request what) {
        const std::string name = name_of(what);
        auto body = call(std::move(what));
        if (!body) return tl::unexpected(std::move(body.error()));
        auto read = azure::read_resource<Resource>(*body, name);
        if (!read) return tl::unexpected(std::move(read.error()));
        return azure::answer<Resource>{std::move(*read), std::move(*body)};
    }

    /// PUT, waited for to its end. On a resource that exists it is an update to all that the body says.
    /// @param noun what the resource is, such as `azure::image_versions`
    /// @param body one of `ingot/azure/write/`, such as azure::image_version_creation
    /// @return the resource as it is afterwards
    template <class Operations, class Body>
    [[nodiscard]] result<azure::answer<typename Body::resource>>
    create(const Operations& noun, const resource_id& id, const Body& body) {
        return get<typename Body::resource>(
            noun.create_or_update(service(), id, azure::write_body(service(), body)));
    }

    /// PATCH, waited for to its end. What the body leaves out stays as it is.
    template <class Operations, class Body>
    [[nodiscard]] result<azure::answer<typename Body::resource>>
    update(const Operations& noun, const resource_id& id, const Body& body) {
        return get<typename Body::resource>(noun.update(service(), id, azure::write_body(service(), body)));
    }

    /// DELETE, waited for to its end; a resource that is not there counts as removed.
    /// @param how what the noun knows of: azure::child_refusal, or azure::version_deletion
    template <class Operations, class... How>
    [[nodiscard]] result<void> remove(const Operations& noun, const resource_id& id, How... how) {
        return act(noun.remove(service(), id, how...));
    }

    /// Has something done that is answered with nothing to read, and waits for its end.
    [[nodiscard]] result<void> act(azure::request what);

    /// Each is waited for to its end. A machine that is stopped from inside is still allocated and not
    /// stopped in Azure's eyes: deallocate it, or power it off, before it is generalized.
    [[nodiscard]] result<void> start(const resource_id& machine);
    [[nodiscard]] result<void> restart(const resource_id& machine);
    /// @param skip_shutdown true cuts the power instead of asking the guest to shut down
    [[nodiscard]] result<void> power_off(const resource_id& machine, bool skip_shutdown = false);
    [[nodiscard]] result<void> deallocate(const resource_id& machine);
    /// Marks a machine as the source of images. It can never be started again.
    [[nodiscard]] result<void> generalize(const resource_id& machine);

    /// Runs a script on a machine, and waits for it. That the call succeeds says nothing of the script's exit
    /// code. When its answer is lost it is not repeated: the script may have run.
    [[nodiscard]] result<azure::run_command_result> run_command(const resource_id& machine,
                                                                const azure::run_command_request& what);

    /// Changes with whom a gallery is shared.
    [[nodiscard]] result<void> share(const resource_id& gallery, const azure::gallery_sharing_update& change);

    /// Brings instances of a scale set to its model.
    [[nodiscard]] result<void> upgrade_instances(const resource_id& scale_set,
                                                 const azure::instance_selection& which);

    /// How a machine is at this moment.
    [[nodiscard]] result<azure::instance_view> instance_view(const resource_id& machine);

    /// Looks at a machine until it is as asked for. Fails with `errc::timed_out` when it is not in time, and
    /// says how it was last; with `errc::cancelled` when it is told to stop.
    [[nodiscard]] result<azure::instance_view>
    wait_for(const resource_id& machine, const std::function<bool(const azure::instance_view&)>& is_so,
             look_again how = {});

    /// All resources of a list, over all its pages; never a part of them.
    template <class Resource>
    [[nodiscard]] result<std::vector<Resource>> list(azure::request what) {
        const std::string name = name_of(what);
        std::vector<Resource> all;
        std::optional<error> failure;
        const std::function<void(const std::string&)> take = [&](const std::string& body) {
            if (failure) return;
            auto page = azure::read_page<Resource>(body, name);
            if (page)
                all.insert(all.end(), std::make_move_iterator(page->begin()),
                           std::make_move_iterator(page->end()));
            else
                failure = std::move(page.error());
        };
        const auto ended = each_page(std::move(what), take);
        if (!ended) return tl::unexpected(ended.error());
        if (failure) return tl::unexpected(std::move(*failure));
        return all;
    }

private:
    /// @return false when told to stop
    [[nodiscard]] bool pause(timestamp until);

    [[nodiscard]] static std::string name_of(const azure::request& what) {
        return what
                   ? std::string(http::name_of(what->request.method)) + ' ' + http::path_of(what->request.url)
                   : std::string();
    }

    transport& carrier_;
    azure_client_options options_;
    rapidjson_arm_body_reader reader_;
};

} // namespace ingot::inline v0
