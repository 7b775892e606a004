#include <ingot/azure/detail/json_text.hpp>

#include <ingot/document/byte_sink.hpp>
#include <ingot/document/canonical_writer.hpp>

namespace ingot::inline v0::azure_detail {

namespace {

void append(std::string& text, const json_value& value) {
    const auto append_children = [&](char open, char close) {
        text += open;
        bool first = true;
        for (const json_value child : value) {
            if (!first) text += ',';
            first = false;
            if (value.is(json_kind::object)) text += json_string(child.name()).value_or("\"\"") + ':';
            append(text, child);
        }
        text += close;
    };
    switch (value.kind()) {
    case json_kind::null: text += "null"; break;
    case json_kind::boolean: text += value.truth() ? "true" : "false"; break;
    case json_kind::number: text += value.text(); break;
    // What was read is UTF-8.
    case json_kind::string: text += json_string(value.text()).value_or("\"\""); break;
    case json_kind::array: append_children('[', ']'); break;
    case json_kind::object: append_children('{', '}'); break;
    }
}

} // namespace

result<std::string> json_string(std::string_view text) {
    text_sink sink;
    canonical_writer writer(sink);
    writer.text(text);
    if (!writer.finish()) return fail(errc::invalid_argument, "the text is not valid UTF-8");
    return sink.text();
}

std::string json_text(const json_value& value) {
    std::string text;
    append(text, value);
    return text;
}

} // namespace ingot::inline v0::azure_detail
