// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// A sum, a product, and log sum exp(z) - z3; all sizes known at compile time.
#include "reductions.hpp"

#include "../support/random.hpp"

#include <nabla/eigen.hpp>
#include <nabla/nabla.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <array>
#include <cmath>

namespace {

using namespace benchmarks;

template <std::size_t N> struct sum_by_hand {
  partials<N> operator()(const array_of<N>& x) const {
    partials<N> out;
    double sums[32] = {};
    std::size_t i = 0;
    for (; i + 32 <= N; i += 32)
      for (std::size_t k = 0; k < 32; ++k) sums[k] += x[i + k];
    out.value = 0;
    for (; i < N; ++i) out.value += x[i];
    if constexpr (N >= 32)
      for (double each : sums) out.value += each;
    out.gradient.fill(1);
    return out;
  }
};

// What lies before each number, then what lies behind it.
template <std::size_t N> struct product_by_hand {
  partials<N> operator()(const array_of<N>& x) const {
    partials<N> out;
    double before = 1, behind = 1;
    for (std::size_t i = 0; i < N; ++i) out.gradient[i] = before, before *= x[i];
    for (std::size_t i = N; i-- > 0; behind *= x[i]) out.gradient[i] *= behind;
    out.value = before;
    return out;
  }
};

template <std::size_t N> struct loss_by_hand {
  partials<N> operator()(const array_of<N>& z) const {
    partials<N> out;
    double largest = z[0], sum = 0;
    for (double each : z) largest = std::max(largest, each);
    for (std::size_t i = 0; i < N; ++i) sum += out.gradient[i] = std::exp(z[i] - largest);
    const double share = 1 / sum;
    for (double& each : out.gradient) each *= share;
    out.gradient[3] -= 1;
    out.value = std::log(sum) + largest - z[3];
    return out;
  }
};
template <std::size_t N> struct loss_by_hand_with_eigen {
  partials<N> operator()(const array_of<N>& z) const {
    using array = Eigen::Array<double, static_cast<int>(N), 1>;
    partials<N> out;
    const Eigen::Map<const array> scores(z.data());
    Eigen::Map<array> g(out.gradient.data());
    const double largest = scores.maxCoeff();
    g = (scores - largest).exp();
    const double sum = g.sum();
    g *= 1 / sum;
    g[3] -= 1;
    out.value = std::log(sum) + largest - z[3];
    return out;
  }
};

template <std::size_t N> constexpr auto x = nabla::var<"x", static_cast<int>(N)>;
template <auto f, std::size_t N> struct with_nabla {
  decltype(nabla::evaluator(nabla::value_and_grad(f))) run;
  partials<N> operator()(const array_of<N>& in) {
    partials<N> out;
    const std::array<double, N>& numbers = in;
    out.value = run(x<N> = numbers, nabla::into(nabla::gradient_of(x<N>) = out.gradient)).value;
    return out;
  }
};

template <std::size_t N> std::vector<array_of<N>> arrays(std::size_t count, double low, double high) {
  uniform number(low, high);
  std::vector<array_of<N>> all(count);
  for (auto& each : all)
    for (double& entry : each) entry = number();
  return all;
}

template <std::size_t N> void sum_of(const char* title, std::size_t count, const options& chosen) {
  run_field<total<N>>(title, arrays<N>(count, 0, 2), chosen, [](auto& all) {
    all.add("by hand", sum_by_hand<N>{});
    all.add("by hand, again", sum_by_hand<N>{});
    all.add("nabla", with_nabla<nabla::sum(x<N>), N>{});
  });
}

}  // namespace

int main(int argc, char** argv) {
  const options chosen = parse(argc, argv);
  sum_of<10>("Sum of 10", 64, chosen);
  run_field<product<16>>("Product of 16", arrays<16>(64, 0.5, 1.5), chosen, [](auto& all) {
    all.add("by hand", product_by_hand<16>{});
    all.add("by hand, again", product_by_hand<16>{});
    all.add("nabla", with_nabla<nabla::prod(x<16>), 16>{});
  });
  run_field<loss_of_scores<10>>("log Σ exp z - z3 of 10", arrays<10>(256, -4, 4), chosen, [](auto& all) {
    all.add("by hand", loss_by_hand<10>{});
    all.add("by hand, again", loss_by_hand<10>{});
    all.add("by hand, Eigen", loss_by_hand_with_eigen<10>{});
    all.add("nabla", with_nabla<nabla::log(nabla::sum(nabla::exp(x<10>))) - nabla::block<3, 0, 1, 1>(x<10>), 10>{});
  });
  // Last, since what ADOL-C does on a tape grows with all its numbers that are alive.
  sum_of<16384>("Sum of 16,384", 4, chosen);
}
