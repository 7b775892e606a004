#pragma once

#include <string>
#include <vector>

/// A program that serves on loopback, prints its port as its first line, and ends with its standard input.
class peer {
public:
    /// @param command the program, found by PATH, and its arguments
    explicit peer(std::vector<std::string> command);
    peer(const peer&) = delete;
    peer& operator=(const peer&) = delete;
    ~peer();

    [[nodiscard]] const std::string& port() const noexcept { return port_; }

    /// Ends the program. All it has printed after its port, by lines.
    [[nodiscard]] std::vector<std::string> end();

private:
    int process_ = -1;
    int input_ = -1;
    int output_ = -1;
    std::string port_;
    std::string printed_;
};
