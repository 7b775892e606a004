#include "estate.hpp"

#include "document.hpp"
#include "text.hpp"

#include <ingot/document/digest.hpp>
#include <ingot/document/estate_document.hpp>

using namespace ingot::capi;

void ingot_estate_destroy(ingot_estate* estate) { delete estate; }

ingot_status ingot_estate_read(const char* data, size_t size, const char* name, ingot_estate** out,
                               ingot_error** error) {
    return read_document(data, size, name, "estate", out, error, [](std::string_view text, std::string_view called) {
        return ingot::read_estate(text, called);
    });
}

ingot_status ingot_estate_read_file(const char* path, ingot_estate** out, ingot_error** error) {
    return read_document_file(path, out, error, [](const std::string& at) { return ingot::read_estate_file(at); });
}

const char* ingot_estate_taken_at(const ingot_estate* estate) {
    return estate != nullptr ? estate->taken_at.c_str() : "";
}

size_t ingot_estate_version_count(const ingot_estate* estate) {
    return estate != nullptr ? estate->value.image_versions.size() : 0;
}

ingot_status ingot_estate_digest(const ingot_estate* estate, ingot_text** out, ingot_error** error) {
    return write_out(out, error, [&](ingot::byte_sink& sink) -> ingot::result<void> {
        if (auto given = demand(estate, "estate"); !given) return given;
        return sink.write(ingot::estate_digest(estate->value));
    });
}
