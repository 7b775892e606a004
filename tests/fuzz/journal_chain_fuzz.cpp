// Any bytes as the lines of a journal, and as the records that it is given.
#include "require.hpp"

#include <ingot/journal/detail/chain.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace chain = ingot::chain;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(data, data + size);
    std::string prev(chain::origin);
    std::uint64_t seq = 1;
    for (std::string_view rest = text; !rest.empty();) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(line.size() == rest.size() ? line.size() : line.size() + 1);
        const auto opened = chain::open(line, seq, prev);
        if (!opened) break;
        require(chain::make(seq, prev, opened->record).line == line, "a line that opens is what was written");
        prev = opened->hash;
        ++seq;
    }

    const chain::link made = chain::make(seq, prev, text);
    const auto opened = chain::open(made.line, seq, prev);
    require(opened && opened->record == text && opened->hash == made.hash, "what is written opens");
    require(!chain::open(made.line, seq + 1, prev), "a line opens only in its place");
    require(!chain::open(made.line, seq, made.hash), "a line opens only behind its line");
    std::string spoilt = made.line;
    char& byte = spoilt[size % spoilt.size()];
    byte = static_cast<char>(byte ^ 1);
    require(!chain::open(spoilt, seq, prev), "a changed line does not open");
    spoilt.pop_back();
    require(!chain::open(spoilt, seq, prev), "a line that is cut short does not open");
    return 0;
}
