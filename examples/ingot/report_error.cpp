#include "report_error.hpp"

#include "terminal.hpp"

namespace ingot::cli {

void report_error(const error& what) {
    for (const violation& one : what.violations) {
        std::string place = one.document;
        if (one.line > 0) place += fmt::format(":{}", one.line);
        if (one.line > 0 && one.column > 0) place += fmt::format(":{}", one.column);
        note("{}: {}{}{}\n", place, one.pointer, one.pointer.empty() ? "" : ": ", one.message);
    }
    note("{} {}\n", styled(stderr, style::red, "ingot:"), what.message);
    if (!what.service) return;
    const service_fault& fault = *what.service;
    note("  Azure answered {}{}{}\n", fault.http_status, fault.code.empty() ? "" : " ", fault.code);
    if (!fault.request_id.empty()) note("  request id {}\n", fault.request_id);
    if (!fault.correlation_request_id.empty()) note("  correlation id {}\n", fault.correlation_request_id);
}

} // namespace ingot::cli
