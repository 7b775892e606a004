#include <ingot/apply/detail/run_log.hpp>

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cstddef>
#include <cstdint>
#include <utility>

namespace ingot::inline v0::apply_detail {

namespace {

constexpr std::string_view schema = "ingot.journal/1";

/// One record; members in the order of their names.
class record {
public:
    record() { json_.StartObject(); }

    record& text(std::string_view name, std::string_view value) {
        key(name);
        json_.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
        return *this;
    }
    record& json(std::string_view name, std::string_view value) {
        if (value.empty()) return *this;
        key(name);
        json_.RawValue(value.data(), value.size(), rapidjson::kObjectType);
        return *this;
    }
    record& number(std::string_view name, std::uint64_t value) {
        key(name);
        json_.Uint64(value);
        return *this;
    }
    [[nodiscard]] std::string take() {
        json_.EndObject();
        return {buffer_.GetString(), buffer_.GetSize()};
    }

private:
    void key(std::string_view name) { json_.Key(name.data(), static_cast<rapidjson::SizeType>(name.size())); }

    rapidjson::StringBuffer buffer_;
    rapidjson::Writer<rapidjson::StringBuffer> json_{buffer_};
};

std::string member(const rapidjson::Document& tree, const char* name) {
    const auto found = tree.FindMember(name);
    if (found == tree.MemberEnd() || !found->value.IsString()) return {};
    return {found->value.GetString(), found->value.GetStringLength()};
}

} // namespace

result<void> run_log::begin(const plan& what, timestamp now) {
    const auto records = store_.read_all();
    if (!records) return tl::unexpected(records.error());
    for (std::size_t at = 0; at < records->size(); ++at)
        if (auto taken = take((*records)[at], at + 1, what); !taken) return taken;
    return put(record()
                   .text("at", format_timestamp(now))
                   .text("kind", "run")
                   .text("plan", what.plan_digest)
                   .text("schema", schema)
                   .number("steps", what.steps.size())
                   .take());
}

result<void> run_log::take(const std::string& text, std::size_t line, const plan& what) {
    rapidjson::Document tree;
    tree.Parse<rapidjson::kParseIterativeFlag>(text.data(), text.size());
    const std::string where = "record " + std::to_string(line) + " of the journal";
    if (tree.HasParseError() || !tree.IsObject())
        return fail(errc::invalid_document, where + " is no JSON object");
    const std::string kind = member(tree, "kind");
    if (line == 1 && (kind != "run" || member(tree, "schema") != schema))
        return fail(errc::invalid_document, where + " is not the start of a run (" + std::string(schema) +
                                                "); name a journal of this plan, or a new one");
    if (kind == "run") {
        if (member(tree, "plan") == what.plan_digest) return {};
        return fail(errc::precondition_failed, "the journal belongs to another plan (" + member(tree, "plan") +
                                                   "), not to " + what.plan_digest +
                                                   "; name that plan, or a new journal");
    }
    logged_step& step = steps_[member(tree, "step")];
    if (kind == "intent") {
        step.intended = true;
        step.expected = member(tree, "expected");
        step.settled = member(tree, "settled");
    } else if (kind == "done") {
        step.done = true;
        step.left = member(tree, "left");
    }
    return {};
}

result<void> run_log::intent(const step& what, std::string_view method, std::string_view body,
                             std::string_view dropped, const intended_state& after, timestamp now) {
    logged_step& step = steps_[what.id];
    step.intended = true;
    step.expected = after.expected;
    step.settled = after.settled;
    return put(record()
                   .text("at", format_timestamp(now))
                   .json("body", body)
                   .json("dropped", dropped)
                   .text("expected", after.expected)
                   .text("kind", "intent")
                   .text("method", method)
                   .text("settled", after.settled)
                   .text("step", what.id)
                   .text("target", what.target.text())
                   .take());
}

result<void> run_log::done(const step& what, std::string_view outcome, std::string_view left, timestamp now) {
    logged_step& step = steps_[what.id];
    step.done = true;
    step.left = left;
    return put(record()
                   .text("at", format_timestamp(now))
                   .text("kind", "done")
                   .text("left", left)
                   .text("outcome", outcome)
                   .text("step", what.id)
                   .take());
}

result<void> run_log::not_done(const step& what, std::string_view kind, std::string_view message, timestamp now) {
    return put(record()
                   .text("at", format_timestamp(now))
                   .text("kind", kind)
                   .text("message", message)
                   .text("step", what.id)
                   .take());
}

result<void> run_log::put(std::string_view text) {
    if (auto appended = store_.append(text); !appended) return appended;
    return store_.sync();
}

} // namespace ingot::inline v0::apply_detail
