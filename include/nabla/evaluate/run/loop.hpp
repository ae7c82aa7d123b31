// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/run/lanes.hpp>
#include <nabla/evaluate/run/loop_shape.hpp>

#include <utility>

namespace nabla::detail {

/// One loop over a matrix: every member for each element, or a register of elements, values in registers; only what
/// others read is stored. A matrix without gaps is walked in one go where positions do not matter.
/// An incomplete register at the end of a column is filled up, so that equal elements have equal results everywhere.
/// All that changes, and all that is read again, is in local variables: what a loop stores could be anything in memory, as far as the compiler knows.
template <class C, int Segment, Lanes<typename C::scalar> L>
struct loop {
  using T = typename C::scalar;
  using lane = typename L::type;
  static constexpr const auto& plan = C::plan;
  static constexpr segment range = plan.segments.data[Segment];
  static constexpr loop_shape<std::remove_cvref_t<decltype(plan)>> what{plan, range};
  static constexpr int member_count = what.members();
  static constexpr bool is_row = what.is_row();
  static constexpr loop_reads<member_count> reads = what.template reads<member_count>();
  static constexpr std::size_t value_count = detail::array_length(member_count), read_count = detail::array_length(reads.count);
  static constexpr loop_results<member_count> results = what.template results<member_count>();
  using all_members = std::make_integer_sequence<int, member_count>;
  using all_reads = std::make_integer_sequence<int, reads.count>;
  using all_results = std::make_integer_sequence<int, results.count>;

  static constexpr bool is_step = !requires(C& c) { c.place_outputs(); };  ///< of a loop over steps, where what is bound is a state, mostly

  static constexpr bool all_short = []<int... K>(std::integer_sequence<int, K...>) { return (... && is_short_member<what.member(K).code, what.member(K).function>()); }(all_members{});
  /// May there be so few elements that they are taken one by one? With windows clang keeps in memory then what both loops read.
  static constexpr bool may_be_few = L::width > 1 && !(is_clang && what.has_windows()) && !plan.shapes.data[range.shape_index].is_static() && []<int... K>(std::integer_sequence<int, K...>) {
    return (... && is_arithmetic_member<what.member(K).code, what.member(K).function>());
  }(all_members{});
  /// Fewer than two registers have?
  [[gnu::always_inline]] static constexpr bool are_few(const C& c) { return layout<typename C::program>::template count<range.shape_index>(c.sizes) < (L::width < 4 ? 2 * L::width : 8); }
  /// In registers quotients by a number are products with its inverse; where one is none, see rules/fused.hpp, all goes one by one.
  template <int K>
  static constexpr bool is_by_number = L::width > 1 && is_quotient_by_number<T, what.member(K).function>(what.member(K).operands[1], what.member(K).operands[2]);
  static constexpr bool may_be_divided = []<int... K>(std::integer_sequence<int, K...>) { return (is_by_number<K> || ...); }(all_members{});
  template <int... K>
  [[gnu::always_inline]] static constexpr bool is_divided(const C& c, std::integer_sequence<int, K...>) {
    return (is_divided_by<K>(c) || ...);
  }
  template <int K>
  [[gnu::always_inline]] static constexpr bool is_divided_by(const C& c) {
    constexpr const loop_member& m = what.member(K);
    if constexpr (is_by_number<K>) return rule_of_member<what.member(K).function>::is_divided(c.slots[m.operands[1].index], c.slots[m.operands[2].index]);
    else return false;
  }
  /// Is all of a matrix without gaps walked in one go? Half registers begin with a column, as those of products do: a load from two stores waits until both are in memory.
  static constexpr bool goes_on = what.is_flat() && !requires { requires L::begins_with_column; };
  /// Registers at a time: no more than a column has, where that is known.
  static constexpr int block = [] {
    if (L::width == 1 || !all_short) return 1;
    const shape extents = plan.shapes.data[range.shape_index];
    if (!extents.is_static()) return registers_at_once(what);
    const index inner = is_row ? extents.columns.size : extents.rows.size, complete = (goes_on ? inner * extents.columns.size : inner) / L::width;
    return complete < registers_at_once(what) ? (complete > 1 ? static_cast<int>(complete) : 1) : registers_at_once(what);
  }();
  /// Few numbers, not one whole register: that is less work one by one.
  static constexpr bool is_tiny = [] {
    const shape extents = plan.shapes.data[range.shape_index];
    return L::width > 1 && all_short && extents.is_static() && index{extents.rows.size} * extents.columns.size < (L::width < 5 ? L::width : 5);
  }();
  /// How many elements the last, incomplete register has, where that is known: -1 else.
  static constexpr index left = [] {
    const shape extents = plan.shapes.data[range.shape_index];
    if (L::width == 1) return index{0};
    if (!extents.is_static()) return index{-1};
    const index of_column = (is_row ? extents.columns.size : extents.rows.size) % L::width, of_all = index{extents.rows.size} * extents.columns.size % L::width;
    return !goes_on || of_column == of_all ? of_column : -1;
  }();

  struct state {
    lane same[read_count];         // numbers, and what is the same for a whole column
    const T* from[read_count];     // what is read element by element: the column
    T* to[value_count];            // what is stored: the column
    index lengths[read_count];     // of what is read through a window
    const T* places[read_count];   // numbers of the rows that are taken
    index inner;                   // of the column
    lane sums[detail::array_length(block)][value_count];  // of reductions along a column or over everything
    typename L::maxima maxima[detail::array_length(block)][value_count];
  };

  template <int Number, bool Complete, bool Inside>
  [[gnu::always_inline]] static constexpr void read(const state& s, lane* elements, index i, index count) {
    if constexpr (constexpr source kind = reads.of[Number].kind; kind == source::element || kind == source::of_row) {
      if constexpr (Complete) elements[Number] = L::load(s.from[Number] + i);
      else elements[Number] = L::load(s.from[Number] + i, count);
    } else if constexpr (kind == source::taken) {
      elements[Number] = L::taken(s.from[Number], s.places[Number] + i, count);
    } else if constexpr (kind == source::window) {
      constexpr index shift = reads.of[Number].behind;
      if constexpr (Inside) elements[Number] = L::load(s.from[Number] + (i - shift));
      else elements[Number] = L::template window < shift, is_step || !is_input(plan, reads.of[Number].index) > (s.from[Number], i, s.lengths[Number]);
    }
  }
  template <int K, int O>
  [[gnu::always_inline]] static constexpr lane operand(const state& s, const lane* elements, const lane* values) {
    constexpr int number = reads.number[K][O];
    if constexpr (number < 0) return values[what.member(K).operands[O].index];
    else if constexpr (reads.of[number].kind == source::scalar || reads.of[number].kind == source::of_column) return s.same[number];
    else return elements[number];
  }

  template <int K, int Register, bool Complete, bool Inside>
  [[gnu::always_inline]] static constexpr void run_member(state& s, lane* elements, lane* values, index i, index j, index count) {
    constexpr const loop_member& m = what.member(K);
    // Member K loads what it is the first to read.
    if constexpr (reads.loaded[K][0]) read<reads.number[K][0], Complete, Inside>(s, elements, i, count);
    if constexpr (reads.loaded[K][1]) read<reads.number[K][1], Complete, Inside>(s, elements, i, count);
    if constexpr (reads.loaded[K][2]) read<reads.number[K][2], Complete, Inside>(s, elements, i, count);
    if constexpr (reads.loaded[K][3]) read<reads.number[K][3], Complete, Inside>(s, elements, i, count);
    if constexpr (is_reduction(m.code)) {
      reduce<K, Register, Complete>(s, operand<K, 0>(s, elements, values), i, j, count);
    } else {
      if constexpr (m.code == operation_code::broadcast || (m.code == operation_code::within && Inside)) values[K] = operand<K, 0>(s, elements, values);
      else if constexpr (m.code == operation_code::within) {
        const index length = s.inner - (m.operands[1].index + m.operands[1].behind);
        values[K] = L::keep(operand<K, 0>(s, elements, values), i - m.operands[1].index, length > 0 ? length : 0);
      } else {
        constexpr int arity = decltype(two_rules_have_one_text(rule_tag<m.function>{}))::arity;
        if constexpr (is_by_number<K>) values[K] = operand<K, 0>(s, elements, values) * operand<K, 2>(s, elements, values);
        else if constexpr (arity == 1) values[K] = L::template apply_rule<m.function>(operand<K, 0>(s, elements, values));
        else if constexpr (arity == 2) values[K] = L::template apply_rule<m.function>(operand<K, 0>(s, elements, values), operand<K, 1>(s, elements, values));
        else if constexpr (arity == 3)
          values[K] = L::template apply_rule<m.function>(operand<K, 0>(s, elements, values), operand<K, 1>(s, elements, values), operand<K, 2>(s, elements, values));
        else
          values[K] = L::template apply_rule<m.function>(operand<K, 0>(s, elements, values), operand<K, 1>(s, elements, values), operand<K, 2>(s, elements, values),
                                                         operand<K, 3>(s, elements, values));
      }
      if constexpr (m.stored_in >= 0) store<Complete || (left < 0 && L::width <= 8 && has_room_behind(plan, m.stored_in))>(s.to[K] + i, values[K], count);
    }
  }
  template <bool Complete>
  [[gnu::always_inline]] static constexpr void store(T* to, const lane& value, index count) {
    if constexpr (Complete) L::store(to, value);
    else L::store(to, value, count);
  }
  template <int K>
  [[gnu::always_inline]] static constexpr lane reduced(const lane& a, const lane& b) {
    if constexpr (is_maximum(what.member(K).code)) return L::maximum(a, b);
    else return L::sum(a, b);
  }

  template <int K, int Register, bool Complete>
  [[gnu::always_inline]] static constexpr void reduce(state& s, const lane& value, index i, index j, index count) {
    constexpr operation_number code = what.member(K).code;
    if constexpr (what.along_column(code)) {
      const lane part = [&] {
        if constexpr (Complete) return value;
        else return L::first(value, count, of_nothing(code));
      }();
      if constexpr (is_maximum(code)) s.maxima[Register][K] = L::with(s.maxima[Register][K], part);
      else s.sums[Register][K] = L::sum(s.sums[Register][K], part);
    } else {  // one result for each row, gathered from column to column
      T* total = s.to[K] + i;
      if (j == 0) store<Complete>(total, is_maximum(code) && !is_ordered<T> ? reduced<K>(value, value) : value, count);
      else if constexpr (Complete) L::store(total, reduced<K>(L::load(total), value));
      else L::store(total, reduced<K>(L::load(total, count), value), count);
    }
  }
  /// What a reduction is of nothing.
  static constexpr T of_nothing(operation_number code) { return is_maximum(code) ? maximum_of_nothing<T>() : T(0); }

  // Before the loop: numbers, and where things are. Rows without columns: no column is there to begin with.
  template <int Number>
  [[gnu::always_inline]] static constexpr void begin_reading(state& s, const C& c) {
    constexpr const loop_operand& o = reads.of[Number];
    if constexpr (o.kind == source::scalar) s.same[Number] = lane(c.slots[o.index]);
    else s.from[Number] = c.template data<o.index>();
    if constexpr (o.kind == source::taken) s.places[Number] = c.template data<o.behind>();
    if constexpr (o.kind == source::window) s.lengths[Number] = is_row ? c.template columns<o.index>() : c.template rows<o.index>();
  }
  template <int K>
  [[gnu::always_inline]] static constexpr void begin(state& s, const C& c, index rows, index columns) {
    constexpr const loop_member& m = what.member(K);
    if constexpr (!is_over_all(m.code)) s.to[K] = c.template data<m.stored_in>();
    if constexpr (is_reduction(m.code) && !what.along_column(m.code)) {
      if (columns == 0)
        for (index i = 0; i < rows; ++i) s.to[K][i] = of_nothing(m.code);
    } else if constexpr (is_over_all(m.code)) begin_accumulators<K>(s, std::make_integer_sequence<int, block>{});
  }
  template <int K, int... Register>
  [[gnu::always_inline]] static constexpr void begin_accumulators(state& s, std::integer_sequence<int, Register...>) {
    if constexpr (is_maximum(what.member(K).code)) ((s.maxima[Register][K] = L::maxima_of_nothing()), ...);
    else ((s.sums[Register][K] = lane(T(0))), ...);
  }

  template <int Number>
  [[gnu::always_inline]] static constexpr void begin_reading_column(state& s, const C& c, index j) {
    constexpr const loop_operand& o = reads.of[Number];
    if constexpr (o.kind == source::of_column) s.same[Number] = lane(s.from[Number][j * c.template stride<o.index>()]);
    else if constexpr ((o.kind == source::element || o.kind == source::window || o.kind == source::taken) && !is_row) s.from[Number] = c.template data<o.index>() + j * c.template stride<o.index>();
  }
  template <int K>
  [[gnu::always_inline]] static constexpr void begin_column(state& s, const C& c, index j) {
    constexpr const loop_member& m = what.member(K);
    if constexpr (!is_reduction(m.code)) {
      if constexpr (!is_row) s.to[K] = c.template data<m.stored_in>() + j * c.template stride<m.stored_in>();
    } else if constexpr (is_over_columns(m.code)) begin_accumulators<K>(s, std::make_integer_sequence<int, block>{});
  }

  template <int K, int... Register>
  [[gnu::always_inline]] static constexpr T total(const state& s, std::integer_sequence<int, Register...>) {
    if constexpr (is_maximum(what.member(K).code)) {
      typename L::maxima all = s.maxima[0][K];
      ((all = Register > 0 ? L::join(all, s.maxima[Register][K]) : all), ...);
      return L::largest(all);
    } else {
      lane all = s.sums[0][K];
      ((all = Register > 0 ? L::sum(all, s.sums[Register][K]) : all), ...);
      return L::total(all);
    }
  }
  template <int K>
  [[gnu::always_inline]] static constexpr void end_column(const state& s, index j) {
    if constexpr (is_over_columns(what.member(K).code)) s.to[K][j] = total<K>(s, std::make_integer_sequence<int, block>{});
  }
  template <int K>
  [[gnu::always_inline]] static constexpr void end(const state& s, C& c) {
    constexpr const loop_member& m = what.member(K);
    if constexpr (is_over_all(m.code)) c.slots[m.stored_in] = total<K>(s, std::make_integer_sequence<int, block>{});
  }

  /// Inside: all windows lie inside of what they look at.
  template <int Register, bool Complete, bool Inside = true, int... K>
  [[gnu::always_inline]] static constexpr void run_register(state& s, index i, index j, index count, std::integer_sequence<int, K...>) {
    lane elements[read_count], values[value_count];
    const int in_order[] = {(run_member < K, reads.reduces[K] ? Register : 0, Complete || !reads.counts[K], Inside || !reads.looks[K] > (s, elements, values, i, j, count), 0)...};
    (void)in_order;
  }
  template <int... Register>
  [[gnu::always_inline]] static constexpr void run_block(state& s, index i, index j, std::integer_sequence<int, Register...>) {
    (run_register<Register, true>(s, i + Register * L::width, j, L::width, all_members{}), ...);
  }

  /// Up to where the window of member K lies inside.
  template <int K>
  [[gnu::always_inline]] static constexpr void narrow(const state& s, index& last) {
    constexpr const loop_member& m = what.member(K);
    index end = s.inner;
    if constexpr (m.code == operation_code::within) end = s.inner - m.operands[1].behind;
    else if constexpr (m.operands[0].kind == source::window) end = m.operands[0].behind + s.lengths[reads.number[K][0]];
    last = end < last ? end : last;
  }

  template <int... K, int... Number, int... R>
  [[gnu::always_inline]] static constexpr void run(C& c, std::integer_sequence<int, K...> members, std::integer_sequence<int, Number...>, std::integer_sequence<int, R...>) {
    const index rows = layout<typename C::program>::template rows<range.shape_index>(c.sizes);
    const index columns = layout<typename C::program>::template columns<range.shape_index>(c.sizes);
    index inner = is_row ? columns : rows, outer = is_row ? 1 : columns;
    if constexpr (goes_on)
      if (!(c.template has_gaps<element_view(Number)>() || ...)) {
        inner = rows * columns;
        outer = 1;
      }
    state s;
    s.inner = inner;
    (begin_reading<Number>(s, c), ...);
    (begin<results.of[R]>(s, c, rows, columns), ...);
    constexpr index first = what.first_inside();  // all windows lie inside between them
    index last = inner;
    if constexpr (what.has_windows()) (narrow<K>(s, last), ...);
    for (index j = 0; j < outer; ++j) {
      (begin_reading_column<Number>(s, c, j), ...);
      (begin_column<results.of[R]>(s, c, j), ...);
      index i = 0;
      if constexpr (first > 0 && first <= L::width) {  // one register, whose place is known
        if (L::width <= inner) {
          run_register<0, true, false>(s, 0, j, L::width, members);
          i = L::width;
        }
      } else {
        for (; i < first && i + L::width <= inner; i += L::width) run_register<0, true, false>(s, i, j, L::width, members);
      }
      if constexpr (block > 1)
        for (; i + block * L::width <= last; i += block * L::width) run_block(s, i, j, std::make_integer_sequence<int, block>{});
      for (; i + L::width <= last; i += L::width) run_register<0, true>(s, i, j, L::width, members);
      if constexpr (what.has_windows())
        for (; i + L::width <= inner; i += L::width) run_register<0, true, false>(s, i, j, L::width, members);
      if constexpr (left > 0) run_register<0, false, !what.has_windows()>(s, i, j, left, members);
      else if constexpr (left < 0) {
        if (i < inner) run_register<0, false, !what.has_windows()>(s, i, j, inner - i, members);
      }
      (end_column<results.of[R]>(s, j), ...);
    }
    (end<results.of[R]>(s, c), ...);
  }

  static constexpr int element_view(int number) { return reads.of[number].kind == source::element ? reads.of[number].index : -1; }
};

}  // namespace nabla::detail
