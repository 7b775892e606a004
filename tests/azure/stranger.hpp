#pragma once

#include <rapidjson/document.h>

#include <cstdint>
#include <iterator>
#include <random>
#include <string>

namespace ingot_test {

/// Adds members that nobody knows to objects at random, at any depth.
class stranger {
public:
    explicit stranger(std::uint32_t seed) : random_(seed) {}

    void strew(rapidjson::Value& value, rapidjson::Document::AllocatorType& memory) {
        if (value.IsArray()) {
            for (rapidjson::Value& item : value.GetArray()) strew(item, memory);
        } else if (value.IsObject()) {
            for (auto& member : value.GetObject()) strew(member.value, memory);
            for (auto left = random_() % 3; left > 0; --left) add(value, memory);
        }
    }

private:
    void add(rapidjson::Value& object, rapidjson::Document::AllocatorType& memory) {
        static const char* const values[] = {"null",
                                             "true",
                                             "-7",
                                             "12345678901234567890",
                                             "1.50",
                                             "\"\\u0041\\n\\\"\"",
                                             "[]",
                                             "{}",
                                             "[1,{\"deep\":[null,\"x\"]}]",
                                             "{\"b\":1,\"a\":{\"c\":[{}]}}"};
        const std::string name =
            "x-" + std::to_string(random_() % 1000) + (random_() % 2 == 0 ? "" : "/~\"é");
        if (object.HasMember(name.c_str())) return;
        rapidjson::Document value(&memory);
        value.Parse(values[random_() % std::size(values)]);
        object.AddMember(rapidjson::Value(name.c_str(), memory), rapidjson::Value(value, memory), memory);
    }

    std::mt19937 random_;
};

} // namespace ingot_test
