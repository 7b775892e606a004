#include "error.hpp"

#include <new>
#include <string>
#include <utility>

namespace ingot::capi {

namespace {

// What runs out of memory cannot make an object that says so.
const ingot_error& no_memory() noexcept {
    static const ingot_error one{error{errc::out_of_memory, "out of memory", {}, {}}}; // short: inside the string
    return one;
}

const violation* violation_at(const ingot_error* error, size_t index) noexcept {
    if (error == nullptr || index >= error->value.violations.size()) return nullptr;
    return &error->value.violations[index];
}

const char* of_service(const ingot_error* error, std::string service_fault::*member) noexcept {
    return error != nullptr && error->value.service ? ((*error->value.service).*member).c_str() : "";
}

} // namespace

ingot_status tell(ingot_error** told, error&& why) noexcept {
    const auto status = static_cast<ingot_status>(why.code);
    if (told == nullptr) return status;
    *told = new (std::nothrow) ingot_error{std::move(why)};
    return *told != nullptr ? status : tell_out_of_memory(told);
}

ingot_status tell_out_of_memory(ingot_error** told) noexcept {
    // Nobody changes it: the interface reads errors, and does not delete this one.
    if (told != nullptr) *told = const_cast<ingot_error*>(&no_memory()); // NOLINT(cppcoreguidelines-pro-type-const-cast)
    return INGOT_STATUS_OUT_OF_MEMORY;
}

ingot_status tell_internal(ingot_error** told, const char* what) noexcept {
    try {
        return tell(told, error{errc::internal, std::string("a fault of the library: ") + what, {}, {}});
    } catch (const std::bad_alloc&) {
        return tell_out_of_memory(told);
    }
}

} // namespace ingot::capi

using ingot::service_fault;
using ingot::capi::of_service;
using ingot::capi::violation_at;

void ingot_error_destroy(ingot_error* error) {
    if (error != &ingot::capi::no_memory()) delete error;
}

ingot_status ingot_error_status(const ingot_error* error) {
    return error != nullptr ? static_cast<ingot_status>(error->value.code) : INGOT_STATUS_OK;
}

const char* ingot_error_message(const ingot_error* error) {
    return error != nullptr ? error->value.message.c_str() : "";
}

int32_t ingot_error_http_status(const ingot_error* error) {
    return error != nullptr && error->value.service ? error->value.service->http_status : 0;
}

const char* ingot_error_service_code(const ingot_error* error) { return of_service(error, &service_fault::code); }

const char* ingot_error_service_message(const ingot_error* error) {
    return of_service(error, &service_fault::message);
}

const char* ingot_error_service_target(const ingot_error* error) { return of_service(error, &service_fault::target); }

const char* ingot_error_request_id(const ingot_error* error) { return of_service(error, &service_fault::request_id); }

const char* ingot_error_correlation_request_id(const ingot_error* error) {
    return of_service(error, &service_fault::correlation_request_id);
}

const char* ingot_error_client_request_id(const ingot_error* error) {
    return of_service(error, &service_fault::client_request_id);
}

size_t ingot_error_violation_count(const ingot_error* error) {
    return error != nullptr ? error->value.violations.size() : 0;
}

const char* ingot_error_violation_document(const ingot_error* error, size_t index) {
    const auto* const one = violation_at(error, index);
    return one != nullptr ? one->document.c_str() : "";
}

const char* ingot_error_violation_pointer(const ingot_error* error, size_t index) {
    const auto* const one = violation_at(error, index);
    return one != nullptr ? one->pointer.c_str() : "";
}

size_t ingot_error_violation_line(const ingot_error* error, size_t index) {
    const auto* const one = violation_at(error, index);
    return one != nullptr ? one->line : 0;
}

size_t ingot_error_violation_column(const ingot_error* error, size_t index) {
    const auto* const one = violation_at(error, index);
    return one != nullptr ? one->column : 0;
}

const char* ingot_error_violation_message(const ingot_error* error, size_t index) {
    const auto* const one = violation_at(error, index);
    return one != nullptr ? one->message.c_str() : "";
}
