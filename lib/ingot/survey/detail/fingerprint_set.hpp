#pragma once

#include <array>
#include <cstddef>
#include <cstring>
#include <utility>
#include <vector>

namespace ingot::inline v0::survey_detail {

/// Enough of a cryptographic hash to tell resources apart without keeping their ids.
using fingerprint = std::array<unsigned char, 16>;

/// A set of fingerprints in one block of memory: 16 bytes for each place, of which half to seven eighths are taken.
class fingerprint_set {
public:
    /// @return whether it was not there yet
    bool insert(const fingerprint& value) {
        if (value == empty_place) return !std::exchange(has_empty_, true);
        if ((count_ + 1) * 8 > places_.size() * 7) grow();
        fingerprint& found = place_of(value);
        if (found == value) return false;
        found = value;
        ++count_;
        return true;
    }

    [[nodiscard]] std::size_t size() const noexcept { return count_ + (has_empty_ ? 1 : 0); }

private:
    static constexpr fingerprint empty_place{};
    static constexpr std::size_t smallest = 64;

    /// Where it is, or would be put. @pre some place is free
    [[nodiscard]] fingerprint& place_of(const fingerprint& value) {
        // The bits of a hash are as good as chance.
        std::size_t at = 0;
        std::memcpy(&at, value.data(), sizeof at);
        while (places_[at % places_.size()] != value && places_[at % places_.size()] != empty_place) ++at;
        return places_[at % places_.size()];
    }

    void grow() {
        const std::vector<fingerprint> before = std::exchange(
            places_, std::vector<fingerprint>(places_.empty() ? smallest : places_.size() * 2, empty_place));
        for (const fingerprint& value : before)
            if (value != empty_place) place_of(value) = value;
    }

    std::vector<fingerprint> places_;
    std::size_t count_ = 0;
    bool has_empty_ = false;
};

} // namespace ingot::inline v0::survey_detail
