#include "output_path.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include <sys/stat.h>
#include <unistd.h>

namespace ingot::cli {

namespace {

std::string directory_of(const std::string& path) {
    const auto parent = std::filesystem::path(path).parent_path().string();
    return parent.empty() ? "." : parent;
}

} // namespace

result<void> demand_writable(const std::string& option, const std::string& path,
                             const std::vector<std::optional<std::string>>& inputs) {
    const auto unfit = [&](const std::string& why) {
        return fail(errc::invalid_argument, fmt::format("{} {}: {}; name another file", option, path, why));
    };
    const auto said = [](int number) { return std::generic_category().message(number); };
    struct ::stat about {};
    const std::string directory = directory_of(path);
    if (::stat(path.c_str(), &about) == 0) {
        if (S_ISDIR(about.st_mode)) return unfit("it is a directory");
        for (const auto& input : inputs) {
            struct ::stat other {};
            if (input && ::stat(input->c_str(), &other) == 0 && S_ISREG(other.st_mode) &&
                other.st_dev == about.st_dev && other.st_ino == about.st_ino)
                return unfit(fmt::format("it would overwrite {}, which is read", *input));
        }
        if (::access(path.c_str(), W_OK) != 0) return unfit(said(errno));
        if (!S_ISREG(about.st_mode)) return {};
    } else if (errno != ENOENT) {
        return unfit(said(errno));
    } else if (path.empty() || path.back() == '/') {
        return unfit("it names a directory");
    }
    if (::stat(directory.c_str(), &about) != 0) return unfit(fmt::format("{}: {}", directory, said(errno)));
    if (::access(directory.c_str(), W_OK | X_OK) != 0)
        return unfit(fmt::format("{}: {}", directory, said(errno)));
    return {};
}

result<file_sink> create_output(const std::string& path) {
    auto sink = file_sink::create(path);
    if (!sink) sink.error().code = errc::invalid_argument;
    return sink;
}

} // namespace ingot::cli
