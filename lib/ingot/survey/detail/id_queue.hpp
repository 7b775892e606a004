#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ingot::inline v0::survey_detail {

/// Ids in the order in which they came. Each is kept as what tells it from the one before: the versions of a
/// definition differ in a few letters, so that thousands of them take a few bytes each.
class id_queue {
public:
    void push(std::string_view id);

    /// @pre not empty
    [[nodiscard]] std::string pop();

    [[nodiscard]] bool empty() const noexcept { return count_ == 0; }
    [[nodiscard]] std::size_t size() const noexcept { return count_; }

    /// What it holds, in bytes.
    [[nodiscard]] std::size_t bytes() const noexcept { return packed_.size(); }

private:
    void put_number(std::size_t value);
    [[nodiscard]] std::size_t take_number();

    std::string packed_; ///< of each: how many letters are those of the one before, how many follow, and these
    std::size_t read_ = 0;
    std::size_t count_ = 0;
    std::string pushed_; ///< the last one
    std::string popped_; ///< the last one
};

} // namespace ingot::inline v0::survey_detail
