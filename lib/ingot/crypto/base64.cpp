#include <ingot/crypto/base64.hpp>

namespace ingot::inline v0 {

namespace {

std::string encode(std::string_view bytes, std::string_view alphabet) {
    std::string text;
    unsigned held = 0;
    unsigned bits = 0;
    for (const char c : bytes) {
        held = ((held & 63U) << 8U) | static_cast<unsigned char>(c);
        for (bits += 8; bits >= 6;) {
            bits -= 6;
            text += alphabet[(held >> bits) & 63U];
        }
    }
    if (bits > 0) text += alphabet[(held << (6U - bits)) & 63U];
    return text;
}

} // namespace

std::string base64(std::string_view bytes) {
    std::string text = encode(bytes, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
    text.resize((text.size() + 3) / 4 * 4, '=');
    return text;
}

std::string base64url(std::string_view bytes) {
    return encode(bytes, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
}

} // namespace ingot::inline v0
