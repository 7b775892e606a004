#include <ingot/apply/apply.hpp>

#include <ingot/apply/detail/definition_reader.hpp>
#include <ingot/apply/detail/fresh_version.hpp>
#include <ingot/apply/detail/read_back.hpp>
#include <ingot/apply/detail/run_log.hpp>
#include <ingot/apply/detail/settled_digest.hpp>
#include <ingot/apply/detail/step_order.hpp>
#include <ingot/apply/detail/version_update.hpp>
#include <ingot/arm/rapidjson_arm_body_reader.hpp>
#include <ingot/document/digest.hpp>
#include <ingot/http/url.hpp>
#include <ingot/survey/is_gone.hpp>
#include <ingot/survey/resource_url.hpp>

#include <algorithm>
#include <deque>
#include <set>
#include <utility>

namespace ingot::inline v0 {

namespace {

using apply_detail::agreement;
using apply_detail::definition_reader;
using apply_detail::fresh_version;
using apply_detail::run_log;

/// What was found out longer ago than this is found out again before a write leaves.
constexpr duration freshness = std::chrono::seconds(10);

/// How often a step may be checked anew, because its checks take longer than they stay fresh.
constexpr int most_checks = 30;

std::set<resource_id> deleted_by(const plan& what) {
    std::set<resource_id> all;
    for (const step& one : what.steps)
        if (one.action == action::remove) all.insert(one.target);
    return all;
}

class applier {
public:
    applier(transport& carrier, const plan& what, journal& store, const apply_options& options)
        : carrier_(carrier), plan_(what), options_(options), log_(store),
          driver_(carrier, reader_, with_stop(options.driver), options.jitter),
          definitions_(carrier, driver_, {options.endpoint, options.versions.galleries, freshness, deleted_by(what)}) {}

    result<apply_report> run() {
        if (auto prepared = prepare(); !prepared) return tl::unexpected(std::move(prepared.error()));
        if (auto begun = log_.begin(plan_, carrier_.now()); !begun) return tl::unexpected(std::move(begun.error()));
        take_over();
        while (!over()) {
            if (halted()) {
                halt();
                break;
            }
            start_ready();
            check_usage();
            wake_due();
            if (!checks_.empty() || over()) continue;
            wait();
        }
        if (journal_failure_) return tl::unexpected(std::move(*journal_failure_));
        return report();
    }

private:
    enum class phase { waiting, reading, writing, reading_back, ended };

    /// A step under way.
    struct step_run {
        const step* what = nullptr;
        apply_detail::step_order order;
        phase at = phase::waiting;
        std::optional<timestamp> usage_checked; ///< nobody used it then
        std::optional<timestamp> found_needless; ///< the other versions of its definition could do without it
        int checks = 0;
        int attempts = 0;                       ///< to write
        driver::operation_id writing = 0;
        std::optional<timestamp> again_at;      ///< the write is given up, to be made anew from a fresh read
        int read_backs = 0;
        std::optional<fresh_version> fresh;     ///< as read just before the write
        std::optional<gallery_image_version> expected;
        std::string left;                       ///< digest when read back, if nobody else has changed it
        std::optional<error> write_failure;     ///< which may have taken effect
        step_report outcome;
    };

    // --- before anything is sent

    result<void> prepare() {
        if (plan_.plan_digest.empty())
            return fail(errc::invalid_document, "the plan has no digest; read it from its document, or seal it");
        if (!http::parse_url(options_.endpoint))
            return fail(errc::invalid_argument, "'" + options_.endpoint +
                                                    "' is not an endpoint; expected https://<host>, such as "
                                                    "https://management.azure.com");
        auto orders = apply_detail::order_steps(plan_);
        if (!orders) return tl::unexpected(std::move(orders.error()));
        steps_.resize(plan_.steps.size());
        for (std::size_t at = 0; at < steps_.size(); ++at) {
            step_run& one = steps_[at];
            one.what = &plan_.steps[at];
            one.order = std::move((*orders)[at]);
            one.outcome.step = one.what->id;
            one.outcome.action = one.what->action;
            one.outcome.target = one.what->target;
        }
        return {};
    }

    /// What the journal has as done stays so.
    void take_over() {
        for (std::size_t at = 0; at < steps_.size(); ++at) {
            const apply_detail::logged_step& known = log_.of(steps_[at].what->id);
            if (!known.done) continue;
            steps_[at].left = known.left;
            settle(at, step_outcome::done_before, "the journal has it as done");
        }
    }

    // --- the loop

    driver_options with_stop(driver_options given) {
        if (given.stop) given.stop = [this, asked = std::move(given.stop)] { return stopped_ = stopped_ || asked(); };
        return given;
    }

    [[nodiscard]] bool halted() {
        if (options_.driver.stop && options_.driver.stop()) stopped_ = true;
        if (carrier_.now() >= options_.driver.deadline) stopped_ = true;
        return stopped_ || journal_failure_;
    }

    /// Lets go of all that is under way: the journal knows of it.
    void halt() {
        driver_.cancel();
        while (driver_.step(carrier_.now())) {}
    }

    [[nodiscard]] bool over() const { return ended_ == steps_.size(); }

    void start_ready() {
        const std::size_t limit = std::max<std::size_t>(options_.steps_at_once, 1);
        for (std::size_t at = first_waiting_; at < steps_.size() && under_way_ < limit; ++at) {
            step_run& one = steps_[at];
            if (one.at != phase::waiting) {
                if (at == first_waiting_) ++first_waiting_;
                continue;
            }
            const auto has_ended = [&](std::size_t other) { return steps_[other].at == phase::ended; };
            if (!std::all_of(one.order.after.begin(), one.order.after.end(), has_ended) ||
                !std::all_of(one.order.requirements.begin(), one.order.requirements.end(), has_ended))
                continue;
            const auto missing = std::find_if(one.order.requirements.begin(), one.order.requirements.end(), [&](std::size_t other) {
                return !is_done(steps_[other].outcome.outcome);
            });
            if (missing != one.order.requirements.end()) {
                settle(at, step_outcome::skipped, "step " + steps_[*missing].what->id + ", which it requires, is " +
                                                      std::string(name_of(steps_[*missing].outcome.outcome)));
                continue;
            }
            ++under_way_;
            tell(at, apply_progress::phase::started, "reading " + one.what->target.text());
            read(at);
        }
    }

    /// Outside the driver's callbacks, because a check may take its time and use a transport of its own.
    void check_usage() {
        while (!checks_.empty() && !halted()) {
            const std::size_t at = checks_.front();
            checks_.pop_front();
            judge_usage(at);
        }
    }

    void wake_due() {
        while (!alarms_.empty() && alarms_.begin()->first <= carrier_.now()) {
            const std::size_t at = alarms_.begin()->second;
            alarms_.erase(alarms_.begin());
            read(at);
        }
    }

    void wait() {
        const timestamp until =
            std::min(alarms_.empty() ? timestamp::max() : alarms_.begin()->first, options_.driver.deadline);
        if (!driver_.idle()) {
            driver_.step(until);
            return;
        }
        if (alarms_.empty()) return;
        // The driver asks about stopping while it has something to do; here nothing is on the wire.
        const duration slice = std::chrono::milliseconds(200);
        const timestamp soon = options_.driver.stop ? std::min(until, carrier_.now() + slice) : until;
        static_cast<void>(carrier_.wait(soon));
    }

    // --- one step

    [[nodiscard]] http::request request_for(const step& what, http::method method, std::string_view query = {}) const {
        http::request request;
        request.method = method;
        request.url = resource_url(options_.endpoint, what.target.text(), options_.versions.galleries, query);
        return request;
    }

    void read(std::size_t at) {
        step_run& one = steps_[at];
        if (one.at != phase::reading_back) one.at = phase::reading;
        driver_.submit(run::operation{request_for(*one.what, http::method::get, "&$expand=ReplicationStatus"),
                                      run::operation_kind::read, false},
                       [this, at](result<http::response> answer) { was_read(at, std::move(answer)); });
    }

    void was_read(std::size_t at, result<http::response> answer) {
        if (abandoned(answer)) return;
        step_run& one = steps_[at];
        result<fresh_version> found =
            answer ? apply_detail::read_fresh_version(std::move(answer->body), one.what->target, carrier_.now())
                   : result<fresh_version>(tl::unexpected(std::move(answer.error())));
        if (one.at == phase::reading_back)
            judge_read_back(at, std::move(found));
        else
            judge_fresh(at, std::move(found));
    }

    void judge_fresh(std::size_t at, result<fresh_version> found) {
        step_run& one = steps_[at];
        const bool removal = one.what->action == action::remove;
        if (!found) {
            if (!is_gone(found.error())) return failed(at, std::move(found.error()));
            if (removal) return found_done(at);
            return stale(at, "it is gone");
        }
        const bool deleting = found->model.provisioning_state == provisioning::deleting;
        const auto there = removal ? apply_detail::comparison{deleting ? agreement::settling : agreement::different, {}}
                                   : apply_detail::change_is_there(found->model, one.what->request);
        if (there.is != agreement::different && !deleting == !removal) {
            one.expected = found->model;
            one.at = phase::reading_back;
            return judge_read_back(at, std::move(found));
        }
        if (!is_as_planned(one, *found)) return stale(at, "it has changed");
        one.fresh = std::move(*found);
        make_sure(at);
    }

    [[nodiscard]] bool is_young(const std::optional<timestamp>& found_out) const {
        return found_out && carrier_.now() - *found_out <= freshness;
    }

    /// Finds out what is not known, or not any more, and then writes.
    void make_sure(std::size_t at) {
        step_run& one = steps_[at];
        const bool removal = one.what->action == action::remove;
        const bool irreversible = removal || !one.what->request.drop_regions.empty();
        if (!is_young(one.fresh->at)) return read(at);
        const bool ask_versions = (removal || one.order.before_delete) && !is_young(one.found_needless);
        const bool ask_usage =
            irreversible && !options_.usage_is_checked_by_caller && !is_young(one.usage_checked);
        if (!ask_versions && !ask_usage) return write(at);
        if (++one.checks > most_checks)
            return refused(at, "the checks before it take longer than they stay true; try when the service is quicker",
                           std::nullopt);
        if (ask_versions)
            definitions_.ask(one.what->target.without_last(2),
                             [this, at](const result<definition_reader::reading>& now) { judge_versions(at, now); });
        else
            checks_.push_back(at);
    }

    /// The precondition of a step covers its own version alone: others may have gone since, or be hidden.
    void judge_versions(std::size_t at, const result<definition_reader::reading>& now) {
        if (journal_failure_) return;
        if (!now) {
            const error& why = now.error();
            if (why.code == errc::cancelled ||
                (why.code == errc::timed_out && carrier_.now() >= options_.driver.deadline)) {
                stopped_ = true;
                return;
            }
            return refused(at, "the versions beside it could not all be read: " + why.message, why);
        }
        step_run& one = steps_[at];
        if (const auto why = apply_detail::why_needed(**now, one.fresh->model, definitions_.going()))
            return refused(at, *why, std::nullopt);
        one.found_needless = (*now)->at;
        make_sure(at);
    }

    /// The version is what the plan was made for, or just what a step before it, on the same version, has left:
    /// a write moves states that the plan could not foresee.
    [[nodiscard]] bool is_as_planned(const step_run& one, const fresh_version& found) {
        if (found.digest == one.what->precondition) return true;
        return std::any_of(one.order.requirements.begin(), one.order.requirements.end(), [&](std::size_t other) {
            const step_run& before = steps_[other];
            return before.what->target == one.what->target && before.left == found.digest &&
                   log_.of(before.what->id).expected == one.what->precondition;
        });
    }

    void judge_usage(std::size_t at) {
        step_run& one = steps_[at];
        if (!options_.check_usage)
            return refused(at, "nobody can tell whether it is in use: no check of usage is set up", std::nullopt);
        const auto consumers = options_.check_usage(one.what->target);
        if (!consumers && consumers.error().code == errc::cancelled) {
            stopped_ = true;
            return;
        }
        if (!consumers)
            return refused(at, "whether it is in use cannot be known: " + consumers.error().message, consumers.error());
        const auto& drops = one.what->request.drop_regions;
        for (const version_consumer& consumer : *consumers) {
            // A replica that goes ahead of its version stands for the whole of it.
            const bool everywhere = one.what->action == action::remove || one.order.before_delete || consumer.where.empty();
            if (!everywhere && std::find(drops.begin(), drops.end(), consumer.where) == drops.end()) continue;
            return refused(at, "it is in use by " + consumer.what + ", which the plan did not know; plan again",
                           std::nullopt);
        }
        one.usage_checked = carrier_.now();
        make_sure(at);
    }

    void write(std::size_t at) {
        step_run& one = steps_[at];
        const step& what = *one.what;
        run::operation sent;
        std::string dropped;
        if (what.action == action::remove) {
            sent = {request_for(what, http::method::remove), run::operation_kind::remove, false};
        } else {
            auto update = apply_detail::make_version_update(one.fresh->body, what.request);
            if (!update) return failed(at, std::move(update.error()));
            sent = {request_for(what, http::method::patch), run::operation_kind::write, false};
            sent.request.body = std::move(update->body);
            dropped = std::move(update->dropped_regions);
            one.expected = after_change(one.fresh->model, what.request);
        }
        apply_detail::intended_state after;
        if (what.action != action::remove)
            after = {version_digest(*one.expected, false), apply_detail::settled_digest(*one.expected)};
        if (!logged(log_.intent(what, http::name_of(sent.request.method), sent.request.body, dropped, after,
                                carrier_.now())))
            return;
        if (what.action != action::remove) definitions_.forget(what.target.without_last(2));
        one.at = phase::writing;
        one.fresh.reset();
        ++one.attempts;
        one.writing = driver_.submit(
            std::move(sent), [this, at](result<http::response> answer) { was_written(at, std::move(answer)); }, {},
            [this, at](const run::operation_state& state, const run::progress& note) {
                tell(at, apply_progress::phase::waiting, note.status, note.percent);
                if (state.stage == run::stage::submit_waiting) write_anew(at, state, note.next);
            });
    }

    /// The driver would send the same bytes again, after a wait in which others may write. They are made anew
    /// from a fresh read instead.
    void write_anew(std::size_t at, const run::operation_state& state, timestamp next) {
        step_run& one = steps_[at];
        const run::retry_policy& policy = options_.driver.retry;
        if (one.attempts < policy.max_attempts) {
            const double chance = options_.jitter ? options_.jitter() : 0.5;
            one.again_at = std::max(next, carrier_.now() + run::backoff(policy, one.attempts, chance));
        } else {
            one.again_at = carrier_.now();
            one.write_failure = state.last_error;
        }
        driver_.cancel(one.writing);
    }

    /// Whatever the answer, the version itself has the last word: a lost answer may have been a good one.
    void was_written(std::size_t at, result<http::response> answer) {
        step_run& one = steps_[at];
        if (one.again_at && !stopped_ && !journal_failure_) {
            one.at = one.write_failure ? phase::reading_back : phase::reading;
            alarms_.emplace(*std::exchange(one.again_at, std::nullopt), at);
            return;
        }
        if (abandoned(answer)) return;
        if (!answer) one.write_failure = std::move(answer.error());
        one.at = phase::reading_back;
        read(at);
    }

    void judge_read_back(std::size_t at, result<fresh_version> found) {
        step_run& one = steps_[at];
        std::string difference;
        bool may_pass = true; // what is not so may become so
        if (!found) {
            if (is_gone(found.error())) {
                if (one.what->action == action::remove) return found_done(at);
                return failed(at, error{errc::conflict, "it went while it was written", {}, {}});
            }
            if (one.attempts > 0)
                found.error().message = "it was written, but not read back: " + found.error().message;
            return failed(at, std::move(found.error()));
        }
        if (one.what->action == action::remove) {
            difference = "it is still there";
            may_pass = found->model.provisioning_state == provisioning::deleting || !one.write_failure;
        } else {
            auto compared = apply_detail::compare_read_back(found->model, *one.expected, one.what->request);
            if (compared.is == agreement::same) {
                // What somebody else has changed as well is not what the plan knew: a step that follows on
                // this version must find it stale. The journal tells what the write meant, also after a crash.
                if (apply_detail::settled_digest(found->model) == log_.of(one.what->id).settled)
                    one.left = std::move(found->digest);
                return found_done(at);
            }
            difference = std::move(compared.difference);
            may_pass = compared.is == agreement::settling || !one.write_failure;
        }
        if (may_pass && ++one.read_backs < options_.read_backs) {
            tell(at, apply_progress::phase::waiting, difference);
            alarms_.emplace(carrier_.now() + options_.read_back_interval, at);
            return;
        }
        if (one.write_failure) return failed(at, std::move(*one.write_failure));
        failed(at, error{errc::conflict,
                         one.what->target.text() + " was written, but read back it is not as it should be: " +
                             difference + "; look at the version, and plan again",
                         {},
                         {}});
    }

    // --- ends

    /// The version shows that the change is there.
    void found_done(std::size_t at) {
        const step_run& one = steps_[at];
        const step_outcome outcome = one.attempts > 0 ? step_outcome::done : step_outcome::adopted;
        if (!logged(log_.done(*one.what, name_of(outcome), one.left, carrier_.now()))) return;
        leave(at, outcome, one.attempts > 0 ? "" : "it was done already");
    }

    void stale(std::size_t at, const std::string& what) {
        const std::string message = steps_[at].what->target.text() + ": " + what + " since the plan was made; plan again";
        if (!logged(log_.not_done(*steps_[at].what, "stale", message, carrier_.now()))) return;
        leave(at, step_outcome::stale, message);
    }

    void refused(std::size_t at, const std::string& why, std::optional<error> cause) {
        const std::string message = steps_[at].what->target.text() + ": not touched, because " + why;
        if (!logged(log_.not_done(*steps_[at].what, "refused", message, carrier_.now()))) return;
        steps_[at].outcome.failure = std::move(cause);
        leave(at, step_outcome::refused, message);
    }

    void failed(std::size_t at, error why) {
        if (why.code == errc::timed_out && carrier_.now() >= options_.driver.deadline) {
            stopped_ = true;
            return;
        }
        if (!logged(log_.not_done(*steps_[at].what, "failed", why.message, carrier_.now()))) return;
        std::string message = why.message;
        steps_[at].outcome.failure = std::move(why);
        leave(at, step_outcome::failed, std::move(message));
    }

    void leave(std::size_t at, step_outcome outcome, std::string message) {
        --under_way_;
        settle(at, outcome, std::move(message));
    }

    void settle(std::size_t at, step_outcome outcome, std::string message) {
        step_run& one = steps_[at];
        one.at = phase::ended;
        one.fresh.reset();
        one.expected.reset();
        one.outcome.outcome = outcome;
        one.outcome.message = std::move(message);
        ++ended_;
        tell(at, apply_progress::phase::finished, one.outcome.message);
    }

    /// Whether the answer is none, because the run ends.
    [[nodiscard]] bool abandoned(const result<http::response>& answer) {
        if (journal_failure_) return true;
        if (answer || answer.error().code != errc::cancelled) return false;
        stopped_ = true;
        return true;
    }

    /// Without its journal the run must not go on.
    [[nodiscard]] bool logged(result<void> recorded) {
        if (journal_failure_) return false;
        if (recorded) return true;
        journal_failure_ = std::move(recorded.error());
        return false;
    }

    void tell(std::size_t at, apply_progress::phase what, std::string text, std::optional<double> percent = {}) {
        if (!options_.progress) return;
        apply_progress note;
        note.what = what;
        note.step = steps_[at].what;
        note.finished = ended_;
        note.total = steps_.size();
        if (what == apply_progress::phase::finished) note.outcome = steps_[at].outcome.outcome;
        note.percent = percent;
        note.text = std::move(text);
        options_.progress(note);
    }

    apply_report report() {
        apply_report all;
        all.stopped = stopped_ && !over();
        for (step_run& one : steps_) {
            if (one.at != phase::ended && one.attempts > 0)
                one.outcome.message = "stopped while its write was under way; run again to look it up";
            else if (one.at != phase::ended)
                one.outcome.message = "not begun; run again to go on";
            all.steps.push_back(std::move(one.outcome));
        }
        return all;
    }

    transport& carrier_;
    const plan& plan_;
    const apply_options& options_;
    rapidjson_arm_body_reader reader_;
    run_log log_;
    std::vector<step_run> steps_;
    std::size_t first_waiting_ = 0;
    std::size_t under_way_ = 0;
    std::size_t ended_ = 0;
    std::deque<std::size_t> checks_;                  ///< usage is to be asked
    std::set<std::pair<timestamp, std::size_t>> alarms_; ///< read back again
    bool stopped_ = false;
    std::optional<error> journal_failure_;
    driver driver_; ///< its callbacks use all of the above
    definition_reader definitions_;
};

} // namespace

std::size_t apply_report::count(step_outcome outcome) const noexcept {
    return static_cast<std::size_t>(
        std::count_if(steps.begin(), steps.end(), [&](const step_report& one) { return one.outcome == outcome; }));
}

bool apply_report::complete() const noexcept {
    return std::all_of(steps.begin(), steps.end(), [](const step_report& one) { return is_done(one.outcome); });
}

result<apply_report> apply(transport& carrier, const plan& what, journal& log, const apply_options& options) {
    return applier(carrier, what, log, options).run();
}

} // namespace ingot::inline v0
