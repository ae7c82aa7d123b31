// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/context.hpp>
#include <nabla/evaluate/into.hpp>

namespace nabla::detail {

/// What is written has another size than its place: nothing has been written.
class place_size_error : public shape_error {
 public:
  place_size_error(const char* of, int output, index elements, index place) {
    add("nabla: into(): ");
    add(of[0] != '\0' ? "the derivative by " : output == 0 ? "the value"
                                                           : "the value of formula ");
    add(of);
    if (of[0] == '\0' && output > 0) add(index{output} + 1);
    add(" has ");
    add(elements);
    add(" elements, its place ");
    add(place);
  }
};

// Apart from the call, which stays short enough to stand in its caller: one argument more, and clang calls it.
[[gnu::noinline, gnu::cold]] inline void refuse_place_of_number(const char* of, int output, index place) { raise(place_size_error(of, output, 1, place)); }
template <int Output>
[[gnu::noinline, gnu::cold]] void refuse_place(const char* of, index elements, index place) { raise(place_size_error(of, Output, elements, place)); }

/// The state of an evaluation whose matrices among the outputs may lie in the caller's memory: the buffer of an output, and of all that uses it before, lies
/// there. An output that is an input of known size, another's twin, or has memory behind it for a kernel, is copied afterwards, and so are numbers, and what shall lie by rows.
template <class P, class T>
struct placed_context : context<P, T> {
  using context<P, T>::plan;
  struct place : place_of_numbers<T> {
    const char* symbol = nullptr;  ///< what of, "" for the value; null: nowhere
    bool by_rows = false;
  };
  place places[detail::array_length(plan.sizes.outputs)];

  /// Where output k shall lie in the next call, with the name of the symbol whose derivative it is.
  constexpr void lie(int k, const place& there) {
    if (plan.outputs[k].slot >= 0 && there.size != 1) refuse_place_of_number(there.symbol, k, there.size);
    places[k] = there;
  }
  /// Sizes are known: those of matrices are compared before anything is written. Nothing is left to do in a call where all outputs are numbers.
  constexpr void place_outputs() { place_all(std::make_integer_sequence<int, plan.sizes.outputs>{}); }
  /// Output K, which has a place, if it does not lie there yet. In its caller: all of a state whose address a call is given lies in memory, where clang stores numbers one by one and loads two at once.
  template <int K, bool ByRows>
  NABLA_DETAIL_IN_PLACE constexpr void copy_to_place() {
    if constexpr (plan.outputs[K].slot >= 0) *places[K].data = this->slots[plan.outputs[K].slot];
    else if constexpr (!can_be_placed<K>() || ByRows) copy_elements(this->template view<plan.outputs[K].view>(), places[K].data, ByRows);
  }
  /// A call writes to its own memory, unless more is said.
  constexpr void forget_places() {
    for (place& one : places) one = {};
  }

  /// Is output K written where it shall lie, or copied there?
  template <int K>
  static constexpr bool can_be_placed() {
    if constexpr (buffer_of<K>() < 0) return false;
    else {
      for (int other = 0; other < K; ++other)
        if (plan.outputs[other].view >= 0 && plan.views[plan.outputs[other].view].buffer == buffer_of<K>()) return false;
      return plan.buffers[buffer_of<K>()].more == kernel_memory{} && plan.views[plan.outputs[K].view].shape_index == plan.buffers[buffer_of<K>()].shape_index;
    }
  }

  /// Does a result that lies in the caller's memory have this buffer?
  template <int Buffer>
  [[gnu::always_inline]] constexpr bool is_placed() const {
    return is_placed<Buffer>(std::make_integer_sequence<int, plan.sizes.outputs>{});
  }

 private:
  template <int Buffer, int... K>
  [[gnu::always_inline]] constexpr bool is_placed(std::integer_sequence<int, K...>) const {
    return (false || ... || lies_in<Buffer, K>());
  }
  template <int Buffer, int K>
  [[gnu::always_inline]] constexpr bool lies_in() const {
    if constexpr (buffer_of<K>() == Buffer && can_be_placed<K>()) return places[K].symbol != nullptr && !places[K].by_rows;
    else return false;
  }
  template <int K>
  static constexpr int buffer_of() {
    if constexpr (plan.outputs[K].view < 0) return -1;
    else return plan.views[plan.outputs[K].view].buffer;
  }
  template <int... K>
  constexpr void place_all(std::integer_sequence<int, K...>) {
    (check<K>(), ...);
    (put<K>(), ...);
  }
  template <int K>
  constexpr void check() {
    if constexpr (plan.outputs[K].view >= 0) {
      if (places[K].symbol == nullptr) return;
      const index elements = this->template rows<plan.outputs[K].view>() * this->template columns<plan.outputs[K].view>();
      if (places[K].size != elements) detail::refuse_place<K>(places[K].symbol, elements, places[K].size);
    }
  }
  template <int K>
  constexpr void put() {
    if constexpr (can_be_placed<K>())
      if (places[K].symbol != nullptr && !places[K].by_rows) {
        if constexpr (plan.sizes.views <= 48) put_views<K>(std::make_integer_sequence<int, plan.sizes.views>{});  // g++ finds nothing again that a loop has written
        else
          for (int v = 0; v < plan.sizes.views; ++v)
            if (plan.views[v].buffer == buffer_of<K>()) this->views[v] = places[K].data;
      }
  }
  template <int K, int... View>
  [[gnu::always_inline]] constexpr void put_views(std::integer_sequence<int, View...>) {
    (put_view<K, View>(), ...);
  }
  template <int K, int View>
  [[gnu::always_inline]] constexpr void put_view() {
    if constexpr (plan.views[View].buffer == buffer_of<K>()) this->views[View] = places[K].data;
  }
  static constexpr void copy_elements(const matrix_view<T>& from, T* to, bool by_rows) {
    const index down = by_rows ? from.columns() : 1, across = by_rows ? 1 : from.rows();
    for (index j = 0; j < from.columns(); ++j)
      for (index i = 0; i < from.rows(); ++i) to[i * down + j * across] = from(i, j);
  }
};

}  // namespace nabla::detail
