#pragma once

#include "argument.hpp"
#include "guard.hpp"

#include <memory>
#include <string>
#include <utility>

namespace ingot::capi {

/// Reads a document from memory for one of the `_read` functions.
/// @tparam Handle an opaque object with the document as its `value`
/// @param read reads a text under a name
template <class Handle, class Read>
[[nodiscard]] ingot_status read_document(const char* data, std::size_t size, const char* name,
                                         const char* usual_name, Handle** out, ingot_error** told,
                                         Read&& read) noexcept {
    if (out != nullptr) *out = nullptr;
    return guard(told, [&]() -> result<void> {
        if (auto given = demand(out, "out"); !given) return given;
        const auto text = text_of(data, size, "data");
        if (!text) return tl::unexpected(text.error());
        auto document = read(*text, std::string_view(name != nullptr ? name : usual_name));
        if (!document) return tl::unexpected(std::move(document.error()));
        *out = std::make_unique<Handle>(std::move(*document)).release();
        return {};
    });
}

/// The same for one of the `_read_file` functions. @param read reads the file at a path
template <class Handle, class Read>
[[nodiscard]] ingot_status read_document_file(const char* path, Handle** out, ingot_error** told,
                                              Read&& read) noexcept {
    if (out != nullptr) *out = nullptr;
    return guard(told, [&]() -> result<void> {
        if (auto given = demand(out, "out"); !given) return given;
        if (auto given = demand(path, "path"); !given) return given;
        auto document = read(std::string(path));
        if (!document) return tl::unexpected(std::move(document.error()));
        *out = std::make_unique<Handle>(std::move(*document)).release();
        return {};
    });
}

} // namespace ingot::capi
