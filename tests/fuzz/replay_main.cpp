// Runs a fuzz target over the files of its corpus, so that every build tries them without a fuzzer.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int main(int argc, char** argv) {
    std::size_t count = 0;
    for (int i = 1; i < argc; ++i) {
        for (const auto& entry : std::filesystem::directory_iterator(argv[i])) {
            std::ifstream file(entry.path(), std::ios::binary);
            const std::vector<char> bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
            // A copy of the exact size, so that a sanitizer sees a read beyond it.
            const std::vector<std::uint8_t> input(bytes.begin(), bytes.end());
            LLVMFuzzerTestOneInput(input.data(), input.size());
            // Every cut is an input of its own: documents are cut short wherever a disk is full.
            const std::size_t step = input.size() / 64 + 1;
            for (std::size_t length = 0; length < input.size(); length += step) {
                const std::vector<std::uint8_t> cut(input.begin(),
                                                    input.begin() + static_cast<std::ptrdiff_t>(length));
                LLVMFuzzerTestOneInput(cut.data(), cut.size());
            }
            ++count;
        }
    }
    if (count == 0) {
        std::fputs("no corpus found; give its directories\n", stderr);
        return 2;
    }
    std::printf("%zu corpus files, each whole and cut\n", count);
    return 0;
}
