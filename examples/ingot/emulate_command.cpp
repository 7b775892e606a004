#include "command_table.hpp"
#include "input.hpp"
#include "interrupt.hpp"
#include "shared_options.hpp"
#include "stdout_sink.hpp"

#include <ingot/document/byte_source.hpp>
#include <ingot/document/canonical_writer.hpp>
#include <ingot/emulator/emulator.hpp>
#include <ingot/emulator/emulator_server.hpp>

#include <charconv>
#include <cstdint>

namespace ingot::cli {

namespace {

result<std::uint16_t> port_of(std::string_view address) {
    const auto colon = address.rfind(':');
    const std::string_view host = address.substr(0, colon);
    if (colon == std::string_view::npos || (host != "127.0.0.1" && host != "localhost"))
        return fail(
            errc::invalid_argument,
            fmt::format("--listen {}: the emulator asks for no credentials, so it listens on loopback "
                        "only; write 127.0.0.1:PORT, with port 0 for a free one",
                        address));
    const std::string_view text = address.substr(colon + 1);
    std::uint16_t port = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (text.empty() || problem != std::errc() || end != text.data() + text.size())
        return fail(errc::invalid_argument, fmt::format("--listen {}: '{}' is not a port", address, text));
    return port;
}

result<std::string> read_text(const std::string& path) {
    auto source = file_source::open(path);
    if (!source) return tl::unexpected(source.error());
    std::string text;
    while (true) {
        const auto bytes = source->next();
        if (!bytes) return tl::unexpected(bytes.error());
        if (bytes->empty()) return text;
        text += *bytes;
    }
}

result<void> announce(const emulator::emulator& service, std::uint16_t port, bool manual, bool json) {
    const std::string url = fmt::format("http://127.0.0.1:{}", port);
    if (!json) {
        print("Emulating Azure on {} ({} clock, {}). Stop with Ctrl-C.\n", url, manual ? "manual" : "wall",
              format_timestamp(service.now()));
    } else {
        stdout_sink sink;
        canonical_writer out(sink);
        out.begin_object();
        out.member("clock", manual ? "manual" : "wall");
        out.member("now", format_timestamp(service.now()));
        out.key("port");
        out.integer(port);
        out.member("schema", "ingot.emulator/1");
        out.member("url", url);
        out.end_object();
        if (auto written = out.finish(); !written) return written;
        print("\n");
    }
    std::fflush(stdout); // whoever started us waits for this line
    return {};
}

result<exit_status> run(const arguments& given) {
    const auto port = port_of(*given.value("listen"));
    if (!port) return tl::unexpected(port.error());
    const auto now = instant_given(given, nullptr);
    if (!now) return tl::unexpected(now.error());
    const std::string clock = given.value("clock").value_or("wall");
    if (clock != "wall" && clock != "manual")
        return fail(errc::invalid_argument, fmt::format("--clock {}: it is 'wall' or 'manual'", clock));

    emulator::options chosen;
    chosen.now = *now;
    emulator::emulator service(chosen);
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

    emulator::server_options serving;
    serving.port = *port;
    serving.clock = clock == "manual" ? emulator::server_clock::manual : emulator::server_clock::wall;
    auto server = emulator::emulator_server::listen(service, serving);
    if (!server) return tl::unexpected(server.error());
    const stop_on_interrupt stopping([&server] { server->stop(); });
    if (const auto told = announce(service, server->port(), clock == "manual", given.has("json")); !told)
        return tl::unexpected(told.error());
    server->run();
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
          json_option}},
        "No credential is asked for and nothing is kept: what was changed is gone when it stops. The first "
        "line of output has the URL to give to --cloud.",
        {{"ingot emulate --listen 127.0.0.1:8080 --seed estate.json", "a copy of an estate to try things on"},
         {"ingot survey --cloud http://127.0.0.1:8080 --out now.json ...", "asks it as if it were Azure"}},
        run,
    };
}

} // namespace ingot::cli
