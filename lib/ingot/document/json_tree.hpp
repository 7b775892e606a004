#pragma once

#include <ingot/document/violation_list.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ingot::inline v0 {

enum class json_kind : std::uint8_t { null, boolean, number, string, array, object };

/// The kind with its article, for messages: "an object".
[[nodiscard]] std::string_view describe(json_kind kind) noexcept;

class json_tree;

/// A value in a json_tree, with the place where it stands. Valid until the tree changes.
class json_value {
public:
    json_value(const json_tree& tree, std::size_t index) noexcept : tree_(&tree), index_(index) {}

    [[nodiscard]] json_kind kind() const noexcept;
    [[nodiscard]] bool is(json_kind kind) const noexcept { return this->kind() == kind; }

    [[nodiscard]] text_position at() const noexcept;      ///< of its first byte
    [[nodiscard]] text_position name_at() const noexcept; ///< of its member name; of itself when it has none
    [[nodiscard]] std::string pointer() const;            ///< JSON Pointer from the root of the document

    [[nodiscard]] std::string_view name() const noexcept; ///< of a member; empty for others
    [[nodiscard]] std::string_view text() const noexcept; ///< of a string; the digits of a number as written
    [[nodiscard]] bool truth() const noexcept;            ///< of a boolean
    [[nodiscard]] double number() const noexcept;         ///< of a number
    /// Of a number without a fraction that 64 bits can hold.
    [[nodiscard]] std::optional<std::int64_t> integer() const noexcept;

    [[nodiscard]] std::size_t size() const noexcept; ///< elements or members

    /// The member of that name. None for other kinds, too.
    [[nodiscard]] std::optional<json_value> member(std::string_view name) const noexcept;

    class iterator {
    public:
        iterator(const json_tree& tree, std::size_t index) noexcept : tree_(&tree), index_(index) {}
        [[nodiscard]] json_value operator*() const noexcept { return {*tree_, index_}; }
        iterator& operator++() noexcept;
        [[nodiscard]] bool operator==(const iterator& other) const noexcept { return index_ == other.index_; }

    private:
        const json_tree* tree_;
        std::size_t index_;
    };

    /// Elements or members, in the order of the text.
    [[nodiscard]] iterator begin() const noexcept;
    [[nodiscard]] iterator end() const noexcept;

private:
    const json_tree* tree_;
    std::size_t index_;
};

/// One JSON value and all below it, in two flat columns, so that a reader of millions of resources can use
/// one tree again and again without allocating.
class json_tree {
public:
    /// Forgets all; `pointer` is where in the document the next root value stands, `name` its member name.
    void reset(std::string_view pointer, std::string_view name, text_position name_at);

    /// @pre the tree is complete
    [[nodiscard]] json_value root() const noexcept { return {*this, 0}; }

    // The builder's face. `name` names the next value; open and close nest.
    void name(std::string_view text, text_position at);
    void scalar(json_kind kind, std::string_view text, bool truth, text_position at);
    /// A scalar of an ignored value, of which only the name is kept. @pre depth() is not 0
    void skip_scalar();
    void open(json_kind kind, text_position at);
    /// Ends the innermost container; reports names that stand twice in it. With `discard`, its children
    /// are forgotten at once, so that an ignored value takes hardly any memory, whatever its size.
    void close(bool discard, violation_list& violations);

    [[nodiscard]] std::size_t depth() const noexcept { return open_.size(); }
    [[nodiscard]] std::size_t values() const noexcept { return nodes_.size(); }

    /// Where the value that comes next, or the one named last, stands.
    [[nodiscard]] std::string current_pointer() const;

private:
    friend class json_value;
    friend class json_value::iterator;

    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    struct node {
        json_kind kind = json_kind::null;
        bool truth = false;
        std::size_t parent = none;
        std::size_t next = none;  ///< sibling
        std::size_t first = none; ///< child
        std::size_t size = 0;     ///< children
        std::size_t position = 0; ///< among its siblings
        std::size_t name = 0;     ///< offset in the text, as all below
        std::size_t name_size = 0;
        std::size_t text = 0;
        std::size_t text_size = 0;
        text_position at;
        text_position name_at;
    };

    struct frame {
        std::size_t index;    ///< of the open container
        std::size_t last;     ///< its latest child
        std::size_t text_end; ///< length of the text before its first child
    };

    std::size_t add(json_kind kind, text_position at);
    [[nodiscard]] std::string_view name_of(const node& n) const noexcept;
    void report_repeated_names(const node& object, violation_list& violations);

    std::string pointer_;
    std::string text_;
    std::vector<node> nodes_;
    std::vector<frame> open_;
    std::vector<std::size_t> by_name_; ///< room for report_repeated_names
    std::size_t pending_name_ = 0;
    std::size_t pending_name_size_ = 0;
    text_position pending_name_at_;
    bool pending_ = false;
};

/// Adds one reference token to a JSON Pointer (RFC 6901), escaped.
void append_pointer(std::string& pointer, std::string_view token);

} // namespace ingot::inline v0
