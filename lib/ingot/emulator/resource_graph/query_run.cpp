#include <ingot/emulator/resource_graph/detail/query_run.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/emulator/resource_graph/detail/query_functions.hpp>
#include <ingot/emulator/resource_graph/detail/query_tables.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace ingot::inline v0::emulator::resource_graph {
namespace {

const json nothing;

/// The segment of an id behind that name, such as its subscription.
std::string_view segment_after(std::string_view folded_id, std::string_view name) {
    const auto at = folded_id.find(name);
    if (at == std::string_view::npos) return {};
    folded_id.remove_prefix(at + name.size());
    return folded_id.substr(0, folded_id.find('/'));
}

/// Columns have places; an expression's column is looked up once per row.
using schema = std::vector<std::string>;

std::optional<std::size_t> place_of(const schema& columns, std::string_view name) {
    const auto found = std::find(columns.begin(), columns.end(), name);
    if (found == columns.end()) return std::nullopt;
    return static_cast<std::size_t>(found - columns.begin());
}

using row = std::vector<cell>;

/// The first column of an expression that is none.
std::optional<query_mistake> unknown_column(const expression& what, const schema& columns) {
    if (what.kind == expression::form::column && !place_of(columns, what.name))
        return query_mistake{what.at, fmt::format("Failed to resolve column '{}'", what.name)};
    for (const expression& each : what.operands)
        if (auto mistake = unknown_column(each, columns)) return mistake;
    return std::nullopt;
}

bool compared(const std::string& sign, const json& left, const json& right) {
    if (sign == "==" || sign == "!=") return (compare_values(left, right) == 0) == (sign == "==");
    if (sign == "<" || sign == "<=" || sign == ">" || sign == ">=") {
        if (left.IsNull() || right.IsNull()) return false;
        const int order = compare_values(left, right);
        return sign == "<" ? order < 0 : sign == "<=" ? order <= 0 : sign == ">" ? order > 0 : order >= 0;
    }
    const bool negated = sign.front() == '!';
    const std::string_view plain = std::string_view(sign).substr(negated ? 1 : 0);
    const std::string text = fold(text_of_value(left));
    const std::string part = fold(text_of_value(right));
    bool fits = false;
    if (plain == "=~" || plain == "~")
        fits = text == part;
    else if (plain == "contains")
        fits = text.find(part) != std::string::npos;
    else if (plain == "startswith")
        fits = text.starts_with(part);
    else
        fits = text.ends_with(part);
    return fits != negated;
}

/// Works out an expression over one row.
class evaluation {
public:
    evaluation(const schema& columns, const row& values) : columns_(columns), values_(values) {}

    /// @param scratch where a value stands that no resource has
    const json& of(const expression& what, json& scratch) const {
        using form = expression::form;
        switch (what.kind) {
        case form::literal: return what.value;
        case form::column: return values_[*place_of(columns_, what.name)].value();
        case form::member:
        case form::element: return part(what, scratch);
        case form::function: return scratch = call(what), scratch;
        case form::compare: {
            json left;
            json right;
            const bool fits = compared(what.name, of(what.operands[0], left), of(what.operands[1], right));
            return scratch.SetBool(fits), scratch;
        }
        case form::among: return scratch.SetBool(among(what)), scratch;
        case form::conjunction:
        case form::disjunction: {
            const bool all = what.kind == form::conjunction;
            const bool other = std::any_of(what.operands.begin(), what.operands.end(), [&](const expression& each) {
                json value;
                return holds(of(each, value)) != all;
            });
            return scratch.SetBool(other != all), scratch;
        }
        }
        return nothing;
    }

    [[nodiscard]] cell cell_of(const expression& what) const {
        json scratch;
        const json& value = of(what, scratch);
        return &value == &scratch ? cell(std::move(scratch)) : cell(json_copy(value));
    }

private:
    const json& part(const expression& what, json& scratch) const {
        const json& whole = of(what.operands.front(), scratch);
        const json* found = nullptr;
        if (what.kind == expression::form::member) {
            found = find(&whole, what.name);
        } else {
            json held;
            const json& index = of(what.operands[1], held);
            if (index.IsString())
                found = find(&whole, text_of(&index));
            else if (index.IsUint() && whole.IsArray() && index.GetUint() < whole.Size())
                found = &whole[index.GetUint()];
        }
        if (found == nullptr) return nothing;
        if (&whole != &scratch) return *found;
        // What was made here must outlive the whole that it is part of.
        json kept = json_copy(*found);
        scratch = std::move(kept);
        return scratch;
    }

    [[nodiscard]] json call(const expression& what) const {
        std::vector<json> given;
        for (const expression& each : what.operands) {
            json value;
            given.push_back(json_copy(of(each, value)));
        }
        return find_function(what.name)->call(given);
    }

    [[nodiscard]] bool among(const expression& what) const {
        const bool negated = what.name.front() == '!';
        const bool folds = what.name.back() == '~';
        json held;
        const json& wanted = of(what.operands.front(), held);
        const bool found = std::any_of(what.operands.begin() + 1, what.operands.end(), [&](const expression& each) {
            json value;
            return compared(folds ? "=~" : "==", wanted, of(each, value));
        });
        return found != negated;
    }

    const schema& columns_;
    const row& values_;
};

class query_runner {
public:
    query_runner(const query_syntax& query, const resource_store& resources,
                 const std::set<std::string_view>& subscriptions)
        : query_(query), resources_(resources), subscriptions_(subscriptions),
          columns_(table_columns.begin(), table_columns.end()) {}

    tl::expected<query_result, query_mistake> run() {
        const auto* const table = std::find_if(query_tables.begin(), query_tables.end(),
                                               [&](const query_table& one) { return one.name == query_.table; });
        if (table == query_tables.end())
            return tl::unexpected(query_mistake{
                query_.table_at, fmt::format("the table '{}' is not one that the emulator knows", query_.table)});
        // Mistakes do not depend on what there is.
        schema seen = columns_;
        for (const query_step& each : query_.steps)
            if (auto mistake = check(each, seen)) return tl::unexpected(std::move(*mistake));

        std::size_t first = 0;
        while (first < query_.steps.size() && query_.steps[first].kind == query_step::form::where) ++first;
        read(*table, first);
        for (std::size_t at = first; at < query_.steps.size(); ++at) apply(query_.steps[at]);
        result_.columns = std::move(columns_);
        result_.rows = std::move(rows_);
        result_.pages = pages_ && place_of(result_.columns, "id").has_value();
        return std::move(result_);
    }

private:
    static std::optional<query_mistake> check(const query_step& what, schema& columns) {
        if (auto mistake = unknown_column(what.condition, columns)) return mistake;
        for (const sort_key& each : what.keys)
            if (auto mistake = unknown_column(each.value, columns)) return mistake;
        schema before = columns;
        if (what.kind != query_step::form::extend && what.kind != query_step::form::where &&
            what.kind != query_step::form::order && what.kind != query_step::form::take)
            columns.clear();
        for (const named_expression& each : what.columns) {
            // A column of one `extend` sees those before it only.
            if (auto mistake = unknown_column(each.value, before)) return mistake;
            if (!place_of(columns, each.name)) columns.push_back(each.name);
        }
        if (what.kind == query_step::form::count) columns = {"Count"};
        if (what.kind == query_step::form::summarize) columns.push_back(what.counter);
        return std::nullopt;
    }

    /// @param filters how many of the first steps only filter
    void read(const query_table& table, std::size_t filters) {
        for (const resource_kind kind : table.kinds) {
            const std::string type = fold(kind == resource_kind::resource_group
                                              ? std::string_view("microsoft.resources/subscriptions/resourcegroups")
                                              : facts_of(kind).type);
            for (const auto& [id, resource] : resources_.all(kind)) {
                const std::string_view subscription = segment_after(id, "/subscriptions/");
                if (!subscriptions_.contains(subscription)) continue;
                row values = row_of(id, type, subscription, resource.body);
                bool kept = true;
                for (std::size_t at = 0; kept && at < filters; ++at)
                    kept = fits(query_.steps[at].condition, values);
                if (kept) rows_.push_back(std::move(values));
            }
        }
    }

    row row_of(std::string_view id, std::string_view type, std::string_view subscription, const json& body) const {
        row values;
        values.reserve(columns_.size() + 2);
        for (const std::string& name : columns_) {
            if (name == "type")
                values.emplace_back(json_text(type));
            else if (name == "subscriptionId")
                values.emplace_back(json_text(subscription));
            else if (name == "resourceGroup")
                values.emplace_back(json_text(segment_after(id, "/resourcegroups/")));
            else if (name == "tenantId")
                values.emplace_back(json_text("00000000-0000-0000-0000-000000000000"));
            else
                values.emplace_back(find(&body, name) != nullptr ? find(&body, name) : &nothing);
        }
        return values;
    }

    [[nodiscard]] bool fits(const expression& condition, const row& values) const {
        json scratch;
        return holds(evaluation(columns_, values).of(condition, scratch));
    }

    void apply(const query_step& what) {
        using form = query_step::form;
        switch (what.kind) {
        case form::where:
            std::erase_if(rows_, [&](const row& each) { return !fits(what.condition, each); });
            return;
        case form::extend:
        case form::project: return compute(what);
        case form::order: return sort(what);
        case form::take:
            pages_ = false;
            if (rows_.size() > what.rows) rows_.erase(rows_.begin() + static_cast<std::ptrdiff_t>(what.rows), rows_.end());
            return;
        case form::count: {
            pages_ = false;
            const auto number = static_cast<std::int64_t>(rows_.size());
            rows_.clear();
            rows_.emplace_back().emplace_back(json(number));
            columns_ = {"Count"};
            return;
        }
        case form::summarize: return summarize(what);
        }
    }

    void compute(const query_step& what) {
        schema after = what.kind == query_step::form::extend ? columns_ : schema{};
        const std::size_t kept = after.size();
        std::vector<std::size_t> places;
        for (const named_expression& each : what.columns) {
            if (!place_of(after, each.name)) after.push_back(each.name);
            places.push_back(*place_of(after, each.name));
        }
        for (row& each : rows_) {
            row made;
            made.reserve(after.size());
            const evaluation over(columns_, each);
            std::vector<cell> computed;
            for (const named_expression& column : what.columns) computed.push_back(cell_of(over, column.value, each));
            for (std::size_t at = 0; at < kept; ++at) made.push_back(std::move(each[at]));
            while (made.size() < after.size()) made.emplace_back(&nothing);
            for (std::size_t at = 0; at < places.size(); ++at) made[places[at]] = std::move(computed[at]);
            each = std::move(made);
        }
        columns_ = std::move(after);
    }

    /// A column of a resource stays where it is: rows are many, and a page shows few.
    cell cell_of(const evaluation& over, const expression& what, const row& values) const {
        if (what.kind == expression::form::column) return values[*place_of(columns_, what.name)].again();
        return over.cell_of(what);
    }

    void sort(const query_step& what) {
        std::vector<std::pair<row, row>> keyed;
        for (row& each : rows_) {
            row keys;
            const evaluation over(columns_, each);
            for (const sort_key& key : what.keys) keys.push_back(over.cell_of(key.value));
            keyed.emplace_back(std::move(keys), std::move(each));
        }
        std::stable_sort(keyed.begin(), keyed.end(), [&](const auto& left, const auto& right) {
            for (std::size_t at = 0; at < what.keys.size(); ++at) {
                const json& a = left.first[at].value();
                const json& b = right.first[at].value();
                if (a.IsNull() != b.IsNull()) return a.IsNull() == what.keys[at].nulls_first;
                const int order = compare_values(a, b);
                if (order != 0) return (order < 0) != what.keys[at].descending;
            }
            return false;
        });
        for (std::size_t at = 0; at < keyed.size(); ++at) rows_[at] = std::move(keyed[at].second);
    }

    void summarize(const query_step& what) {
        pages_ = false;
        struct group {
            row values;
            std::int64_t rows = 0;
        };
        std::map<std::string, group> groups;
        if (what.columns.empty()) groups.try_emplace("");
        for (const row& each : rows_) {
            const evaluation over(columns_, each);
            std::string key;
            row values;
            for (const named_expression& column : what.columns) {
                values.push_back(over.cell_of(column.value));
                key += write_json(values.back().value()) + '\n';
            }
            group& one = groups[key];
            if (one.rows++ == 0) one.values = std::move(values);
        }
        columns_.clear();
        for (const named_expression& each : what.columns) columns_.push_back(each.name);
        columns_.push_back(what.counter);
        rows_.clear();
        for (auto& [key, one] : groups) {
            one.values.emplace_back(json(one.rows));
            rows_.push_back(std::move(one.values));
        }
    }

    const query_syntax& query_;
    const resource_store& resources_;
    const std::set<std::string_view>& subscriptions_;
    schema columns_;
    std::vector<row> rows_;
    bool pages_ = true;
    query_result result_;
};

} // namespace

tl::expected<query_result, query_mistake> run_query(const query_syntax& query, const resource_store& resources,
                                                    const std::set<std::string_view>& subscriptions) {
    return query_runner(query, resources, subscriptions).run();
}

} // namespace ingot::inline v0::emulator::resource_graph
