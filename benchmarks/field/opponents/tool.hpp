// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// How a tool enters a workload.
#pragma once

#include "../workload.hpp"

#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <utility>

namespace benchmarks {

/// Tool<Workload> maps an input to the value, and writes the gradient to where it is told.
template <class Workload, template <class> class Tool> struct with_tool {
  std::shared_ptr<Tool<Workload>> tool = std::make_shared<Tool<Workload>>();
  std::vector<double> gradient = std::vector<double>(Workload::size);
  IN_PLACE matrices<1> operator()(const typename Workload::input& in) { return {(*tool)(in, gradient.data()), {gradient}}; }
};
template <batch Workload, template <class> class Tool> struct with_tool<Workload, Tool> {
  using one = typename Workload::one;
  static constexpr std::size_t n = Workload::points;
  std::shared_ptr<Tool<one>> tool = std::make_shared<Tool<one>>();
  std::vector<double> values = std::vector<double>(n), gradient = std::vector<double>(n * one::size);
  IN_PLACE matrices<2> operator()(const typename Workload::input& in) {
    double partials[one::size];
    for (std::size_t i = 0; i < n; ++i) {
      values[i] = (*tool)(in.point(i), partials);
      for (std::size_t k = 0; k < one::size; ++k) gradient[k * n + i] = partials[k];
    }
    return {values[0], {values, gradient}};
  }
};

template <template <class> class Tool, class Workload> void enter_tool(contest<typename Workload::input>& all, const std::string& name) { all.add(name, with_tool<Workload, Tool>{}); }

/// The size of the gradient of one point.
template <class Workload> constexpr std::size_t partials_of = Workload::size;
template <batch Workload> constexpr std::size_t partials_of<Workload> = Workload::one::size;

}  // namespace benchmarks
