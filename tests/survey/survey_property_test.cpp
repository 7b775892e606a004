#include "survey_scene.hpp"

#include <array>
#include <optional>
#include <random>

using namespace ingot;
using namespace survey_scene;

namespace {

const std::string galleries = subscription + "/resourceGroups/images/providers/Microsoft.Compute/galleries/";
const std::string work = subscription + "/resourceGroups/work/providers/Microsoft.Compute/";
constexpr std::array regions{"West Europe", "North Europe", "East US"};
constexpr std::size_t versions_each = 4;

struct version_row {
    std::array<bool, regions.size()> targeted{};
    std::array<bool, regions.size()> excluded{};
};

struct definition_row {
    std::string gallery;
    std::string name;
    std::array<version_row, versions_each> versions;

    [[nodiscard]] std::string id() const { return galleries + gallery + "/images/" + name; }
    [[nodiscard]] std::optional<std::size_t> latest(std::size_t where) const {
        for (std::size_t v = versions_each; v-- > 0;)
            if (versions[v].targeted[where] && !versions[v].excluded[where]) return v;
        return std::nullopt;
    }
};

/// Images, and consumers that name them in every way there is; and, worked out apart from the library, what they use.
class random_estate {
public:
    explicit random_estate(unsigned seed) : chance_(seed) {
        for (const auto& [gallery, name] : {std::pair{"golden", "linux"}, {"golden", "appliance"}, {"plain", "linux"}})
            definitions_.push_back({gallery, name, {}});
        for (definition_row& one : definitions_)
            for (version_row& version : one.versions)
                for (std::size_t where = 0; where < regions.size(); ++where) {
                    version.targeted[where] = where == 0 || below(2) == 0;
                    version.excluded[where] = below(4) == 0;
                }
    }

    std::string text() {
        std::string all = R"({"schema": "ingot.estate/1", "galleries": [)" +
                          resource(galleries + "golden", R"("identifier": {"uniqueName": "S-GOLDEN"}, "sharingProfile": {)"
                                                         R"("permissions": "Community", "communityGalleryInfo": {)"
                                                         R"("publicNames": ["golden-9f3c"]}})") +
                          ", " + resource(galleries + "plain", R"("identifier": {"uniqueName": "S-PLAIN"})") +
                          R"(], "image_definitions": [)";
        for (const definition_row& one : definitions_)
            all += (&one == definitions_.data() ? "" : ", ") +
                   resource(one.id(), std::string(R"("osType": "Linux", "osState": ")") +
                                          (one.name == "appliance" ? "Specialized" : "Generalized") + '"');
        all += R"(], "image_versions": [)";
        for (const definition_row& one : definitions_)
            for (std::size_t v = 0; v < versions_each; ++v)
                all += (&one == definitions_.data() && v == 0 ? "" : ", ") + version(one, v);
        all += "]";
        all += consumers("virtual_machines", below(6), [this](const std::string& n) {
            return consumer(work + "virtualMachines/vm" + n, [this] { return R"("storageProfile": {"imageReference": {)" + reference(true) + "}}"; });
        });
        const std::size_t sets = below(4);
        all += consumers("scale_sets", sets, [this](const std::string& n) {
            return consumer(work + "virtualMachineScaleSets/set" + n, [this] {
                return R"("orchestrationMode": "Uniform", "virtualMachineProfile": {"storageProfile": {"imageReference": {)" +
                       reference(false) + "}}}";
            });
        });
        all += consumers("scale_set_instances", sets == 0 ? 0 : below(5), [this](const std::string& n) {
            return consumer(work + "virtualMachineScaleSets/set0/virtualMachines/" + n,
                            [this] { return R"("storageProfile": {"imageReference": {)" + reference(true) + "}}"; });
        });
        all += consumers("disks", below(4), [this](const std::string& n) {
            return consumer(work + "disks/d" + n, [this] {
                return R"("creationData": {"createOption": "FromImage", "galleryImageReference": {)" + reference(false) + "}}";
            });
        });
        all += consumers("image_templates", below(3), [this](const std::string& n) {
            return consumer(subscription + "/resourceGroups/work/providers/Microsoft.VirtualMachineImages/imageTemplates/t" + n, [this] {
                const definition_row& one = definitions_[below(definitions_.size())];
                const bool exact = below(2) == 0;
                const std::string v = exact ? number(use(one, below(versions_each))) : (use_latest(one), "latest");
                return R"("source": {"type": "SharedImageVersion", "imageVersionId": ")" + mangled(one.id() + "/versions/" + v) + "\"}";
            });
        });
        return all + "}";
    }

    std::set<std::string> used; ///< folded ids

private:
    std::size_t below(std::size_t end) { return chance_() % end; }

    static std::string number(std::size_t v) { return "1.0." + std::to_string(v); }

    /// The same id, as another tool may have written it.
    std::string mangled(std::string id) {
        if (below(3) == 0)
            for (char& c : id)
                if (c >= 'a' && c <= 'z' && below(2) == 0) c = static_cast<char>(c - 'a' + 'A');
        return id;
    }

    std::size_t use(const definition_row& one, std::size_t v) {
        used.insert(fold(one.id() + "/versions/" + number(v)));
        return v;
    }
    void use_latest(const definition_row& one) {
        if (const auto v = one.latest(where_)) use(one, *v);
    }

    static std::string version(const definition_row& one, std::size_t v) {
        std::string targets;
        for (std::size_t where = 0; where < regions.size(); ++where)
            if (one.versions[v].targeted[where])
                targets += std::string(targets.empty() ? "" : ", ") + R"({"name": ")" + regions[where] + R"(", "excludeFromLatest": )" +
                           (one.versions[v].excluded[where] ? "true" : "false") + "}";
        return resource(one.id() + "/versions/" + number(v),
                        R"("provisioningState": "Succeeded", "publishingProfile": {"targetRegions": [)" + targets +
                            R"(], "publishedDate": "2025-06-01T00:00:00Z"}, "storageProfile": {})");
    }

    template <class Make>
    static std::string consumers(const std::string& name, std::size_t count, const Make& make) {
        std::string all = R"(, ")" + name + R"(": [)";
        for (std::size_t i = 0; i < count; ++i) all += (i == 0 ? "" : ", ") + make(std::to_string(i));
        return all + "]";
    }

    template <class Properties>
    std::string consumer(const std::string& id, const Properties& properties) {
        where_ = below(regions.size());
        std::string text = resource(id, properties());
        const std::string usual = R"("location": "West Europe")";
        return text.replace(text.find(usual), usual.size(), std::string(R"("location": ")") + regions[where_] + '"');
    }

    /// The members of an imageReference, whose use is noted.
    std::string reference(bool may_be_resolved) {
        const definition_row& one = definitions_[below(definitions_.size())];
        const std::string unique = one.gallery == "golden" ? "S-GOLDEN" : "S-PLAIN";
        const std::size_t v = below(versions_each);
        const auto member = [this](const char* name, const std::string& id) {
            return std::string("\"") + name + R"(": ")" + mangled(id) + '"';
        };
        switch (below(one.gallery == "golden" ? 8 : 6)) {
        case 0: use_latest(one); return member("id", one.id());
        case 1: use_latest(one); return member("id", one.id() + "/versions/latest");
        case 2:
            use_latest(one);
            if (!may_be_resolved) return member("id", one.id());
            use(one, v);
            return member("id", one.id()) + R"(, "exactVersion": ")" + number(v) + '"';
        case 3: use(one, v); return member("sharedGalleryImageId", "/SharedGalleries/" + unique + "/Images/" + one.name + "/Versions/" + number(v));
        case 4: use_latest(one); return member("sharedGalleryImageId", "/SharedGalleries/" + unique + "/Images/" + one.name + "/Versions/latest");
        case 6: use(one, v); return member("communityGalleryImageId", "/CommunityGalleries/golden-9f3c/Images/" + one.name + "/Versions/" + number(v));
        case 7: use_latest(one); return member("communityGalleryImageId", "/CommunityGalleries/golden-9f3c/Images/" + one.name);
        default: use(one, v); return member("id", one.id() + "/versions/" + number(v));
        }
    }

    std::mt19937 chance_;
    std::vector<definition_row> definitions_;
    std::size_t where_ = 0; ///< the region of the consumer that is being made
};

std::set<std::string> in_use(const std::vector<verdict>& verdicts) {
    std::set<std::string> found;
    for (const verdict& one : verdicts)
        for (const hold& held : one.holds)
            if (held.code == hold_code::in_use) found.insert(one.id.folded());
    return found;
}

} // namespace

BOOST_AUTO_TEST_SUITE(surveys_of_random_estates)

BOOST_AUTO_TEST_CASE(whatever_names_an_image_is_recognised_and_a_survey_decides_as_what_there_is_does) {
    const policy rules = eager_policy();
    std::size_t uses = 0;
    std::size_t deletes = 0;
    for (unsigned seed = 0; seed < 300; ++seed) {
        BOOST_TEST_CONTEXT("seed " << seed) {
            random_estate made(seed);
            const std::string text = made.text();
            auto azure = seeded_with(text, 1 + seed % 5);
            emulator::emulator_transport carrier(azure);
            const surveyed found = survey_and_read(carrier);
            BOOST_TEST(found.report.complete());
            auto there = read_estate(azure.snapshot(), "snapshot");
            BOOST_REQUIRE_MESSAGE(there, (there ? "" : there.error().message));
            there->coverage = found.read.coverage;
            there->scopes = found.read.scopes;

            const auto decided = decide(found.read, rules, start).verdicts;
            BOOST_TEST((decided == decide(*there, rules, start).verdicts));
            BOOST_TEST(in_use(decided) == made.used, boost::test_tools::per_element());
            survey_options indexed = options_for();
            indexed.through = survey_route::graph;
            const surveyed shown = survey_and_read(carrier, indexed);
            BOOST_TEST(in_use(decide(shown.read, rules, start).verdicts) == made.used, boost::test_tools::per_element());
            BOOST_TEST(deletable(shown.read, rules).empty());
            uses += made.used.size();
            deletes += deletable(found.read, rules).size();
        }
    }
    // That the worlds are neither empty nor full.
    BOOST_TEST(uses > 600U);
    BOOST_TEST(deletes > 200U);
}

BOOST_AUTO_TEST_SUITE_END()
