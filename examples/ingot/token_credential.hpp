#pragma once

#include <ingot/ports/credential.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ingot::cli {

/// The first 64 KiB or so of a file: more than any key or token has.
[[nodiscard]] result<std::string> read_small_file(const std::string& path);

/// The text of a small file that holds a token, without the white space around it.
[[nodiscard]] result<std::string> read_token(const std::string& path);

/// Gives a bearer token that somebody else got: the content of a file, read again whenever the service
/// refuses the last one, or the environment variable AZURE_ACCESS_TOKEN.
class token_credential final : public credential {
public:
    /// @param file absent: the environment variable
    explicit token_credential(std::optional<std::string> file) : file_(std::move(file)) {}

    [[nodiscard]] result<std::string> token(std::string_view scope, timestamp now, freshness wanted) override;

private:
    std::optional<std::string> file_;
    std::string last_;
};

} // namespace ingot::cli
