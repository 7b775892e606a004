// What a user's first program might do; every consumer project builds it.
#include <ingot/core/image_version.hpp>
#include <ingot/crypto/sha256.hpp>

#include <cstdio>

int main() {
    const auto version = ingot::image_version::parse("1.2.3");
    if (!version || version->next_patch()->to_string() != "1.2.4") return 1;
    if (ingot::sha256_hex("abc") != "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad") return 1;
    std::puts("consumed");
    return 0;
}
