// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// Rosenbrock's chain of 10, 100 and 1000 numbers, the length known at compile time.
#include "rosenbrock.hpp"

#include "../support/random.hpp"
#include "../support/rosenbrock_by_hand.hpp"

#include <nabla/eigen.hpp>
#include <nabla/nabla.hpp>

#include <array>

namespace {

using namespace benchmarks;

template <std::size_t N> struct by_hand {
  partials<N> operator()(const typename rosenbrock<N>::input& v) const {
    partials<N> out;
    out.value = rosenbrock_by_hand(v.data(), N, out.gradient.data());
    return out;
  }
};

// One pass, link by link.
template <std::size_t N> struct by_hand_link_by_link {
  partials<N> operator()(const typename rosenbrock<N>::input& v) const {
    partials<N> out;
    double value = 0, carried = 0;
    for (std::size_t i = 0; i + 1 < N; ++i) {
      const double t = v[i + 1] - v[i] * v[i], u = 1 - v[i];
      value += 100 * t * t + u * u;
      out.gradient[i] = carried - 400 * t * v[i] - 2 * u;
      carried = 200 * t;
    }
    out.gradient[N - 1] = carried;
    out.value = value;
    return out;
  }
};

template <std::size_t N> constexpr auto v = nabla::var<"v", static_cast<int>(N)>;
template <std::size_t N> constexpr auto chain = [] {
  using namespace nabla;
  constexpr auto here = head<static_cast<int>(N) - 1>(v<N>);
  return sum(100_c * sq(tail<static_cast<int>(N) - 1>(v<N>) - sq(here)) + sq(1_c - here));
}();
template <std::size_t N> struct with_nabla {
  decltype(nabla::evaluator(nabla::value_and_grad(chain<N>))) run;
  partials<N> operator()(const typename rosenbrock<N>::input& in) {
    partials<N> out;
    const std::array<double, N>& numbers = in;
    out.value = run(v<N> = numbers, nabla::into(nabla::gradient_of(v<N>) = out.gradient)).value;
    return out;
  }
};

template <std::size_t N> void chain_of(const options& chosen) {
  uniform number(-2, 2);
  std::vector<typename rosenbrock<N>::input> inputs(64);
  for (auto& in : inputs)
    for (double& each : in) each = number();
  run_field<rosenbrock<N>>("Rosenbrock, n = " + std::to_string(N), inputs, chosen, [](auto& all) {
    all.add("by hand", by_hand<N>{});
    all.add("by hand, again", by_hand<N>{});
    all.add("by hand, link by link", by_hand_link_by_link<N>{});
    all.add("nabla", with_nabla<N>{});
  });
}

}  // namespace

int main(int argc, char** argv) {
  const options chosen = parse(argc, argv);
  chain_of<10>(chosen);
  chain_of<100>(chosen);
  chain_of<1000>(chosen);
}
