#pragma once

#include <ingot/result.hpp>

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ingot::cli {

struct option {
    std::string_view name;    ///< without the dashes
    std::string_view value;   ///< what stands for its value in the help; empty: it takes none
    std::string_view meaning; ///< for the help
    bool required = false;
    bool many = false; ///< may be given several times, with several values each time
};

struct operand {
    std::string_view name;
    std::string_view meaning;
    bool required = true;
};

/// What a command takes.
struct signature {
    std::vector<operand> operands;
    std::vector<option> options;
};

/// What somebody wrote behind the name of a command.
class arguments {
public:
    [[nodiscard]] bool has(std::string_view option) const { return values_.find(option) != values_.end(); }

    /// The value of an option that takes one; absent when it was not given.
    [[nodiscard]] std::optional<std::string> value(std::string_view option) const;

    /// All values of an option that may have many; values may also be joined by commas.
    [[nodiscard]] std::vector<std::string> list(std::string_view option) const;

    [[nodiscard]] std::optional<std::string> operand(std::size_t at) const;

    /// Reads what stands behind the command's name. Options are `--name value` or `--name=value`, anywhere;
    /// behind `--` everything is an operand. Fails with `errc::invalid_argument` on an unknown option (naming
    /// the nearest), a missing or needless value, an option given twice, or a wrong number of operands.
    [[nodiscard]] static result<arguments> parse(const signature& takes,
                                                 const std::vector<std::string_view>& words);

private:
    std::map<std::string_view, std::vector<std::string>> values_;
    std::vector<std::string> operands_;
};

} // namespace ingot::cli
