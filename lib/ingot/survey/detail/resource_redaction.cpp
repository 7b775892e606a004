#include <ingot/survey/detail/resource_redaction.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/http/redaction.hpp>

#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cstddef>

namespace ingot::inline v0::survey_detail {

namespace {

using output = rapidjson::Writer<rapidjson::StringBuffer>;

/// Copies what it is told, but for secrets.
class redactor : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, redactor> {
public:
    explicit redactor(rapidjson::StringBuffer& out) : out_(out) {}

    bool Null() { return scalar([&] { return out_.Null(); }); }
    bool Bool(bool value) { return scalar([&] { return out_.Bool(value); }); }
    bool RawNumber(const char* text, rapidjson::SizeType length, bool) {
        return scalar([&] { return out_.RawValue(text, length, rapidjson::kNumberType); });
    }
    bool String(const char* text, rapidjson::SizeType length, bool) {
        return scalar([&] {
            const std::string shown = redact({text, length});
            return out_.String(shown.data(), static_cast<rapidjson::SizeType>(shown.size()));
        });
    }

    bool Key(const char* text, rapidjson::SizeType length, bool) {
        if (hidden_ != 0) return true;
        const std::string_view name(text, length);
        if (depth_ == 1) in_tags_ = equal_folded(name, "tags");
        secret_next_ = !in_tags_ && is_secret_member(name);
        return out_.Key(text, length);
    }

    bool StartObject() { return open([&] { return out_.StartObject(); }); }
    bool EndObject(rapidjson::SizeType) { return close([&] { return out_.EndObject(); }); }
    bool StartArray() { return open([&] { return out_.StartArray(); }); }
    bool EndArray(rapidjson::SizeType) { return close([&] { return out_.EndArray(); }); }

private:
    bool say_redacted() {
        secret_next_ = false;
        return out_.String(redacted_text.data(), static_cast<rapidjson::SizeType>(redacted_text.size()));
    }

    template <class Write>
    bool scalar(Write write) {
        if (hidden_ != 0) return true;
        return secret_next_ ? say_redacted() : write();
    }

    template <class Write>
    bool open(Write write) {
        ++depth_;
        if (hidden_ != 0 || secret_next_) return hidden_++ != 0 || say_redacted();
        return write();
    }

    template <class Write>
    bool close(Write write) {
        --depth_;
        if (hidden_ == 0) return write();
        --hidden_;
        return true;
    }

    output out_;
    std::size_t depth_ = 0;
    std::size_t hidden_ = 0; ///< how many containers of a secret value are open
    bool secret_next_ = false;
    bool in_tags_ = false;
};

} // namespace

bool is_secret_value(std::string_view text) {
    // Nothing that redact() looks for is without one of these.
    return text.find_first_of("=@%") != std::string_view::npos ? redact(text) != text
                                                              : starts_with_folded(text, "bearer ");
}

std::string without_secrets(std::string_view resource) {
    rapidjson::StringBuffer written;
    redactor handler(written);
    rapidjson::MemoryStream stream(resource.data(), resource.size());
    rapidjson::Reader reader;
    reader.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag |
                 rapidjson::kParseNumbersAsStringsFlag | rapidjson::kParseStopWhenDoneFlag>(stream, handler);
    return {written.GetString(), written.GetSize()};
}

} // namespace ingot::inline v0::survey_detail
