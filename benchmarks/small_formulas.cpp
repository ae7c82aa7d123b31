// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// Formulas of small matrices and vectors as filters and fits have them, value and all partials: a quadratic form, that of a difference, a covariance corrected by a measurement, also in Joseph's
// form, the likelihood of a measurement, a layer of relu. By hand: the products that are shared, vectors before matrices, written on Eigen's types.
#include "support/contest.hpp"
#include "support/random_matrices.hpp"

#include <nabla/eigen.hpp>

#include <Eigen/Core>

#include <cmath>
#include <string>
#include <vector>

namespace {

using namespace benchmarks;

template <int N> using square = Eigen::Matrix<double, N, N>;
template <int N> using column = Eigen::Matrix<double, N, 1>;
template <int N> struct input {
  square<N> P, W;
  column<N> h, x;
  double r, z;
};
template <int N> struct gradients {
  double value;
  square<N> by_P;
  column<N> by_h, by_x;
};
template <int N> std::vector<double> flatten(const gradients<N>& g) {
  std::vector<double> all{g.value};
  all.insert(all.end(), g.by_P.data(), g.by_P.data() + N * N);
  all.insert(all.end(), g.by_h.data(), g.by_h.data() + N);
  all.insert(all.end(), g.by_x.data(), g.by_x.data() + N);
  return all;
}
template <int N> column<N> none() { return column<N>::Zero(); }

// ---- by hand -------------------------------------------------------------------------------------------------------------------------------------
template <int N> struct quadratic_by_hand {  // xᵀ P x
  IN_PLACE gradients<N> operator()(const input<N>& in) const {
    const column<N> Px = in.P.lazyProduct(in.x), xP = in.P.transpose().lazyProduct(in.x);
    return {in.x.dot(Px), in.x.lazyProduct(in.x.transpose()), none<N>(), Px + xP};
  }
};
template <int N> struct distance_by_hand {  // ½ (x - h)ᵀ P (x - h)
  IN_PLACE gradients<N> operator()(const input<N>& in) const {
    const column<N> d = in.x - in.h, Pd = in.P.lazyProduct(d), dP = in.P.transpose().lazyProduct(d);
    gradients<N> g;
    g.value = 0.5 * d.dot(Pd);
    g.by_P = (0.5 * d).lazyProduct(d.transpose());
    g.by_x = 0.5 * (Pd + dP);
    g.by_h = -g.by_x;
    return g;
  }
};
template <int N> struct update_by_hand {  // Σ W ∘ (P - P h hᵀ P / (hᵀ P h + r))
  IN_PLACE gradients<N> operator()(const input<N>& in) const {
    const column<N> Ph = in.P.lazyProduct(in.h), hP = in.P.transpose().lazyProduct(in.h);
    const double inverse = 1 / (in.h.dot(Ph) + in.r);
    const column<N> WhP = in.W.lazyProduct(hP), PhW = in.W.transpose().lazyProduct(Ph);
    const double taken = Ph.dot(WhP) * inverse, by_S = taken * inverse;
    const column<N> u = inverse * WhP, t = inverse * PhW;
    gradients<N> g;
    g.value = in.W.cwiseProduct(in.P).sum() - taken;
    g.by_P = in.W - u.lazyProduct(in.h.transpose()) - in.h.lazyProduct((t - by_S * in.h).transpose());
    g.by_h = by_S * (Ph + hP) - in.P.transpose().lazyProduct(u) - in.P.lazyProduct(t);
    g.by_x = none<N>();
    return g;
  }
};
template <int N> struct joseph_by_hand {  // Σ W ∘ (M P Mᵀ + r K Kᵀ) with K = P h / (hᵀ P h + r), M = I - K hᵀ
  IN_PLACE gradients<N> operator()(const input<N>& in) const {
    const auto& W = in.W;
    const column<N> Ph = in.P.lazyProduct(in.h), hP = in.P.transpose().lazyProduct(in.h);
    const double s = in.h.dot(Ph), inverse = 1 / (s + in.r);
    const column<N> K = inverse * Ph, WK = W.lazyProduct(K), KW = W.transpose().lazyProduct(K);
    const column<N> MPh = Ph - s * K, MhP = hP - s * K;  // hᵀ P h is one number
    const column<N> W_MhP = W.lazyProduct(MhP), MPh_W = W.transpose().lazyProduct(MPh);
    const column<N> both = WK + KW;
    const column<N> by_K = in.r * both - W_MhP - MPh_W;
    const double by_S = -inverse * K.dot(by_K);
    const column<N> by_Ph = inverse * by_K + by_S * in.h;
    const double KWK = K.dot(WK);
    const column<N> KWM = KW - KWK * in.h, WKM = WK - KWK * in.h;  // Mᵀ Wᵀ K, Mᵀ W K
    gradients<N> g;
    g.value = W.cwiseProduct(in.P).sum() - KW.dot(hP) - MPh.dot(WK) + in.r * KWK;
    g.by_P = W - WK.lazyProduct(in.h.transpose()) + in.h.lazyProduct(-KWM.transpose()) + by_Ph.lazyProduct(in.h.transpose());
    g.by_h = by_S * Ph + in.P.transpose().lazyProduct(by_Ph - WKM) - in.P.lazyProduct(KWM);
    g.by_x = none<N>();
    return g;
  }
};
template <int N> struct likelihood_by_hand {  // ½ (z - hᵀ x)² / S + ½ log S with S = hᵀ P h + r
  IN_PLACE gradients<N> operator()(const input<N>& in) const {
    const column<N> Ph = in.P.lazyProduct(in.h), hP = in.P.transpose().lazyProduct(in.h);
    const double S = in.h.dot(Ph) + in.r, inverse = 1 / S, off = in.z - in.h.dot(in.x), a = off * inverse, by_S = 0.5 * (inverse - a * a);
    gradients<N> g;
    g.value = 0.5 * off * a + 0.5 * std::log(S);
    g.by_P = (by_S * in.h).lazyProduct(in.h.transpose());
    g.by_h = by_S * (Ph + hP) - a * in.x;
    g.by_x = -a * in.h;
    return g;
  }
};
template <int N> struct layer_by_hand {  // ½ |relu(P x + h) - z|²
  IN_PLACE gradients<N> operator()(const input<N>& in) const {
    const column<N> y = in.P.lazyProduct(in.x) + in.h, off = y.cwiseMax(0.0).array() - in.z;
    const column<N> slope = (y.array() > 0).select(off, 0.0);
    gradients<N> g;
    g.value = 0.5 * off.squaredNorm();
    g.by_P = slope.lazyProduct(in.x.transpose());
    g.by_h = slope;
    g.by_x = in.P.transpose().lazyProduct(slope);
    return g;
  }
};

// ---- nabla ---------------------------------------------------------------------------------------------------------------------------------------
template <int N> constexpr auto P = nabla::var<"P", N, N>;
template <int N> constexpr auto h = nabla::var<"h", N>;
template <int N> constexpr auto x = nabla::var<"x", N>;
template <int N> constexpr auto W = nabla::data<"W", N, N>;
constexpr auto r = nabla::data<"r">;
constexpr auto z = nabla::data<"z">;

template <int N> constexpr auto S = dot(h<N>, P<N>* h<N>) + r;
template <int N> constexpr auto K = P<N> * h<N> / S<N>;
template <int N> constexpr auto M = nabla::identity<N> - K<N> * transpose(h<N>);

template <int N> struct quadratic {
  static constexpr auto formula = transpose(x<N>) * P<N> * x<N>;
  IN_PLACE static auto with(const input<N>& in, auto&& call) { return call(P<N> = in.P, x<N> = in.x); }
};
template <int N> struct distance {
  static constexpr auto formula = nabla::c<1, 2> * (transpose(x<N> - h<N>) * P<N> * (x<N> - h<N>));
  IN_PLACE static auto with(const input<N>& in, auto&& call) { return call(P<N> = in.P, h<N> = in.h, x<N> = in.x); }
};
template <int N> struct update {
  static constexpr auto formula = sum(hadamard(W<N>, P<N> - P<N> * h<N> * (transpose(h<N>) * P<N>) / S<N>));
  IN_PLACE static auto with(const input<N>& in, auto&& call) { return call(P<N> = in.P, h<N> = in.h, W<N> = in.W, r = in.r); }
};
template <int N> struct joseph {
  static constexpr auto formula = sum(hadamard(W<N>, M<N>* P<N>* transpose(M<N>) + r * (K<N> * transpose(K<N>))));
  IN_PLACE static auto with(const input<N>& in, auto&& call) { return call(P<N> = in.P, h<N> = in.h, W<N> = in.W, r = in.r); }
};
template <int N> struct likelihood {
  static constexpr auto formula = nabla::c<1, 2> * (sq(z - dot(h<N>, x<N>)) / S<N> + log(S<N>));
  IN_PLACE static auto with(const input<N>& in, auto&& call) { return call(P<N> = in.P, h<N> = in.h, x<N> = in.x, r = in.r, z = in.z); }
};
template <int N> struct layer {
  static constexpr auto formula = nabla::c<1, 2> * sqnorm(relu(P<N> * x<N> + h<N>) - z);
  IN_PLACE static auto with(const input<N>& in, auto&& call) { return call(P<N> = in.P, h<N> = in.h, x<N> = in.x, z = in.z); }
};

template <int N, class Formula> struct by_call {
  static constexpr auto f = Formula::formula;
  IN_PLACE gradients<N> operator()(const input<N>& in) const {
    return Formula::with(in, [](const auto&... bound) __attribute__((always_inline)) {
      auto [value, g] = value_and_grad(f)(bound...);  // g++ keeps results that are const in memory, and copies them
      gradients<N> all{value, g[P<N>], none<N>(), none<N>()};
      if constexpr (depends_on(f, h<N>)) all.by_h = g[h<N>];
      if constexpr (depends_on(f, x<N>)) all.by_x = g[x<N>];
      return all;
    });
  }
};
template <int N, class Formula> struct in_place {
  static constexpr auto f = Formula::formula;
  decltype(evaluator(value_and_grad(f))) evaluate;
  IN_PLACE gradients<N> operator()(const input<N>& in) {
    return Formula::with(in, [this](const auto&... bound) __attribute__((always_inline)) {
      gradients<N> all;
      if constexpr (depends_on(f, h<N>) && depends_on(f, x<N>)) {
        evaluate(bound..., nabla::into(value_of(f) = all.value, gradient_of(P<N>) = all.by_P, gradient_of(h<N>) = all.by_h, gradient_of(x<N>) = all.by_x));
      } else if constexpr (depends_on(f, h<N>)) {
        evaluate(bound..., nabla::into(value_of(f) = all.value, gradient_of(P<N>) = all.by_P, gradient_of(h<N>) = all.by_h));
        all.by_x = none<N>();
      } else {
        evaluate(bound..., nabla::into(value_of(f) = all.value, gradient_of(P<N>) = all.by_P, gradient_of(x<N>) = all.by_x));
        all.by_h = none<N>();
      }
      return all;
    });
  }
};

template <int N> void compare(const options& chosen) {
  uniform number(-1, 1);
  std::vector<input<N>> inputs(1024);
  for (input<N>& in : inputs) {
    in.P = positive_definite<square<N>>(number);
    fill(in.W, number);
    for (int i = 0; i < N; ++i) in.h[i] = number(), in.x[i] = number();
    in.r = 0.6 + 0.4 * number();
    in.z = number();
  }
  const auto contest_of = [&]<class Formula>(const std::string& what, auto by_hand, Formula) {
    contest<input<N>> each(what + ", " + std::to_string(N), inputs, chosen, 1e-10);
    each.add("by hand", by_hand);
    each.add("nabla", by_call<N, Formula>{});
    each.add("nabla, into", in_place<N, Formula>{});
    each.run();
  };
  contest_of("Quadratic form", quadratic_by_hand<N>{}, quadratic<N>{});
  contest_of("Quadratic form of a difference", distance_by_hand<N>{}, distance<N>{});
  contest_of("Covariance after a measurement", update_by_hand<N>{}, update<N>{});
  contest_of("Covariance in Joseph's form", joseph_by_hand<N>{}, joseph<N>{});
  contest_of("Likelihood of a measurement", likelihood_by_hand<N>{}, likelihood<N>{});
  contest_of("Layer of relu", layer_by_hand<N>{}, layer<N>{});
}

}  // namespace

int main(int argc, char** argv) {
  const options chosen = parse(argc, argv);
  compare<3>(chosen);
  compare<4>(chosen);
}
