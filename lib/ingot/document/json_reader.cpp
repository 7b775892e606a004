#include <ingot/document/json_reader.hpp>

#include <ingot/document/detail/json_input.hpp>
#include <ingot/document/detail/json_syntax_error.hpp>

#include <rapidjson/reader.h>

#include <charconv>
#include <string>
#include <system_error>
#include <unordered_set>

namespace ingot::inline v0 {

namespace {

/// Takes RapidJSON's events, grows trees from them and hands the trees over.
class event_handler : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, event_handler> {
public:
    /// Without a visitor the whole document becomes the tree.
    event_handler(json_input& input, const json_limits& limits, violation_list& violations, json_tree& tree,
                  json_visitor* visitor)
        : input_(input), limits_(limits), violations_(violations), tree_(tree), visitor_(visitor) {
        tree_.reset("", "", {});
    }

    bool Null() { return scalar(json_kind::null, {}, false); }
    bool Bool(bool truth) { return scalar(json_kind::boolean, {}, truth); }
    bool RawNumber(const char* digits, rapidjson::SizeType length, bool) {
        const std::string_view text(digits, length);
        if (!check_length(text)) return false;
        double value = 0;
        if (std::from_chars(text.data(), text.data() + text.size(), value).ec != std::errc())
            violations_.add(here(), input_.token_position(),
                            "the number is out of the range of a double; write one that a double can hold");
        return scalar(json_kind::number, text, false);
    }
    bool String(const char* characters, rapidjson::SizeType length, bool) {
        const std::string_view text(characters, length);
        return check_length(text) && check_surrogates(text) && scalar(json_kind::string, text, false);
    }
    bool Key(const char* characters, rapidjson::SizeType length, bool) {
        const std::string_view text(characters, length);
        if (!check_length(text) || !check_surrogates(text)) return false;
        if (in_tree()) {
            tree_.name(text, input_.token_position());
            return true;
        }
        name_ = text;
        name_at_ = input_.token_position();
        named_ = true;
        const bool in_root = level_ == 1;
        if (in_root) section_ = name_;
        if (!(in_root ? root_names_ : piece_names_).insert(name_).second)
            violations_.add(here(), name_at_,
                            "the member '" + name_ + "' stands twice in this object; keep one of them");
        if (in_root) delivery_ = visitor_->root_member(text);
        return true;
    }
    bool StartObject() { return open(json_kind::object); }
    bool StartArray() { return open(json_kind::array); }
    bool EndObject(rapidjson::SizeType) { return close(); }
    bool EndArray(rapidjson::SizeType) { return close(); }

    /// JSON Pointer to the place that was reached.
    [[nodiscard]] std::string here() const {
        if (in_tree()) return tree_.current_pointer();
        return piece_pointer();
    }

    /// Whether the reading was stopped here and the reason is among the violations.
    [[nodiscard]] bool stopped() const noexcept { return stopped_; }

private:
    /// Whether the next event belongs to a tree that has begun.
    [[nodiscard]] bool in_tree() const noexcept { return visitor_ == nullptr || tree_.depth() != 0; }

    [[nodiscard]] std::string piece_pointer() const {
        std::string pointer;
        if (level_ == 2 || (level_ == 1 && named_)) append_pointer(pointer, section_);
        if (level_ == 2 && delivery_ == json_delivery::each_element)
            append_pointer(pointer, std::to_string(piece_));
        else if (level_ == 2 && named_)
            append_pointer(pointer, name_);
        return pointer;
    }

    bool stop(std::string pointer, std::string message) {
        violations_.add(std::move(pointer), input_.token_position(), std::move(message));
        stopped_ = true;
        return false;
    }

    bool check_length(std::string_view text) {
        if (text.size() <= limits_.max_string) return true;
        return stop(here(), "a string or number is longer than " + std::to_string(limits_.max_string) +
                                " bytes; shorten it");
    }

    /// What is held at once must stay small, however large the document is.
    bool check_count() {
        if (tree_.values() < limits_.max_values) return true;
        return stop(here(), "more than " + std::to_string(limits_.max_values) +
                                " values stand here in one piece; no such resource or policy exists");
    }

    // RapidJSON refuses a high surrogate without its low half, but lets a lone low half pass.
    bool check_surrogates(std::string_view text) {
        for (auto at = text.find('\xED'); at != std::string_view::npos; at = text.find('\xED', at + 1))
            if (static_cast<unsigned char>(text[at + 1]) >= 0xA0)
                return stop(here(),
                            describe_syntax_error(rapidjson::kParseErrorStringUnicodeSurrogateInvalid, 0));
        return true;
    }

    /// Readies the tree for a value that begins outside of any.
    void begin_piece() {
        const bool named = level_ == 1 || delivery_ == json_delivery::each_member;
        tree_.reset(piece_pointer(), name_, named ? name_at_ : text_position{});
    }

    bool scalar(json_kind kind, std::string_view text, bool truth) {
        if (in_tree()) {
            if (discarding()) {
                tree_.skip_scalar();
                return true;
            }
            if (!check_count()) return false;
            tree_.scalar(kind, text, truth, input_.token_position());
            return true;
        }
        if (level_ == 0) return refuse_root(kind);
        begin_piece();
        tree_.scalar(kind, text, truth, input_.token_position());
        hand_over();
        return true;
    }

    bool refuse_root(json_kind kind) {
        return stop("", "the document must be an object, not " + std::string(describe(kind)));
    }

    bool open(json_kind kind) {
        if (level_ + tree_.depth() >= limits_.max_depth)
            return stop(here(), "arrays and objects are nested more than " +
                                    std::to_string(limits_.max_depth) + " levels deep; flatten the document");
        if (in_tree()) {
            if (!check_count()) return false;
            tree_.open(kind, input_.token_position());
            return true;
        }
        if (level_ == 0) {
            if (kind != json_kind::object) return refuse_root(kind);
            level_ = 1;
            return true;
        }
        const json_kind divided =
            delivery_ == json_delivery::each_element ? json_kind::array : json_kind::object;
        if (level_ == 1 && in_pieces() && kind == divided) {
            level_ = 2;
            piece_ = 0;
            piece_names_.clear();
            named_ = false;
            return true;
        }
        begin_piece();
        tree_.open(kind, input_.token_position());
        return true;
    }

    bool close() {
        if (in_tree()) {
            tree_.close(discarding(), violations_);
            if (visitor_ != nullptr && tree_.depth() == 0) hand_over();
        } else {
            --level_;
            named_ = false;
        }
        return true;
    }

    [[nodiscard]] bool in_pieces() const noexcept {
        return delivery_ == json_delivery::each_element || delivery_ == json_delivery::each_member;
    }

    [[nodiscard]] bool discarding() const noexcept {
        return visitor_ != nullptr && (delivery_ == json_delivery::skipped || (level_ == 1 && in_pieces()));
    }

    void hand_over() {
        if (level_ == 2) ++piece_;
        named_ = false;
        if (delivery_ == json_delivery::skipped) return;
        if (level_ == 1 && in_pieces())
            visitor_->unexpected(tree_.root());
        else
            visitor_->piece(tree_.root());
    }

    json_input& input_;
    const json_limits& limits_;
    violation_list& violations_;
    json_tree& tree_;
    json_visitor* visitor_;
    std::size_t level_ =
        0; ///< containers open outside of the tree: the root, then a member handed over in pieces
    std::string section_; ///< the member of the root
    json_delivery delivery_ = json_delivery::skipped;
    std::size_t piece_ = 0;
    std::string name_; ///< of the member that comes next, outside of the tree
    text_position name_at_;
    bool named_ = false; ///< its value is still to come, or under way
    std::unordered_set<std::string> root_names_;
    std::unordered_set<std::string> piece_names_;
    bool stopped_ = false;
};

void report_end(json_input& input, const json_limits& limits, const rapidjson::ParseResult& parsed,
                const event_handler& handler, violation_list& violations) {
    const text_position at = input.position_of(parsed.IsError() ? parsed.Offset() : input.Tell());
    if (input.too_long()) {
        violations.add(handler.here(), at,
                       "the document is longer than " + std::to_string(limits.max_bytes) +
                           " bytes; split it or raise the limit");
    } else if (input.token_too_long()) {
        violations.add(handler.here(), input.token_position(),
                       "a string, number or comment is longer than " + std::to_string(limits.max_string) +
                           " bytes; shorten it");
    } else if (!parsed.IsError()) {
        violations.add("", at, describe_syntax_error(rapidjson::kParseErrorDocumentRootNotSingular, 0));
    } else {
        int found = -1;
        if (parsed.Code() == rapidjson::kParseErrorStringEscapeInvalid && parsed.Offset() != input.Tell())
            found = '\\'; // the error points back to where the escape began
        else if (!input.ended())
            found = static_cast<unsigned char>(input.Peek());
        violations.add(handler.here(), at, describe_syntax_error(parsed.Code(), found));
    }
}

result<bool> read(byte_source& source, const json_limits& limits, json_comments comments,
                  violation_list& violations, json_tree& tree, json_visitor* visitor) {
    // Numbers come as they are written: the tree keeps every digit and converts when it is asked.
    constexpr unsigned flags = rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag |
                               rapidjson::kParseFullPrecisionFlag | rapidjson::kParseNumbersAsStringsFlag;
    json_input input(source, limits);
    event_handler handler(input, limits, violations, tree, visitor);
    rapidjson::Reader reader;
    const rapidjson::ParseResult parsed =
        comments == json_comments::allowed
            ? reader.Parse<flags | rapidjson::kParseCommentsFlag>(input, handler)
            : reader.Parse<flags>(input, handler);
    if (input.failure()) return tl::unexpected(*input.failure());
    const bool whole = !parsed.IsError() && input.ended() && !input.too_long() && !input.token_too_long();
    if (input.failure()) return tl::unexpected(*input.failure());
    if (!whole && !handler.stopped()) report_end(input, limits, parsed, handler, violations);
    return whole;
}

} // namespace

result<bool> read_json(byte_source& source, const json_limits& limits, json_comments comments,
                       violation_list& violations, json_visitor& visitor) {
    json_tree tree;
    return read(source, limits, comments, violations, tree, &visitor);
}

result<bool> read_json(byte_source& source, const json_limits& limits, json_comments comments,
                       violation_list& violations, json_tree& tree) {
    return read(source, limits, comments, violations, tree, nullptr);
}

} // namespace ingot::inline v0
