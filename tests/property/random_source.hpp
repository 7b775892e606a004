#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace property {

/// splitmix64: the same numbers from the same seed with every compiler and library, which the standard's
/// distributions do not promise. Source: Steele, Lea, Flood, "Fast splittable pseudorandom number
/// generators", 2014.
class random_source {
public:
    explicit random_source(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() {
        state_ += 0x9e3779b97f4a7c15U;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
        return z ^ (z >> 31);
    }

    /// 0 .. below-1. The bias is far below what a test could notice.
    std::size_t below(std::size_t limit) { return static_cast<std::size_t>(next() % limit); }

    /// True in so many of a hundred cases.
    bool percent(std::size_t share) { return below(100) < share; }

    template <class T>
    const T& pick(const std::vector<T>& from) {
        return from[below(from.size())];
    }

    template <class T>
    void shuffle(std::vector<T>& all) {
        for (std::size_t i = all.size(); i > 1; --i) std::swap(all[i - 1], all[below(i)]);
    }

private:
    std::uint64_t state_;
};

} // namespace property
