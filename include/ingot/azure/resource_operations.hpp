#pragma once

#include <ingot/azure/request.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace ingot::inline v0::azure {

/// What resources of one type below a resource group can be asked. All of these are values without state:
/// `azure::disks.get(at, id)` makes the request, and whoever drives it sends it.
class resource_operations {
public:
    /// @param type such as `Microsoft.Compute/disks`
    /// @param version the api-version that the type is spoken to in
    constexpr resource_operations(std::string_view type, std::string api_versions::*version) noexcept
        : type_(type), version_(version) {}

    [[nodiscard]] constexpr std::string_view type() const noexcept { return type_; }

    [[nodiscard]] request get(const service& at, const resource_id& id) const {
        return detail::read(at, path(id), version(at));
    }

    /// PUT: creates it, or brings it to what the body says.
    [[nodiscard]] request create_or_update(const service& at, const resource_id& id, json_body body) const {
        return detail::write(at, http::method::put, path(id), version(at), std::move(body));
    }

    /// PATCH: changes what the body names. Tags are replaced as a whole.
    [[nodiscard]] request update(const service& at, const resource_id& id, json_body body) const {
        return detail::write(at, http::method::patch, path(id), version(at), std::move(body));
    }

    /// DELETE; one that is not there counts as removed.
    [[nodiscard]] request remove(const service& at, const resource_id& id,
                                 child_refusal refusal = child_refusal::waited_out) const {
        return detail::remove(at, path(id), version(at), refusal);
    }

protected:
    [[nodiscard]] request_path path(const resource_id& id) const {
        return request_path::to_resource(id, type_);
    }
    [[nodiscard]] const std::string& version(const service& at) const noexcept {
        return at.versions.*version_;
    }

private:
    std::string_view type_;
    std::string api_versions::*version_;
};

/// Resources that are listed over a whole subscription or one resource group.
class tracked_resource_operations : public resource_operations {
public:
    using resource_operations::resource_operations;

    /// @param scope `/subscriptions/<id>` or `/subscriptions/<id>/resourceGroups/<name>`
    [[nodiscard]] request list(const service& at, const resource_id& scope) const {
        return detail::list(at, collection(scope), version(at));
    }

protected:
    [[nodiscard]] request_path collection(const resource_id& scope) const {
        return request_path::to_container(scope).along("providers").along(type());
    }
};

/// Resources that are listed below their parent.
class nested_resource_operations : public resource_operations {
public:
    using resource_operations::resource_operations;

    [[nodiscard]] request list(const service& at, const resource_id& parent) const {
        return detail::list(at, collection(parent), version(at));
    }

protected:
    [[nodiscard]] request_path collection(const resource_id& parent) const {
        const auto last = type().rfind('/');
        return request_path::to_resource(parent, type().substr(0, last)).along(type().substr(last + 1));
    }
};

/// Resources that stand at a scope of any kind. They know no PATCH.
class extension_resource_operations {
public:
    constexpr extension_resource_operations(std::string_view type,
                                            std::string api_versions::*version) noexcept
        : type_(type), version_(version) {}

    [[nodiscard]] constexpr std::string_view type() const noexcept { return type_; }

    [[nodiscard]] request get(const service& at, const resource_id& id) const {
        return detail::read(at, path(id), version(at));
    }
    [[nodiscard]] request create_or_update(const service& at, const resource_id& id, json_body body) const {
        return detail::write(at, http::method::put, path(id), version(at), std::move(body));
    }
    [[nodiscard]] request remove(const service& at, const resource_id& id) const {
        return detail::remove(at, path(id), version(at));
    }

    /// Those at the scope and, as the type has it, above or below.
    [[nodiscard]] request list(const service& at, const resource_id& scope) const {
        return detail::list(at, collection(scope), version(at));
    }

protected:
    [[nodiscard]] request_path path(const resource_id& id) const {
        return request_path::to_extension(id, type_);
    }
    [[nodiscard]] request_path collection(const resource_id& scope) const {
        return request_path::to_scope(scope).along("providers").along(type_);
    }
    [[nodiscard]] const std::string& version(const service& at) const noexcept {
        return at.versions.*version_;
    }

private:
    std::string_view type_;
    std::string api_versions::*version_;
};

} // namespace ingot::inline v0::azure
