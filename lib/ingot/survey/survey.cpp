#include <ingot/survey/survey.hpp>

#include <ingot/arm/rapidjson_arm_body_reader.hpp>
#include <ingot/survey/detail/coverage_ledger.hpp>
#include <ingot/survey/detail/estate_writer.hpp>
#include <ingot/survey/detail/question_queue.hpp>
#include <ingot/survey/detail/resource_text.hpp>
#include <ingot/survey/detail/survey_scopes.hpp>
#include <ingot/survey/resource_url.hpp>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

namespace ingot::inline v0 {

namespace {

using survey_detail::absence;
using survey_detail::estate_array;
using survey_detail::pending_question;
using survey_detail::place;
using survey_detail::question;
using survey_detail::resource_text;

/// Questions of one kind and scope that are submitted for each request that may be on the wire: enough that
/// the wire is busy while some of them wait to be repeated.
constexpr std::size_t submitted_of_a_kind = 2;
/// And of all kinds and scopes together, so that a few scopes whose budgets are used up leave room for others.
constexpr std::size_t submitted_in_all = 64;

std::string_view parent_of(std::string_view id) { return id.substr(0, id.rfind('/')); }
std::string_view name_in(std::string_view id) { return id.substr(id.rfind('/') + 1); }

/// A list, and what its items are.
struct list_reading {
    survey_source source = survey_source::galleries;
    std::string path;
    std::string_view api_version;
    std::optional<estate_array> into;      ///< none: the items are only asked for
    std::optional<question> of_each;       ///< what is asked of each item
    absence missing = absence::fault;      ///< what a 404 means, which the parent gives when it has gone
};

class surveyor {
public:
    surveyor(transport& carrier, const survey_options& options, byte_sink& sink)
        : carrier_(carrier), options_(options), out_(sink),
          questions_(submitted_of_a_kind * std::max<std::size_t>(options.driver.max_in_flight, 1),
                     submitted_in_all * std::max<std::size_t>(options.driver.max_in_flight, 1)),
          driver_(carrier, reader_, watched(options.driver), options.jitter) {}

    result<survey_report> run() {
        auto scopes = survey_detail::survey_scopes(options_);
        if (!scopes) return tl::unexpected(std::move(scopes.error()));
        scopes_ = std::move(*scopes);
        report_.taken_at = carrier_.now();
        if (auto begun = out_.begin(report_.taken_at, scopes_); !begun)
            return tl::unexpected(std::move(begun.error()));
        for (std::size_t scope = 0; scope < scopes_.size(); ++scope) begin(scope);
        do submit_questions();
        while (driver_.step(timestamp::max()) || (!questions_.empty() && !is_over()));
        if (failure_) return tl::unexpected(std::move(*failure_));
        if (stopped_) return fail(errc::cancelled, "the survey was stopped; nothing of it may be used");
        ledger_.conclude(scopes_, report_);
        if (auto ended = out_.end(report_.sources); !ended) return tl::unexpected(std::move(ended.error()));
        return std::move(report_);
    }

private:
    driver_options watched(driver_options given) {
        if (given.stop)
            given.stop = [this, asked = std::move(given.stop)] { return stopped_ = stopped_ || asked(); };
        if (options_.progress)
            given.paused = [this, told = std::move(given.paused)](const driver_pause& pause) {
                tell(pause);
                if (told) told(pause);
            };
        return given;
    }

    [[nodiscard]] bool is_over() const noexcept { return stopped_ || failure_.has_value(); }

    [[nodiscard]] bool wants(survey_source source) const {
        return std::find(options_.sources.begin(), options_.sources.end(), source) != options_.sources.end();
    }

    void begin(std::size_t scope) {
        using enum survey_source;
        const timestamp now = carrier_.now();
        const auto ask = [&](survey_source source, question what) {
            if (!wants(source)) return;
            ledger_.begin({scope, source}, now);
            questions_.push(scope, what);
        };
        ask(galleries, question::galleries);
        ask(virtual_machines, question::virtual_machines);
        ask(scale_sets, question::scale_sets);
        ask(disks, question::disks);
        ask(image_templates, question::image_templates);
        ask(locks, question::locks);
        // What comes to be after the list above it has begun is not asked for.
        if (wants(galleries) && wants(image_versions)) ledger_.begin({scope, image_versions}, now);
        if (wants(scale_sets) && wants(scale_set_instances)) ledger_.begin({scope, scale_set_instances}, now);
    }

    void submit_questions() {
        while (!is_over()) {
            auto asked = questions_.next();
            if (!asked) return;
            if (asked->what == question::version)
                read_version(std::move(*asked));
            else
                read_list(*asked, reading_of(*asked));
        }
    }

    [[nodiscard]] list_reading reading_of(const pending_question& asked) const {
        using enum survey_source;
        const azure::api_versions& versions = options_.versions;
        const std::string& subscription = scopes_[asked.scope];
        const std::string compute = subscription + "/providers/Microsoft.Compute/";
        switch (asked.what) {
        case question::galleries:
            return {galleries, compute + "galleries", versions.galleries, estate_array::galleries,
                    only_if(image_versions, question::definitions)};
        case question::virtual_machines:
            return {virtual_machines, compute + "virtualMachines", versions.compute, estate_array::virtual_machines, {}};
        case question::scale_sets:
            return {scale_sets, compute + "virtualMachineScaleSets", versions.compute, estate_array::scale_sets,
                    only_if(scale_set_instances, question::instances)};
        case question::disks: return {disks, compute + "disks", versions.disks, estate_array::disks, {}};
        case question::image_templates:
            return {image_templates, subscription + "/providers/Microsoft.VirtualMachineImages/imageTemplates",
                    versions.image_templates, estate_array::image_templates, {}};
        case question::locks:
            return {locks, subscription + "/providers/Microsoft.Authorization/locks", versions.locks,
                    estate_array::locks, {}};
        case question::definitions:
            return {image_versions, asked.id + "/images", versions.galleries, estate_array::image_definitions,
                    question::versions, absence::gone};
        case question::recycle_bin:
            return {image_versions,
                    std::string(parent_of(parent_of(asked.id))) + "/softDeletedArtifactTypes/Images/artifacts/" +
                        std::string(name_in(asked.id)) + "/versions",
                    versions.galleries, estate_array::soft_deleted_versions, {}, absence::empty};
        case question::instances:
            return {scale_set_instances, asked.id + "/virtualMachines", versions.compute,
                    estate_array::scale_set_instances, {}, absence::gone};
        case question::versions:
        case question::version: break;
        }
        return {image_versions, asked.id + "/versions", versions.galleries, {}, question::version, absence::gone};
    }

    [[nodiscard]] std::optional<question> only_if(survey_source wanted, question what) const {
        return wants(wanted) ? std::optional(what) : std::nullopt;
    }

    /// @param what is asked of it
    void ask_of(std::size_t scope, question what, const resource_text& one) {
        if (what == question::instances && survey_detail::is_flexible(one.text)) return;
        questions_.push(scope, what, one.id);
        // The recycle bin is asked for also where the gallery has none now: versions that were deleted before
        // the policy was switched off stay in it.
        if (what == question::versions) questions_.push(scope, question::recycle_bin, one.id);
    }

    /// Reads a list to its end.
    void read_list(const pending_question& asked, const list_reading& how) {
        http::request request;
        request.url = resource_url(options_.endpoint, how.path, how.api_version);
        const place where{asked.scope, how.source};
        driver_.submit(
            run::operation{std::move(request), run::operation_kind::list, false},
            [this, where, what = asked.what, missing = how.missing](result<http::response> last) {
                questions_.ended(where.first, what);
                if (!last) missed(where, last.error(), missing);
                submit_questions();
            },
            [this, where, how](const http::response& page) {
                const auto resources = survey_detail::resources_of_page(page.body);
                if (!resources) return unusable(where, how.path);
                for (const resource_text& one : *resources) {
                    if (how.into) take(where, *how.into, one);
                    if (how.of_each) ask_of(where.first, *how.of_each, one);
                }
                heard(where);
            });
    }

    void read_version(pending_question asked) {
        http::request request;
        request.url = resource_url(options_.endpoint, asked.id, options_.versions.galleries, "&$expand=ReplicationStatus");
        driver_.submit(run::operation{std::move(request), run::operation_kind::read, false},
                       [this, asked = std::move(asked)](const result<http::response>& answer) {
                           questions_.ended(asked.scope, asked.what);
                           take_version({asked.scope, survey_source::image_versions}, asked.id, answer);
                           submit_questions();
                       });
    }

    void take_version(place where, const std::string& id, const result<http::response>& answer) {
        if (!answer) return missed(where, answer.error(), absence::gone);
        const auto version = survey_detail::resource_of(answer->body);
        if (!version) return unusable(where, id);
        take(where, estate_array::image_versions, *version);
        heard(where);
    }

    void take(place where, estate_array into, const resource_text& one) {
        if (failure_) return;
        const auto added = out_.add(into, one.id, one.text);
        if (!added) {
            failure_ = added.error();
            driver_.cancel();
            return;
        }
        if (!*added) return ledger_.repeated(where);
        ledger_.took(where);
        ++resources_;
    }

    void heard(place where) {
        ledger_.heard(where);
        ++report_.answers;
        last_heard_ = where;
        if (options_.progress) tell({});
    }

    void tell(const std::optional<driver_pause>& pause) const {
        survey_progress now;
        now.now = carrier_.now();
        now.source = last_heard_.second;
        now.scope = scopes_[last_heard_.first];
        now.answers = report_.answers;
        now.resources = resources_;
        now.unanswered = questions_.unanswered();
        now.unanswered_lists = questions_.unanswered_lists();
        now.submitted = questions_.handed_out();
        now.pause = pause;
        options_.progress(now);
    }

    void missed(place where, const error& why, absence missing) {
        if (why.code == errc::cancelled)
            stopped_ = stopped_ || !failure_;
        else
            ledger_.missed(where, why, missing);
    }

    void unusable(place where, const std::string& path) {
        missed(where, error{errc::unavailable, "GET " + path + " gave something without an id", {}, {}},
               absence::fault);
    }

    transport& carrier_;
    const survey_options& options_;
    survey_detail::estate_writer out_;
    rapidjson_arm_body_reader reader_;
    std::vector<std::string> scopes_;
    survey_detail::coverage_ledger ledger_;
    survey_detail::question_queue questions_;
    survey_report report_;
    std::uint64_t resources_ = 0;
    place last_heard_{};
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
