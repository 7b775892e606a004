#pragma once

#include "connection.hpp"

#include <ingot/arm/rapidjson_arm_body_reader.hpp>
#include <ingot/client/drive.hpp>
#include <ingot/ports/transport.hpp>
#include <ingot/result.hpp>

#include <string>
#include <vector>

namespace ingot::cli {

/// Single requests to one cloud, one after another.
class arm_client {
public:
    /// @param carrier, cloud must outlive it
    arm_client(transport& carrier, const connection& cloud)
        : endpoint_(cloud.endpoint()), driver_(carrier, reader_, cloud.driver(), cloud.jitter()) {}

    [[nodiscard]] ingot::driver& driver() noexcept { return driver_; }

    /// @param path with its query, such as `<id>?api-version=2024-03-03`
    [[nodiscard]] run::operation operation(http::method method, run::operation_kind kind,
                                           const std::string& path) const;

    [[nodiscard]] result<http::response> get(const std::string& path);

    /// The bodies of all pages.
    [[nodiscard]] result<std::vector<std::string>> list(const std::string& path);

private:
    std::string endpoint_;
    rapidjson_arm_body_reader reader_;
    ingot::driver driver_;
};

} // namespace ingot::cli
