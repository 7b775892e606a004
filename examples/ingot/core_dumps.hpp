#pragma once

namespace ingot::cli {

/// From here on no file is left of this process's memory, however it ends, and other processes of the same user
/// cannot look into it: it is about to hold secrets.
void forbid_core_dumps() noexcept;

} // namespace ingot::cli
