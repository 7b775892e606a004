#pragma once

#include <ingot/core/image_target.hpp>
#include <ingot/core/region.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ingot::inline v0 {

/// One reference, borrowed from a reference_table.
struct reference_view {
    std::string_view kind;     ///< what the consumer is, such as `virtual_machine`
    std::string_view consumer; ///< its resource id, or a place such as `infra/main.bicep:41`
    const image_target& target;
    const region& where; ///< the consumer's region; empty: it has none, so it counts everywhere
};

/// Who refers to which image. Held in columns with shared strings, because an estate may have millions.
class reference_table {
public:
    void add(std::string_view kind, std::string_view consumer, const image_target& target,
             const region& where) {
        row added{};
        added.kind = intern(kind_numbers_, kinds_, std::string(kind), std::string(kind));
        added.target = intern(target_numbers_, targets_, target.text(), target);
        added.where = intern(region_numbers_, regions_, where.name(), where);
        if (blocks_.empty() || blocks_.back().capacity() - blocks_.back().size() < consumer.size()) {
            blocks_.emplace_back();
            blocks_.back().reserve(std::max(block_size, consumer.size()));
        }
        added.block = static_cast<std::uint32_t>(blocks_.size() - 1);
        added.offset = static_cast<std::uint32_t>(blocks_.back().size());
        added.length = static_cast<std::uint32_t>(consumer.size());
        blocks_.back() += consumer;
        rows_.push_back(added);
    }

    [[nodiscard]] std::size_t size() const noexcept { return rows_.size(); }
    [[nodiscard]] bool empty() const noexcept { return rows_.empty(); }

    [[nodiscard]] reference_view operator[](std::size_t at) const noexcept {
        const row& r = rows_[at];
        return {kinds_[r.kind], std::string_view(blocks_[r.block]).substr(r.offset, r.length),
                targets_[r.target], regions_[r.where]};
    }

    /// The distinct targets, and which of them a reference has: so that each is looked up once.
    [[nodiscard]] const std::vector<image_target>& targets() const noexcept { return targets_; }
    [[nodiscard]] std::size_t target_of(std::size_t at) const noexcept { return rows_[at].target; }

private:
    static constexpr std::size_t block_size = std::size_t{1} << 20;

    struct row {
        std::uint32_t kind;
        std::uint32_t target;
        std::uint32_t where;
        std::uint32_t block;
        std::uint32_t offset;
        std::uint32_t length;
    };

    template <class T>
    static std::uint32_t intern(std::unordered_map<std::string, std::uint32_t>& numbers,
                                std::vector<T>& values, std::string key, T value) {
        const auto [found, inserted] =
            numbers.try_emplace(std::move(key), static_cast<std::uint32_t>(values.size()));
        if (inserted) values.push_back(std::move(value));
        return found->second;
    }

    std::vector<row> rows_;
    std::vector<std::string> blocks_;
    std::vector<std::string> kinds_;
    std::vector<image_target> targets_;
    std::vector<region> regions_;
    std::unordered_map<std::string, std::uint32_t> kind_numbers_;
    std::unordered_map<std::string, std::uint32_t> target_numbers_;
    std::unordered_map<std::string, std::uint32_t> region_numbers_;
};

} // namespace ingot::inline v0
