#include <ingot/azure/api_versions.hpp>
#include <ingot/azure/gallery_profile.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string_view>

namespace azure = ingot::azure;

BOOST_AUTO_TEST_SUITE(gallery_profiles)

BOOST_AUTO_TEST_CASE(an_api_version_has_the_latest_profile_that_is_not_newer) {
    struct row {
        std::string_view asked;
        std::string_view profile;
    };
    for (const auto& [asked, profile] :
         {row{"2019-12-01", "2024-03-03"}, row{"2024-03-03", "2024-03-03"}, row{"2025-03-02", "2024-03-03"},
          row{"2025-03-03", "2025-03-03"}, row{"2025-12-03", "2025-12-03"}, row{"2026-03-02", "2025-12-03"},
          row{"2026-03-03", "2026-03-03"}, row{"2027-01-01", "2026-03-03"}})
        BOOST_TEST(azure::profile_of(asked).api_version == profile, asked);
}

BOOST_AUTO_TEST_CASE(they_stand_oldest_first) {
    BOOST_TEST(std::is_sorted(azure::gallery_profiles.begin(), azure::gallery_profiles.end(),
                              [](const auto& a, const auto& b) { return a.api_version < b.api_version; }));
}

BOOST_AUTO_TEST_CASE(the_storage_and_the_security_of_a_silent_write_change_with_2025_03_03) {
    const auto& old = azure::profile_of("2024-03-03");
    BOOST_TEST(old.storage == "Standard_LRS");
    BOOST_TEST(!old.has_storage_account_strategy);
    BOOST_TEST(old.hyper_v_generation == "V1");
    BOOST_TEST(old.security_type == "");
    for (const std::string_view later : {"2025-03-03", "2025-12-03", "2026-03-03"}) {
        const auto& one = azure::profile_of(later);
        BOOST_TEST(one.storage == "PreferStandard_ZRS");
        BOOST_TEST(one.has_storage_account_strategy);
        BOOST_TEST(one.hyper_v_generation == "V2");
        BOOST_TEST(one.security_type == "TrustedLaunchSupported");
    }
}

BOOST_AUTO_TEST_CASE(soft_delete_can_be_tuned_and_passed_over_from_2026_03_03) {
    for (const auto& one : azure::gallery_profiles) {
        const bool newest = one.api_version == "2026-03-03";
        BOOST_TEST(one.has_bypass_soft_delete == newest);
        BOOST_TEST(one.has_soft_delete_retention == newest);
        BOOST_TEST(one.may_block_deletion_by_default == newest);
    }
}

BOOST_AUTO_TEST_CASE(the_default_api_version_decides_nothing_that_a_write_does_not_say) {
    BOOST_TEST((azure::profile_of(azure::api_versions{}.galleries) == azure::gallery_profiles.front()));
}

BOOST_AUTO_TEST_SUITE_END()
