// Any bytes as a page of a list or of Resource Graph: what a survey takes from it are resources, whole.
#include "require.hpp"

#include <ingot/survey/detail/resource_text.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace {

using namespace ingot::survey_detail;

void require_whole(const std::string& body, const std::vector<resource_text>& found) {
    const char* end = body.data();
    for (const resource_text& one : found) {
        require(one.text.data() >= end && one.text.data() + one.text.size() <= body.data() + body.size(),
                "resources stand in the page, one behind the other");
        end = one.text.data() + one.text.size();
        const auto alone = resource_of(one.text);
        require(alone && alone->text == one.text && alone->id == one.id, "each is a resource by itself");
        require(!one.id.empty(), "each has an id");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string body(data, data + size);
    if (const auto list = resources_of_page(body)) require_whole(body, *list);
    if (const auto page = graph_page_of(body)) require_whole(body, page->rows);
    if (const auto alone = resource_of(body)) require_whole(body, {*alone});
    return 0;
}
