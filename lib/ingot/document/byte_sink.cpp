#include <ingot/document/byte_sink.hpp>

#include <ingot/document/directory_sync.hpp>
#include <ingot/document/file_error.hpp>

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace ingot::inline v0 {

result<file_sink> file_sink::create(std::string path) {
    file_sink sink;
    std::error_code ignored;
    const auto status = std::filesystem::status(path, ignored);
    if (std::filesystem::is_directory(status)) return tl::unexpected(file_error("write", path, EISDIR));
    const bool direct = std::filesystem::exists(status) && !std::filesystem::is_regular_file(status);
    if (!direct) sink.part_ = path + ".part";
    const std::string& opened = direct ? path : sink.part_;
    sink.file_.reset(std::fopen(opened.c_str(), "wb"));
    if (!sink.file_) return tl::unexpected(file_error("write", opened, errno));
    sink.path_ = std::move(path);
    return sink;
}

file_sink::~file_sink() {
    if (file_ && !part_.empty()) {
        file_.reset();
        std::remove(part_.c_str());
    }
}

result<void> file_sink::write(std::string_view bytes) {
    if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size())
        return tl::unexpected(file_error("write", path_, errno));
    return {};
}

result<void> file_sink::commit() {
    if (std::fflush(file_.get()) != 0) return tl::unexpected(file_error("write", path_, errno));
    if (part_.empty()) {
        file_.reset();
        return {};
    }
    // Without this a crash soon after could leave the new name with none of the bytes.
    if (::fsync(::fileno(file_.get())) != 0) return tl::unexpected(file_error("write", path_, errno));
    if (std::rename(part_.c_str(), path_.c_str()) != 0)
        return tl::unexpected(file_error("rename a finished file to", path_, errno));
    file_.reset();
    return sync_directory_of(path_);
}

} // namespace ingot::inline v0
