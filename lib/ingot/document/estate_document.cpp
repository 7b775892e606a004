#include <ingot/document/estate_document.hpp>

#include <ingot/crypto/sha256.hpp>
#include <ingot/document/json_reader.hpp>
#include <ingot/document/resource_decoder.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <optional>
#include <utility>
#include <vector>

namespace ingot::inline v0 {

namespace {

constexpr std::string_view schema = "ingot.estate/1";

/// Finds resources that an array lists twice. It keeps a hash of each id, since a million ids would take
/// more memory than all that is made of them.
class listed_once {
public:
    void add(const resource_id& id, std::size_t element, text_position at) {
        hash_.update(id.folded());
        const sha256_bytes full = hash_.finish_bytes();
        entry added{};
        std::memcpy(added.hash.data(), full.data(), added.hash.size());
        added.element = element;
        added.at = at;
        entries_.push_back(added);
    }

    void report(std::string_view section, violation_list& violations) {
        std::sort(entries_.begin(), entries_.end(), [](const entry& a, const entry& b) {
            return a.hash != b.hash ? a.hash < b.hash : a.element < b.element;
        });
        std::vector<std::pair<const entry*, std::size_t>> repeated; // and where it stood first
        std::size_t first = 0;
        for (std::size_t i = 1; i < entries_.size(); ++i) {
            if (entries_[i].hash != entries_[i - 1].hash)
                first = i;
            else
                repeated.emplace_back(&entries_[i], entries_[first].element);
        }
        std::sort(repeated.begin(), repeated.end(),
                  [](const auto& a, const auto& b) { return a.first->element < b.first->element; });
        for (const auto& [again, original] : repeated) {
            std::string pointer;
            append_pointer(pointer, section);
            append_pointer(pointer, std::to_string(again->element));
            violations.add(pointer + "/id", again->at,
                           "this resource is listed already as element " + std::to_string(original) +
                               " of this array (ids compare without regard to case); list it once");
        }
        entries_ = {};
    }

private:
    struct entry {
        std::array<unsigned char, 16> hash;
        std::size_t element;
        text_position at;
    };

    sha256 hash_;
    std::vector<entry> entries_;
};

class estate_reader final : public json_visitor {
public:
    explicit estate_reader(violation_list& violations)
        : violations_(violations), members_(violations), decoder_(violations) {}

    json_delivery root_member(std::string_view name) override {
        finish_section();
        section_ = nullptr;
        element_ = 0;
        for (const section& known : sections)
            if (known.name == name) section_ = &known;
        return section_ == nullptr ? json_delivery::skipped : section_->delivery;
    }

    void piece(const json_value& value) override {
        if (section_->delivery != json_delivery::whole || !value.is(json_kind::null))
            (this->*section_->read)(value);
        ++element_;
    }

    void unexpected(const json_value& value) override {
        if (value.is(json_kind::null)) return;
        members_.expect(value, section_->delivery == json_delivery::each_member ? json_kind::object
                                                                                : json_kind::array);
    }

    /// @param whole whether the text was read to its end; one that is broken off lacks nothing for sure
    [[nodiscard]] estate take(bool whole) {
        finish_section();
        if (whole && !schema_seen_)
            violations_.add("", {1, 1},
                            "the member 'schema' is missing; add \"schema\": \"" + std::string(schema) + '"');
        return std::move(estate_);
    }

private:
    struct section {
        std::string_view name;
        json_delivery delivery;
        void (estate_reader::*read)(const json_value&);
    };

    static const std::array<section, 17> sections;

    void finish_section() {
        if (section_ != nullptr) once_.report(section_->name, violations_);
    }

    void note_id(const json_value& resource, const resource_id& id) {
        once_.add(id, element_, resource.member("id")->at());
    }

    void read_schema(const json_value& value) {
        schema_seen_ = true;
        if (members_.expect(value, json_kind::string)) members_.expect_schema(value, schema);
    }

    void read_taken_at(const json_value& value) {
        if (members_.expect(value, json_kind::string)) estate_.taken_at = parse_timestamp(value.text());
    }

    void read_watched_since(const json_value& value) {
        if (members_.expect(value, json_kind::string)) estate_.watched_since = parse_timestamp(value.text());
    }

    void read_scope(const json_value& value) {
        if (!members_.expect(value, json_kind::string)) return;
        if (auto scope = resource_id::parse(value.text()))
            estate_.scopes.push_back(std::move(*scope));
        else
            members_.report(value, scope.error().message);
    }

    void read_coverage(const json_value& value) {
        if (!members_.expect(value, json_kind::object)) return;
        coverage_row row;
        const auto scope = members_.required_string(value, "scope");
        const auto source = members_.required_string(value, "source");
        const auto status = members_.required_string(value, "status");
        row.at = members_.instant(value, "at");
        row.detail = members_.text(value, "detail");
        if (!scope || !source || !status) return;
        auto id = resource_id::parse(scope->text());
        if (!id) {
            members_.report(*scope, id.error().message);
            return;
        }
        row.scope = std::move(*id);
        row.source = source->text();
        row.status = open_enum<completeness_names>(status->text());
        estate_.coverage.push_back(std::move(row));
    }

    template <class T>
    void keep(const json_value& value, std::optional<T> read, std::vector<T>& into) {
        if (!read) return;
        note_id(value, read->id);
        into.push_back(std::move(*read));
    }

    void read_gallery(const json_value& value) {
        keep(value, decoder_.read_gallery(value), estate_.galleries);
    }
    void read_definition(const json_value& value) {
        keep(value, decoder_.read_definition(value), estate_.image_definitions);
    }
    void read_version(const json_value& value) {
        keep(value, decoder_.read_version(value), estate_.image_versions);
    }
    void read_lock(const json_value& value) { keep(value, decoder_.read_lock(value), estate_.locks); }

    void read_soft_deleted(const json_value& value) {
        if (auto id = decoder_.read_soft_deleted(value))
            estate_.soft_deleted_versions.push_back(std::move(*id));
    }

    /// The id of a consumer; what is wrong with it the decoder reports.
    void note_consumer(const json_value& value) {
        const auto text = value.member("id");
        if (!text || !text->is(json_kind::string)) return;
        if (const auto id = resource_id::parse(text->text())) note_id(value, *id);
    }

    void read_virtual_machine(const json_value& value) {
        note_consumer(value);
        decoder_.read_machine(value, "virtual_machine", estate_.references);
    }
    void read_instance(const json_value& value) {
        note_consumer(value);
        decoder_.read_machine(value, "scale_set_instance", estate_.references);
    }
    void read_scale_set(const json_value& value) {
        note_consumer(value);
        decoder_.read_scale_set(value, estate_.references);
    }
    void read_disk(const json_value& value) {
        note_consumer(value);
        decoder_.read_disk(value, estate_.references);
    }
    void read_image_template(const json_value& value) {
        note_consumer(value);
        decoder_.read_image_template(value, estate_.references);
    }
    void read_reference(const json_value& value) { decoder_.read_reference(value, estate_.references); }

    void read_last_seen(const json_value& value) {
        auto id = parse_version_id(value.name());
        if (!id) violations_.add(value.pointer(), value.name_at(), id.error().message);
        if (value.is(json_kind::null) || !members_.expect(value, json_kind::string) || !id) return;
        const auto seen = parse_timestamp(value.text());
        if (!seen) return;
        // Of two spellings of one id the later sighting counts.
        const auto [place, inserted] = estate_.last_seen_in_use.try_emplace(std::move(*id), *seen);
        if (!inserted) place->second = std::max(place->second, *seen);
    }

    violation_list& violations_;
    typed_members members_;
    resource_decoder decoder_;
    estate estate_;
    const section* section_ = nullptr;
    std::size_t element_ = 0;
    listed_once once_;
    bool schema_seen_ = false;
};

const std::array<estate_reader::section, 17> estate_reader::sections{{
    {"schema", json_delivery::whole, &estate_reader::read_schema},
    {"taken_at", json_delivery::whole, &estate_reader::read_taken_at},
    {"scopes", json_delivery::each_element, &estate_reader::read_scope},
    {"coverage", json_delivery::each_element, &estate_reader::read_coverage},
    {"galleries", json_delivery::each_element, &estate_reader::read_gallery},
    {"image_definitions", json_delivery::each_element, &estate_reader::read_definition},
    {"image_versions", json_delivery::each_element, &estate_reader::read_version},
    {"soft_deleted_versions", json_delivery::each_element, &estate_reader::read_soft_deleted},
    {"virtual_machines", json_delivery::each_element, &estate_reader::read_virtual_machine},
    {"scale_sets", json_delivery::each_element, &estate_reader::read_scale_set},
    {"scale_set_instances", json_delivery::each_element, &estate_reader::read_instance},
    {"disks", json_delivery::each_element, &estate_reader::read_disk},
    {"image_templates", json_delivery::each_element, &estate_reader::read_image_template},
    {"locks", json_delivery::each_element, &estate_reader::read_lock},
    {"references", json_delivery::each_element, &estate_reader::read_reference},
    {"watched_since", json_delivery::whole, &estate_reader::read_watched_since},
    {"last_seen_in_use", json_delivery::each_member, &estate_reader::read_last_seen},
}};

} // namespace

result<estate> read_estate(byte_source& source, std::string_view name, const json_limits& limits) {
    violation_list violations(name, limits.max_violations);
    estate_reader reader(violations);
    auto outcome = read_json(source, limits, json_comments::refused, violations, reader);
    if (!outcome) return tl::unexpected(std::move(outcome.error()));
    estate read = reader.take(*outcome);
    if (!violations.empty()) return tl::unexpected(violations.take_error());
    return read;
}

result<estate> read_estate(std::string_view text, std::string_view name, const json_limits& limits) {
    text_source source(text);
    return read_estate(source, name, limits);
}

result<estate> read_estate_file(const std::string& path, const json_limits& limits) {
    auto source = file_source::open(path);
    if (!source) return tl::unexpected(std::move(source.error()));
    return read_estate(*source, path, limits);
}

} // namespace ingot::inline v0
