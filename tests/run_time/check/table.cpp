// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Every elementwise entry of the table of functions through the checker, and every error planted in its derivatives: what is right is not called
// wrong, what is wrong is. Inside of domains, and where pieces meet.

#include <boost/test/unit_test.hpp>

#include "run_time/check/at_run_time.hpp"
#include "support/expectation.hpp"
#include "support/mutants.hpp"
#include "support/table.hpp"

#include <random>

#ifndef NABLA_POINTS
#define NABLA_POINTS 20
#endif

namespace {

using nabla::outcome;

template <class... Rules>
std::vector<test::entry> describe_all(nabla::detail::rule_list<Rules...>) {
  return {test::describe<Rules>()...};
}
const std::vector<test::entry>& entries() {
  static const std::vector<test::entry> all = describe_all(nabla::detail::elementwise_rules{});
  return all;
}

template <class S>
struct kernels_learnt {
  kernels_learnt() {
    using T = typename nabla::wider_scalar<S>::type;
    test::checker_kernels<T>::learn(nabla::detail::elementwise_rules{});
    test::checker_kernels<T>::learn(test::unlisted_rules{});
    learn(nabla::detail::elementwise_rules{});
    learn(test::unlisted_rules{});
  }
  template <class... Rules>
  static void learn(nabla::detail::rule_list<Rules...>) {
    (test::kernels<S>::template learn<Rules>(), ...);
  }
};

/// op(u0, u1, ...) of numbers.
template <class S>
struct bare_function {
  test::workshop w;
  std::vector<const nabla::detail::facts*> u;
  std::unique_ptr<test::checked_at_run_time<S>> check;

  explicit bare_function(const nabla::detail::operation& op) {
    static const kernels_learnt<S> learnt;
    for (int k = 0; k < op.arity; ++k) u.push_back(&w.symbol("u" + std::to_string(k)));
    check = std::make_unique<test::checked_at_run_time<S>>(w.apply(op, u), u);
  }
};

struct counts {
  int points = 0, alarms = 0, open = 0, planted = 0, missed = 0;
  std::string example;
};

std::string text_of(const std::vector<double>& x) {
  std::string text;
  for (double element : x) text.append(" ").append(std::to_string(element));
  return text;
}

/// Do two gradients differ by so much that one of them has to be called wrong?
template <class S>
bool differ_clearly(const std::vector<double>& a, const std::vector<double>& b) {
  bool result = false;
  for (std::size_t k = 0; k < a.size(); ++k) result = result || std::abs(a[k] - b[k]) > (sizeof(S) == sizeof(float) ? 0.05 : 1e-4) * std::max(std::abs(a[k]), std::abs(b[k]));
  return result;
}
bool is_finite(const std::vector<double>& g) {
  for (double slope : g)
    if (!std::isfinite(slope)) return false;
  return true;
}

template <class S>
void try_points(const test::entry& e, const std::vector<std::vector<double>>& points, counts& n) {
  const bare_function<S> right(*e.op);
  test::workshop w;
  std::vector<std::unique_ptr<bare_function<S>>> wrong;
  std::vector<std::string> what;
  for (const test::mutant& m : test::planter(w, *e.op).all()) {
    wrong.push_back(std::make_unique<bare_function<S>>(*m.op));
    what.push_back(m.what);
  }
  for (const std::vector<double>& x : points) {
    const std::vector<double> gradient = right.check->gradient_at(x);
    if (!is_finite(gradient)) continue;
    ++n.points;
    const auto report = right.check->check(x);
    if (report.outcome == outcome::fail) {
      ++n.alarms;
      if (n.example.empty()) n.example = std::string(e.text).append(" at").append(text_of(x)).append(": ").append(to_text(report));
    }
    // atan2 jumps from everywhere to everywhere at (0, 0)
    const bool is_open = report.outcome == outcome::undecided && !(std::string(e.text) == "atan2" && x[0] == 0);
    n.open += is_open;
    if (is_open && n.example.empty()) n.example = std::string(e.text).append(" at").append(text_of(x)).append(": ").append(to_text(report));
    for (std::size_t m = 0; m < wrong.size(); ++m) {
      const std::vector<double> other = wrong[m]->check->gradient_at(x);
      if (!differ_clearly<S>(gradient, other)) continue;
      ++n.planted;
      const auto found = wrong[m]->check->check(x);
      if (found.outcome == outcome::fail || found.outcome == outcome::undefined) continue;  // or f is not defined there
      ++n.missed;
      if (n.example.empty()) n.example = what[m] + " at" + text_of(x) + ": " + std::string(to_text(found));
    }
  }
}

template <class S>
void try_table(const std::function<std::vector<std::vector<double>>(const test::entry&)>& points_of) {
  counts total;
  for (const test::entry& e : entries()) {
    // without a derivative; and what is held: an error planted in it makes it the identity, and is right
    if (e.op->derivatives[0] == nullptr || std::string(e.text) == "stop_gradient") continue;
    counts n;
    try_points<S>(e, points_of(e), n);
    BOOST_TEST(n.alarms == 0, n.example);
    BOOST_TEST(n.missed == 0, n.example);
    BOOST_TEST(n.open == 0, n.example);
    total.points += n.points;
    total.planted += n.planted;
    total.alarms += n.alarms;
    total.missed += n.missed;
    total.open += n.open;
  }
  BOOST_TEST_MESSAGE(total.points << " points, " << total.alarms << " false alarms, " << total.open << " undecided; " << total.planted << " planted errors, " << total.missed
                                  << " missed");
  BOOST_TEST(total.planted > 100);
}

std::vector<std::vector<double>> inside(const test::entry& e) {
  std::mt19937 generator(7);
  std::vector<std::vector<double>> points;
  for (int i = 0; i < NABLA_POINTS; ++i) {
    std::vector<double> x;
    for (int k = 0; k < e.arity; ++k) x.push_back(static_cast<float>(e.low[k] + (e.high[k] - e.low[k]) * (static_cast<double>(generator()) + 0.5) / 4294967296.0));
    points.push_back(x);
  }
  return points;
}
/// Where pieces meet: at equal operands, at 0 and at 1.
std::vector<std::vector<double>> at_edges(const test::entry& e) {
  std::vector<std::vector<double>> points;
  for (double edge : {0.0, 1.0, -1.0, 0.5, 2.0})
    for (int k = 0; k <= e.arity; ++k) {
      std::vector<double> x(static_cast<std::size_t>(e.arity), edge);
      if (k < e.arity) x[static_cast<std::size_t>(k)] = edge + 0.75;
      points.push_back(x);
    }
  return points;
}

BOOST_AUTO_TEST_CASE(inside_of_domains_in_double) { try_table<double>(inside); }
BOOST_AUTO_TEST_CASE(inside_of_domains_in_float) { try_table<float>(inside); }
BOOST_AUTO_TEST_CASE(where_pieces_meet_in_double) { try_table<double>(at_edges); }
BOOST_AUTO_TEST_CASE(where_pieces_meet_in_float) { try_table<float>(at_edges); }

}  // namespace
