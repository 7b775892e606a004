// Any bytes as an estate document: read or refused with a place, and read the same whatever the runs.
#include "require.hpp"

#include <ingot/document/digest.hpp>
#include <ingot/document/estate_document.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace {

class short_runs final : public ingot::byte_source {
public:
    explicit short_runs(std::string_view text) : rest_(text) {}

    ingot::result<std::string_view> next() override {
        // At least as long as a byte order mark, which is looked for in the first run.
        run_ = std::string(rest_.substr(0, 5));
        rest_.remove_prefix(run_.size());
        return std::string_view(run_);
    }

private:
    std::string_view rest_;
    std::string run_;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(data, data + size);
    const auto whole = ingot::read_estate(text, "fuzz");
    short_runs source(text);
    const auto in_runs = ingot::read_estate(source, "fuzz");
    require(whole.has_value() == in_runs.has_value(), "runs do not change whether a document is read");
    if (whole) {
        require(ingot::estate_digest(*whole) == ingot::estate_digest(*in_runs), "runs do not change what is read");
        ingot::text_sink sink;
        require(ingot::write_digested(*whole, sink).has_value(), "what is read can be written canonically");
    } else {
        require(whole.error() == in_runs.error(), "runs do not change the violations");
        require(!whole.error().violations.empty(), "a refusal says why");
        const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
        for (const ingot::violation& v : whole.error().violations)
            require(v.line <= lines && v.column <= text.size() + 1, "a violation lies within the text");
    }
    return 0;
}
