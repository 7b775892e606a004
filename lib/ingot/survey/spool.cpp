#include <ingot/survey/spool.hpp>

#include <ingot/document/file_error.hpp>

#include <cerrno>
#include <cstddef>

namespace ingot::inline v0 {

namespace {

constexpr std::size_t most_in_memory = std::size_t{256} * 1024;
constexpr std::string_view name = "a temporary file";

} // namespace

result<void> spool::flush() {
    if (!file_) file_.reset(std::tmpfile());
    if (!file_) return tl::unexpected(file_error("create", name, errno));
    if (std::fwrite(buffer_.data(), 1, buffer_.size(), file_.get()) != buffer_.size())
        return tl::unexpected(file_error("write", name, errno));
    buffer_.clear();
    return {};
}

result<void> spool::write(std::string_view bytes) {
    buffer_ += bytes;
    if (buffer_.size() < most_in_memory) return {};
    return flush();
}

result<std::string_view> spool::next() {
    if (ended_) return std::string_view();
    if (!file_) {
        ended_ = true;
        return std::string_view(buffer_);
    }
    if (!reading_) {
        if (auto written = flush(); !written) return tl::unexpected(std::move(written.error()));
        if (std::fflush(file_.get()) != 0 || std::fseek(file_.get(), 0, SEEK_SET) != 0)
            return tl::unexpected(file_error("read", name, errno));
        reading_ = true;
        buffer_.resize(most_in_memory);
    }
    const std::size_t count = std::fread(buffer_.data(), 1, buffer_.size(), file_.get());
    if (count == 0 && std::ferror(file_.get()) != 0) return tl::unexpected(file_error("read", name, errno));
    ended_ = count == 0;
    return std::string_view(buffer_).substr(0, count);
}

result<void> spool::copy_to(byte_sink& sink) {
    for (;;) {
        const auto run = next();
        if (!run) return tl::unexpected(run.error());
        if (run->empty()) return {};
        if (auto written = sink.write(*run); !written) return written;
    }
}

} // namespace ingot::inline v0
