#pragma once

#include <ingot/http/request.hpp>
#include <ingot/http/response.hpp>
#include <ingot/result.hpp>

#include <cstddef>
#include <string>

namespace ingot::inline v0 {

/// A directory with one file for each exchange, as recorded_exchange() writes it: redacted, readable by its
/// owner alone, named `000001-GET-200.json` and so on in the order of recording.
class traffic_directory {
public:
    /// Makes the directory where it is missing. Fails with `errc::conflict` when it has files already, so
    /// that one recording is not taken for another, and otherwise as files do.
    [[nodiscard]] static result<traffic_directory> create(std::string path);

    /// Writes the next file.
    [[nodiscard]] result<void> record(const http::request& request, const http::response& response);

private:
    explicit traffic_directory(std::string path) noexcept;

    std::string path_;
    std::size_t recorded_ = 0;
};

} // namespace ingot::inline v0
