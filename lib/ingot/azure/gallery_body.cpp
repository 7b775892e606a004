#include <ingot/azure/detail/body_object.hpp>
#include <ingot/azure/gallery_profile.hpp>
#include <ingot/azure/write_body.hpp>

namespace ingot::inline v0::azure {

namespace {

using azure_detail::body_object;

void fill_identity(body_object& into, const managed_identity& identity) {
    into.required_enumeration("type", identity.type);
    into.object_unless_empty("userAssignedIdentities", [&](body_object& all) {
        for (const resource_id& one : identity.user_assigned) all.object(one.text(), [](body_object&) {});
    });
}

void fill_sharing(body_object& into, const gallery_sharing& sharing) {
    into.enumeration("permissions", sharing.permissions);
    if (!sharing.community) return;
    into.object("communityGalleryInfo", [&](body_object& info) {
        info.text("eula", sharing.community->eula);
        info.text("publicNamePrefix", sharing.community->public_name_prefix);
        info.text("publisherContact", sharing.community->publisher_contact);
        info.text("publisherUri", sharing.community->publisher_uri);
    });
}

void fill_soft_delete(body_object& into, const soft_delete_policy& policy, const service& at) {
    into.boolean("isSoftDeleteEnabled", policy.enabled);
    if (!profile_of(at.versions.galleries).has_soft_delete_retention) {
        for (const auto& [name, days] : {std::pair("retentionPeriodInDays", policy.retention_period_in_days),
                                         std::pair("gracePeriodInDays", policy.grace_period_in_days)})
            if (days)
                into.refuse(name,
                            "api-version " + at.versions.galleries +
                                " of galleries does not have it; use 2026-03-03 or later, or leave it out");
        return;
    }
    into.count("retentionPeriodInDays", policy.retention_period_in_days);
    into.count("gracePeriodInDays", policy.grace_period_in_days);
}

/// What creations and updates have in common, except for the description, which only an update may take away.
template <class Body>
void fill_common(body_object& root, body_object& properties, const Body& body, const service& at) {
    if (body.identity)
        root.object("identity", [&](body_object& into) { fill_identity(into, *body.identity); });
    if (body.sharing)
        properties.object("sharingProfile", [&](body_object& into) { fill_sharing(into, *body.sharing); });
    if (body.soft_delete)
        properties.object("softDeletePolicy",
                          [&](body_object& into) { fill_soft_delete(into, *body.soft_delete, at); });
}

} // namespace

json_body write_body(const service& at, const gallery_creation& body) {
    return azure_detail::write_object("a gallery to create", [&](body_object& root) {
        root.required_text("location", body.location.name());
        if (!body.tags.empty()) root.tags(body.tags);
        root.object("properties", [&](body_object& properties) {
            properties.text("description", body.description);
            fill_common(root, properties, body, at);
        });
    });
}

json_body write_body(const service& at, const gallery_update& body) {
    return azure_detail::write_object("an update of a gallery", [&](body_object& root) {
        if (body.tags) root.tags(*body.tags);
        root.object_unless_empty("properties", [&](body_object& properties) {
            properties.clearable_text("description", body.description);
            fill_common(root, properties, body, at);
        });
    });
}

json_body write_body(const service&, const gallery_sharing_update& body) {
    return azure_detail::write_object("an update of a gallery's sharing", [&](body_object& root) {
        root.required_enumeration("operationType", body.operation);
        const bool names_groups =
            body.operation == sharing_operation::add || body.operation == sharing_operation::remove;
        if (names_groups && body.groups.empty())
            root.refuse("groups",
                        "say which subscriptions or tenants to " +
                            std::string(body.operation == sharing_operation::add ? "add" : "remove"));
        root.array<sharing_group>("groups", body.groups, [](body_object& into, const sharing_group& group) {
            into.required_enumeration("type", group.type);
            if (group.ids.empty()) into.refuse("ids", "a group needs at least one id");
            into.texts("ids", group.ids);
        });
    });
}

} // namespace ingot::inline v0::azure
