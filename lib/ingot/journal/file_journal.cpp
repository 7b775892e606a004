#include <ingot/journal/file_journal.hpp>

#include <ingot/document/directory_sync.hpp>
#include <ingot/document/file_error.hpp>
#include <ingot/journal/detail/chain.hpp>

#include <array>
#include <cerrno>
#include <cstdio>
#include <optional>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ingot::inline v0 {

namespace {

tl::unexpected<error> file_failure(std::string_view what, const std::string& path) {
    return tl::unexpected(file_error(what, path, errno));
}

result<void> write_all(int descriptor, std::string_view bytes, const std::string& path) {
    while (!bytes.empty()) {
        const ::ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0) {
            if (errno == EINTR) continue;
            return file_failure("write", path);
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

result<std::string> read_whole(int descriptor, const std::string& path) {
    std::string text;
    std::array<char, 65536> buffer{};
    for (;;) {
        const ::ssize_t count = ::read(descriptor, buffer.data(), buffer.size());
        if (count == 0) return text;
        if (count < 0) {
            if (errno == EINTR) continue;
            return file_failure("read", path);
        }
        text.append(buffer.data(), static_cast<std::size_t>(count));
    }
}

std::string this_process() {
    std::array<char, 256> host{};
    if (::gethostname(host.data(), host.size() - 1) != 0) host[0] = '\0';
    return "process " + std::to_string(::getpid()) + " on " + (host[0] == '\0' ? "this machine" : host.data());
}

std::string lock_path(const std::string& path) { return path + ".lock"; }

/// Only tells people who it is: the lock itself is the kernel's.
void sign_lock(const std::string& path) {
    const int descriptor = ::open(lock_path(path).c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (descriptor < 0) return;
    static_cast<void>(write_all(descriptor, this_process() + '\n', path));
    ::close(descriptor);
}

std::string lock_holder(const std::string& path) {
    const int descriptor = ::open(lock_path(path).c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return "another process";
    auto text = read_whole(descriptor, path);
    ::close(descriptor);
    if (!text || text->empty()) return "another process";
    return text->substr(0, text->find('\n'));
}

} // namespace

result<file_journal> file_journal::open(std::string path) {
    file_journal opened;
    opened.path_ = std::move(path);
    opened.descriptor_ = ::open(opened.path_.c_str(), O_RDWR | O_CREAT | O_APPEND | O_NONBLOCK | O_CLOEXEC, 0600);
    if (opened.descriptor_ < 0) return file_failure("open", opened.path_);
    if (auto fit = opened.demand_file(); !fit) return tl::unexpected(std::move(fit.error()));
    if (auto held = opened.hold(); !held) return tl::unexpected(std::move(held.error()));
    if (auto loaded = opened.load(); !loaded) return tl::unexpected(std::move(loaded.error()));
    if (auto synced = sync_directory_of(opened.path_); !synced) return tl::unexpected(std::move(synced.error()));
    return opened;
}

result<file_journal> file_journal::open_to_read(std::string path) {
    file_journal opened;
    opened.path_ = std::move(path);
    opened.read_only_ = true;
    opened.descriptor_ = ::open(opened.path_.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (opened.descriptor_ < 0) return file_failure("open", opened.path_);
    if (auto fit = opened.demand_file(); !fit) return tl::unexpected(std::move(fit.error()));
    if (auto loaded = opened.load(); !loaded) return tl::unexpected(std::move(loaded.error()));
    return opened;
}

file_journal::file_journal(file_journal&& other) noexcept
    : path_(std::move(other.path_)), descriptor_(std::exchange(other.descriptor_, -1)),
      read_only_(other.read_only_), signed_(std::exchange(other.signed_, false)), broken_(other.broken_),
      records_(std::move(other.records_)), last_hash_(std::move(other.last_hash_)), last_(other.last_),
      note_(std::move(other.note_)) {}

file_journal::~file_journal() {
    if (descriptor_ < 0) return;
    // Before the lock goes, or it could be the next holder's.
    if (signed_) ::unlink(lock_path(path_).c_str());
    ::close(descriptor_);
}

/// Devices and pipes keep nothing, and would be waited for without end.
result<void> file_journal::demand_file() const {
    struct ::stat about {};
    if (::fstat(descriptor_, &about) != 0) return file_failure("look at", path_);
    if (S_ISREG(about.st_mode)) return {};
    return fail(errc::invalid_argument, "'" + path_ + "' is not a regular file; a journal must be one");
}

result<void> file_journal::hold() {
    int taken = 0;
    do {
        taken = ::flock(descriptor_, LOCK_EX | LOCK_NB);
    } while (taken != 0 && errno == EINTR);
    if (taken != 0) {
        if (errno != EWOULDBLOCK) return file_failure("lock", path_);
        return fail(errc::conflict, "the journal '" + path_ + "' is in use by " + lock_holder(path_) +
                                        "; wait until that run has ended, or stop it");
    }
    sign_lock(path_);
    signed_ = true;
    return {};
}

result<void> file_journal::load() {
    auto text = read_whole(descriptor_, path_);
    if (!text) return tl::unexpected(std::move(text.error()));
    std::string_view rest(*text);
    last_hash_ = chain::origin;
    while (!rest.empty()) {
        const auto newline = rest.find('\n');
        if (newline == std::string_view::npos) break;
        auto link = chain::open(rest.substr(0, newline), last_ + 1, last_hash_);
        if (!link) {
            error broken{errc::invalid_document,
                         "the journal '" + path_ + "' was changed: its line " + std::to_string(last_ + 1) +
                             " does not follow from the one before; it cannot be trusted to resume from",
                         {},
                         {}};
            broken.violations.push_back({path_, {}, static_cast<std::size_t>(last_ + 1), 1,
                                         "the hash chain breaks here"});
            return tl::unexpected(std::move(broken));
        }
        ++last_;
        last_hash_ = std::move(link->hash);
        records_.emplace_back(link->record);
        rest.remove_prefix(newline + 1);
    }
    if (rest.empty()) return {};
    if (last_ == 0 && !chain::may_begin(rest))
        return fail(errc::invalid_document,
                    "'" + path_ + "' is no journal and is left as it is; name a file that does not exist yet");
    // The process, or the machine, ended in the middle of a write, which nothing was done upon.
    note_ = "the journal '" + path_ + "' ended in the middle of line " + std::to_string(last_ + 1) + " (" +
            std::to_string(rest.size()) + " bytes, left by a crash)";
    if (read_only_) return {};
    note_ += "; they were cut off";
    if (::ftruncate(descriptor_, static_cast<::off_t>(text->size() - rest.size())) != 0)
        return file_failure("mend", path_);
    return sync();
}

result<void> file_journal::append(std::string_view record) {
    if (read_only_) return fail(errc::invalid_argument, "the journal '" + path_ + "' is open for reading only");
    if (broken_) return fail(errc::unavailable, "the journal '" + path_ + "' failed before; open it again");
    if (record.empty() || record.front() != '{' || record.find('\n') != std::string_view::npos)
        return fail(errc::invalid_argument, "a record of a journal is one JSON object on one line");
    chain::link next = chain::make(last_ + 1, last_hash_, record);
    next.line += '\n';
    if (auto written = write_all(descriptor_, next.line, path_); !written) {
        broken_ = true;
        return written;
    }
    ++last_;
    last_hash_ = std::move(next.hash);
    records_.emplace_back(record);
    return {};
}

result<void> file_journal::sync() {
    if (read_only_) return {};
    if (::fdatasync(descriptor_) == 0) return {};
    // What a failed sync has left on the disk is not known, nor would a second one tell.
    broken_ = true;
    return file_failure("sync", path_);
}

result<std::vector<std::string>> file_journal::read_all() { return records_; }

} // namespace ingot::inline v0
