// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/evaluator.hpp>
#include <nabla/train/parameters.hpp>

namespace nabla::detail {

/// The state of an evaluation whose gradient, which begins at output `First`, is written into a parameter_vector: the buffer of an output, and of all that
/// uses it before, lies there. An output that is an input, a number, another's twin, or has memory behind it for a kernel, is copied afterwards.
template <class P, int First, class Parameters>
struct context_with_gradient : context<P, typename Parameters::scalar> {
  using base = context<P, typename Parameters::scalar>;
  Parameters* gradient = nullptr;

  template <int K>
  static constexpr int buffer_of() {
    constexpr int view = base::plan.outputs[First + K].view;
    if constexpr (view < 0) return -1;
    else return base::plan.views[view].buffer;
  }
  template <int K>
  static constexpr bool is_placed() {
    constexpr int buffer = buffer_of<K>();
    if constexpr (buffer < 0) return false;
    else {
      for (int other = 0; other < First + K; ++other)
        if (base::plan.outputs[other].view >= 0 && base::plan.views[base::plan.outputs[other].view].buffer == buffer) return false;
      return base::plan.buffers[buffer].more == kernel_memory{} && base::plan.views[base::plan.outputs[First + K].view].form == base::plan.buffers[buffer].form;
    }
  }

  void place_outputs() {
    [&]<class T, class... Symbols, int... K>(parameter_vector<T, Symbols...>& to, std::integer_sequence<int, K...>) {
      (place<K>(to[Symbols{}].data()), ...);
    }(*gradient, std::make_integer_sequence<int, Parameters::count>{});
  }
  /// What does not lie there yet.
  void copy_rest() {
    [&]<class T, class... Symbols, int... K>(parameter_vector<T, Symbols...>& to, std::integer_sequence<int, K...>) {
      (copy<K>(to[Symbols{}]), ...);
    }(*gradient, std::make_integer_sequence<int, Parameters::count>{});
  }

 private:
  template <int K>
  void place(typename Parameters::scalar* to) {
    if constexpr (is_placed<K>())
      for (int v = 0; v < base::plan.sizes.views; ++v)
        if (base::plan.views[v].buffer == buffer_of<K>()) this->views[v] = to;
  }
  template <int K, class Map>
  void copy(Map part) {
    constexpr output_info out = base::plan.outputs[First + K];
    if constexpr (out.slot >= 0) part(0, 0) = this->slots[out.slot];
    else if constexpr (!is_placed<K>()) part = as_eigen(this->template view<out.view>());
  }
};

}  // namespace nabla::detail
