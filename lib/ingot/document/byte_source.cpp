#include <ingot/document/byte_source.hpp>

#include <ingot/document/file_error.hpp>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <utility>

namespace ingot::inline v0 {

namespace {

constexpr std::size_t run_length = std::size_t{1} << 16;

} // namespace

// Text is handed out in short runs as a file is, so that both meet the same limits in the same way.
result<std::string_view> text_source::next() {
    const std::string_view run = rest_.substr(0, run_length);
    rest_.remove_prefix(run.size());
    return run;
}

result<file_source> file_source::open(std::string path) {
    file_source source;
    source.file_.reset(std::fopen(path.c_str(), "rb"));
    if (!source.file_) return tl::unexpected(file_error("open", path, errno));
    source.path_ = std::move(path);
    source.buffer_.resize(run_length);
    return source;
}

result<std::string_view> file_source::next() {
    const std::size_t count = std::fread(buffer_.data(), 1, buffer_.size(), file_.get());
    if (count == 0 && std::ferror(file_.get()) != 0) return tl::unexpected(file_error("read", path_, errno));
    return std::string_view(buffer_.data(), count);
}

} // namespace ingot::inline v0
