#include <ingot/survey/detail/id_queue.hpp>

#include <algorithm>

namespace ingot::inline v0::survey_detail {

namespace {

constexpr std::size_t low_bits = 0x7f;
constexpr std::size_t more = 0x80;
constexpr unsigned shift = 7;
/// Read bytes are dropped when there are at least so many, and more of them than of the others.
constexpr std::size_t worth_dropping = 4096;

} // namespace

void id_queue::put_number(std::size_t value) {
    for (; value > low_bits; value >>= shift) packed_ += static_cast<char>((value & low_bits) | more);
    packed_ += static_cast<char>(value);
}

std::size_t id_queue::take_number() {
    std::size_t value = 0;
    for (unsigned at = 0;; at += shift) {
        const auto byte = static_cast<unsigned char>(packed_[read_++]);
        value |= (byte & low_bits) << at;
        if ((byte & more) == 0) return value;
    }
}

void id_queue::push(std::string_view id) {
    const auto differ = std::mismatch(id.begin(), id.end(), pushed_.begin(), pushed_.end());
    const auto shared = static_cast<std::size_t>(differ.first - id.begin());
    put_number(shared);
    put_number(id.size() - shared);
    packed_ += id.substr(shared);
    pushed_ = id;
    ++count_;
}

std::string id_queue::pop() {
    const std::size_t shared = take_number();
    const std::size_t own = take_number();
    popped_.resize(shared);
    popped_.append(packed_, read_, own);
    read_ += own;
    if (--count_ == 0) {
        std::string last = std::move(popped_);
        *this = {};
        return last;
    }
    if (read_ >= worth_dropping && read_ > packed_.size() / 2) {
        packed_.erase(0, read_);
        read_ = 0;
    }
    return popped_;
}

} // namespace ingot::inline v0::survey_detail
