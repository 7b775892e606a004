#include <ingot/http/redaction.hpp>

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>
#include <random>
#include <string>

namespace {

using namespace ingot;

struct sample {
    std::string said;
    std::string shown;

    friend std::ostream& operator<<(std::ostream& out, const sample& one) { return out << one.said; }
};

const sample samples[] = {
    {"https://x.blob/disk.vhd?sv=1&sig=aB%2Bc&se=2", "https://x.blob/disk.vhd?sv=1&sig=REDACTED&se=2"},
    {"the blob 'https://x.blob/d?sig=abc' is gone", "the blob 'https://x.blob/d?sig=REDACTED' is gone"},
    {"cut off: ...&SIG=abc, so what", "cut off: ...&SIG=REDACTED, so what"},
    {"encoded https%3A%2F%2Fx%3Fsig%3Dabc&more", "encoded https%3A%2F%2Fx%3Fsig%3DREDACTED&more"},
    {"Authorization: Bearer eyJ.a.b", "Authorization: Bearer REDACTED"},
    {"sent 'bearer eyJ.a.b' twice", "sent 'bearer REDACTED' twice"},
    {"proxy http://me:pass@proxy:3128/ refused", "proxy http://REDACTED@proxy:3128/ refused"},
    {"https://host/a?client_secret=x&api-version=1", "https://host/a?client_secret=REDACTED&api-version=1"},
    {"https://host/a?$skiptoken=x", "https://host/a?$skiptoken=x"},
    {"mail to a@b.c about http://host/x", "mail to a@b.c about http://host/x"},
    {"WWW-Authenticate: Bearer", "WWW-Authenticate: Bearer"},
    {"the design=good signal", "the design=good signal"},
    {"", ""},
};

} // namespace

BOOST_AUTO_TEST_SUITE(redaction)

BOOST_DATA_TEST_CASE(what_is_secret_is_cut_out_and_the_rest_stays, samples, one) {
    BOOST_TEST(redact(one.said) == one.shown);
}

BOOST_DATA_TEST_CASE(redacting_twice_changes_nothing_more, samples, one) {
    BOOST_TEST(redact(redact(one.said)) == redact(one.said));
}

BOOST_AUTO_TEST_CASE(a_planted_secret_never_survives_whatever_stands_around_it) {
    const std::string secret = "s3cr3t+canary/9f27";
    const std::string carriers[] = {"https://x/d?sig=" + secret, "?a=1&sig=" + secret, "sig=" + secret,
                                    "Bearer " + secret, "https://u:s3cr3t+canary%2F9f27@host/x", "sig%3D" + secret,
                                    "https://h/?password=" + secret + "&x=1", "https://h/?access_token=" + secret};
    const std::string alphabet = "ab =?&;:/@%\"'<>\n.,";
    std::mt19937 random(7);
    for (int round = 0; round < 4000; ++round) {
        const auto noise = [&] {
            std::string text;
            for (std::size_t left = random() % 12; left > 0; --left) text += alphabet[random() % alphabet.size()];
            return text;
        };
        const std::string& carrier = carriers[random() % std::size(carriers)];
        const std::string said = noise() + ' ' + carrier + ' ' + noise();
        BOOST_TEST_INFO_SCOPE("seed 7, round " << round << ": " << said);
        BOOST_TEST(redact(said).find("s3cr3t") == std::string::npos);
    }
}

BOOST_AUTO_TEST_SUITE_END()
