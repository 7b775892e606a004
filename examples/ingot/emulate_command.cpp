#include "command_table.hpp"
#include "core_dumps.hpp"
#include "emulated_clients.hpp"
#include "input.hpp"
#include "interrupt.hpp"
#include "shared_options.hpp"
#include "stdout_sink.hpp"

#include <ingot/document/byte_source.hpp>
#include <ingot/document/canonical_writer.hpp>
#include <ingot/emulator/emulator.hpp>
#include <ingot/emulator/emulator_server.hpp>
#include <ingot/traffic/traffic_directory.hpp>

#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>

namespace ingot::cli {

namespace {

result<std::uint16_t> port_of(std::string_view address) {
    const auto colon = address.rfind(':');
    const std::string_view host = address.substr(0, colon);
    if (colon == std::string_view::npos || (host != "127.0.0.1" && host != "localhost"))
        return fail(errc::invalid_argument,
                    fmt::format("--listen {}: the emulator is for this machine, so it listens on loopback "
                                "only; write 127.0.0.1:PORT, with port 0 for a free one",
                                address));
    const std::string_view text = address.substr(colon + 1);
    std::uint16_t port = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (text.empty() || problem != std::errc() || end != text.data() + text.size())
        return fail(errc::invalid_argument, fmt::format("--listen {}: '{}' is not a port", address, text));
    return port;
}

/// How the emulator was asked to be.
struct emulation {
    emulator::options service;
    emulator::server_options server;
    std::string url;              ///< without the port
    std::string given_out_client; ///< when a client was made up, and its secret
    std::string given_out_secret;
};

result<std::int64_t> pace_of(const arguments& given, bool manual) {
    const std::string text = given.value("speed").value_or("1");
    std::int64_t pace = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), pace);
    if (problem != std::errc() || end != text.data() + text.size() || pace < 1 || pace > 1'000'000)
        return fail(errc::invalid_argument, fmt::format("--speed {}: write a whole number from 1", text));
    if (manual && pace > 1) return fail(errc::invalid_argument, "--speed: a manual clock does not run");
    return pace;
}

result<void> read_tls(const arguments& given, emulation& asked) {
    const auto certificate = given.value("tls-cert");
    const auto key = given.value("tls-key");
    if (certificate.has_value() != key.has_value())
        return fail(errc::invalid_argument, "--tls-cert and --tls-key go together");
    asked.url = certificate ? "https://127.0.0.1" : "http://127.0.0.1";
    if (!certificate) return {};
    auto chain = read_text(*certificate);
    if (!chain) return tl::unexpected(chain.error());
    forbid_core_dumps();
    auto secret = read_text(*key);
    if (!secret) return tl::unexpected(secret.error());
    asked.server.tls = emulator::server_certificate{std::move(*chain), std::move(*secret)};
    asked.service.authority.token_required = !given.has("anonymous");
    return {};
}

result<emulation> read_emulation(const arguments& given) {
    emulation asked;
    const auto port = port_of(*given.value("listen"));
    if (!port) return tl::unexpected(port.error());
    asked.server.port = *port;
    const auto now = instant_given(given, nullptr);
    if (!now) return tl::unexpected(now.error());
    asked.service.now = *now;
    const std::string clock = given.value("clock").value_or("wall");
    if (clock != "wall" && clock != "manual")
        return fail(errc::invalid_argument, fmt::format("--clock {}: it is 'wall' or 'manual'", clock));
    const bool manual = clock == "manual";
    asked.server.clock = manual ? emulator::server_clock::manual : emulator::server_clock::wall;
    const auto pace = pace_of(given, manual);
    if (!pace) return tl::unexpected(pace.error());
    asked.service.pace = asked.server.pace = *pace;
    asked.service.authority.token_lifetime *= *pace;
    asked.service.authority.assertions_expire = !manual && *pace == 1 && !given.has("now");
    if (const auto read = read_tls(given, asked); !read) return tl::unexpected(read.error());
    auto clients = emulated_clients(given);
    if (!clients) return tl::unexpected(clients.error());
    if (clients->empty() && asked.service.authority.token_required) {
        clients->push_back(made_up_client());
        asked.given_out_client = clients->back().id;
        asked.given_out_secret = clients->back().secrets.front();
    }
    asked.service.authority.clients = std::move(*clients);
    // Clients that sign in want to see a subscription.
    if (!given.has("seed")) asked.service.subscriptions.emplace_back("00000000-0000-0000-0000-000000000001");
    return asked;
}

result<void> announce(const emulator::emulator& service, const emulation& asked, std::uint16_t port,
                      bool json) {
    const std::string url = fmt::format("{}:{}", asked.url, port);
    const std::string_view clock = asked.server.clock == emulator::server_clock::manual ? "manual" : "wall";
    if (!json) {
        print("Emulating Azure on {} ({} clock, {}). Stop with Ctrl-C.\n", url, clock,
              format_timestamp(service.now()));
        if (!asked.given_out_client.empty())
            print("Sign in as client {} with secret {} in tenant {}.\n", asked.given_out_client,
                  asked.given_out_secret, asked.service.authority.tenant);
    } else {
        stdout_sink sink;
        canonical_writer out(sink);
        out.begin_object();
        if (!asked.given_out_client.empty()) {
            out.member("client_id", asked.given_out_client);
            out.member("client_secret", asked.given_out_secret);
        }
        out.member("clock", clock);
        out.member("now", format_timestamp(service.now()));
        out.key("port");
        out.integer(port);
        out.member("schema", "ingot.emulator/1");
        out.member("tenant", asked.service.authority.tenant);
        out.member("url", url);
        out.end_object();
        if (auto written = out.finish(); !written) return written;
        print("\n");
    }
    std::fflush(stdout); // whoever started us waits for this line
    return {};
}

result<exit_status> run(const arguments& given) {
    auto asked = read_emulation(given);
    if (!asked) return tl::unexpected(asked.error());
    emulator::emulator service(asked->service);
    if (const auto path = given.value("seed")) {
        const auto text = read_text(*path);
        if (!usable(text)) return exit_status::unusable;
        auto seeded = service.seed(*text);
        if (!seeded) {
            for (violation& one : seeded.error().violations) one.document = *path;
            report_error(seeded.error());
            return exit_status::unusable;
        }
    }

    std::optional<traffic_directory> traffic;
    result<void> recorded;
    std::optional<emulator::emulator_server> server;
    if (const auto path = given.value("record")) {
        auto made = traffic_directory::create(*path);
        if (!made) return tl::unexpected(made.error());
        traffic = std::move(*made);
        asked->server.observer = [&](const http::request& request, const http::response& reply) {
            if (!recorded) return;
            recorded = traffic->record(request, reply);
            if (!recorded) server->stop(); // a recording with gaps would be taken for a whole one
        };
    }
    auto listening = emulator::emulator_server::listen(service, asked->server);
    if (!listening) return tl::unexpected(listening.error());
    server.emplace(std::move(*listening));
    const stop_on_interrupt stopping([&server] { server->stop(); });
    if (const auto told = announce(service, *asked, server->port(), given.has("json")); !told)
        return tl::unexpected(told.error());
    server->run();
    if (!recorded) return tl::unexpected(recorded.error());
    return exit_status::done;
}

} // namespace

command emulate_command() {
    return {
        "emulate",
        "Serve an emulated Azure on loopback, for tests and rehearsals.",
        {{},
         {{"listen", "127.0.0.1:PORT", "where to listen; port 0 takes a free one", true},
          {"seed", "FILE", "resources that exist at the start: an estate"},
          {"now", "T", "the instant at which its time begins (default: the present)"},
          {"clock", "wall|manual",
           "wall: its time runs with ours (default); manual: it moves by POST /emulator/clock only, as "
           "--virtual-time of the other commands does"},
          {"speed", "N", "how many times as fast as ours a wall clock runs (default 1)"},
          {"tls-cert", "FILE", "serve https: the certificate, with its chain (PEM), for 127.0.0.1"},
          {"tls-key", "FILE", "the private key of that certificate (PEM)"},
          {"client", "ID=FILE", "a client that may sign in with the secret in that file", false, true},
          {"client-certificate", "ID=FILE", "a client that may sign in with that certificate (PEM)", false,
           true},
          {"anonymous", "", "ask for no token over https either"},
          {"record", "DIR",
           "write each request and its answer, without secrets, as oav validate-traffic reads them"},
          json_option}},
        "Nothing is kept: what was changed is gone when it stops. The first line of output has the URL to "
        "give to "
        "--cloud. Over plain http no credential is asked for. Over https requests need a token, which "
        "clients get "
        "from the emulator; where none is named, one is made up, and its secret shown once.\n\n"
        "The Azure CLI works against it, with REQUESTS_CA_BUNDLE naming the CA of the certificate:\n\n"
        "az cloud register --name ingot --endpoint-resource-manager https://127.0.0.1:8443\n\n"
        "az cloud set --name ingot\n\n"
        "az login --service-principal --tenant adfs --username ID --password SECRET\n\n"
        "az sig list",
        {{"ingot emulate --listen 127.0.0.1:8080 --seed estate.json", "a copy of an estate to try things on"},
         {"ingot emulate --listen 127.0.0.1:8443 --tls-cert tls.pem --tls-key tls.key",
          "for clients that sign in, such as az"},
         {"ingot survey --cloud http://127.0.0.1:8080 --out now.json ...", "asks it as if it were Azure"}},
        run,
    };
}

} // namespace ingot::cli
