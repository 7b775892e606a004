#pragma once

#include <ingot/error.hpp>

#include <string>
#include <vector>

/// Every violation as `line:column pointer message`, which is how the tables of these tests spell them.
inline std::vector<std::string> listed(const ingot::error& failure) {
    std::vector<std::string> lines;
    for (const ingot::violation& v : failure.violations)
        lines.push_back(std::to_string(v.line) + ':' + std::to_string(v.column) + ' ' + v.pointer + ' ' +
                        v.message);
    return lines;
}
