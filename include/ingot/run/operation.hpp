#pragma once

#include <ingot/http/request.hpp>

namespace ingot::inline v0::run {

enum class operation_kind {
    read,   ///< one answer; a POST of this kind only asks (a Resource Graph query) and may be repeated
    list,   ///< a collection, page by page along `nextLink`
    write,  ///< PUT, PATCH or POST, followed to its end when it runs long
    remove, ///< DELETE, followed to its end; a resource that is not there counts as removed
};

/// One operation of Azure Resource Manager, from its request to its end.
struct operation {
    http::request request; ///< absolute URL; no authorization
    operation_kind kind = operation_kind::read;

    /// For `remove`: the service goes on refusing to delete a parent for a while after its last child has
    /// been deleted (409 `CannotDeleteResource`). True waits for that to end.
    bool wait_for_children = false;
};

} // namespace ingot::inline v0::run
