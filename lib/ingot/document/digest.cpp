#include <ingot/document/digest.hpp>

#include <ingot/document/digest_sink.hpp>
#include <ingot/document/digested_form.hpp>

#include <numeric>
#include <utility>

namespace ingot::inline v0 {

namespace {

template <class Enum>
std::string folded(const Enum& value) {
    return fold(std::string_view(value.spelling()));
}

std::vector<std::string> folded(const std::vector<resource_id>& ids) {
    std::vector<std::string> texts;
    texts.reserve(ids.size());
    for (const resource_id& id : ids) texts.push_back(id.folded());
    return texts;
}

/// Resources in the order of their ids, by reference.
template <class T>
std::vector<const T*> by_id(const std::vector<T>& resources) {
    std::vector<const T*> sorted;
    sorted.reserve(resources.size());
    for (const T& resource : resources) sorted.push_back(&resource);
    std::sort(sorted.begin(), sorted.end(), [](const T* a, const T* b) { return a->id < b->id; });
    return sorted;
}

/// An array of resources in the order of their ids.
template <class T, class Write>
void write_by_id(canonical_writer& out, const std::vector<T>& resources, Write write) {
    out.begin_array();
    for (const T* resource : by_id(resources)) write(out, *resource);
    out.end_array();
}

void write_tags(canonical_writer& out, const tags& all) {
    write_digested_map(out, all, [&](const std::string& value) { out.text(value); });
}

void write_optional_bool(canonical_writer& out, const std::optional<bool>& value) {
    if (value)
        out.boolean(*value);
    else
        out.null();
}

void write_optional_count(canonical_writer& out, const std::optional<std::int32_t>& value) {
    if (value)
        out.integer(*value);
    else
        out.null();
}

void write_gallery(canonical_writer& out, const gallery& g) {
    out.begin_object();
    out.member("id", g.id.folded());
    out.member("permissions", folded(g.permissions));
    out.key("public_names");
    std::vector<std::string> names;
    for (const std::string& name : g.public_names) names.push_back(fold(std::string_view(name)));
    write_digested(out, std::move(names));
    out.key("soft_delete_enabled");
    out.boolean(g.soft_delete_enabled);
    out.member("unique_name", fold(std::string_view(g.unique_name)));
    out.end_object();
}

void write_definition(canonical_writer& out, const image_definition& d) {
    out.begin_object();
    out.member("id", d.id.folded());
    out.key("tags");
    write_tags(out, d.tags);
    out.end_object();
}

void write_lock(canonical_writer& out, const management_lock& l) {
    out.begin_object();
    out.member("id", l.id.folded());
    out.member("level", folded(l.level));
    out.member("scope", l.scope.folded());
    out.end_object();
}

void write_publishing(canonical_writer& out, const publishing_profile& p) {
    out.begin_object();
    out.key("end_of_life_date");
    write_digested(out, p.end_of_life_date);
    out.key("exclude_from_latest");
    write_optional_bool(out, p.exclude_from_latest);
    out.key("published_date");
    write_digested(out, p.published_date);
    out.key("replica_count");
    write_optional_count(out, p.replica_count);
    out.key("target_regions");
    std::vector<const target_region*> targets;
    for (const target_region& target : p.target_regions) targets.push_back(&target);
    std::sort(targets.begin(), targets.end(), [](const auto* a, const auto* b) { return a->name < b->name; });
    out.begin_array();
    for (const target_region* target : targets) {
        out.begin_object();
        out.key("additional_replicas");
        out.integer(target->additional_replicas);
        out.key("exclude_from_latest");
        write_optional_bool(out, target->exclude_from_latest);
        out.member("name", target->name.name());
        out.key("regional_replica_count");
        write_optional_count(out, target->regional_replica_count);
        out.member("storage_account_type", fold(std::string_view(target->storage_account_type)));
        out.end_object();
    }
    out.end_array();
    out.end_object();
}

void write_replication(canonical_writer& out, const std::optional<std::vector<replication_row>>& rows) {
    if (!rows) return out.null();
    std::vector<std::pair<std::string, std::string>> sorted;
    for (const replication_row& row : *rows) sorted.emplace_back(row.name.name(), folded(row.state));
    std::sort(sorted.begin(), sorted.end());
    out.begin_array();
    for (const auto& [name, state] : sorted) {
        out.begin_object();
        out.member("region", name);
        out.member("state", state);
        out.end_object();
    }
    out.end_array();
}

/// @param soft_deleted none: said elsewhere, as an estate does
void write_version(canonical_writer& out, const gallery_image_version& v, std::optional<bool> soft_deleted) {
    out.begin_object();
    out.key("created_at");
    write_digested(out, v.created_at);
    out.member("id", v.id.folded());
    out.member("location", v.location.name());
    out.member("provisioning_state", folded(v.provisioning_state));
    out.key("publishing");
    write_publishing(out, v.publishing);
    out.key("replication");
    write_replication(out, v.replication);
    out.key("safety");
    out.begin_object();
    out.key("block_deletion_before_end_of_life");
    out.boolean(v.safety.block_deletion_before_end_of_life);
    out.end_object();
    if (soft_deleted) {
        out.key("soft_deleted");
        out.boolean(*soft_deleted);
    }
    out.key("storage");
    out.begin_object();
    out.key("size_gb");
    out.integer(v.storage.size_gb);
    out.key("sources");
    std::vector<std::string> sources;
    for (const image_target& source : v.storage.sources) sources.push_back(source.text());
    write_digested(out, std::move(sources));
    out.end_object();
    out.key("tags");
    write_tags(out, v.tags);
    out.key("validation_failed");
    out.boolean(v.validation_failed);
    out.end_object();
}

std::string coverage_text(const coverage_row& row) {
    text_sink sink;
    canonical_writer out(sink);
    out.begin_object();
    out.key("at");
    write_digested(out, row.at);
    out.member("detail", row.detail);
    out.member("scope", row.scope.folded());
    out.member("source", fold(std::string_view(row.source)));
    out.member("status", folded(row.status));
    out.end_object();
    (void)out.finish(); // a sink of text takes everything; what is not UTF-8 shows up again below
    return sink.text();
}

void write_coverage(canonical_writer& out, const std::vector<coverage_row>& rows) {
    std::vector<std::string> texts;
    texts.reserve(rows.size());
    for (const coverage_row& row : rows) texts.push_back(coverage_text(row));
    std::sort(texts.begin(), texts.end());
    texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
    out.begin_array();
    for (const std::string& text : texts) out.canonical(text);
    out.end_array();
}

/// Sorts the positions of the references and not their texts, since an estate may have millions. The fields
/// are compared in the order in which they are written, so the order is that of the canonical texts.
class sorted_references {
public:
    explicit sorted_references(const reference_table& all) : all_(all), order_(all.size()) {
        targets_.reserve(all.targets().size());
        for (const image_target& target : all.targets()) targets_.push_back(target.text());
        std::iota(order_.begin(), order_.end(), std::size_t{0});
        std::sort(order_.begin(), order_.end(),
                  [&](std::size_t a, std::size_t b) { return compare(a, b) < 0; });
        order_.erase(std::unique(order_.begin(), order_.end(),
                                 [&](std::size_t a, std::size_t b) { return compare(a, b) == 0; }),
                     order_.end());
    }

    void write(canonical_writer& out) const {
        out.begin_array();
        for (const std::size_t at : order_) {
            const reference_view reference = all_[at];
            out.begin_object();
            out.member("consumer", is_subscription_id(reference.consumer) ? fold(reference.consumer)
                                                                          : std::string(reference.consumer));
            out.member("kind", fold(reference.kind));
            out.member("region", reference.where.name());
            out.member("target", targets_[all_.target_of(at)]);
            out.end_object();
        }
        out.end_array();
    }

private:
    [[nodiscard]] int compare(std::size_t a, std::size_t b) const {
        const reference_view x = all_[a];
        const reference_view y = all_[b];
        if (const int order = compare_quoted(x.consumer, y.consumer, is_subscription_id(x.consumer),
                                             is_subscription_id(y.consumer)))
            return order;
        if (const int order = compare_quoted(x.kind, y.kind, true, true)) return order;
        if (const int order = compare_quoted(x.where.name(), y.where.name())) return order;
        return compare_quoted(targets_[all_.target_of(a)], targets_[all_.target_of(b)]);
    }

    const reference_table& all_;
    std::vector<std::string> targets_;
    std::vector<std::size_t> order_;
};

} // namespace

result<void> write_digested(const gallery_image_version& from, bool soft_deleted, byte_sink& sink) {
    canonical_writer out(sink);
    write_version(out, from, soft_deleted);
    return out.finish();
}

result<void> write_digested(const estate& from, byte_sink& sink) {
    canonical_writer out(sink);
    out.begin_object();
    out.key("coverage");
    write_coverage(out, from.coverage);
    out.key("galleries");
    write_by_id(out, from.galleries, write_gallery);
    out.key("image_definitions");
    write_by_id(out, from.image_definitions, write_definition);
    out.key("image_versions");
    write_by_id(out, from.image_versions, [](canonical_writer& to, const gallery_image_version& version) {
        write_version(to, version, std::nullopt);
    });
    out.key("last_seen_in_use");
    out.begin_object();
    std::vector<std::pair<std::string, timestamp>> seen;
    for (const auto& [id, at] : from.last_seen_in_use) seen.emplace_back(id.folded(), at);
    std::sort(seen.begin(), seen.end(),
              [](const auto& a, const auto& b) { return less_utf16(a.first, b.first); });
    for (const auto& [id, at] : seen) out.member(id, format_timestamp(at));
    out.end_object();
    out.key("locks");
    write_by_id(out, from.locks, write_lock);
    out.key("references");
    sorted_references(from.references).write(out);
    out.member("schema", "ingot.estate/1");
    out.key("scopes");
    write_digested(out, folded(from.scopes));
    out.key("soft_deleted_versions");
    write_digested(out, folded(from.soft_deleted_versions));
    out.key("taken_at");
    write_digested(out, from.taken_at);
    out.key("watched_since");
    write_digested(out, from.watched_since);
    out.end_object();
    return out.finish();
}

// Text that is not UTF-8 fails the writing but reaches the hash all the same, so that the digest still tells
// apart what differs; such text cannot come out of a document.
std::string estate_digest(const estate& from) {
    digest_sink sink;
    (void)write_digested(from, sink);
    return sink.digest();
}

std::string policy_digest(const policy& from) {
    digest_sink sink;
    (void)write_digested(from, sink);
    return sink.digest();
}

std::string version_digest(const gallery_image_version& from, bool soft_deleted) {
    digest_sink sink;
    (void)write_digested(from, soft_deleted, sink);
    return sink.digest();
}

} // namespace ingot::inline v0
