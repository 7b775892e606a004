#include "report_error.hpp"

#include "terminal.hpp"

namespace ingot::cli {

namespace {

/// The message of a document's error repeats its first violation, which stands in a line of its own already.
std::string summary_of(const error& what) {
    if (what.violations.empty()) return what.message;
    const violation& first = what.violations.front();
    if (what.message.find(first.message) == std::string::npos) return what.message;
    const std::size_t count = what.violations.size();
    // The last line then only says how many more there are.
    const bool more = count > 1 && what.violations.back().line == 0 && first.line != 0;
    if (more) return fmt::format("more than {} mistakes in {}", count - 1, first.document);
    return fmt::format("{} {} in {}", count, count == 1 ? "mistake" : "mistakes", first.document);
}

} // namespace

void report_error(const error& what) {
    for (const violation& one : what.violations) {
        std::string place = one.document;
        if (one.line > 0) place += fmt::format(":{}", one.line);
        if (one.line > 0 && one.column > 0) place += fmt::format(":{}", one.column);
        note("{}: {}{}{}\n", place, one.pointer, one.pointer.empty() ? "" : ": ", one.message);
    }
    note("{} {}\n", styled(stderr, style::red, "ingot:"), summary_of(what));
    if (!what.service) return;
    const service_fault& fault = *what.service;
    note("  Azure answered {}{}{}\n", fault.http_status, fault.code.empty() ? "" : " ", fault.code);
    if (!fault.request_id.empty()) note("  request id {}\n", fault.request_id);
    if (!fault.correlation_request_id.empty()) note("  correlation id {}\n", fault.correlation_request_id);
    if (!fault.client_request_id.empty()) note("  client request id {}\n", fault.client_request_id);
}

} // namespace ingot::cli
