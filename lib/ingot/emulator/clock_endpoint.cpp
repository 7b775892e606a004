#include <ingot/emulator/detail/clock_endpoint.hpp>

#include <ingot/emulator/detail/answer.hpp>
#include <ingot/emulator/detail/call.hpp>
#include <ingot/emulator/detail/json.hpp>

namespace ingot::inline v0::emulator {
namespace {

http::response show(const emulator& service) {
    json body = json_object();
    set(body, "now", format_timestamp(service.now()));
    return answer(200, body);
}

refusal bad_request(std::string message) { return {400, "InvalidRequestContent", std::move(message), {}}; }

http::response move(emulator& service, const std::string& text) {
    const auto body = parse_json(text, "body");
    if (!body) return answer(bad_request(body.error().message));
    const json* const to = find(&*body, "advance_to");
    const json* const by = find(&*body, "advance");
    if ((to == nullptr) == (by == nullptr))
        return answer(bad_request("Name either 'advance_to' (RFC 3339) or 'advance' (ISO 8601 duration)."));
    const timestamp last = *parse_timestamp("9999-01-01T00:00:00Z");
    timestamp target;
    if (to != nullptr) {
        const auto instant = instant_of(to);
        if (!instant) return answer(bad_request("'advance_to' is not an RFC 3339 instant."));
        if (*instant < service.now())
            return answer(bad_request("'advance_to' has passed; time does not go back."));
        target = *instant;
    } else {
        const auto span = parse_duration(text_of(by));
        if (!span)
            return answer(bad_request("'advance' is not an ISO 8601 duration in days and time units."));
        target = service.now() + *span;
    }
    if (target > last) return answer(bad_request("Virtual time ends with the year 9998."));
    service.advance_to(target);
    return show(service);
}

} // namespace

std::optional<http::response> answer_clock(emulator& service, const http::request& request, bool manual) {
    const auto taken = read_call(request);
    if (!taken || taken->path != "/emulator/clock") return std::nullopt;
    if (request.method == http::method::get) return show(service);
    if (request.method != http::method::post)
        return answer(refusal{405, "MethodNotAllowed", "The clock knows GET and POST.", {}});
    if (!manual)
        return answer(
            refusal{409, "ClockNotManual", "The clock runs with real time; start with a manual one.", {}});
    return move(service, request.body);
}

} // namespace ingot::inline v0::emulator
