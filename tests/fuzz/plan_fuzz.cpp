// Any bytes as a plan document: refused, or read and written without loss. Hardly any input has a digest that
// fits, so the bytes are also taken for the texts of a plan, which must survive being written and read.
#include "require.hpp"

#include <ingot/document/plan_document.hpp>

#include <cstddef>
#include <cstdint>
#include <string>

namespace {

void require_round_trip(const ingot::plan& from) {
    ingot::text_sink sink;
    if (!ingot::write_plan(from, sink)) return; // a text is not UTF-8
    const auto read = ingot::read_plan(sink.text(), "fuzz");
    require(read.has_value() && *read == from, "what is written reads back the same");
    ingot::text_sink again;
    require(ingot::write_plan(*read, again).has_value() && again.text() == sink.text(), "writing is stable");
}

ingot::plan plan_of_texts(const std::string& text) {
    ingot::plan made;
    ingot::verdict verdict;
    verdict.id = *ingot::resource_id::parse("/a");
    verdict.rule = text;
    verdict.holds.push_back({ingot::hold_code::in_use, text, std::nullopt, {text, text.substr(text.size() / 2)}});
    made.verdicts.push_back(verdict);
    ingot::step step;
    step.id = text;
    step.target = verdict.id;
    step.because = text;
    step.precondition = std::string(64, 'a');
    step.request.set_tags = {{text, text}, {text.substr(text.size() / 2), ""}};
    step.request.remove_tags = {text};
    made.steps.push_back(step);
    ingot::seal(made, {}, {});
    return made;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(data, data + size);
    const auto read = ingot::read_plan(text, "fuzz");
    if (read)
        require_round_trip(*read);
    else
        require(!read.error().violations.empty(), "a refusal says why");
    // A NUL in a text is refused on reading, and a plan that is made of documents has none.
    if (text.find('\0') == std::string::npos) require_round_trip(plan_of_texts(text));
    return 0;
}
