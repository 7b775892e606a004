#pragma once

#include <ingot/emulator/detail/call.hpp>
#include <ingot/emulator/detail/world.hpp>
#include <ingot/http/response.hpp>

namespace ingot::inline v0::emulator {

/// PUT, PATCH, GET and DELETE of `.../imageTemplates/{template}`; one that runs is not written or deleted.
[[nodiscard]] http::response handle_image_template(world& state, const call& request);

/// POST of `.../imageTemplates/{template}/run`: builds, distributes, and says in `lastRunStatus` how it goes.
[[nodiscard]] http::response run_image_template(world& state, const call& request);

/// POST of `.../imageTemplates/{template}/cancel`. What was distributed already stays.
[[nodiscard]] http::response cancel_image_template(world& state, const call& request);

/// GET of `.../imageTemplates/{template}/runOutputs/{name}`.
[[nodiscard]] http::response get_run_output(const world& state, const call& request);

/// GET of `.../imageTemplates/{template}/runOutputs`.
[[nodiscard]] http::response list_run_outputs(const world& state, const call& request);

} // namespace ingot::inline v0::emulator
