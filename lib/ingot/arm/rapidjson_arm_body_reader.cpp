#include <ingot/arm/rapidjson_arm_body_reader.hpp>

#include <ingot/core/case_fold.hpp>

#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <charconv>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ingot::inline v0 {

namespace {

/// What the array or object that is being read means to us.
enum class part { outside, root, properties, value, error, details, detail, other };

/// Walks over a body and picks the few members that the protocol knows, by where they stand.
class body_handler : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, body_handler> {
public:
    explicit body_handler(std::size_t max_depth) : max_depth_(max_depth) {}

    bool Key(const char* text, rapidjson::SizeType length, bool) {
        const part where = here();
        if (where != part::other) key_.assign(text, length);
        return true;
    }

    bool String(const char* text, rapidjson::SizeType length, bool) {
        count_item();
        return keep(std::string_view(text, length));
    }

    bool RawNumber(const char* text, rapidjson::SizeType length, bool) {
        count_item();
        if (here() != part::root || key_ != "percentComplete") return true;
        double percent = 0;
        const auto [end, wrong] = std::from_chars(text, text + length, percent);
        if (wrong == std::errc() && end == text + length && percent >= 0 && percent <= 100)
            found.percent_complete = percent;
        return true;
    }

    bool Null() {
        count_item();
        return true;
    }

    bool Bool(bool) { return Default(); }

    bool Default() {
        count_item();
        return true;
    }

    bool StartObject() {
        count_item();
        const part where = here();
        part what = part::other;
        if (where == part::outside) {
            what = part::root;
        } else if (where == part::root && key_ == "properties") {
            what = part::properties;
        } else if (where == part::root && equal_folded(key_, "error")) {
            if (wrapped_) return false;
            wrapped_.emplace();
            what = part::error;
        } else if (where == part::details) {
            details().emplace_back();
            what = part::detail;
        }
        return enter(what);
    }

    bool StartArray() {
        count_item();
        const part where = here();
        part what = part::other;
        if (where == part::root && key_ == "value") {
            if (!once(found.has_value)) return false;
            what = part::value;
        } else if ((where == part::error || where == part::root) && equal_folded(key_, "details")) {
            what = part::details;
        }
        return enter(what);
    }

    bool EndObject(rapidjson::SizeType) { return leave(); }
    bool EndArray(rapidjson::SizeType) { return leave(); }

    /// @pre the whole body has been read
    [[nodiscard]] arm_body take() {
        found.form = arm_body::shape::json;
        if (wrapped_ && *wrapped_ != arm_error{})
            found.error = std::move(wrapped_);
        else if (!bare_.message.empty() && (!bare_.code.empty() || !found.status))
            found.error = std::move(bare_);
        return std::move(found);
    }

    arm_body found;

private:
    [[nodiscard]] part here() const noexcept { return open_.empty() ? part::outside : open_.back(); }

    bool enter(part what) {
        if (open_.size() >= max_depth_) return false;
        open_.push_back(what);
        return true;
    }

    bool leave() {
        open_.pop_back();
        return true;
    }

    void count_item() {
        if (here() == part::value) ++found.items;
    }

    [[nodiscard]] static bool once(bool& seen) { return !std::exchange(seen, true); }

    /// Which of two contradicting values counts is anybody's guess, so neither does.
    template <class Text>
    [[nodiscard]] static bool once(std::optional<Text>& kept, std::string_view text) {
        if (kept) return false;
        kept.emplace(text);
        return true;
    }

    [[nodiscard]] bool keep(std::string_view text) {
        switch (here()) {
        case part::root: return keep_in_root(text);
        case part::properties:
            return key_ != "provisioningState" || once(found.provisioning_state, text);
        case part::error: keep_in_error(*wrapped_, text); return true;
        case part::detail: {
            arm_error_detail& one = details().back();
            if (equal_folded(key_, "code")) one.code = text;
            if (equal_folded(key_, "message")) one.message = text;
            if (equal_folded(key_, "target")) one.target = text;
            return true;
        }
        default: return true;
        }
    }

    [[nodiscard]] bool keep_in_root(std::string_view text) {
        if (key_ == "status") return once(found.status, text);
        if (key_ == "nextLink" || key_ == "@odata.nextLink")
            return text.empty() || once(found.next_link, text);
        // Token services answer {"error": "code", "error_description": "text"} (RFC 6749, 5.2).
        if (key_ == "error") bare_.code = text;
        if (key_ == "error_description") bare_.message = text;
        keep_in_error(bare_, text);
        return true;
    }

    void keep_in_error(arm_error& fault, std::string_view text) const {
        if (equal_folded(key_, "code")) fault.code = text;
        if (equal_folded(key_, "message")) fault.message = text;
        if (equal_folded(key_, "target")) fault.target = text;
    }

    /// Of the error that the open `details` belong to: they stand in it or, bare, in the root.
    [[nodiscard]] std::vector<arm_error_detail>& details() {
        const bool in_error = open_.size() > 1 && open_[1] == part::error;
        return in_error ? wrapped_->details : bare_.details;
    }

    std::size_t max_depth_;
    std::vector<part> open_;
    std::string key_;
    std::optional<arm_error> wrapped_;
    arm_error bare_;
};

} // namespace

arm_body rapidjson_arm_body_reader::read(std::string_view body) const {
    arm_body nothing;
    if (body.substr(0, 3) == "\xEF\xBB\xBF") body.remove_prefix(3);
    if (body.find_first_not_of(" \t\r\n") == std::string_view::npos) return nothing;
    nothing.form = arm_body::shape::unreadable;
    if (body.size() > limits_.bytes) return nothing;

    constexpr unsigned flags = rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag |
                               rapidjson::kParseNumbersAsStringsFlag;
    rapidjson::MemoryStream stream(body.data(), body.size());
    rapidjson::Reader reader;
    body_handler handler(limits_.depth);
    if (reader.Parse<flags>(stream, handler).IsError()) return nothing;
    return handler.take();
}

} // namespace ingot::inline v0
