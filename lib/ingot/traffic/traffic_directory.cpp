#include <ingot/traffic/traffic_directory.hpp>

#include <ingot/document/file_error.hpp>
#include <ingot/traffic/recorded_exchange.hpp>

#include <fmt/format.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

namespace ingot::inline v0 {

traffic_directory::traffic_directory(std::string path) noexcept : path_(std::move(path)) {}

result<traffic_directory> traffic_directory::create(std::string path) {
    std::error_code problem;
    std::filesystem::create_directories(path, problem);
    if (problem) return tl::unexpected(file_error("make the directory", path, problem.value()));
    std::filesystem::permissions(path, std::filesystem::perms::owner_all, problem);
    const bool empty = std::filesystem::is_empty(path, problem);
    if (problem) return tl::unexpected(file_error("read the directory", path, problem.value()));
    if (!empty)
        return fail(errc::conflict,
                    fmt::format("{}: the directory is not empty; name a new one for this recording", path));
    return traffic_directory(std::move(path));
}

result<void> traffic_directory::record(const http::request& request, const http::response& response) {
    const std::string name = fmt::format("{}/{:06}-{}-{}.json", path_, ++recorded_,
                                         http::name_of(request.method), response.status);
    errno = 0;
    std::ofstream file(name, std::ios::binary);
    file << recorded_exchange(request, response) << std::flush;
    if (!file) return tl::unexpected(file_error("write", name, errno));
    return {};
}

} // namespace ingot::inline v0
