#pragma once

#include <ingot/core/open_enum.hpp>

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ingot::inline v0::azure {

/// Source: UefiSignatureTemplateName.
enum class uefi_signature_template { none, microsoft_uefi_certificate_authority, microsoft_windows };

struct uefi_signature_template_names {
    using value = uefi_signature_template;
    static constexpr std::array<std::pair<uefi_signature_template, std::string_view>, 3> table{{
        {uefi_signature_template::none, "NoSignatureTemplate"},
        {uefi_signature_template::microsoft_uefi_certificate_authority,
         "MicrosoftUefiCertificateAuthorityTemplate"},
        {uefi_signature_template::microsoft_windows, "MicrosoftWindowsTemplate"},
    }};
};

/// Source: UefiKeyType.
enum class uefi_key_type { sha256, x509 };

struct uefi_key_type_names {
    using value = uefi_key_type;
    static constexpr std::array<std::pair<uefi_key_type, std::string_view>, 2> table{{
        {uefi_key_type::sha256, "sha256"},
        {uefi_key_type::x509, "x509"},
    }};
};

/// Source: UefiKey.
struct uefi_key {
    open_enum<uefi_key_type_names> type; ///< required
    std::vector<std::string> values;     ///< base64; at least one
};

/// Which signatures machines of an image trust as they boot. Source: GalleryImageVersionUefiSettings.
struct uefi_settings {
    std::vector<open_enum<uefi_signature_template_names>> signature_templates;
    std::optional<uefi_key> platform_key;
    std::vector<uefi_key> key_exchange_keys;
    std::vector<uefi_key> signatures;
    std::vector<uefi_key> revoked_signatures;
};

} // namespace ingot::inline v0::azure
