#include "survey_scene.hpp"

#include <ingot/http/url.hpp>

#include <functional>
#include <map>
#include <optional>

using namespace ingot;
using namespace survey_scene;

namespace {

const std::string images = subscription + "/resourceGroups/images/providers/Microsoft.Compute/galleries/";
const std::string ubuntu = images + "golden/images/ubuntu";
const std::string work = subscription + "/resourceGroups/work/providers/Microsoft.Compute/";
const std::string user_of_3 = R"("storageProfile": {"imageReference": {"id": ")" + ubuntu + R"(/versions/1.0.3"}})";

template <class Make>
std::string array(const std::string& name, int count, const Make& make) {
    std::string text = R"(, ")" + name + R"(": [)";
    for (int i = 0; i < count; ++i) text += (i == 0 ? "" : ", ") + make(std::to_string(i));
    return text + "]";
}

/// Three of each and more, so that each list has a second page where a page has two.
std::string world() {
    std::string text = R"({"schema": "ingot.estate/1")";
    text += array("galleries", 3, [](const std::string& n) {
        return resource(images + (n == "0" ? "golden" : "g" + n),
                        R"("softDeletePolicy": {"isSoftDeleteEnabled": true}, "identifier": {"uniqueName": "u)" + n + R"("})");
    });
    text += array("image_definitions", 3, [](const std::string& n) {
        return resource(n == "0" ? ubuntu : images + "golden/images/d" + n, R"("osType": "Linux", "osState": "Generalized")");
    });
    text += array("image_versions", 5, [](const std::string& n) {
        return resource(ubuntu + "/versions/1.0." + n,
                        R"("provisioningState": "Succeeded", "publishingProfile": {"targetRegions": [{"name": "West Europe"}], )"
                        R"("publishedDate": "2025-06-01T00:00:00Z"}, "storageProfile": {})");
    });
    text += array("soft_deleted_versions", 3, [](const std::string& n) {
        return R"({"id": ")" + images + "golden/softDeletedArtifactTypes/Images/artifacts/ubuntu/versions/0.9." + n +
               R"(", "properties": {"resourceArmId": ")" + ubuntu + "/versions/0.9." + n +
               R"(", "softDeletedTime": "2026-03-01T00:00:00+00:00"}})";
    });
    text += array("virtual_machines", 3, [](const std::string& n) { return resource(work + "virtualMachines/vm" + n, user_of_3); });
    text += array("scale_sets", 3, [](const std::string& n) {
        return resource(work + "virtualMachineScaleSets/set" + n,
                        R"("orchestrationMode": "Uniform", "virtualMachineProfile": {)" + user_of_3 + "}");
    });
    text += array("scale_set_instances", 3, [](const std::string& n) {
        return resource(work + "virtualMachineScaleSets/set0/virtualMachines/" + n, user_of_3);
    });
    text += array("disks", 3, [](const std::string& n) {
        return resource(work + "disks/d" + n, R"("creationData": {"createOption": "Empty"})");
    });
    text += array("image_templates", 3, [](const std::string& n) {
        return resource(subscription + "/resourceGroups/work/providers/Microsoft.VirtualMachineImages/imageTemplates/t" + n,
                        R"("source": {"type": "SharedImageVersion", "imageVersionId": ")" + ubuntu + R"(/versions/1.0.3"})");
    });
    text += array("locks", 3, [](const std::string& n) {
        return R"({"id": ")" + subscription + "/resourceGroups/other/providers/Microsoft.Authorization/locks/l" + n +
               R"(", "name": "l", "properties": {"level": "CanNotDelete"}})";
    });
    return text + "}";
}

/// One thing that a survey reads.
struct target {
    std::string path;   ///< the end of it; of a query its table and type
    survey_source source;
    bool under_subscription = true; ///< what is under something else may have gone
    bool is_list = true;
};

const std::vector<target> provider_targets{
    {"Microsoft.Compute/galleries", survey_source::galleries},
    {"golden/images", survey_source::image_versions, false},
    {"images/ubuntu/versions", survey_source::image_versions, false},
    {"artifacts/ubuntu/versions", survey_source::image_versions, false},
    {"versions/1.0.1", survey_source::image_versions, false, false},
    {subscription + "/providers/Microsoft.Compute/virtualMachines", survey_source::virtual_machines},
    {"Microsoft.Compute/virtualMachineScaleSets", survey_source::scale_sets},
    {"set0/virtualMachines", survey_source::scale_set_instances, false},
    {"Microsoft.Compute/disks", survey_source::disks},
    {"imageTemplates", survey_source::image_templates},
    {"Microsoft.Authorization/locks", survey_source::locks},
};

const std::vector<target> graph_targets{
    {"microsoft.compute/virtualmachines'", survey_source::virtual_machines},
    {"microsoft.compute/virtualmachinescalesets'", survey_source::scale_sets},
    {"virtualmachinescalesets/virtualmachines'", survey_source::scale_set_instances},
    {"microsoft.compute/disks'", survey_source::disks},
    {"imagetemplates'", survey_source::image_templates},
};

using answer = result<http::response>;

struct fault {
    std::string name;
    std::function<answer(const http::request&, http::response)> instead; ///< of what the service answers
    enum class where { anywhere, lists, not_first_below } fits = where::anywhere;
};

answer says(int status, std::string body, http::headers headers = {}) {
    return http::response{status, std::move(headers), std::move(body)};
}

std::string error_of(const std::string& code) { return R"({"error": {"code": ")" + code + R"(", "message": "m"}})"; }

/// The page with another link to the next.
answer linked(http::response page, const std::string& next) {
    const auto at = page.body.find(R"(,"nextLink":)");
    page.body.resize(at == std::string::npos ? page.body.rfind('}') : at);
    page.body += R"(,"nextLink":")" + next + R"("})";
    return page;
}

std::string first_page_of(std::string url) {
    const auto token = url.find("&$skiptoken");
    return token == std::string::npos ? url : url.substr(0, token);
}

const std::vector<fault> both_routes{
    {"denied", [](auto&, auto) { return says(403, error_of("AuthorizationFailed")); }},
    {"not found by a gateway", [](auto&, auto) { return says(404, "<html>"); }},
    {"no such subscription", [](auto&, auto) { return says(404, error_of("SubscriptionNotFound")); }},
    {"not found", [](auto&, auto) { return says(404, error_of("ResourceNotFound")); }, fault::where::not_first_below},
    {"throttled for ever", [](auto&, auto) { return says(429, error_of("TooManyRequests"), {{"Retry-After", "1"}}); }},
    {"broken for ever", [](auto&, auto) { return says(500, error_of("InternalServerError")); }},
    {"connection lost", [](auto&, auto) -> answer { return fail(errc::unavailable, "connection lost"); }},
    {"cut off", [](auto&, http::response page) -> answer {
         page.body.resize(page.body.size() / 2);
         return page;
     }},
    {"nothing", [](auto&, auto) { return says(200, ""); }},
    {"no value", [](auto&, auto) { return says(200, R"({"nextLink": null})"); }},
    {"no array", [](auto&, auto) { return says(200, R"({"value": null, "data": null, "totalRecords": 0, "resultTruncated": "false"})"); }},
    {"an item without id",
     [](auto&, auto) {
         return says(200, R"({"value": [{"name": "x"}], "data": [{"name": "x"}], "totalRecords": 1, "resultTruncated": "false"})");
     }},
};

const std::vector<fault> of_lists{
    {"a next page on another host",
     [](auto&, http::response page) { return linked(std::move(page), "https://evil.example/next"); }, fault::where::lists},
    {"the same page again",
     [](const http::request& asked, http::response page) { return linked(std::move(page), asked.url); }, fault::where::lists},
    {"the first page again",
     [](const http::request& asked, http::response page) { return linked(std::move(page), first_page_of(asked.url)); },
     fault::where::lists},
};

/// Gives other answers than the service to what is asked of one target, on one page of it.
class faulty_transport final : public transport {
public:
    faulty_transport(transport& wire, const target& of, bool second_page, const fault& how)
        : wire_(wire), of_(of), second_page_(second_page), how_(how) {}

    void start(exchange_id exchange, http::request request) override {
        if (const auto top = request.body.find(R"("$top":1000)"); top != std::string::npos)
            request.body.replace(top, 11, R"("$top":2)");
        if (is_meant(request)) meant_.emplace(exchange, request);
        wire_.start(exchange, std::move(request));
    }
    std::vector<completion> wait(timestamp until) override {
        auto ended = wire_.wait(until);
        for (completion& one : ended)
            if (const auto found = meant_.extract(one.exchange)) {
                one.outcome = how_.instead(found.mapped(), std::move(*one.outcome));
                ++faults;
            }
        return ended;
    }
    timestamp now() const override { return wire_.now(); }
    void cancel(exchange_id exchange) override { wire_.cancel(exchange); }

    std::size_t faults = 0;

private:
    [[nodiscard]] bool is_meant(const http::request& request) const {
        const bool query = request.method == http::method::post;
        const std::string subject = query ? request.body : http::path_of(request.url);
        const bool on_second = query ? request.body.find("$skipToken") != std::string::npos
                                     : request.url.find("$skiptoken") != std::string::npos;
        const bool fits = query ? subject.find(of_.path) != std::string::npos : subject.ends_with(of_.path);
        return fits && on_second == second_page_;
    }

    transport& wire_;
    const target& of_;
    bool second_page_;
    const fault& how_;
    std::map<exchange_id, http::request> meant_;
};

bool fits(const fault& how, const target& of, bool second_page) {
    if (second_page && !of.is_list) return false;
    switch (how.fits) {
    case fault::where::anywhere: return true;
    case fault::where::lists: return of.is_list;
    case fault::where::not_first_below: break;
    }
    return of.under_subscription || second_page;
}

const std::vector<std::string> every_source = [] {
    std::vector<std::string> all;
    for (const auto& [source, name] : survey_source_names) all.emplace_back(name);
    return all;
}();

bool is_usual_evidence(survey_source source) {
    const auto usual = rule{}.evidence.sources;
    return std::find(usual.begin(), usual.end(), name_of(source)) != usual.end();
}

/// A source whose list, or the list above it, is faulty.
bool suffers(survey_source source, survey_source faulty, survey_route route) {
    return source == faulty || (source == survey_source::image_versions && faulty == survey_source::galleries) ||
           (route == survey_route::providers && source == survey_source::scale_set_instances &&
            faulty == survey_source::scale_sets);
}

surveyed survey_with(transport& carrier, survey_route route) {
    survey_options options = options_for();
    options.through = route;
    options.driver.retry.max_attempts = 2;
    return survey_and_read(carrier, options);
}

/// @return how many surveys were made
int try_all(survey_route route, const std::vector<target>& targets, const std::vector<fault>& faults) {
    emulator::emulator azure = seeded_with(world(), 2);
    emulator::emulator_transport wire(azure);
    const surveyed whole = survey_with(wire, route);
    const std::set<std::string> most = deletable(whole.read, eager_policy());
    int tried = 0;
    for (const target& of : targets)
        for (const fault& how : faults)
            for (const bool second_page : {false, true}) {
                if (!fits(how, of, second_page)) continue;
                BOOST_TEST_CONTEXT(of.path << ": " << how.name << (second_page ? " on the second page" : "")) {
                    faulty_transport carrier(wire, of, second_page, how);
                    const surveyed part = survey_with(carrier, route);
                    BOOST_TEST(carrier.faults > 0U);
                    for (const surveyed_source& one : part.report.sources) {
                        const completeness before = row(whole.report, one.source).status;
                        if (suffers(one.source, of.source, route)) {
                            BOOST_TEST((one.status != completeness::complete), name_of(one.source));
                            BOOST_TEST((one.detail != row(whole.report, one.source).detail), one.detail);
                        } else {
                            BOOST_TEST((one.status == before), name_of(one.source) << ": " << one.detail);
                        }
                    }
                    BOOST_TEST(!part.report.complete());
                    BOOST_TEST(deletable(part.read, eager_policy(every_source)).empty());
                    const std::set<std::string> now = deletable(part.read, eager_policy());
                    BOOST_TEST(std::includes(most.begin(), most.end(), now.begin(), now.end()));
                    if (is_usual_evidence(of.source)) BOOST_TEST(now.empty());
                    ++tried;
                }
            }
    return tried;
}

} // namespace

BOOST_AUTO_TEST_SUITE(faults_of_surveys)

BOOST_AUTO_TEST_CASE(without_a_fault_all_is_complete_and_what_is_unused_may_be_deleted) {
    auto azure = seeded_with(world(), 2);
    emulator::emulator_transport wire(azure);
    const surveyed whole = survey_with(wire, survey_route::providers);
    BOOST_TEST(whole.report.complete());
    BOOST_TEST(deletable(whole.read, eager_policy(every_source)) ==
                   (std::set<std::string>{ubuntu + "/versions/1.0.0", ubuntu + "/versions/1.0.1", ubuntu + "/versions/1.0.2"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_source_that_was_not_heard_out_is_never_complete_and_frees_nothing) {
    std::vector<fault> faults = both_routes;
    faults.insert(faults.end(), of_lists.begin(), of_lists.end());
    BOOST_TEST(try_all(survey_route::providers, provider_targets, faults) > 250);
}

BOOST_AUTO_TEST_CASE(nor_is_one_that_was_not_heard_out_through_resource_graph) {
    BOOST_TEST(try_all(survey_route::graph, graph_targets, both_routes) > 100);
}

BOOST_AUTO_TEST_SUITE_END()
