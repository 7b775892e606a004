#include <ingot/emulator/detail/policy_aliases.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/core/resource_id.hpp>

#include <algorithm>
#include <array>

namespace ingot::inline v0::emulator::policy {
namespace {

constexpr std::string_view machine = "Microsoft.Compute/virtualMachines";
constexpr std::string_view scale_set = "Microsoft.Compute/virtualMachineScaleSets";
constexpr std::string_view gallery = "Microsoft.Compute/galleries";
constexpr std::string_view version = "Microsoft.Compute/galleries/images/versions";

/// A name for a property of a resource type. One with members also names what lies below it.
struct alias {
    std::string_view name;
    std::string_view type;
    std::string_view path;
    bool with_members = false;
};

#define INGOT_MACHINE_IMAGE "properties.storageProfile.imageReference."
#define INGOT_SET_IMAGE "properties.virtualMachineProfile.storageProfile.imageReference."

constexpr std::array aliases{
    alias{"Microsoft.Compute/imageId", machine, INGOT_MACHINE_IMAGE "id"},
    alias{"Microsoft.Compute/imageId", scale_set, INGOT_SET_IMAGE "id"},
    alias{"Microsoft.Compute/imagePublisher", machine, INGOT_MACHINE_IMAGE "publisher"},
    alias{"Microsoft.Compute/imagePublisher", scale_set, INGOT_SET_IMAGE "publisher"},
    alias{"Microsoft.Compute/imageOffer", machine, INGOT_MACHINE_IMAGE "offer"},
    alias{"Microsoft.Compute/imageOffer", scale_set, INGOT_SET_IMAGE "offer"},
    alias{"Microsoft.Compute/imageSku", machine, INGOT_MACHINE_IMAGE "sku"},
    alias{"Microsoft.Compute/imageSku", scale_set, INGOT_SET_IMAGE "sku"},
    alias{"Microsoft.Compute/imageVersion", machine, INGOT_MACHINE_IMAGE "version"},
    alias{"Microsoft.Compute/imageVersion", scale_set, INGOT_SET_IMAGE "version"},
    alias{"Microsoft.Compute/virtualMachines/storageProfile.imageReference.id", machine,
          INGOT_MACHINE_IMAGE "id"},
    alias{"Microsoft.Compute/virtualMachines/storageProfile.imageReference.publisher", machine,
          INGOT_MACHINE_IMAGE "publisher"},
    alias{"Microsoft.Compute/virtualMachines/storageProfile.imageReference.offer", machine,
          INGOT_MACHINE_IMAGE "offer"},
    alias{"Microsoft.Compute/virtualMachines/storageProfile.imageReference.sku", machine,
          INGOT_MACHINE_IMAGE "sku"},
    alias{"Microsoft.Compute/virtualMachines/sku.name", machine, "properties.hardwareProfile.vmSize"},
    alias{"Microsoft.Compute/virtualMachineScaleSets/"
          "virtualMachineProfile.storageProfile.imageReference.publisher",
          scale_set, INGOT_SET_IMAGE "publisher"},
    alias{"Microsoft.Compute/virtualMachineScaleSets/"
          "virtualMachineProfile.storageProfile.imageReference.offer",
          scale_set, INGOT_SET_IMAGE "offer"},
    alias{"Microsoft.Compute/virtualMachineScaleSets/orchestrationMode", scale_set,
          "properties.orchestrationMode"},
    alias{"Microsoft.Compute/galleries/sharingProfile.permissions", gallery,
          "properties.sharingProfile.permissions"},
    alias{"Microsoft.Compute/galleries/images/versions/publishingProfile.targetRegions", version,
          "properties.publishingProfile.targetRegions", true},
    alias{"Microsoft.Compute/galleries/images/versions/storageProfile.dataDiskImages", version,
          "properties.storageProfile.dataDiskImages", true},
};

#undef INGOT_MACHINE_IMAGE
#undef INGOT_SET_IMAGE

constexpr std::array<std::string_view, 7> plain_fields{"name",     "fullName", "kind",         "type",
                                                       "location", "id",       "identity.type"};

bool names(const alias& candidate, std::string_view field) noexcept {
    if (equal_folded(candidate.name, field)) return true;
    if (!candidate.with_members || !starts_with_folded(field, candidate.name)) return false;
    const auto rest = field.substr(candidate.name.size());
    return rest == "[*]" || rest.starts_with("[*].");
}

/// The tag that a field names; empty when it is no tag.
std::string_view tag_of(std::string_view field) noexcept {
    if (!starts_with_folded(field, "tags")) return {};
    field.remove_prefix(4);
    if (field.starts_with("['") && field.ends_with("']") && field.size() > 4)
        return field.substr(2, field.size() - 4);
    if (field.starts_with('[') && field.ends_with(']')) return field.substr(1, field.size() - 2);
    return field.starts_with('.') ? field.substr(1) : std::string_view{};
}

const json* find_folded(const json* object, std::string_view name) noexcept {
    if (object == nullptr || !object->IsObject()) return nullptr;
    for (auto member = object->MemberBegin(); member != object->MemberEnd(); ++member)
        if (equal_folded({member->name.GetString(), member->name.GetStringLength()}, name))
            return &member->value;
    return nullptr;
}

/// Walks `a.b[*].c` below a value and collects where it arrives.
class path_walk {
public:
    path_walk(std::string_view field, const std::vector<counted_element>& counted, field_values& found)
        : field_(fold(field)), counted_(counted), found_(found) {}

    /// @param named how much of the field's own spelling has been walked, for the elements that count() chose
    void walk(const json* at, std::string_view path, std::size_t stars) {
        if (at == nullptr) return;
        if (path.empty()) {
            found_.values.push_back(at);
            return;
        }
        const auto end = path.find('.');
        std::string_view name = path.substr(0, end);
        const auto rest = end == std::string_view::npos ? std::string_view{} : path.substr(end + 1);
        const bool star = name.ends_with("[*]");
        if (star) name.remove_suffix(3);
        at = find_folded(at, name);
        if (!star) {
            walk(at, rest, stars);
            return;
        }
        const auto chosen = chosen_index(stars);
        if (!chosen) found_.each = true;
        if (at == nullptr || !at->IsArray()) return;
        if (chosen) {
            if (*chosen < at->Size())
                walk(&(*at)[static_cast<rapidjson::SizeType>(*chosen)], rest, stars + 1);
            return;
        }
        for (const auto& item : at->GetArray()) walk(&item, rest, stars + 1);
    }

private:
    /// The element that a count() around the condition looks at in the array of the field's n-th `[*]`.
    [[nodiscard]] std::optional<std::size_t> chosen_index(std::size_t stars) const {
        std::size_t end = 0;
        for (std::size_t i = 0; i <= stars; ++i) end = field_.find("[*]", end) + 3;
        const auto array = std::string_view(field_).substr(0, end);
        for (const auto& element : counted_)
            if (element.array == array) return element.index;
        return std::nullopt;
    }

    std::string field_;
    const std::vector<counted_element>& counted_;
    field_values& found_;
};

/// `gallery/definition/version`, as the field fullName has it.
std::string full_name(std::string_view id) {
    std::string_view rest = id;
    std::string folded = fold(id);
    const auto providers = folded.rfind("/providers/");
    if (providers == std::string::npos) return std::string(id.substr(id.rfind('/') + 1));
    rest.remove_prefix(providers + 11);
    std::string name;
    for (std::size_t segment = 0; !rest.empty(); ++segment) {
        const auto slash = rest.find('/');
        // namespace, type, name, type, name, ...
        if (segment > 0 && segment % 2 == 0)
            name += (name.empty() ? "" : "/") + std::string(rest.substr(0, slash));
        rest = slash == std::string_view::npos ? std::string_view{} : rest.substr(slash + 1);
    }
    return name;
}

} // namespace

bool is_known_field(std::string_view field) noexcept {
    if (equal_folded(field, "tags") || !tag_of(field).empty()) return true;
    return std::any_of(plain_fields.begin(), plain_fields.end(),
                       [&](std::string_view each) { return equal_folded(each, field); }) ||
           std::any_of(aliases.begin(), aliases.end(),
                       [&](const alias& candidate) { return names(candidate, field); });
}

field_values read_field(const json& resource, std::string_view field,
                        const std::vector<counted_element>& counted) {
    field_values found;
    if (equal_folded(field, "fullName")) {
        found.made = json_text(full_name(text_at(resource, {"id"})));
        found.values.push_back(nullptr); // stands for `made`, which moves with the answer
        return found;
    }
    path_walk walk(field, counted, found);
    if (const auto tag = tag_of(field); !tag.empty()) {
        if (const json* const value = find_folded(find(&resource, "tags"), tag))
            found.values.push_back(value);
        return found;
    }
    const auto type = text_at(resource, {"type"});
    for (const alias& candidate : aliases) {
        if (!names(candidate, field) || !equal_folded(candidate.type, type)) continue;
        walk.walk(&resource, std::string(candidate.path) + std::string(field.substr(candidate.name.size())),
                  0);
        return found;
    }
    if (field.find('/') == std::string_view::npos) walk.walk(&resource, field, 0);
    return found;
}

} // namespace ingot::inline v0::emulator::policy
