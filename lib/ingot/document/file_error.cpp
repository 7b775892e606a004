#include <ingot/document/file_error.hpp>

#include <cerrno>
#include <system_error>

namespace ingot::inline v0 {

error file_error(std::string_view what, std::string_view path, int number) {
    error failure;
    failure.code = number == ENOENT                      ? errc::not_found
                   : number == EACCES || number == EPERM ? errc::forbidden
                                                         : errc::unavailable;
    failure.message = "cannot " + std::string(what) + " '" + std::string(path) +
                      "': " + std::generic_category().message(number);
    return failure;
}

} // namespace ingot::inline v0
