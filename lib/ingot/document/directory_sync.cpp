#include <ingot/document/directory_sync.hpp>

#include <ingot/document/file_error.hpp>

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace ingot::inline v0 {

result<void> sync_directory_of(const std::string& path) {
    const auto slash = path.rfind('/');
    const std::string directory = slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
    const int descriptor = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return tl::unexpected(file_error("open", directory, errno));
    const int failed = ::fsync(descriptor);
    const int number = errno;
    ::close(descriptor);
    // Some file systems cannot sync a directory, and say so.
    if (failed != 0 && number != EINVAL) return tl::unexpected(file_error("sync", directory, number));
    return {};
}

} // namespace ingot::inline v0
