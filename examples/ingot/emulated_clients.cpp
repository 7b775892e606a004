#include "emulated_clients.hpp"

#include <ingot/core/case_fold.hpp>
#include <ingot/document/byte_source.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <utility>

namespace ingot::cli {

namespace {

using clients = std::vector<emulator::registered_client>;

emulator::registered_client& client_of(clients& all, const std::string& id) {
    const auto there =
        std::find_if(all.begin(), all.end(), [&](const auto& each) { return equal_folded(each.id, id); });
    if (there != all.end()) return *there;
    all.emplace_back().id = id;
    return all.back();
}

/// The two sides of `ID=FILE`, the second one read.
result<std::pair<std::string, std::string>> read_pair(std::string_view option, const std::string& pair) {
    const auto equals = pair.find('=');
    if (equals == std::string::npos || equals == 0)
        return fail(errc::invalid_argument, fmt::format("--{} {}: write ID=FILE", option, pair));
    auto text = read_text(pair.substr(equals + 1));
    if (!text) return tl::unexpected(text.error());
    return std::pair(pair.substr(0, equals), std::move(*text));
}

} // namespace

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

result<std::vector<emulator::registered_client>> emulated_clients(const arguments& given) {
    clients all;
    for (const auto& pair : given.list("client")) {
        auto read = read_pair("client", pair);
        if (!read) return tl::unexpected(read.error());
        read->second.erase(read->second.find_last_not_of("\r\n") + 1);
        if (read->second.empty())
            return fail(errc::invalid_argument, fmt::format("--client {}: the file has no secret", pair));
        client_of(all, read->first).secrets.push_back(std::move(read->second));
    }
    for (const auto& pair : given.list("client-certificate")) {
        auto read = read_pair("client-certificate", pair);
        if (!read) return tl::unexpected(read.error());
        if (const auto checked = emulator::check_certificate(read->second); !checked)
            return fail(errc::invalid_argument,
                        fmt::format("--client-certificate {}: {}", pair, checked.error().message));
        client_of(all, read->first).certificates.push_back(std::move(read->second));
    }
    return all;
}

emulator::registered_client made_up_client() {
    std::random_device source;
    std::string secret;
    for (int i = 0; i < 4; ++i) secret += fmt::format("{:08x}", source());
    return {"c11e0000-0000-4000-8000-000000000001", {std::move(secret)}, {}, {}};
}

} // namespace ingot::cli
