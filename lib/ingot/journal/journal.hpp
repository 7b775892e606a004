#pragma once

#include <ingot/result.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace ingot::inline v0 {

/// An append-only store of records that outlives the process. One writer at a time.
class journal {
public:
    journal() = default;
    journal(const journal&) = delete;
    journal& operator=(const journal&) = delete;
    journal(journal&&) = default;
    journal& operator=(journal&&) = default;
    virtual ~journal() = default;

    /// Adds a record, which is one JSON object on one line. After a failure nothing more may be appended.
    [[nodiscard]] virtual result<void> append(std::string_view record) = 0;

    /// Returns when all that was appended would survive the end of the process and of the machine.
    [[nodiscard]] virtual result<void> sync() = 0;

    /// Every record, oldest first, byte for byte as it was appended.
    [[nodiscard]] virtual result<std::vector<std::string>> read_all() = 0;
};

} // namespace ingot::inline v0
