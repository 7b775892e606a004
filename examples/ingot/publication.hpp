#pragma once

#include "arguments.hpp"

#include <ingot/core/image_version.hpp>
#include <ingot/core/region.hpp>
#include <ingot/core/resource_id.hpp>
#include <ingot/core/timestamp.hpp>
#include <ingot/result.hpp>

#include <optional>
#include <string>
#include <vector>

namespace ingot::cli {

/// What is to be published, as the command line says.
struct publication {
    enum class part { major, minor, patch };

    resource_id definition;
    std::optional<image_version> version; ///< absent: the next after the highest
    part bump = part::patch;
    resource_id source;
    std::vector<region> regions; ///< the first is the home region
    bool candidate = false;

    [[nodiscard]] static result<publication> parse(const arguments& given);

    /// The version after the highest of those that exist; 1.0.0 where none does.
    [[nodiscard]] result<image_version> next_after(const std::vector<image_version>& existing) const;

    /// What is sent to create the version: hidden from `latest` when it is a candidate, and never to lose a
    /// replica by a write that forgets one.
    [[nodiscard]] result<std::string> body(timestamp now) const;
};

} // namespace ingot::cli
