// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/walk.hpp>
#include <nabla/rules/matrix.hpp>
#include <nabla/support/raise.hpp>

#include <deque>
#include <stdexcept>
#include <string>

namespace nabla::detail {

/// Makes the facts of expressions at run time, which for expressions that are types are constants. What it makes lives as long as it does.
/// Operands whose shapes do not fit are refused by std::invalid_argument, as by the compiler.
class facts_maker {
 public:
  facts_maker() = default;
  facts_maker(const facts_maker&) = delete;
  facts_maker& operator=(const facts_maker&) = delete;

  const facts& number(std::int64_t numerator, std::int64_t denominator = 1) { return keep(facts_of_constant({numerator, denominator})); }
  const facts& symbol(const std::string& name, shape extents = {}, role kind = role::variable) {
    infos_.push_back({names_.emplace_back(name).c_str(), kind});
    return keep(facts_of_symbol(infos_.back(), extents, symbol_key(infos_.back(), extents)));
  }
  /// A size that is bound later.
  extent size(const std::string& name) {
    const char* text = names_.emplace_back(name).c_str();
    extent result(extent::of_name);
    result.name = &sizes_.emplace_back(dimension_info{text, key_of(text)});
    return result;
  }
  /// Stands for any matrix of this shape, as the last operand of what uses the shape of that only.
  const facts& like(const shape& extents) { return keep(facts_of_placeholder(-1, extents)); }
  const facts& apply(const operation& op, const operand_facts& operands) {
    const facts made = combine(&op, op.id, op.elementwise, op.infer, operands);
    if (made.problem != nullptr) raise(std::invalid_argument(std::string("nabla: operands of ").append(op.text).append(": ").append(made.problem)));
    return keep(made);
  }
  /// A node of a graph with what it needs. The graph has to live as long.
  const facts& from(const graph& g, int root) {
    const list<int> readers = count_readers(g, &root, 1);
    list<const facts*> made(root + 1);
    for (int i = 0; i <= root; ++i)
      if (readers.data[i] > 0) made.data[i] = &from_node(g, i, made);
    return *made.data[root];
  }

 protected:
  const facts& keep(const facts& made) { return made_.emplace_back(made); }
  const char* keep_name(const std::string& name) { return names_.emplace_back(name).c_str(); }

 private:
  const facts& from_node(const graph& g, int i, const list<const facts*>& made) {
    const graph_node& n = g.nodes.data[i];
    if (n.op->code == operation_code::constant) return keep(facts_of_constant(n.value));
    if (n.op->code == operation_code::real) return keep(facts_of_real(n.value));
    if (n.op->code == operation_code::symbol) return *n.leaf;
    const int first = n.operands[0];
    if (n.op->code == operation_code::count) return apply(*n.op, {{&like(g.shapes.data[g.counted_shape(i)])}});
    if (n.op->code == operation_code::broadcast || n.op->last_is_shape) return apply(*n.op, {{made.data[first], &like(g.shape_of(i))}});
    operand_facts operands;
    for (int k = 0; k < n.op->arity; ++k) operands.operands[k] = made.data[n.operands[k]];
    return apply(*n.op, operands);
  }

  std::deque<facts> made_;
  std::deque<symbol_info> infos_;
  std::deque<dimension_info> sizes_;
  std::deque<std::string> names_;
};

}  // namespace nabla::detail
