#pragma once

#include "arguments.hpp"
#include "virtual_time_transport.hpp"

#include <ingot/client/drive.hpp>
#include <ingot/client/read_only_transport.hpp>
#include <ingot/ports/credential.hpp>
#include <ingot/ports/transport.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ingot::cli {

/// The options by which a command reaches a cloud.
[[nodiscard]] std::vector<option> with_connection_options(std::vector<option> options);

/// A cloud, how to speak to it, and who speaks.
class connection {
public:
    /// As the command line says. Refuses with guard_rail what would send a token over plain http, or plain
    /// http beyond loopback.
    [[nodiscard]] static result<std::unique_ptr<connection>> open(const arguments& given);

    [[nodiscard]] const std::string& endpoint() const noexcept { return endpoint_; }

    /// Cancellation by SIGINT, the deadline, the credential, the budgets that all drivers share, and request ids.
    [[nodiscard]] driver_options driver() const;

    /// A number from 0 to 1, each time another.
    [[nodiscard]] std::function<double()> jitter() const;

    /// One of its own for each that waits by itself; belongs to the connection.
    [[nodiscard]] result<transport*> new_transport();

private:
    connection() = default;

    [[nodiscard]] result<void> authenticate(const arguments& given);

    std::string endpoint_;
    std::string scope_;
    std::string ca_bundle_;
    timestamp deadline_ = timestamp::max();
    std::optional<duration> time_limit_;
    bool virtual_time_ = false;
    std::shared_ptr<run::throttle> throttle_ = std::make_shared<run::throttle>();
    std::vector<std::unique_ptr<transport>> transports_;
    std::unique_ptr<credential> credential_; ///< may use one of the transports
};

} // namespace ingot::cli
