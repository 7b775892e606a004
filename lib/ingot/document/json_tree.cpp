#include <ingot/document/json_tree.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <system_error>

namespace ingot::inline v0 {

std::string_view describe(json_kind kind) noexcept {
    switch (kind) {
    case json_kind::null: return "null";
    case json_kind::boolean: return "a boolean";
    case json_kind::number: return "a number";
    case json_kind::string: return "a string";
    case json_kind::array: return "an array";
    case json_kind::object: return "an object";
    }
    return "a value";
}

void append_pointer(std::string& pointer, std::string_view token) {
    pointer += '/';
    for (const char c : token) {
        if (c == '~')
            pointer += "~0";
        else if (c == '/')
            pointer += "~1";
        else
            pointer += c;
    }
}

json_kind json_value::kind() const noexcept { return tree_->nodes_[index_].kind; }

text_position json_value::at() const noexcept { return tree_->nodes_[index_].at; }

text_position json_value::name_at() const noexcept {
    const auto& n = tree_->nodes_[index_];
    return n.name_at.line != 0 ? n.name_at : n.at;
}

std::string json_value::pointer() const {
    std::vector<std::size_t> path;
    for (std::size_t i = index_; i != 0; i = tree_->nodes_[i].parent) path.push_back(i);
    std::reverse(path.begin(), path.end());
    std::string pointer = tree_->pointer_;
    for (const std::size_t at : path) {
        const auto& n = tree_->nodes_[at];
        const auto& parent = tree_->nodes_[n.parent];
        if (parent.kind == json_kind::object)
            append_pointer(pointer, tree_->name_of(n));
        else
            append_pointer(pointer, std::to_string(n.position));
    }
    return pointer;
}

std::string_view json_value::name() const noexcept { return tree_->name_of(tree_->nodes_[index_]); }

std::string_view json_value::text() const noexcept {
    const auto& n = tree_->nodes_[index_];
    return std::string_view(tree_->text_).substr(n.text, n.text_size);
}

bool json_value::truth() const noexcept { return tree_->nodes_[index_].truth; }

double json_value::number() const noexcept {
    const std::string_view digits = text();
    double value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

std::optional<std::int64_t> json_value::integer() const noexcept {
    if (!is(json_kind::number)) return std::nullopt;
    const std::string_view digits = text();
    std::int64_t value = 0;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (problem == std::errc() && end == digits.data() + digits.size()) return value;
    // 3.0 and 3e0 are the integer 3 as well; beyond 2^53 a double no longer names one integer.
    constexpr double exact = 9007199254740992.0;
    const double real = number();
    if (std::trunc(real) != real || std::fabs(real) > exact || problem == std::errc::result_out_of_range)
        return std::nullopt;
    return static_cast<std::int64_t>(real);
}

std::size_t json_value::size() const noexcept { return tree_->nodes_[index_].size; }

std::optional<json_value> json_value::member(std::string_view name) const noexcept {
    if (!is(json_kind::object)) return std::nullopt;
    for (std::size_t i = tree_->nodes_[index_].first; i != json_tree::none; i = tree_->nodes_[i].next)
        if (tree_->name_of(tree_->nodes_[i]) == name) return json_value(*tree_, i);
    return std::nullopt;
}

json_value::iterator& json_value::iterator::operator++() noexcept {
    index_ = tree_->nodes_[index_].next;
    return *this;
}

json_value::iterator json_value::begin() const noexcept { return {*tree_, tree_->nodes_[index_].first}; }
json_value::iterator json_value::end() const noexcept { return {*tree_, json_tree::none}; }

void json_tree::reset(std::string_view pointer, std::string_view name, text_position name_at) {
    pointer_ = pointer;
    text_.clear();
    nodes_.clear();
    open_.clear();
    pending_ = false;
    if (name_at.line != 0) this->name(name, name_at);
}

void json_tree::name(std::string_view text, text_position at) {
    pending_name_ = text_.size();
    pending_name_size_ = text.size();
    pending_name_at_ = at;
    pending_ = true;
    text_ += text;
}

std::size_t json_tree::add(json_kind kind, text_position at) {
    const std::size_t index = nodes_.size();
    node& added = nodes_.emplace_back();
    added.kind = kind;
    added.at = at;
    if (pending_) {
        added.name = pending_name_;
        added.name_size = pending_name_size_;
        added.name_at = pending_name_at_;
        pending_ = false;
    }
    if (!open_.empty()) {
        frame& inner = open_.back();
        added.parent = inner.index;
        if (inner.last == none)
            nodes_[inner.index].first = index;
        else
            nodes_[inner.last].next = index;
        inner.last = index;
        added.position = nodes_[inner.index].size;
        ++nodes_[inner.index].size;
    }
    return index;
}

void json_tree::scalar(json_kind kind, std::string_view text, bool truth, text_position at) {
    node& added = nodes_[add(kind, at)];
    added.truth = truth;
    added.text = text_.size();
    added.text_size = text.size();
    text_ += text;
}

void json_tree::skip_scalar() {
    if (nodes_[open_.back().index].kind == json_kind::object)
        add(json_kind::null, pending_name_at_);
    else
        ++nodes_[open_.back().index].size;
}

void json_tree::open(json_kind kind, text_position at) {
    const std::size_t index = add(kind, at);
    open_.push_back({index, none, text_.size()});
}

void json_tree::close(bool discard, violation_list& violations) {
    const frame inner = open_.back();
    if (nodes_[inner.index].kind == json_kind::object) report_repeated_names(nodes_[inner.index], violations);
    open_.pop_back();
    if (!discard) return;
    text_.resize(inner.text_end);
    nodes_.resize(inner.index + 1);
    nodes_[inner.index].first = none;
    nodes_[inner.index].size = 0;
    if (open_.empty() || nodes_[open_.back().index].kind != json_kind::array) return;
    // An element has no name to keep; its array goes on counting it.
    nodes_.resize(inner.index);
    nodes_[open_.back().index].first = none;
    open_.back().last = none;
}

std::string json_tree::current_pointer() const {
    std::string pointer = pointer_;
    if (open_.empty()) return pointer;
    pointer = json_value(*this, open_.back().index).pointer();
    const node& inner = nodes_[open_.back().index];
    if (inner.kind == json_kind::array)
        append_pointer(pointer, std::to_string(inner.size));
    else if (pending_)
        append_pointer(pointer, std::string_view(text_).substr(pending_name_, pending_name_size_));
    return pointer;
}

std::string_view json_tree::name_of(const node& n) const noexcept {
    return std::string_view(text_).substr(n.name, n.name_size);
}

void json_tree::report_repeated_names(const node& object, violation_list& violations) {
    const auto report = [&](std::size_t index) {
        const json_value repeated(*this, index);
        violations.add(repeated.pointer(), repeated.name_at(),
                       "the member '" + std::string(repeated.name()) +
                           "' stands twice in this object; keep one of them");
    };
    by_name_.clear();
    for (std::size_t i = object.first; i != none; i = nodes_[i].next) by_name_.push_back(i);
    // Stable by text order within one name, since nodes are numbered in that order.
    std::sort(by_name_.begin(), by_name_.end(), [&](std::size_t a, std::size_t b) {
        const int order = name_of(nodes_[a]).compare(name_of(nodes_[b]));
        return order != 0 ? order < 0 : a < b;
    });
    for (std::size_t i = 1; i < by_name_.size(); ++i)
        if (name_of(nodes_[by_name_[i]]) == name_of(nodes_[by_name_[i - 1]])) report(by_name_[i]);
}

} // namespace ingot::inline v0
