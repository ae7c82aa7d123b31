// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/run/lanes.hpp>
#include <nabla/graph/plan/plan.hpp>
#include <nabla/support/fixed_array.hpp>

#include <utility>

namespace nabla::detail {

/// Which scalar step computes a slot, or -1, and the last one that reads it; `others` where something else does.
template <class P>
struct scalar_lives {
  static constexpr int others = 1 << 30;
  fixed_array<int, P::plan.slots> made, last;

  constexpr scalar_lives() {
    for (int k = 0; k < P::plan.slots; ++k) made.data[k] = last.data[k] = -1;
    for (int i = 0; i < P::plan.sizes.scalars; ++i) {
      const scalar_step& step = P::plan.scalars.data[i];
      made.data[step.slot] = i;
      for (int operand : step.operands)
        if (operand >= 0) last.data[operand] = i;
    }
    for (int k = 0; k < P::plan.sizes.members; ++k)
      for (const loop_operand& o : P::plan.members.data[k].operands)
        if (o.kind == source::scalar) last.data[o.index] = others;
    for (int k = 0; k < P::plan.sizes.assembled; ++k)
      if (P::plan.assembled.data[k] >= 0) last.data[P::plan.assembled.data[k]] = others;
    for (int k = 0; k < P::plan.sizes.asked; ++k) last.data[P::plan.asked.data[k].slot] = others;
    for (int k = 0; k < P::plan.sizes.outputs; ++k)
      if (P::plan.outputs.data[k].slot >= 0) last.data[P::plan.outputs.data[k].slot] = others;
    for (int k = 0; k < P::plan.sizes.decisions; ++k)
      for (int operand : P::plan.decisions.data[k].operands)
        if (operand >= 0) last.data[operand] = others;
    for (int k = 0; k < P::plan.sizes.bounds; ++k) last.data[P::plan.bounds.data[k]] = others;
  }
};
template <class P>
inline constexpr scalar_lives<P> lives_of{};

/// A range of the scalar steps of a plan as plain short arrays: compilers fold `a[7]` at once, but look through a long array
/// or an array of structures for every element that is named.
template <class P, int First, int Count>
struct scalar_columns {
  fixed_array<key, Count> function;
  fixed_array<int, Count> slot;
  fixed_array<int, Count> operands[max_arity];  ///< where they are: results of the range, or ~slot, some slot where there is none; of a choice that is made in its arms what it was before
  fixed_array<bool, Count> leaves;              ///< does somebody outside of the range read the result?
  fixed_array<bool, Count> stays;               ///< was it there before, and stays where the step is not run?

  constexpr scalar_columns() {
    for (int i = 0; i < Count; ++i) {
      const scalar_step& s = P::plan.scalars.data[First + i];
      function.data[i] = s.function;
      slot.data[i] = s.slot;
      for (int k = 0; k < max_arity; ++k) {
        const int of = s.operands[k], made = of < 0 || of == s.slot ? -1 : lives_of<P>.made.data[of] - First;
        operands[k].data[i] = made >= 0 && made < Count ? made : (of < 0 ? -1 : ~of);
      }
      leaves.data[i] = lives_of<P>.last.data[s.slot] >= First + Count;
      stays.data[i] = s.operands[1] == s.slot || s.operands[2] == s.slot;
    }
  }
};
template <key Function>
constexpr bool is_dear() {
  if constexpr (Function == constant_operation.id) return false;
  else return is_dear(operation_of<decltype(two_rules_have_one_text(rule_tag<Function>{}))>);
}

/// The order in which steps run: those that wait for no dear one, then those that wait for one and so on, as it was in each. A call of the C library keeps a processor waiting, which meanwhile
/// looks a few hundred instructions ahead: there should be what does not wait, as other calls. A long program keeps its order, in which less is on its way at a time.
template <int Count>
struct step_order {
  static constexpr int most_stages = 8;
  fixed_array<int, Count> steps;
  bool changes = false;

  template <class Columns>
  constexpr step_order(const Columns& columns, const bool* dear) {
    fixed_array<int, Count> stage;
    int last = 0;
    for (int i = 0; i < Count; ++i) {
      stage.data[i] = 0;
      for (const auto& places : columns.operands)
        if (const int of = places.data[i]; of >= 0 && stage.data[i] < stage.data[of] + dear[of]) stage.data[i] = stage.data[of] + dear[of];
      if (stage.data[i] >= most_stages) stage.data[i] = most_stages - 1;
      changes = changes || stage.data[i] < last;
      last = stage.data[i];
    }
    for (int k = 0, n = 0; k < most_stages && changes; ++k)
      for (int i = 0; i < Count; ++i)
        if (stage.data[i] == k) steps.data[n++] = i;
  }
};

template <class P, int First, int Count>
struct scalar_table {
  static constexpr scalar_columns<P, First, Count> columns{};
  static constexpr const auto &function = columns.function, &slot = columns.slot;
  static constexpr const auto &a = columns.operands[0], &b = columns.operands[1], &c = columns.operands[2], &d = columns.operands[3];
  static constexpr const auto &leaves = columns.leaves, &stays = columns.stays;
  template <class T, class Get>
  static constexpr fixed_array<T, Count> column(Get get) {
    fixed_array<T, Count> result;
    for (int i = 0; i < Count; ++i) result.data[i] = get(P::plan.scalars.data[First + i]);
    return result;
  }
};

/// Can numbers of this type be constants of the compiler?
template <class T>
concept ConstantScalar = requires { typename std::bool_constant<(static_cast<void>(constant_as<T>(rational{1, 3})), true)>; };

/// The constants of a range of steps; those that the compiler cannot compute are made in the first call.
template <class Table, class T>
struct scalar_constants {
  static constexpr auto made = Table::template column<T>([](const scalar_step& s) { return constant_as<T>(s.value); });
  [[gnu::always_inline]] static constexpr const T& at(int i) { return made.data[i]; }
};
template <class Table, class T>
  requires is_register<T>
struct scalar_constants<Table, T> : scalar_constants<Table, typename T::scalar> {};
template <class Table, class T>
  requires(!is_register<T> && !ConstantScalar<T>)
struct scalar_constants<Table, T> {
  static const T& at(int i) {
    static const auto made = Table::template column<T>([](const scalar_step& s) { return constant_as<T>(s.value); });
    return made.data[i];
  }
};

/// The operands of steps, by their places: results of a range, or ~slot.
template <class Value>
struct step_operands {
  const Value *results, *slots;
  [[gnu::always_inline]] constexpr const Value& operator()(int place) const { return place >= 0 ? results[place] : slots[~place]; }
};

/// A step with numbers, or with lanes of them.
template <key Function, class Lanes, class T>
[[gnu::always_inline]] inline constexpr typename Lanes::type run_step(step_operands<typename Lanes::type> at, int a, int b, int c, int d, const T& constant) {
  if constexpr (Function == constant_operation.id) {
    return typename Lanes::type(constant);
  } else {
    using rule = decltype(two_rules_have_one_text(rule_tag<Function>{}));
    constexpr int arity = rule::arity;
    if constexpr (requires { rule::chooses; }) return detail::chosen(Lanes::template apply_rule<Function>(at(a), at(b)));
    else if constexpr (arity == 1) return Lanes::template apply_rule<Function>(at(a));
    else if constexpr (arity == 2) return Lanes::template apply_rule<Function>(at(a), at(b));
    else if constexpr (arity == 3) return Lanes::template apply_rule<Function>(at(a), at(b), at(c));
    else return Lanes::template apply_rule<Function>(at(a), at(b), at(c), at(d));
  }
}
struct step_done {};  ///< an array of these puts steps in order, and takes no time without the optimiser either
template <bool Leaves, class T>
[[gnu::always_inline]] inline constexpr step_done store_result(const T& result, T& slot) {
  if constexpr (Leaves) slot = result;
  return {};
}
/// A step, and its result where it is read: nothing to deduce and one call a step to inline, for one more template a function. From some hundred steps on that spares compile time.
template <class T>
struct step_of {
  template <key Function, bool Leaves>
  [[gnu::always_inline]] static constexpr step_done run(T* results, T* slots, int i, int a, int b, int c, int d, const T& constant, int slot) {
    results[i] = run_step<Function, single_lane<T>>({results, slots}, a, b, c, d, constant);
    if constexpr (Leaves) slots[slot] = results[i];
    return {};
  }
};

inline constexpr int longest_short = 128;  ///< of a program with so many steps at most the steps are put in order, and make fewer templates
/// The steps of a range in the order in which they run.
template <class Table, int... I>
constexpr auto ordered_steps(std::integer_sequence<int, I...> steps) {
  constexpr int count = static_cast<int>(sizeof...(I));
  constexpr bool dear[] = {is_dear<Table::function.data[I]>()...};
  constexpr step_order<count> order(Table::columns, dear);
  if constexpr (order.changes) return std::integer_sequence<int, order.steps.data[I]...>();
  else return steps;
}

/// Straight-line code for a range of scalar steps. Instantiations grow with the number of different functions, not of steps. Results are local variables, so
/// that only those are stored that somebody else reads: a slot may be read by anybody, as far as the compiler knows.
template <class P, int First, int Count, class T, int... I>
[[gnu::always_inline]] inline constexpr void run_in_order(T* slots, std::integer_sequence<int, I...>) {
  using table = scalar_table<P, First, Count>;
  using constants = scalar_constants<table, T>;
  T results[detail::array_length(Count)];
  // braced lists, not folds over the comma: clang refuses more than 256
  if constexpr (P::plan.sizes.scalars > longest_short) {
    const step_done in_order[] = {
        step_of<T>::template run<table::function.data[I], table::leaves.data[I]>(results, slots, I, table::a.data[I], table::b.data[I], table::c.data[I], table::d.data[I], constants::at(I), table::slot.data[I])...};
    (void)in_order;
  } else {
    const step_done in_order[] = {store_result<table::leaves.data[I]>(results[I] = run_step<table::function.data[I], single_lane<T>>({results, slots}, table::a.data[I], table::b.data[I], table::c.data[I],
                                                                                                                                     table::d.data[I], constants::at(I)),
                                                                      slots[table::slot.data[I]])...};
    (void)in_order;
  }
}

// A function of moderate length is one piece of code. Beyond, the steps go into functions of a shorter length: the inliner and
// the alias analysis of both compilers take more than linear time in the length of a function. Measured: a residual of bundle adjustment with its Jacobian,
// 346 steps, takes 1.21 times by hand in pieces of 200 steps, 1.27 in pieces of 64, and 1.07 as one.
inline constexpr int longest_inline = 400;
inline constexpr int longest_piece = 64;
template <int Count>
using pieces_of = std::make_integer_sequence<int, (Count + longest_piece - 1) / longest_piece>;
template <int Count, int Piece>
inline constexpr int length_of_piece = Count - Piece * longest_piece < longest_piece ? Count - Piece * longest_piece : longest_piece;

template <class P, int First, int Count, class T>
[[gnu::noinline]] constexpr void run_piece(T* slots) {
  run_in_order<P, First, Count>(slots, std::make_integer_sequence<int, Count>{});
}

template <class P, int First, int Count, class T>
[[gnu::always_inline]] inline constexpr void run_scalars(T* slots) {
  if constexpr (Count == 0) {
  } else if constexpr (Count > 2 && Count <= longest_short) {
    run_in_order<P, First, Count>(slots, ordered_steps<scalar_table<P, First, Count>>(std::make_integer_sequence<int, Count>{}));
  } else if constexpr (Count <= longest_inline) {
    run_in_order<P, First, Count>(slots, std::make_integer_sequence<int, Count>{});
  } else {
    [&]<int... Piece>(std::integer_sequence<int, Piece...>) {
      (run_piece<P, First + Piece * longest_piece, length_of_piece<Count, Piece>>(slots), ...);
    }(pieces_of<Count>{});
  }
}

}  // namespace nabla::detail
