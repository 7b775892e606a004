#include <ingot/journal/detail/chain.hpp>

#include <ingot/crypto/sha256.hpp>

namespace ingot::inline v0::chain {

namespace {

constexpr std::string_view before_hash = R"({"hash":")";
constexpr std::string_view before_prev = R"(","prev":")";
constexpr std::string_view before_record = R"(","record":)";
constexpr std::string_view before_seq = R"(,"seq":)";

} // namespace

link make(std::uint64_t seq, std::string_view prev, std::string_view record) {
    std::string rest(prev);
    rest += before_record;
    rest += record;
    rest += before_seq;
    rest += std::to_string(seq);
    rest += '}';
    link made;
    made.hash = sha256_hex(R"({"prev":")" + rest);
    made.line = before_hash;
    made.line += made.hash;
    made.line += before_prev;
    made.line += rest;
    return made;
}

bool may_begin(std::string_view bytes) noexcept {
    const std::string_view shared = bytes.substr(0, before_hash.size());
    return before_hash.substr(0, shared.size()) == shared;
}

std::optional<opened> open(std::string_view line, std::uint64_t seq, std::string_view prev) {
    const std::size_t start = before_hash.size() + origin.size() + before_prev.size() + origin.size() +
                              before_record.size();
    const std::string tail = std::string(before_seq) + std::to_string(seq) + '}';
    if (line.size() < start + tail.size()) return std::nullopt;
    const std::string_view record = line.substr(start, line.size() - start - tail.size());
    link expected = make(seq, prev, record);
    if (expected.line != line) return std::nullopt;
    return opened{record, std::move(expected.hash)};
}

} // namespace ingot::inline v0::chain
