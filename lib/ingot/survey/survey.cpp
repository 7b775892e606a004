#include <ingot/survey/survey.hpp>

#include <ingot/arm/rapidjson_arm_body_reader.hpp>
#include <ingot/core/case_fold.hpp>
#include <ingot/http/url.hpp>
#include <ingot/survey/detail/estate_writer.hpp>
#include <ingot/survey/detail/resource_text.hpp>
#include <ingot/survey/is_gone.hpp>
#include <ingot/survey/resource_url.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace ingot::inline v0 {

namespace {

using survey_detail::estate_array;
using survey_detail::estate_writer;
using survey_detail::resource_text;

std::string_view parent_of(std::string_view id) { return id.substr(0, id.rfind('/')); }
std::string_view name_in(std::string_view id) { return id.substr(id.rfind('/') + 1); }

/// Whether the service says that there is no recycle bin to list at all, as where the feature is not offered
/// or not registered. Which of the codes it uses is not documented.
bool has_no_bin(const error& why) {
    if (!why.service || why.service->http_status < 400 || why.service->http_status >= 500) return false;
    constexpr std::array codes{"FeatureNotEnabled",   "FeatureNotRegistered", "FeatureNotSupported",
                               "InvalidResourceType", "NotSupported",         "NoRegisteredProviderFound",
                               "OperationNotAllowed", "OperationNotSupported", "SubscriptionNotRegisteredForFeature"};
    return std::any_of(codes.begin(), codes.end(),
                       [&](std::string_view code) { return equal_folded(code, why.service->code); });
}

class surveyor {
public:
    surveyor(transport& carrier, const survey_options& options, byte_sink& sink)
        : carrier_(carrier), options_(options), out_(sink),
          driver_(carrier, reader_, with_stop(options.driver), options.jitter) {}

    result<survey_report> run() {
        if (auto scopes = read_scopes(); !scopes) return tl::unexpected(std::move(scopes.error()));
        report_.taken_at = carrier_.now();
        if (auto begun = out_.begin(report_.taken_at, scopes_); !begun)
            return tl::unexpected(std::move(begun.error()));
        for (std::size_t scope = 0; scope < scopes_.size(); ++scope) ask(scope);
        driver_.run();
        if (failure_) return tl::unexpected(std::move(*failure_));
        if (stopped_) return fail(errc::cancelled, "the survey was stopped; nothing of it may be used");
        conclude();
        if (auto ended = out_.end(report_.sources); !ended) return tl::unexpected(std::move(ended.error()));
        return std::move(report_);
    }

private:
    /// What is known of one source of one scope.
    struct standing {
        timestamp at{};
        std::uint64_t answers = 0; ///< good ones
        std::uint64_t faults = 0;
        bool denied = false;       ///< the first fault
        std::string detail;        ///< of the first fault
        std::uint64_t resources = 0;
        std::uint64_t vanished = 0;
        std::uint64_t repeated = 0;
    };
    // What it means when the service says that there is no such resource.
    enum class absence { fault, gone, empty };
    using place = std::pair<std::size_t, survey_source>;

    driver_options with_stop(driver_options given) {
        if (given.stop)
            given.stop = [this, asked = std::move(given.stop)] { return stopped_ = stopped_ || asked(); };
        return given;
    }

    result<void> read_scopes() {
        const auto endpoint = http::parse_url(options_.endpoint);
        if (!endpoint)
            return fail(errc::invalid_argument, "'" + options_.endpoint + "' is not an endpoint; expected " +
                                                    "https://<host>, such as https://management.azure.com");
        std::set<std::string> known;
        for (std::string_view subscription : options_.subscriptions) {
            constexpr std::string_view prefix = "/subscriptions/";
            const std::string_view given = subscription;
            if (starts_with_folded(subscription, prefix)) subscription.remove_prefix(prefix.size());
            if (!subscription.empty() && subscription.back() == '/') subscription.remove_suffix(1);
            if (subscription.empty() || subscription.find('/') != std::string_view::npos)
                return fail(errc::invalid_argument, "'" + std::string(given) +
                                                        "' is not a subscription; give its id, or " +
                                                        "/subscriptions/<id>");
            if (known.insert(fold(subscription)).second)
                scopes_.push_back(std::string(prefix) + std::string(subscription));
        }
        if (scopes_.empty())
            return fail(errc::invalid_argument, "no subscription to survey; name at least one");
        return {};
    }

    [[nodiscard]] bool wants(survey_source source) const {
        return std::find(options_.sources.begin(), options_.sources.end(), source) != options_.sources.end();
    }

    standing& at(place where) {
        const auto [found, begun] = standings_.try_emplace(where);
        if (begun) found->second.at = carrier_.now();
        return found->second;
    }

    void ask(std::size_t scope) {
        using enum survey_source;
        const std::string compute = scopes_[scope] + "/providers/Microsoft.Compute/";
        const azure::api_versions& versions = options_.versions;
        if (wants(galleries)) {
            if (wants(image_versions)) at({scope, image_versions});
            list({scope, galleries}, compute + "galleries", versions.galleries, estate_array::galleries,
                 [this, scope](const resource_text& one) { ask_gallery(scope, one); });
        }
        if (wants(virtual_machines))
            list({scope, virtual_machines}, compute + "virtualMachines", versions.compute,
                 estate_array::virtual_machines);
        if (wants(scale_sets)) {
            // A scale set that comes after its list has begun is not asked for instances.
            if (wants(scale_set_instances)) at({scope, scale_set_instances});
            list({scope, scale_sets}, compute + "virtualMachineScaleSets", versions.compute, estate_array::scale_sets,
                 [this, scope](const resource_text& one) { ask_scale_set(scope, one); });
        }
        if (wants(disks))
            list({scope, disks}, compute + "disks", versions.disks, estate_array::disks);
        if (wants(image_templates))
            list({scope, image_templates}, scopes_[scope] + "/providers/Microsoft.VirtualMachineImages/imageTemplates",
                 versions.image_templates, estate_array::image_templates);
        if (wants(locks))
            list({scope, locks}, scopes_[scope] + "/providers/Microsoft.Authorization/locks", versions.locks,
                 estate_array::locks);
    }

    void ask_gallery(std::size_t scope, const resource_text& gallery) {
        if (!wants(survey_source::image_versions)) return;
        list({scope, survey_source::image_versions}, gallery.id + "/images", options_.versions.galleries,
             estate_array::image_definitions,
             [this, scope](const resource_text& one) { ask_definition(scope, one); }, absence::gone);
    }

    /// The recycle bin is asked for also where the gallery has none now: versions that were deleted before
    /// the policy was switched off stay in it.
    void ask_definition(std::size_t scope, const resource_text& definition) {
        const place where{scope, survey_source::image_versions};
        list(where, definition.id + "/versions", options_.versions.galleries, std::nullopt,
             [this, where](const resource_text& one) { ask_version(where, one.id); }, absence::gone);
        const std::string gallery(parent_of(parent_of(definition.id)));
        list(where,
             gallery + "/softDeletedArtifactTypes/Images/artifacts/" + std::string(name_in(definition.id)) +
                 "/versions",
             options_.versions.galleries, estate_array::soft_deleted_versions, {}, absence::empty);
    }

    void ask_version(place where, const std::string& id) {
        http::request request;
        request.url = resource_url(options_.endpoint, id, options_.versions.galleries, "&$expand=ReplicationStatus");
        driver_.submit(run::operation{std::move(request), run::operation_kind::read, false},
                       [this, where, id](result<http::response> answer) {
                           if (!answer) return fault(where, answer.error(), absence::gone);
                           const auto version = survey_detail::resource_of(answer->body);
                           if (!version) return unusable(where, id);
                           take(where, estate_array::image_versions, *version);
                           heard(where);
                       });
    }

    void ask_scale_set(std::size_t scope, const resource_text& scale_set) {
        if (!wants(survey_source::scale_set_instances) || survey_detail::is_flexible(scale_set.text)) return;
        list({scope, survey_source::scale_set_instances}, scale_set.id + "/virtualMachines",
             options_.versions.compute, estate_array::scale_set_instances, {}, absence::gone);
    }


    /// Reads a list to its end.
    /// @param into none: the resources are only handed to `each`
    /// @param missing what a 404 means, which the parent gives when it has gone since it was listed
    void list(place where, const std::string& path, const std::string& api_version, std::optional<estate_array> into,
              std::function<void(const resource_text&)> each = {}, absence missing = absence::fault) {
        at(where);
        http::request request;
        request.url = resource_url(options_.endpoint, path, api_version);
        driver_.submit(
            run::operation{std::move(request), run::operation_kind::list, false},
            [this, where, missing](result<http::response> last) {
                if (!last) fault(where, last.error(), missing);
            },
            [this, where, into, path, each = std::move(each)](const http::response& page) {
                const auto resources = survey_detail::resources_of_page(page.body);
                if (!resources) return unusable(where, path);
                for (const resource_text& one : *resources) {
                    if (into) take(where, *into, one);
                    if (each) each(one);
                }
                heard(where);
            });
    }

    void take(place where, estate_array into, const resource_text& one) {
        if (failure_) return;
        const auto added = out_.add(into, one.id, one.text);
        if (!added) {
            failure_ = added.error();
            driver_.cancel();
            return;
        }
        standing& now = at(where);
        if (!*added) {
            ++now.repeated;
            return;
        }
        ++now.resources;
        ++resources_;
    }

    void heard(place where) {
        ++at(where).answers;
        ++report_.answers;
        if (options_.progress) options_.progress({where.second, scopes_[where.first], report_.answers, resources_});
    }

    void fault(place where, const error& why, absence missing) {
        if (why.code == errc::cancelled) {
            stopped_ = stopped_ || !failure_;
            return;
        }
        standing& now = at(where);
        if ((missing != absence::fault && is_gone(why)) || (missing == absence::empty && has_no_bin(why))) {
            ++now.answers;
            if (missing == absence::empty) return;
            ++now.vanished;
            report_.notes.push_back("left out, because it went while the survey was under way: " + why.message);
            return;
        }
        if (now.faults++ > 0) return;
        now.denied = why.code == errc::forbidden || why.code == errc::unauthenticated;
        now.detail = why.message;
    }

    void unusable(place where, const std::string& path) {
        fault(where, error{errc::unavailable, "GET " + path + " gave something without an id", {}, {}},
              absence::fault);
    }

    void conclude() {
        using enum survey_source;
        for (auto& [where, now] : standings_) {
            // What depends on a list that failed has not been asked for all there is.
            const survey_source list = where.second == image_versions ? galleries : scale_sets;
            if (where.second == image_versions || where.second == scale_set_instances) {
                if (const auto found = standings_.find({where.first, list});
                    found != standings_.end() && found->second.faults > 0) {
                    if (now.faults++ == 0) {
                        now.denied = found->second.denied;
                        now.detail = found->second.detail;
                    }
                }
            }
        }
        for (auto& [where, now] : standings_) {
            surveyed_source row{scopes_[where.first], where.second, completeness::complete, now.at, {}, now.resources};
            if (now.faults > 0) {
                row.status = now.answers > 0 ? completeness::partial
                             : now.denied    ? completeness::denied
                                             : completeness::failed;
                row.detail = now.detail;
                if (now.faults > 1) row.detail += " (and " + std::to_string(now.faults - 1) + " more)";
            } else if (now.vanished > 0) {
                row.detail = std::to_string(now.vanished) + " went while the survey was under way";
            }
            if (now.repeated > 0)
                report_.notes.push_back(row.scope + ' ' + std::string(name_of(row.source)) + ": " +
                                        std::to_string(now.repeated) + " listed twice, counted once");
            report_.sources.push_back(std::move(row));
        }
    }

    transport& carrier_;
    const survey_options& options_;
    estate_writer out_;
    rapidjson_arm_body_reader reader_;
    std::vector<std::string> scopes_;
    std::map<place, standing> standings_;
    survey_report report_;
    std::uint64_t resources_ = 0;
    bool stopped_ = false;
    std::optional<error> failure_;
    driver driver_; ///< last: its callbacks use all of the above
};

bool all_complete(const std::vector<surveyed_source>& sources, bool galleries_only) {
    return std::all_of(sources.begin(), sources.end(), [&](const surveyed_source& row) {
        const bool judged =
            row.source == survey_source::galleries || row.source == survey_source::image_versions;
        return row.status == completeness::complete || (galleries_only && !judged);
    });
}

} // namespace

bool survey_report::galleries_complete() const noexcept { return all_complete(sources, true); }
bool survey_report::complete() const noexcept { return all_complete(sources, false); }

result<survey_report> survey(transport& carrier, const survey_options& options, byte_sink& sink) {
    return surveyor(carrier, options, sink).run();
}

} // namespace ingot::inline v0
