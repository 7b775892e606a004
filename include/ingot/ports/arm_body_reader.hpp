#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ingot::inline v0 {

/// One cause behind an Azure Resource Manager error (`error.details[]`).
struct arm_error_detail {
    std::string code;
    std::string message;
    std::string target;

    friend bool operator==(const arm_error_detail&, const arm_error_detail&) = default;
};

/// What an error body says, whichever of its shapes the service chose.
struct arm_error {
    std::string code;
    std::string message;
    std::string target;
    std::vector<arm_error_detail> details;

    friend bool operator==(const arm_error&, const arm_error&) = default;
};

/// What the protocol of Azure Resource Manager needs to know of a response's body.
struct arm_body {
    enum class shape {
        empty,      ///< nothing, or white space only
        json,       ///< one JSON value
        unreadable, ///< anything else: HTML of a gateway, cut off, not UTF-8, beyond the size or depth cap
    };

    shape form = shape::empty;
    std::optional<std::string> provisioning_state; ///< `properties.provisioningState`
    std::optional<std::string> status;             ///< `status` of an asynchronous operation
    std::optional<double> percent_complete;        ///< `percentComplete`, 0 to 100
    std::optional<std::string> next_link;          ///< `nextLink` or `@odata.nextLink`; null and "" are absent
    bool has_value = false;                        ///< `value` is there and is an array; null proves nothing
    std::size_t items = 0;                         ///< how many elements `value` has
    std::optional<arm_error> error;                ///< `{"error": {...}}`, or `{"code", "message"}` bare

    friend bool operator==(const arm_body&, const arm_body&) = default;
};

/// Reads bodies as Azure Resource Manager and the gateways before it send them. Tolerant: nothing is an
/// error, what is not understood is absent. A byte order mark is skipped.
class arm_body_reader {
public:
    arm_body_reader() = default;
    arm_body_reader(const arm_body_reader&) = delete;
    arm_body_reader& operator=(const arm_body_reader&) = delete;
    virtual ~arm_body_reader() = default;

    [[nodiscard]] virtual arm_body read(std::string_view body) const = 0;
};

} // namespace ingot::inline v0
