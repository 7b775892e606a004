#include "command_table.hpp"
#include "connection.hpp"
#include "interrupt.hpp"
#include "json_value.hpp"
#include "latest_watch.hpp"
#include "plan_summary.hpp"
#include "publication.hpp"
#include "shared_options.hpp"
#include "stdout_sink.hpp"
#include "terminal.hpp"

#include <ingot/core/short_name.hpp>
#include <ingot/document/canonical_writer.hpp>
#include <ingot/survey/is_gone.hpp>

#include <chrono>

namespace ingot::cli {

namespace {

/// Replication takes minutes to hours; so often it is looked at.
constexpr duration look_interval = std::chrono::minutes(1);

std::string text_of(const std::optional<image_version>& version) {
    return version ? version->to_string() : "none";
}

struct arrival {
    std::string state; ///< of the replica: the last that was seen
    std::optional<timestamp> at;
    std::optional<image_version> before, after;
};

/// Publishes one version and looks on while it spreads.
class publisher {
public:
    publisher(transport& carrier, const connection& cloud, publication what, bool quiet)
        : carrier_(carrier), client_(carrier, cloud), what_(std::move(what)), quiet_(quiet),
          latest_(client_, what_.definition, what_.regions) {}

    /// Refuses to touch a version that exists.
    [[nodiscard]] result<void> prepare() {
        const auto meaning = latest_.begin();
        if (!meaning) return tl::unexpected(meaning.error());
        for (const auto& [where, version] : *meaning) {
            arrivals_[where].before = version;
            arrivals_[where].after = version;
        }
        const auto version = what_.next_after(latest_.existing());
        if (!version) return tl::unexpected(version.error());
        version_ = *version;
        const auto there = client_.get(version_path(what_.definition, version_));
        if (there)
            return fail(errc::guard_rail, fmt::format("{}/{} exists already; a version is never overwritten",
                                                      short_name(what_.definition), version_.to_string()));
        if (!is_gone(there.error())) return tl::unexpected(there.error());
        return {};
    }

    [[nodiscard]] result<void> publish(bool watch) {
        begun_ = carrier_.now();
        auto body = what_.body(begun_);
        if (!body) return tl::unexpected(body.error());
        auto creating =
            client_.operation(http::method::put, run::operation_kind::write,
                              fmt::format("{}/versions/{}?api-version={}", what_.definition.text(),
                                          version_.to_string(), gallery_api));
        creating.request.body = std::move(*body);
        std::optional<result<http::response>> created;
        client_.driver().submit(creating, [&](result<http::response> ended) { created = std::move(ended); });
        if (!quiet_)
            print("Publishing {}/{}{}\n", short_name(what_.definition), version_.to_string(),
                  what_.candidate ? " as a candidate, hidden from latest" : "");
        timestamp next_look = begun_ + look_interval;
        while (true) {
            if (interrupt_watch::interrupted()) client_.driver().cancel();
            while (client_.driver().step(next_look))
                if (carrier_.now() >= next_look) break;
            if (created && !*created) return tl::unexpected(created->error());
            if (created && !watch) return {};
            if (auto looked = look(); !looked) return looked;
            if (created && arrived()) return {};
            if (client_.driver().idle()) pause(next_look);
            next_look = carrier_.now() + look_interval;
        }
    }

    [[nodiscard]] bool complete() const {
        for (const auto& [where, one] : arrivals_)
            if (!equal_folded(one.state, "Completed")) return false;
        return true;
    }

    [[nodiscard]] const image_version& version() const noexcept { return version_; }
    [[nodiscard]] const std::map<region, arrival>& arrivals() const noexcept { return arrivals_; }
    [[nodiscard]] timestamp begun() const noexcept { return begun_; }

private:
    [[nodiscard]] bool arrived() const {
        for (const auto& [where, one] : arrivals_)
            if (!equal_folded(one.state, "Completed") && !equal_folded(one.state, "Failed")) return false;
        return true;
    }

    void pause(timestamp until) {
        while (carrier_.now() < until && !interrupt_watch::interrupted())
            (void)carrier_.wait(std::min(until, carrier_.now() + std::chrono::milliseconds(200)));
    }

    [[nodiscard]] result<void> look() {
        std::optional<result<http::response>> read;
        client_.driver().submit(client_.operation(http::method::get, run::operation_kind::read,
                                                  version_path(what_.definition, version_)),
                                [&](result<http::response> ended) { read = std::move(ended); });
        while (!read && client_.driver().step(timestamp::max())) {
        }
        if (!read) return fail(errc::internal, "the read of the version came to no end");
        if (!*read) {
            // Just after its creation a version may not be found for a while.
            if (is_gone(read->error())) return {};
            return tl::unexpected(read->error());
        }
        std::string body = (*read)->body;
        for (const json_value& row : json_value::parse(body)
                                         .member("properties")
                                         .member("replicationStatus")
                                         .member("summary")
                                         .items()) {
            const auto name = row.member("region").text();
            const auto found = name ? arrivals_.find(region(*name)) : arrivals_.end();
            if (found != arrivals_.end()) replica(found->first, found->second, row);
        }
        const auto meaning = latest_.update(version_, std::move(body));
        if (!meaning) return tl::unexpected(meaning.error());
        for (const auto& [where, now] : *meaning) {
            arrival& one = arrivals_[where];
            if (one.after == now) continue;
            say(where, fmt::format("latest {} -> {}", text_of(one.after), text_of(now)));
            one.after = now;
            one.at = carrier_.now();
        }
        return {};
    }

    void replica(const region& where, arrival& one, const json_value& row) {
        const std::string state = row.member("state").text().value_or("");
        const bool changed = !equal_folded(state, one.state);
        one.state = state;
        if (!changed) return;
        if (equal_folded(state, "Failed"))
            say(where, "replication failed: " + row.member("details").text().value_or("no reason given"));
        if (equal_folded(state, "Completed") && what_.candidate)
            say(where, "replicated; latest stays " + text_of(one.after));
    }

    void say(const region& where, const std::string& text) const {
        if (quiet_) return;
        print("  {:>9}  {:<16} {}\n", "+" + spoken(carrier_.now() - begun_), where.name(), text);
        std::fflush(stdout);
    }

    transport& carrier_;
    arm_client client_;
    publication what_;
    bool quiet_;
    latest_watch latest_;
    image_version version_;
    timestamp begun_{};
    std::map<region, arrival> arrivals_;
};

result<void> print_json(const publication& what, const publisher& made) {
    stdout_sink sink;
    canonical_writer out(sink);
    const auto version = [&](const char* name, const std::optional<image_version>& value) {
        out.key(name);
        if (value)
            out.text(value->to_string());
        else
            out.null();
    };
    out.begin_object();
    out.member("begun", format_timestamp(made.begun()));
    out.member("id", what.definition.text() + "/versions/" + made.version().to_string());
    out.key("regions");
    out.begin_array();
    for (const auto& [where, one] : made.arrivals()) {
        out.begin_object();
        version("after", one.after);
        version("before", one.before);
        if (one.at) out.member("latest_changed_at", format_timestamp(*one.at));
        out.member("region", where.name());
        out.member("replication", one.state);
        out.end_object();
    }
    out.end_array();
    out.member("schema", "ingot.publication/1");
    out.end_object();
    if (auto written = out.finish(); !written) return written;
    return sink.write("\n");
}

result<exit_status> run(const arguments& given) {
    const auto what = publication::parse(given);
    if (!what) return tl::unexpected(what.error());
    const auto cloud = connection::open(given);
    if (!cloud) return tl::unexpected(cloud.error());
    const interrupt_watch watching;
    const auto carrier = (*cloud)->new_transport();
    if (!carrier) return tl::unexpected(carrier.error());

    const bool json = given.has("json");
    const bool watch = given.has("watch");
    publisher publishing(**carrier, **cloud, *what, json);
    if (const auto ready = publishing.prepare(); !ready) return tl::unexpected(ready.error());
    if (auto done = publishing.publish(watch); !done) {
        if (done.error().code == errc::cancelled)
            done.error().message =
                "stopped looking; Azure goes on with what it accepted. 'ingot latest' on a new "
                "survey shows how far it is";
        return tl::unexpected(done.error());
    }
    if (json) {
        if (const auto printed = print_json(*what, publishing); !printed)
            return tl::unexpected(printed.error());
    } else {
        print("Published {}/{}\n", short_name(what->definition), publishing.version().to_string());
    }
    return watch && !publishing.complete() ? exit_status::incomplete : exit_status::done;
}

} // namespace

command publish_command() {
    return {
        "publish",
        "Publish the next version of an image, and watch it become 'latest' region by region.",
        {{{"DEFINITION", "the id of an image definition"}},
         with_connection_options(
             {{"source", "ID", "a VM, disk, snapshot, managed image or image version to publish", true},
              {"regions", "NAME,NAME", "where to; the first is the home region, in which the source is", true,
               true},
              {"version", "X.Y.Z", "the version to publish"},
              {"bump", "PART", "or the next after the highest: major, minor or patch"},
              {"candidate", "", "hide it from 'latest' everywhere until it is promoted"},
              {"watch", "", "stay until every region has its replica, and say when 'latest' moves"},
              json_option})},
        "An existing version is never overwritten: the command reads first, and refuses (exit status 3).",
        {{"ingot publish $DEFINITION --bump patch --source $VM --regions eastus --watch",
          "publishes and watches"}},
        run,
    };
}

} // namespace ingot::cli
