#pragma once

#include <ingot/emulator/detail/json.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace ingot::inline v0::emulator::resource_graph {

/// A part of an expression.
struct expression {
    enum class form {
        literal,  ///< `value`
        column,   ///< `name`
        member,   ///< `name` of the first operand, which is dynamic
        element,  ///< of the first operand: that at the second, an index or a name
        function, ///< `name` with operands
        compare,  ///< `name` is the operator, such as `=~`; operands left and right
        among,    ///< `name` is `in`, `in~`, `!in` or `!in~`: the first operand among the others
        conjunction,
        disjunction,
    };

    form kind = form::literal;
    std::size_t at = 0; ///< where in the query it stands
    std::string name;
    json value;
    std::vector<expression> operands;
};

struct named_expression {
    std::string name;
    expression value;
};

struct sort_key {
    expression value;
    bool descending = true;
    bool nulls_first = false;
};

/// One operator behind a pipe.
struct query_step {
    enum class form { where, extend, project, order, take, count, summarize };

    form kind = form::where;
    expression condition;                  ///< of `where`
    std::vector<named_expression> columns; ///< of `extend` and `project`; what `summarize` counts by
    std::vector<sort_key> keys;            ///< of `order by`
    std::size_t rows = 0;                  ///< of `take`
    std::string counter;                   ///< what `summarize` calls its count
};

struct query_syntax {
    std::string table; ///< in lower case
    std::size_t table_at = 0;
    std::vector<query_step> steps;
};

/// What is wrong with a query, and where.
struct query_mistake {
    std::size_t at = 0; ///< offset in bytes
    std::string message;
};

} // namespace ingot::inline v0::emulator::resource_graph
