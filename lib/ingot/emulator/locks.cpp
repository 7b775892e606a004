#include <ingot/emulator/detail/locks.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/emulator/detail/paging.hpp>

#include <fmt/format.h>

namespace ingot::inline v0::emulator {
namespace {

constexpr std::string_view lock_collection = "/providers/Microsoft.Authorization/locks";
constexpr std::size_t longest_notes = 512;

std::string_view scope_of(std::string_view path) noexcept {
    const std::string folded = fold(path);
    return path.substr(0, folded.rfind(fold(lock_collection)));
}

std::optional<refusal> problem_with(const json& body) {
    const json* const properties = find(&body, "properties");
    if (properties == nullptr || !properties->IsObject()) return missing_parameter("properties");
    const auto level = text_of(find(properties, "level"));
    if (!equal_folded(level, "CanNotDelete") && !equal_folded(level, "ReadOnly"))
        return refusal{400, "LockLevelNotValid",
                       fmt::format("The lock level '{}' is not valid; use CanNotDelete or ReadOnly.", level),
                       "properties.level"};
    if (text_of(find(properties, "notes")).size() > longest_notes)
        return invalid_parameter("properties.notes", "The notes of a lock have at most 512 characters.");
    return std::nullopt;
}

} // namespace

std::optional<refusal> refused_by_lock(const world& state, std::string_view id, http::method method) {
    if (http::reads_only(method)) return std::nullopt;
    const bool removes = method == http::method::remove;
    for (std::size_t end = id.find('/', 1); end != std::string_view::npos;) {
        end = id.find('/', end + 1);
        const std::string_view scope = id.substr(0, end);
        bool locked = false;
        state.resources.under(resource_kind::lock, std::string(scope) + std::string(lock_collection) + '/',
                              [&](const auto&, const stored_resource& lock) {
                                  const auto level = text_at(lock.body, {"properties", "level"});
                                  locked = equal_folded(level, "ReadOnly") ||
                                           (removes && equal_folded(level, "CanNotDelete"));
                                  return !locked;
                              });
        if (locked)
            return refusal{
                409,
                "ScopeLocked",
                fmt::format("The scope '{}' cannot perform {} operation because following scope(s) are "
                            "locked: '{}'. Please remove the lock and try again.",
                            id, removes ? "delete" : "write", scope),
                {}};
    }
    return std::nullopt;
}

http::response handle_lock(world& state, const call& request) {
    stored_resource* const there = state.resources.find(resource_kind::lock, request.path);
    switch (request.method) {
    case http::method::get:
        if (there == nullptr)
            return answer(refusal{
                404, "LockNotFound", fmt::format("The lock '{}' could not be found.", request.path), {}});
        return answer(200, there->body);
    case http::method::remove:
        if (there == nullptr) return answer(204);
        state.resources.remove(resource_kind::lock, request.path);
        return answer(200);
    default: break;
    }
    if (const auto problem = problem_with(request.body)) return answer(*problem);
    json body = json_object();
    const std::string id = there == nullptr ? usual_spelling(resource_kind::lock, request.path)
                                            : std::string(text_at(there->body, {"id"}));
    set(body, "properties", json_copy(*find(&request.body, "properties")));
    set(body, "id", id);
    set(body, "type", facts_of(resource_kind::lock).type);
    set(body, "name", std::string_view(id).substr(id.rfind('/') + 1));
    const int status = there == nullptr ? 201 : 200;
    return answer(status, state.resources.put(resource_kind::lock, id, std::move(body)).body);
}

http::response list_locks(const world& state, const call& request) {
    const std::string scope(scope_of(request.path));
    const auto filter = request.parameter("$filter");
    if (!filter.empty() && !equal_folded(filter, "atScope()"))
        return answer(invalid_parameter("$filter", "The only filter of locks is atScope()."));
    const std::string at_scope = fold(scope + std::string(lock_collection) + '/');
    // "/subscriptions/s/" and not "/subscriptions/s": another id may begin with this one's letters.
    return list_page(state, request, resource_kind::lock, filter.empty() ? scope + '/' : at_scope,
                     [&](std::string_view id, const json& body) -> std::optional<json> {
                         if (!filter.empty() && id.find('/', at_scope.size()) != std::string_view::npos)
                             return std::nullopt;
                         return json_copy(body);
                     });
}

} // namespace ingot::inline v0::emulator
