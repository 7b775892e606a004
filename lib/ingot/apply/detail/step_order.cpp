#include <ingot/apply/detail/step_order.hpp>

#include <ingot/core/gallery_image_version.hpp>

#include <string>
#include <unordered_map>
#include <utility>

namespace ingot::inline v0::apply_detail {

result<std::vector<step_order>> order_steps(const plan& what) {
    std::vector<step_order> orders(what.steps.size());
    std::unordered_map<std::string, std::size_t> places;
    std::unordered_map<std::string, std::size_t> latest_of_target;
    for (std::size_t at = 0; at < what.steps.size(); ++at) {
        const step& one = what.steps[at];
        const auto refuse = [&](const std::string& why) {
            return fail(errc::invalid_document, "step " + one.id + ' ' + why);
        };
        if (auto target = parse_version_id(one.target.text()); !target) return refuse("has no target: " + target.error().message);
        if ((one.action == action::remove) != one.request.remove || one.request.restore)
            return refuse("has a request that is no " + std::string(name_of(one.action)));
        for (const std::string& required : one.requires_done) {
            const auto found = places.find(required);
            if (found == places.end()) return refuse("requires '" + required + "', which does not stand before it");
            orders[at].requirements.push_back(found->second);
            if (one.action == action::remove) orders[found->second].before_delete = true;
        }
        if (!places.emplace(one.id, at).second) return refuse("has the id of another step");
        const auto [previous, first] = latest_of_target.try_emplace(one.target.folded(), at);
        if (!first) orders[at].after.push_back(std::exchange(previous->second, at));
    }
    return orders;
}

} // namespace ingot::inline v0::apply_detail
