// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Prints all that the entries say, and values and derivatives of some programs: tests/support/own_names compiles it with names of its own before it.

#include <nabla/nabla.hpp>
#include <nabla/print.hpp>
#include <nabla/rules/all_rules.hpp>

#include <cstdio>
#include <set>

namespace own_names {

using nabla::operator""_c;
constexpr auto p = nabla::var<"p">;
constexpr auto q = nabla::var<"q">;
constexpr auto V = nabla::var<"V", 2, 3>;
constexpr auto W = nabla::var<"W", 2, 3>;

void show_operation(const nabla::detail::operation& op);
void show_facts(const char* what, const nabla::detail::facts* f) {
  static std::set<const nabla::detail::facts*> shown;
  if (f == nullptr) return;
  std::printf("  %s %llx\n", what, static_cast<unsigned long long>(f->id));
  if (!shown.insert(f).second) return;
  show_operation(*f->op);
  for (const nabla::detail::facts* operand : f->operands) show_facts("of", operand);
}
void show_operation(const nabla::detail::operation& op) {
  static std::set<const nabla::detail::operation*> shown;
  if (!shown.insert(&op).second) return;
  std::printf("%s\n", op.text);
  for (const nabla::detail::facts* f : op.derivatives) show_facts("derivative", f);
  show_facts("definition", op.definition);
  show_facts("meaning", op.meaning);
  show_facts("complement", op.complement);
  show_facts("square_complement", op.square_complement);
  for (int i = 0; i < op.rewrites.count; ++i) {
    show_facts("rewrite", op.rewrites.rows[i].before);
    show_facts("to", op.rewrites.rows[i].after);
  }
}

template <class Rule>
void show_value() {
  const auto say = [](double value) { std::printf("%s %.6g\n", Rule::text, value); };
  const double a = 0.3, b = 0.6, c = 0.8, d = 0.9;
  if constexpr (requires { Rule::value(a); }) say(Rule::value(a));
  else if constexpr (requires { Rule::value(a, b); }) say(Rule::value(a, b));
  else if constexpr (requires { Rule::value(a, b, c); }) say(Rule::value(a, b, c));
  else if constexpr (requires { Rule::value(a, b, c, d); }) say(Rule::value(a, b, c, d));
}
template <class... Rules>
void show(nabla::detail::rule_list<Rules...>) {
  (show_operation(nabla::detail::operation_of<Rules>), ...);
  (show_value<Rules>(), ...);
}

// Kernels run in constant expressions.
constexpr nabla::fixed_matrix<double, 2, 3> sample{{{1, 2, 3}, {4, 5, 7}}};
constexpr auto of_matrices = nabla::sum(nabla::inverse(V * nabla::transpose(W) + nabla::det(W * nabla::transpose(V)) * (W * nabla::transpose(W)))) + nabla::norm1(V) + nabla::logdet(W * nabla::transpose(W)) +
    nabla::mean(nabla::softmax(V)) + nabla::sum(nabla::hstack(V, nabla::rows<0, 2>(W))) + nabla::prod(V) + nabla::sum(nabla::cholesky(V * nabla::transpose(V)));
constexpr auto slopes = nabla::grad(of_matrices)(V = sample, W = sample);
constexpr auto of_numbers = nabla::where(p > q, nabla::pow(p, q), nabla::max(p, q)) * nabla::sigmoid(p);

}  // namespace own_names

int main() {
  own_names::show(nabla::detail::elementwise_rules{});
  own_names::show(nabla::detail::matrix_rules{});
  std::printf("%.6g %.6g\n", own_names::slopes[own_names::V](0, 1), own_names::slopes[own_names::W](1, 2));
  std::puts(nabla::to_string(nabla::grad(own_names::of_numbers)[own_names::p]).c_str());
  std::puts(nabla::to_c(nabla::value_and_grad(own_names::of_numbers), "f").c_str());
  std::puts(nabla::to_latex(own_names::of_matrices).c_str());
}
