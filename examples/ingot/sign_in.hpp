#pragma once

#include <ingot/azure/cloud.hpp>
#include <ingot/ports/credential.hpp>
#include <ingot/ports/transport.hpp>

#include <memory>
#include <string>

namespace ingot::cli {

/// Whether the environment names a registered client: AZURE_CLIENT_ID with AZURE_CLIENT_SECRET,
/// AZURE_CLIENT_CERTIFICATE_PATH or AZURE_FEDERATED_TOKEN_FILE; of several the first decides.
[[nodiscard]] bool environment_names_client();

/// Asks an endpoint what cloud it belongs to; knows the public ones without asking.
[[nodiscard]] result<azure::cloud> find_cloud(transport& carrier, const std::string& endpoint);

/// Signs in as the client that the environment names. AZURE_AUTHORITY_HOST stands in for the cloud's own
/// authority.
/// @param carrier for the credential alone
[[nodiscard]] result<std::unique_ptr<credential>> sign_in(transport& carrier, azure::cloud where);

} // namespace ingot::cli
