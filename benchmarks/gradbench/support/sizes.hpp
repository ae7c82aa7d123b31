// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// What is compiled for some sizes, at run time.
#pragma once

#include <cstddef>
#include <memory>
#include <stdexcept>
#include <string>
#include <tuple>

namespace gradbench {

template <template <int> class Eval, int... Sizes> class for_sizes {
 public:
  // std::runtime_error where the size is beyond all.
  static void check(std::size_t size) {
    if (((size > static_cast<std::size_t>(Sizes)) && ...)) throw std::runtime_error("no size is compiled that holds " + std::to_string(size));
  }
  // `call` of the smallest that is large enough; made when it is first asked for.
  auto at_least(std::size_t size, auto call) {
    decltype(call(*std::get<0>(all_))) result{};
    bool found = false;
    const auto attempt = [&](auto& eval, int most) {
      if (found || size > static_cast<std::size_t>(most)) return;
      using kind = typename std::decay_t<decltype(eval)>::element_type;
      if (!eval) eval = std::make_shared<kind>();
      result = call(*eval);
      found = true;
    };
    std::apply([&](auto&... evals) { (attempt(evals, Sizes), ...); }, all_);
    return result;
  }

 private:
  std::tuple<std::shared_ptr<Eval<Sizes>>...> all_;
};

}  // namespace gradbench
