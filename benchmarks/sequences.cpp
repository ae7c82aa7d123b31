// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// Value and gradient where the length comes with the data: Rosenbrock's chain, a recurrent network, an LSTM, GARCH, an ODE by Runge and Kutta's method, and stochastic volatility.
#include "support/contest.hpp"
#include "support/rosenbrock_by_hand.hpp"

#include <nabla/eigen.hpp>

#include <Eigen/Core>

#include <cmath>
#include <tuple>
#include <vector>

namespace {

using namespace benchmarks;
using matrix = Eigen::MatrixXd;
using vector = Eigen::VectorXd;

std::span<const double> elements(const auto& m) { return {m.data(), static_cast<std::size_t>(m.size())}; }

constexpr auto n = nabla::dim<"n">;

// ---- a chain: sum of 100 (v_{i + 1} - v_i²)² + (1 - v_i)² ----------------------------------------------------------------------------------
struct chain_by_hand {
  vector g;
  matrices<1> operator()(const vector& v) {
    g.resize(v.size());
    const double value = rosenbrock_by_hand(v.data(), v.size(), g.data());
    return {value, {elements(g)}};
  }
};
struct chain_with_nabla {
  static constexpr auto v = nabla::var<"v", n>;
  static constexpr auto f = [] {
    using namespace nabla;
    return sum(100_c * sq(rows<1, n - 1>(v) - sq(rows<0, n - 1>(v))) + sq(1_c - rows<0, n - 1>(v)));
  }();
  decltype(nabla::evaluator(nabla::value_and_grad(f))) run;
  vector g;
  matrices<1> operator()(const vector& at) {
    g.resize(at.size());
    const double value = run(v = at, nabla::into(nabla::gradient_of(v) = g)).value;
    return {value, {elements(g)}};
  }
};

// ---- h' = tanh(x U + h R + b), and the sum of all h² ---------------------------------------------------------------------------------------------
struct network {
  matrix x, U, R, b;
};
constexpr auto X = nabla::data<"X", n, 64>;
constexpr auto h0 = nabla::data<"h0", 1, 64>;
struct recurrent_by_hand {
  matrix H, XU, D, dU, dR, db, rest;
  matrices<3> operator()(const network& in) {
    const Eigen::Index steps = in.x.rows();
    H.resize(64, steps + 1);
    D.resize(64, steps);
    XU.noalias() = in.U.transpose() * in.x.transpose();
    H.col(0).setZero();
    for (Eigen::Index t = 0; t < steps; ++t) {
      XU.col(t) += in.b.transpose();
      XU.col(t).noalias() += in.R.transpose() * H.col(t);
      H.col(t + 1) = XU.col(t).array().tanh();
    }
    vector l = vector::Zero(64);
    for (Eigen::Index t = steps - 1; t >= 0; --t) {
      D.col(t) = (l + 2 * H.col(t + 1)).cwiseProduct((1 - H.col(t + 1).array().square()).matrix());
      l.noalias() = in.R * D.col(t);
    }
    dU.noalias() = in.x.transpose() * D.transpose();
    dR.noalias() = H.leftCols(steps) * D.transpose();
    db = D.rowwise().sum();
    return {H.rightCols(steps).squaredNorm(), {elements(dU), elements(dR), elements(db)}};
  }
};
struct recurrent_with_nabla {
  static constexpr auto U = nabla::var<"U", 64, 64>;
  static constexpr auto R = nabla::var<"R", 64, 64>;
  static constexpr auto b = nabla::var<"b", 1, 64>;
  static constexpr auto f = nabla::sqnorm(nabla::scan(X, h0, [](auto row, auto h) { return tanh(row * U + h * R + b); }));
  decltype(nabla::evaluator(nabla::value_and_grad(f))) run;
  matrix zero = matrix::Zero(1, 64), dU = matrix(64, 64), dR = matrix(64, 64), db = matrix(1, 64);
  matrices<3> operator()(const network& in) {
    const double value = run(X = in.x, U = in.U, R = in.R, b = in.b, h0 = zero, nabla::into(nabla::gradient_of(U) = dU, nabla::gradient_of(R) = dR, nabla::gradient_of(b) = db)).value;
    return {value, {elements(dU), elements(dR), elements(db)}};
  }
};

// ---- an LSTM; gates input, forget, output, new ----------------------------------------------------------------------------------------------------
struct lstm_by_hand {  // gates are kept from the way forward
  matrix G, H, C, T, D, Rt, dU, dR, db;
  matrices<3> operator()(const network& in) {
    const Eigen::Index steps = in.x.rows();
    H.resize(64, steps + 1);
    C.resize(64, steps + 1);
    T.resize(64, steps);
    D.resize(256, steps);
    Rt = in.R.transpose();
    G.noalias() = in.U.transpose() * in.x.transpose();
    H.col(0).setZero();
    C.col(0).setZero();
    for (Eigen::Index t = 0; t < steps; ++t) {
      auto g = G.col(t);
      g += in.b.transpose();
      g.noalias() += Rt * H.col(t);
      g.head(192).array() = 0.5 + 0.5 * (0.5 * g.head(192)).array().tanh();
      g.tail(64) = g.tail(64).array().tanh();
      C.col(t + 1) = g.segment(64, 64).cwiseProduct(C.col(t)) + g.head(64).cwiseProduct(g.tail(64));
      T.col(t) = C.col(t + 1).array().tanh();
      H.col(t + 1) = g.segment(128, 64).cwiseProduct(T.col(t));
    }
    vector lh = vector::Zero(64), lc = lh;
    for (Eigen::Index t = steps - 1; t >= 0; --t) {
      const auto i = G.col(t).head(64).array(), f = G.col(t).segment(64, 64).array(), o = G.col(t).segment(128, 64).array(), z = G.col(t).tail(64).array();
      const auto c = T.col(t).array();
      lh += 2 * H.col(t + 1);
      lc.array() += lh.array() * o * (1 - c * c);
      D.col(t).head(64).array() = lc.array() * z * i * (1 - i);
      D.col(t).segment(64, 64).array() = lc.array() * C.col(t).array() * f * (1 - f);
      D.col(t).segment(128, 64).array() = lh.array() * c * o * (1 - o);
      D.col(t).tail(64).array() = lc.array() * i * (1 - z * z);
      lc.array() *= f;
      lh.noalias() = in.R * D.col(t);
    }
    dU.noalias() = in.x.transpose() * D.transpose();
    dR.noalias() = H.leftCols(steps) * D.transpose();
    db = D.rowwise().sum();
    return {H.rightCols(steps).squaredNorm(), {elements(dU), elements(dR), elements(db)}};
  }
};
struct lstm_with_nabla {
  static constexpr auto U = nabla::var<"U", 64, 256>;
  static constexpr auto R = nabla::var<"R", 64, 256>;
  static constexpr auto b = nabla::var<"b", 1, 256>;
  static constexpr auto f = [] {
    using namespace nabla;
    constexpr auto states = scan(X, std::tuple{h0, h0}, [](auto row, auto h, auto c) {
      auto gates = row * U + h * R + b;
      auto next = hadamard(sigmoid(columns<64, 64>(gates)), c) + hadamard(sigmoid(columns<0, 64>(gates)), tanh(columns<192, 64>(gates)));
      return std::tuple{hadamard(sigmoid(columns<128, 64>(gates)), tanh(next)), next};
    });
    return sqnorm(std::get<0>(states));
  }();
  decltype(nabla::evaluator(nabla::value_and_grad(f))) run;
  matrix zero = matrix::Zero(1, 64), dU = matrix(64, 256), dR = matrix(64, 256), db = matrix(1, 256);
  matrices<3> operator()(const network& in) {
    const double value = run(X = in.x, U = in.U, R = in.R, b = in.b, h0 = zero, nabla::into(nabla::gradient_of(U) = dU, nabla::gradient_of(R) = dR, nabla::gradient_of(b) = db)).value;
    return {value, {elements(dU), elements(dR), elements(db)}};
  }
};

// ---- GARCH(1, 1): h' = w + a e² + b h; the sum of log h + e²/h -------------------------------------------------------------------------------------
struct garch_by_hand {
  vector h;
  partials<3> operator()(const vector& e) {
    const double w = 0.1, a = 0.1, b = 0.8;
    const Eigen::Index size = e.size();
    h.resize(size);
    double f = 0, s = 1, gw = 0, ga = 0, gb = 0, l = 0;
    for (Eigen::Index t = 0; t + 1 < size; ++t) {
      s = w + a * e[t] * e[t] + b * s;
      h[t] = s;
      f += std::log(s) + e[t + 1] * e[t + 1] / s;
    }
    for (Eigen::Index t = size - 2; t >= 0; --t) {
      const double inverse = 1 / h[t];
      l += inverse - e[t + 1] * e[t + 1] * inverse * inverse;
      gw += l;
      ga += l * e[t] * e[t];
      gb += l * (t > 0 ? h[t - 1] : 1.0);
      l *= b;
    }
    return {f, {gw, ga, gb}};
  }
};
struct garch_with_nabla {
  static constexpr auto e = nabla::data<"e", n>;
  static constexpr auto w = nabla::var<"w">;
  static constexpr auto a = nabla::var<"a">;
  static constexpr auto b = nabla::var<"b">;
  static constexpr auto f = [] {
    using namespace nabla;
    constexpr auto h = scan(e, 1_c, [](auto e, auto s) { return w + a * sq(e) + b * s; });
    return sum(log(rows<0, n - 1>(h)) + sq(rows<1, n - 1>(e)) / rows<0, n - 1>(h));
  }();
  decltype(nabla::evaluator(nabla::value_and_grad(f))) run;
  partials<3> operator()(const vector& at) {
    const auto r = run(e = at, w = 0.1, a = 0.1, b = 0.8);
    return {r.value, {r.grad[w], r.grad[a], r.grad[b]}};
  }
};

// ---- a damped pendulum by Runge and Kutta's method: |(q, p)|² at the end -----------------------------------------------------------------------------
struct pendulum {
  double q, p, w, drag;
  int steps;
};
struct pendulum_by_hand {
  std::vector<double> Q, P;
  partials<4> operator()(const pendulum& in) {
    constexpr double dt = 0.01;
    const double w = in.w, d = in.drag;
    double q = in.q, p = in.p;
    Q.resize(static_cast<std::size_t>(in.steps));
    P.resize(static_cast<std::size_t>(in.steps));
    for (std::size_t i = 0; i < Q.size(); ++i) {
      Q[i] = q;
      P[i] = p;
      const double p1 = -w * std::sin(q) - d * p, pa = p + dt / 2 * p1, p2 = -w * std::sin(q + dt / 2 * p) - d * pa, pb = p + dt / 2 * p2, p3 = -w * std::sin(q + dt / 2 * pa) - d * pb, pc = p + dt * p3,
                   p4 = -w * std::sin(q + dt * pb) - d * pc;
      q += dt / 6 * (p + 2 * pa + 2 * pb + pc);
      p += dt / 6 * (p1 + 2 * p2 + 2 * p3 + p4);
    }
    double lq = 2 * q, lp = 2 * p, gw = 0, gd = 0;
    const double f = q * q + p * p;
    for (std::size_t i = Q.size(); i-- > 0;) {
      q = Q[i];
      p = P[i];
      const double s0 = std::sin(q), c0 = std::cos(q), p1 = -w * s0 - d * p, pa = p + dt / 2 * p1, qa = q + dt / 2 * p, s1 = std::sin(qa), c1 = std::cos(qa), p2 = -w * s1 - d * pa, pb = p + dt / 2 * p2,
                   qb = q + dt / 2 * pa, s2 = std::sin(qb), c2 = std::cos(qb), p3 = -w * s2 - d * pb, pc = p + dt * p3, qc = q + dt * pb, s3 = std::sin(qc), c3 = std::cos(qc);
      const double d4 = dt / 6 * lp, dqc = -w * c3 * d4, dpc = -d * d4 + dt / 6 * lq;
      const double d3 = dt / 3 * lp + dt * dpc, dqb = -w * c2 * d3, dpb = -d * d3 + dt / 3 * lq + dt * dqc;
      const double d2 = dt / 3 * lp + dt / 2 * dpb, dqa = -w * c1 * d2, dpa = -d * d2 + dt / 3 * lq + dt / 2 * dqb;
      const double d1 = dt / 6 * lp + dt / 2 * dpa;
      gw -= d4 * s3 + d3 * s2 + d2 * s1 + d1 * s0;
      gd -= d4 * pc + d3 * pb + d2 * pa + d1 * p;
      lp += dpc + dpb + dpa - d * d1 + dt / 6 * lq + dt / 2 * dqa;
      lq += dqc + dqb + dqa - w * c0 * d1;
    }
    return {f, {lq, lp, gw, gd}};
  }
};
struct pendulum_with_nabla {
  static constexpr auto q = nabla::var<"q">;
  static constexpr auto p = nabla::var<"p">;
  static constexpr auto w = nabla::var<"w">;
  static constexpr auto drag = nabla::var<"drag">;
  static constexpr auto f = [] {
    using namespace nabla;
    constexpr auto last = iterate(dim<"k">, std::tuple{q, p}, [](auto q, auto p) {
      constexpr auto dt = 0.01_c;
      auto force = [](auto angle, auto speed) { return -w * sin(angle) - drag * speed; };
      auto p1 = force(q, p);
      auto pa = p + dt / 2_c * p1;
      auto p2 = force(q + dt / 2_c * p, pa);
      auto pb = p + dt / 2_c * p2;
      auto p3 = force(q + dt / 2_c * pa, pb);
      auto pc = p + dt * p3;
      auto p4 = force(q + dt * pb, pc);
      return std::tuple{q + dt / 6_c * (p + 2_c * pa + 2_c * pb + pc), p + dt / 6_c * (p1 + 2_c * p2 + 2_c * p3 + p4)};
    });
    return sq(std::get<0>(last)) + sq(std::get<1>(last));
  }();
  decltype(nabla::evaluator(nabla::value_and_grad(f))) run;
  partials<4> operator()(const pendulum& in) {
    const auto r = run(q = in.q, p = in.p, w = in.w, drag = in.drag, nabla::dim<"k"> = in.steps);
    return {r.value, {r.grad[q], r.grad[p], r.grad[w], r.grad[drag]}};
  }
};

// ---- stochastic volatility: h_0 = m + s z_0 / sqrt(1 - r²), h_i = m + r (h_{i - 1} - m) + s z_i, the logarithm of a density -------------------------------
struct volatility {
  vector z, y;
  double r, s, m;
};
struct volatility_by_hand {
  vector h, e, g;
  std::vector<double> rest = std::vector<double>(3);
  matrices<2> operator()(const volatility& in) {
    const Eigen::Index size = in.z.size();
    const double r = in.r, s = in.s, m = in.m, root = std::sqrt(1 - r * r);
    h.resize(size);
    e.resize(size);
    g.resize(size);
    h[0] = m + s * in.z[0] / root;
    for (Eigen::Index i = 1; i < size; ++i) h[i] = m + r * (h[i - 1] - m) + s * in.z[i];
    e = in.y.array().square() * (-h.array()).exp();
    const double f = -(h.sum() + e.sum() + in.z.squaredNorm()) / 2 - std::log(1 + s * s / 25) - std::log(1 + m * m / 100);
    double l = 0, gr = 0, gs = 0, gm = 0;
    for (Eigen::Index i = size - 1; i > 0; --i) {
      l += -0.5 + e[i] / 2;
      g[i] = l * s - in.z[i];
      gs += l * in.z[i];
      gm += l * (1 - r);
      gr += l * (h[i - 1] - m);
      l *= r;
    }
    l += -0.5 + e[0] / 2;
    g[0] = l * s / root - in.z[0];
    rest = {gr + l * s * in.z[0] * r / (root * root * root), gs + l * in.z[0] / root - 2 * s / 25 / (1 + s * s / 25), gm + l - 2 * m / 100 / (1 + m * m / 100)};
    return {f, {elements(g), std::span<const double>(rest)}};
  }
};
struct volatility_with_nabla {
  static constexpr auto z = nabla::var<"z", n>;
  static constexpr auto y = nabla::data<"y", n>;
  static constexpr auto r = nabla::var<"r">;
  static constexpr auto s = nabla::var<"s">;
  static constexpr auto m = nabla::var<"m">;
  static constexpr auto f = [] {
    using namespace nabla;
    constexpr auto start = m + s * row<0>(z) / sqrt(1_c - sq(r));
    constexpr auto h = scan(rows<1, n - 1>(z), start, [](auto e, auto before) { return m + r * (before - m) + s * e; });
    constexpr auto term = [](auto log_variance, auto seen) { return -log_variance / 2_c - hadamard(sq(seen), exp(-log_variance)) / 2_c; };
    return sum(term(h, rows<1, n - 1>(y))) + term(start, row<0>(y)) - sqnorm(z) / 2_c - log(1_c + sq(s / 5_c)) - log(1_c + sq(m / 10_c));
  }();
  decltype(nabla::evaluator(nabla::value_and_grad(f))) run;
  vector g;
  std::vector<double> rest = std::vector<double>(3);
  matrices<2> operator()(const volatility& in) {
    g.resize(in.z.size());
    const auto found = run(z = in.z, y = in.y, r = in.r, s = in.s, m = in.m, nabla::into(nabla::gradient_of(z) = g));
    rest = {found.grad[r], found.grad[s], found.grad[m]};
    return {found.value, {elements(g), std::span<const double>(rest)}};
  }
};

template <class ByHand, class WithNabla, class Input>
void run(const std::string& title, std::vector<Input> inputs, const options& chosen) {
  contest<Input> race(title, std::move(inputs), chosen);
  race.add("by hand", ByHand{});
  race.add("by hand, again", ByHand{});
  race.add("nabla", WithNabla{});
  race.run();
}

}  // namespace

int main(int argc, char** argv) {
  options chosen = parse(argc, argv);
  for (Eigen::Index size : {10, 100, 1000, 100000}) run<chain_by_hand, chain_with_nabla>("Rosenbrock's chain of " + std::to_string(size), std::vector<vector>{vector::Random(size)}, chosen);
  run<garch_by_hand, garch_with_nabla>("GARCH of 10,000", std::vector<vector>{vector::Random(10000)}, chosen);
  run<pendulum_by_hand, pendulum_with_nabla>("Runge-Kutta, 1000 steps", std::vector<pendulum>{{1, 0.5, 2, 0.1, 1000}}, chosen);
  run<volatility_by_hand, volatility_with_nabla>("Stochastic volatility of 16,384", std::vector<volatility>{{vector::Random(16384), vector::Random(16384), 0.95, 0.25, -1}}, chosen);
  chosen.rounds = chosen.rounds < 31 ? chosen.rounds : 31;
  const auto network_of = [](Eigen::Index width) { return std::vector<network>{{matrix::Random(1000, 64), 0.1 * matrix::Random(64, width), 0.1 * matrix::Random(64, width), matrix::Random(1, width)}}; };
  run<recurrent_by_hand, recurrent_with_nabla>("A recurrent network, 1000 steps of 64", network_of(64), chosen);
  run<lstm_by_hand, lstm_with_nabla>("An LSTM, 1000 steps of 64", network_of(256), chosen);
}
