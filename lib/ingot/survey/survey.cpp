#include <ingot/survey/survey.hpp>

#include <ingot/arm/rapidjson_arm_body_reader.hpp>
#include <ingot/azure/resource_graph.hpp>
#include <ingot/survey/detail/graph_query.hpp>
#include <ingot/survey/detail/provider_list.hpp>
#include <ingot/survey/detail/question_queue.hpp>
#include <ingot/survey/detail/resource_text.hpp>
#include <ingot/survey/detail/survey_intake.hpp>
#include <ingot/survey/detail/survey_scopes.hpp>
#include <ingot/survey/resource_url.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <utility>

namespace ingot::inline v0 {

namespace {

using survey_detail::absence;
using survey_detail::estate_array;
using survey_detail::graph_paging;
using survey_detail::graph_query_for;
using survey_detail::pending_question;
using survey_detail::place;
using survey_detail::provider_list;
using survey_detail::question;
using survey_detail::resource_text;
using survey_detail::subscriptions_in_query;

/// Questions of one kind and scope that are submitted for each request that may be on the wire: enough that
/// the wire is busy while some of them wait to be repeated.
constexpr std::size_t submitted_of_a_kind = 2;
/// And of all kinds and scopes together, so that a few scopes whose budgets are used up leave room for others.
constexpr std::size_t submitted_in_all = 64;

class surveyor {
public:
    surveyor(transport& carrier, const survey_options& options, byte_sink& sink)
        : carrier_(carrier), options_(options),
          questions_(submitted_of_a_kind * std::max<std::size_t>(options.driver.max_in_flight, 1),
                     submitted_in_all * std::max<std::size_t>(options.driver.max_in_flight, 1)),
          intake_(carrier, options, questions_, sink),
          driver_(carrier, reader_, watched(options.driver), options.jitter) {}

    result<survey_report> run() {
        auto scopes = survey_detail::survey_scopes(options_);
        if (!scopes) return tl::unexpected(std::move(scopes.error()));
        if (auto begun = intake_.begin(std::move(*scopes)); !begun) return tl::unexpected(std::move(begun.error()));
        for (std::size_t scope = 0; scope < intake_.scopes().size(); ++scope) begin(scope);
        do {
            submit_questions();
            if (intake_.is_over()) driver_.cancel();
        } while (driver_.step(timestamp::max()) || (!questions_.empty() && !intake_.is_over()));
        return std::move(intake_).end();
    }

private:
    driver_options watched(driver_options given) {
        if (given.stop)
            given.stop = [this, asked = std::move(given.stop)] {
                if (asked()) intake_.stop();
                return intake_.is_over();
            };
        if (options_.progress)
            given.paused = [this, told = std::move(given.paused)](const driver_pause& pause) {
                intake_.tell(pause);
                if (told) told(pause);
            };
        return given;
    }

    [[nodiscard]] bool wants(survey_source source) const {
        return std::find(options_.sources.begin(), options_.sources.end(), source) != options_.sources.end();
    }

    [[nodiscard]] bool wants_answer_to(question what) const {
        using enum survey_source;
        if (what == question::definitions) return wants(image_versions);
        return what != question::instances || wants(scale_set_instances);
    }

    void begin(std::size_t scope) {
        using enum survey_source;
        const bool by_graph = options_.through == survey_route::graph;
        const auto ask = [&](survey_source source, question what) {
            if (!wants(source)) return;
            if (by_graph && graph_query_for(what)) return ask_graph(scope, source, what);
            intake_.ledger().begin({scope, source}, carrier_.now());
            if (by_graph && source == locks) return no_locks(scope);
            questions_.push(scope, what);
        };
        ask(galleries, question::galleries);
        ask(virtual_machines, question::virtual_machines);
        ask(scale_sets, question::scale_sets);
        ask(disks, question::disks);
        ask(image_templates, question::image_templates);
        ask(locks, question::locks);
        if (by_graph) ask(scale_set_instances, question::instances);
        // What comes to be after the list above it has begun is not asked for.
        if (wants(galleries) && wants(image_versions)) intake_.ledger().begin({scope, image_versions}, carrier_.now());
        if (!by_graph && wants(scale_sets) && wants(scale_set_instances))
            intake_.ledger().begin({scope, scale_set_instances}, carrier_.now());
    }

    /// One question is for many scopes, and stands with the first of them.
    void ask_graph(std::size_t scope, survey_source source, question what) {
        intake_.ledger().begin_indexed({scope, source}, carrier_.now());
        if (scope % subscriptions_in_query == 0) questions_.push(scope, what);
    }

    void no_locks(std::size_t scope) {
        intake_.missed({scope, survey_source::locks},
                       error{errc::unsupported, "Resource Graph has no locks; survey through the providers to read them",
                             {}, {}},
                       absence::fault);
    }

    void submit_questions() {
        while (!intake_.is_over()) {
            auto asked = questions_.next();
            if (!asked) return;
            if (asked->what == question::version) {
                read_version(std::move(*asked));
            } else if (const auto query = graph_query_for(asked->what);
                       query && options_.through == survey_route::graph) {
                const auto scopes = std::span(intake_.scopes()).subspan(asked->scope);
                read_graph(*asked, std::make_shared<graph_paging>(
                                       *query, scopes.first(std::min(scopes.size(), subscriptions_in_query))));
            } else {
                read_list(*asked, list_of(*asked, intake_.scopes()[asked->scope], options_.versions));
            }
        }
    }

    void ended(const pending_question& asked) {
        questions_.ended(asked.scope, asked.what);
        submit_questions();
    }

    /// @param what is asked of it
    void ask_of(std::size_t scope, question what, const resource_text& one) {
        if (!wants_answer_to(what)) return;
        if (what == question::instances && survey_detail::is_flexible(one.text)) return;
        questions_.push(scope, what, one.id);
        // The recycle bin is asked for also where the gallery has none now: versions that were deleted before
        // the policy was switched off stay in it.
        if (what == question::versions) questions_.push(scope, question::recycle_bin, one.id);
    }

    /// Reads a list to its end.
    void read_list(const pending_question& asked, const provider_list& list) {
        http::request request;
        request.url = resource_url(options_.endpoint, list.path, list.api_version);
        const place where{asked.scope, list.source};
        // Of a list that was there, a page that is not is missing.
        const auto found = std::make_shared<bool>(false);
        driver_.submit(
            run::operation{std::move(request), run::operation_kind::list, false},
            [this, where, asked, found, missing = list.missing](const result<http::response>& last) {
                if (!last) intake_.missed(where, last.error(), *found ? absence::fault : missing);
                ended(asked);
            },
            [this, where, list, found](const http::response& page) {
                *found = true;
                const auto resources = survey_detail::resources_of_page(page.body);
                if (!resources) return intake_.unusable(where, "GET " + list.path);
                for (const resource_text& one : *resources) {
                    if (list.into) intake_.take(where, *list.into, one);
                    if (list.of_each) ask_of(where.first, *list.of_each, one);
                }
                intake_.heard(where);
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
        if (!answer) return intake_.missed(where, answer.error(), absence::gone);
        const auto version = survey_detail::resource_of(answer->body);
        if (!version) return intake_.unusable(where, "GET " + id);
        intake_.take(where, estate_array::image_versions, *version);
        intake_.heard(where);
    }

    /// Reads a page of Resource Graph and those behind it.
    void read_graph(const pending_question& asked, std::shared_ptr<graph_paging> pages) {
        auto query = azure::resource_graph.query({options_.endpoint, options_.versions}, pages->body());
        if (!query) return end_graph(asked, *pages, query.error());
        driver_.submit(std::move(*query), [this, asked, pages = std::move(pages)](const result<http::response>& answer) {
            if (!answer) return end_graph(asked, *pages, answer.error());
            const auto page = survey_detail::graph_page_of(answer->body);
            if (!page)
                return end_graph(asked, *pages,
                                 error{errc::unavailable, "Resource Graph gave something without an id", {}, {}});
            take_graph(asked, *pages, *page);
            const auto limit = answer->headers.find("x-ms-tenant-subscription-limit-hit");
            const std::string fault(pages->take(*page, limit && equal_folded(*limit, "true")));
            if (!fault.empty()) return end_graph(asked, *pages, error{errc::unavailable, fault, {}, {}});
            if (pages->has_more() && !intake_.is_over()) return read_graph(asked, pages);
            ended(asked);
        });
    }

    void take_graph(const pending_question& asked, const graph_paging& pages, const survey_detail::graph_page& page) {
        const survey_source source = pages.what().source;
        for (const resource_text& one : page.rows)
            // What a row of another subscription uses is in use all the same.
            intake_.take({intake_.scope_of(one.id).value_or(asked.scope), source}, pages.what().into, one);
        for (std::size_t scope = asked.scope; scope < end_of(asked); ++scope)
            if (scope != asked.scope) intake_.ledger().heard({scope, source});
        intake_.heard({asked.scope, source});
    }

    void end_graph(const pending_question& asked, const graph_paging& pages, const error& why) {
        for (std::size_t scope = asked.scope; scope < end_of(asked); ++scope)
            intake_.missed({scope, pages.what().source}, why, absence::fault);
        ended(asked);
    }

    [[nodiscard]] std::size_t end_of(const pending_question& graph) const {
        return std::min(graph.scope + subscriptions_in_query, intake_.scopes().size());
    }

    transport& carrier_;
    const survey_options& options_;
    rapidjson_arm_body_reader reader_;
    survey_detail::question_queue questions_;
    survey_detail::survey_intake intake_;
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
