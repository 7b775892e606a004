// The entry point of every Boost.Test program here; the cases register themselves.
#include <boost/test/unit_test.hpp>

namespace {
bool nothing_to_set_up() { return true; }
} // namespace

int main(int argc, char* argv[]) { return boost::unit_test::unit_test_main(&nothing_to_set_up, argc, argv); }
