#include "peer.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <sstream>
#include <stdexcept>

peer::peer(std::vector<std::string> command) {
    std::array<int, 2> to{};
    std::array<int, 2> from{};
    if (pipe2(to.data(), O_CLOEXEC) != 0 || pipe2(from.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, to[0], 0);
    posix_spawn_file_actions_adddup2(&actions, from[1], 1);
    std::vector<char*> arguments;
    for (std::string& one : command) arguments.push_back(one.data());
    arguments.push_back(nullptr);
    const int failed = posix_spawnp(&process_, arguments.front(), &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    close(to[0]);
    close(from[1]);
    input_ = to[1];
    output_ = from[0];
    char next = 0;
    while (failed == 0 && read(output_, &next, 1) == 1 && next != '\n') port_ += next;
    if (failed != 0 || next != '\n') throw std::runtime_error("no peer: " + command.back());
}

peer::~peer() { (void)end(); }

std::vector<std::string> peer::end() {
    if (input_ >= 0) {
        close(input_);
        input_ = -1;
        std::array<char, 4096> piece{};
        for (ssize_t count = 0; (count = read(output_, piece.data(), piece.size())) > 0;)
            printed_.append(piece.data(), static_cast<std::size_t>(count));
        close(output_);
        waitpid(process_, nullptr, 0);
    }
    std::vector<std::string> lines;
    std::istringstream text(printed_);
    for (std::string line; std::getline(text, line);) lines.push_back(line);
    return lines;
}
