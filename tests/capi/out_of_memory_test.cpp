// What becomes of a call when the n-th allocation fails, for every n: the status says so, nothing is handed out and
// nothing is lost.

#include <boost/test/unit_test.hpp>

#include "documents.h"

#include <ingot/ingot.h>

#include <cstdlib>
#include <new>

namespace {

constexpr long never = -1;
long until_failure = never; ///< allocations that still succeed

} // namespace

void* operator new(std::size_t size) {
    if (until_failure == 0) throw std::bad_alloc();
    if (until_failure > 0) --until_failure;
    if (void* const memory = std::malloc(size == 0 ? 1 : size)) return memory;
    throw std::bad_alloc();
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    if (until_failure == 0) return nullptr;
    if (until_failure > 0) --until_failure;
    return std::malloc(size == 0 ? 1 : size);
}
// GCC 12 sees free() inlined into a delete and takes the new for another than that above.
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace {

/// Lets the first, then the second, then each allocation of a call fail until the call needs no more of them.
/// @return how many times it failed
template <class Object, class Call>
int fail_each_allocation(Call&& call, void (*destroy)(Object*)) {
    int failed = 0;
    for (long at = 0;; ++at) {
        Object* out = nullptr;
        ingot_error* error = nullptr;
        until_failure = at;
        const ingot_status status = call(&out, &error);
        const bool used_up = until_failure == 0;
        until_failure = never;
        if (status == INGOT_STATUS_OK) {
            BOOST_TEST(out != nullptr);
            BOOST_TEST(error == nullptr);
            destroy(out);
            if (!used_up) return failed;
            continue; // the last allocation was done without
        }
        ++failed;
        BOOST_TEST(status == INGOT_STATUS_OUT_OF_MEMORY);
        BOOST_TEST(out == nullptr);
        BOOST_TEST(ingot_error_status(error) == INGOT_STATUS_OUT_OF_MEMORY);
        ingot_error_destroy(error);
        BOOST_REQUIRE(failed < 100'000);
    }
}

struct documents {
    documents() {
        BOOST_REQUIRE(ingot_estate_read(estate_text, sizeof estate_text - 1, nullptr, &estate, nullptr) ==
                      INGOT_STATUS_OK);
        BOOST_REQUIRE(ingot_policy_read(policy_text, sizeof policy_text - 1, nullptr, &policy, nullptr) ==
                      INGOT_STATUS_OK);
        BOOST_REQUIRE(ingot_plan_make(estate, policy, now_text, &plan, nullptr) == INGOT_STATUS_OK);
    }
    ~documents() {
        ingot_plan_destroy(plan);
        ingot_policy_destroy(policy);
        ingot_estate_destroy(estate);
    }
    documents(const documents&) = delete;
    documents& operator=(const documents&) = delete;

    ingot_estate* estate = nullptr;
    ingot_policy* policy = nullptr;
    ingot_plan* plan = nullptr;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(a_call_that_runs_out_of_memory_says_so_and_loses_nothing, documents)

BOOST_AUTO_TEST_CASE(reading_an_estate) {
    const int failed = fail_each_allocation<ingot_estate>(
        [](ingot_estate** out, ingot_error** error) {
            return ingot_estate_read(estate_text, sizeof estate_text - 1, nullptr, out, error);
        },
        ingot_estate_destroy);
    BOOST_TEST(failed > 50);
}

BOOST_AUTO_TEST_CASE(reading_a_policy) {
    const int failed = fail_each_allocation<ingot_policy>(
        [](ingot_policy** out, ingot_error** error) {
            return ingot_policy_read(policy_text, sizeof policy_text - 1, nullptr, out, error);
        },
        ingot_policy_destroy);
    BOOST_TEST(failed > 5);
}

BOOST_AUTO_TEST_CASE(making_a_plan) {
    const int failed = fail_each_allocation<ingot_plan>(
        [this](ingot_plan** out, ingot_error** error) {
            return ingot_plan_make(estate, policy, now_text, out, error);
        },
        ingot_plan_destroy);
    BOOST_TEST(failed > 50);
}

BOOST_AUTO_TEST_CASE(writing_and_explaining_a_plan) {
    BOOST_TEST(fail_each_allocation<ingot_text>(
                   [this](ingot_text** out, ingot_error** error) { return ingot_plan_write(plan, out, error); },
                   ingot_text_destroy) > 5);
    BOOST_TEST(fail_each_allocation<ingot_text>(
                   [this](ingot_text** out, ingot_error** error) {
                       return ingot_plan_explain(plan, "ubuntu", out, error);
                   },
                   ingot_text_destroy) > 5);
}

BOOST_AUTO_TEST_CASE(checking_a_plan_and_resolving_latest) {
    BOOST_TEST(fail_each_allocation<ingot_findings>(
                   [this](ingot_findings** out, ingot_error** error) {
                       return ingot_plan_check(plan, estate, out, error);
                   },
                   ingot_findings_destroy) > 5);
    BOOST_TEST(fail_each_allocation<ingot_latest>(
                   [this](ingot_latest** out, ingot_error** error) {
                       return ingot_latest_resolve(estate, out, error);
                   },
                   ingot_latest_destroy) > 5);
}

BOOST_AUTO_TEST_SUITE_END()
