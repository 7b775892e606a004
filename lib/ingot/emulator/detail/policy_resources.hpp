#pragma once

#include <ingot/emulator/detail/call.hpp>
#include <ingot/emulator/detail/world.hpp>
#include <ingot/http/response.hpp>

#include <string>
#include <string_view>

namespace ingot::inline v0::emulator {

/// PUT, GET and DELETE of `{subscription or management group}/providers/Microsoft.Authorization/` +
/// `policyDefinitions/{name}` or `policySetDefinitions/{name}`; the built-in ones can only be read.
[[nodiscard]] http::response handle_policy_definition(world& state, const call& request);
[[nodiscard]] http::response handle_policy_set_definition(world& state, const call& request);

/// GET of the collections: what is defined at the scope, and the built-in ones.
[[nodiscard]] http::response list_policy_definitions(const world& state, const call& request);
[[nodiscard]] http::response list_policy_set_definitions(const world& state, const call& request);

/// PUT, PATCH, GET and DELETE of `{scope}/providers/Microsoft.Authorization/policyAssignments/{name}`.
[[nodiscard]] http::response handle_policy_assignment(world& state, const call& request);

/// GET of `{scope}/providers/Microsoft.Authorization/policyAssignments`: those at the scope, below it and
/// above it, as the filter says.
[[nodiscard]] http::response list_policy_assignments(const world& state, const call& request);

/// Whether the name can be that of a definition, set or assignment.
[[nodiscard]] bool is_policy_name(std::string_view name) noexcept;

/// What stands before `/providers/Microsoft.Authorization/` in the path; empty for the tenant's own.
[[nodiscard]] std::string authorization_scope(std::string_view path);

/// Whether what is assigned at `scope` reaches `id`: the scope is the id, or one above it. Management groups
/// contain every subscription, and one another (*assumed*: the emulator keeps no tree of them).
[[nodiscard]] bool scope_reaches(std::string_view scope, std::string_view id) noexcept;

/// Adds the built-in definitions that the emulator has.
void add_built_in_policies(world& state);

} // namespace ingot::inline v0::emulator
