// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// The gradient checker on every function of matrices: right derivatives, and every planted error. Formulas are made at run time.

#include <boost/test/unit_test.hpp>

#include "run_time/check/at_run_time.hpp"
#include "run_time/table/matrix_experiment.hpp"

#include <nabla/check/check_formula.hpp>
#include <nabla/check/print.hpp>

#include <algorithm>
#include <iostream>

namespace test {

namespace {

using namespace nabla::detail::numeric;
using wide = long double;

/// Which kernel of whole matrices is run: the checker's have no state.
struct {
  kernels<wide>::of_views run = nullptr;
  nabla::detail::part_places places;
} chosen[4];
template <int I>
void run_number(const nabla::detail::matrix_view<wide>& to, const nabla::detail::matrix_view<wide>* from, const nabla::detail::kernel_memory&, const int*) {
  if (chosen[I].run != nullptr) chosen[I].run(to, from);
  else nabla::detail::move_part(chosen[I].places, to, from);
}

/// The gradient of an experiment as S computes it, and what is wrong with it beside.
struct checked_experiment final : tested_formula<wide> {
  const matrix_experiment& of;
  double (*round)(wide);
  std::function<void(std::vector<wide>&)> spoil;  ///< of all derivatives, row by row
  std::map<const nabla::detail::facts*, dense<wide>> place, moved;
  double unit;

  checked_experiment(const matrix_experiment& experiment, const formula_facts<wide>& facts, double (*rounding)(wide)) : tested_formula<wide>(facts, nullptr), of(experiment), round(rounding), place(of.at), unit(static_cast<double>(facts.limits->epsilon)) {
    for (auto& [symbol, value] : place)
      for (wide& element : value.elements) element = static_cast<float>(element);
  }
  const nabla::detail::facts* symbol(int number) const { return number < static_cast<int>(of.wrt.size()) ? of.wrt[static_cast<std::size_t>(number)] : of.weights; }
  void read(int number, nabla::detail::matrix_view<wide> to) const override {
    const dense<wide>& value = place.at(symbol(number));
    std::copy(value.elements.begin(), value.elements.end(), to.data);
  }
  void shake(random_numbers& random, int roundings) override {
    moved = place;
    for (const nabla::detail::facts* x : of.wrt)
      for (wide& element : moved.at(x).elements) element *= 1 + (random.coin() ? roundings : -roundings) * unit;
  }
  wide derivatives(bool at_moved, nabla::detail::list<wide>& to) const override {
    const std::vector<dense<wide>> out = (*of.run)(at_moved ? moved : place);
    std::vector<wide> all;
    for (std::size_t k = 1; k <= of.wrt.size(); ++k)
      for (int i = 0; i < out[k].rows; ++i)
        for (int j = 0; j < out[k].columns; ++j) all.push_back(out[k](i, j));
    if (spoil) spoil(all);
    for (wide element : all) to.push(round(element));
    return round(out[0].elements[0]);
  }
};

/// sum(W ∘ f) as the checker runs it.
struct matrix_check {
  matrix_experiment experiment;
  formula_table<192> table;
  std::vector<nabla::detail::numbered_shape> shapes;
  std::vector<step_kernel<wide>> all_kernels;
  std::vector<bound_symbol> bound;
  std::vector<int> by;

  matrix_check(const entry& e, const nabla::detail::operation& op, bool square, bool ties) : experiment(e, op, square, ties), table(formula_of_request<192>({experiment.function})) {
    static const auto& known = (checker_kernels<wide>::learn(nabla::detail::elementwise_rules{}), checker_kernels<wide>::all());
    if (table.needed() > 192) throw std::invalid_argument("too long");
    for (int i = 0; i < table.shape_count; ++i) shapes.push_back({{table.shapes.data[i].rows.size, -1}, {table.shapes.data[i].columns.size, -1}});
    int matrices = 0;
    for (int r = 0; r < table.rule_count; ++r) {
      const nabla::detail::key id = table.rules.data[r].id;
      step_kernel<wide> kernel;
      if (const auto elements = known.find(id); elements != known.end()) kernel = elements->second;
      else if (const auto view = kernels<wide>::views().find(original(r)); view != kernels<wide>::views().end() || table.rules.data[r].places.kind != nabla::detail::part_kind::none) {
        static constexpr decltype(kernel.matrix) by_number[] = {&run_number<0>, &run_number<1>, &run_number<2>, &run_number<3>};
        if (matrices == 4) throw std::runtime_error(std::string("too many functions in ") + op.text);
        chosen[matrices] = {view != kernels<wide>::views().end() ? view->second : nullptr, table.rules.data[r].places};
        kernel.matrix = by_number[matrices++];
      } else throw std::runtime_error(std::string("no kernel for a function in ") + op.text + ": " + text_of(r));
      all_kernels.push_back(kernel);
    }
    all_kernels.push_back({});
    for (const nabla::detail::facts* x : experiment.wrt) {
      by.push_back(static_cast<int>(bound.size()));
      bound.push_back(bound_of(*x));
    }
    bound.push_back(bound_of(*experiment.weights));
  }
  bound_symbol bound_of(const nabla::detail::facts& x) const { return {x.symbol->name, {{x.extents.rows.size, -1}, {x.extents.columns.size, -1}}, true, table.find(x)}; }
  std::string text_of(int rule) const {
    for (int i = 0; i < table.step_count; ++i)
      if (table.steps.data[i].rule == rule && table.steps.data[i].op.text != nullptr) return table.steps.data[i].op.text;
    return "a part";
  }
  /// A planted error keeps the kernel of the entry that it was made from.
  nabla::detail::key original(int rule) const {
    const std::string text = text_of(rule);
    const std::size_t end = text.find(" #");
    return end == std::string::npos ? table.rules.data[rule].id : nabla::detail::key_of(text.substr(0, end).c_str());
  }

  template <class S>
  nabla::gradient_report check(std::function<void(std::vector<wide>&)> spoil = {}) const {
    static const node_code<wide> code{&machine<wide>::run_product, &machine<wide>::run_sum, &machine<wide>::run_maximum, &machine<wide>::run_matrix, &code_at_edges<wide>};
    const formula_facts<wide> facts{{table.steps.data, table.step_count, shapes.data(), all_kernels.data(), table.outputs.data, table.output_count, code},
                                    bound.data(),
                                    static_cast<int>(bound.size()),
                                    by.data(),
                                    static_cast<int>(by.size()),
                                    &limits_of<S, wide>,
                                    true};
    checked_experiment f(experiment, facts, +[](wide x) { return static_cast<double>(static_cast<S>(x)); });
    f.spoil = std::move(spoil);
    return check_derivatives<wide>(f, {});
  }
  /// Do the derivatives differ from those of another by so much that one of them has to be called wrong?
  bool differs_from(const matrix_check& other) const {
    const auto a = (*experiment.run)(experiment.at), b = (*other.experiment.run)(other.experiment.at);
    for (std::size_t k = 1; k <= experiment.wrt.size(); ++k)
      for (std::size_t i = 0; i < a[k].elements.size(); ++i)
        if (std::abs(a[k].elements[i] - b[k].elements[i]) > 0.05L * std::max(std::abs(a[k].elements[i]), std::abs(b[k].elements[i]))) return true;
    return false;
  }
};

bool has_ties(const entry& e) {
  const std::string text = e.text;
  return (text.find("max") < text.size() || text.find("min") < text.size()) && text.find("soft") == std::string::npos;
}

/// The gradient checker on all functions of matrices, in double and in float: what it says that it must not.
struct checker_counts {
  int right = 0, planted = 0;
  std::vector<std::string> wrong;
};

template <class S>
void check_one(const entry& e, bool ties, checker_counts& counts) {
  const bool square = takes_square(e);
  const matrix_check right(e, *e.op, square, ties);
  const std::string where = std::string(e.text) + (sizeof(S) == sizeof(float) ? ", float" : ", double") + (ties ? ", ties: " : ": ");
  const nabla::gradient_report report = right.check<S>();
  ++counts.right;
  if (!report) counts.wrong.push_back(where + "right, but " + std::string(to_text(report)));
  const auto must_fail = [&](const nabla::gradient_report& r, const std::string& what) {
    ++counts.planted;
    if (r.outcome != nabla::outcome::fail) counts.wrong.push_back(where + what + " is not found: " + std::string(to_text(r)));
  };
  workshop w;
  for (const mutant& m : planter(w, *e.op).all()) {
    try {
      const matrix_check wrong(e, *m.op, square, ties);
      if (wrong.differs_from(right)) must_fail(wrong.check<S>(), m.what);
    } catch (const char*) {  // the shapes do not agree any more
    }
  }
  if (ties) return;
  must_fail(right.check<S>([](std::vector<wide>& d) { std::rotate(d.begin(), d.begin() + 1, d.end()); }), "a shift by one");
  must_fail(right.check<S>([](std::vector<wide>& d) { *std::max_element(d.begin(), d.end(), [](wide a, wide b) { return std::abs(a) < std::abs(b); }) *= 2; }), "a factor of one entry");
  if (sizeof(S) != sizeof(float))
    must_fail(right.check<S>([](std::vector<wide>& d) {
      for (wide& element : d) element = static_cast<float>(element * 0.9999999L);
    }),
              "a float");
}

BOOST_AUTO_TEST_CASE(gradient_checker_on_matrix_functions) {
  checker_counts counts;
  for (const entry& e : matrix_entries()) {
    if (e.op->code == nabla::detail::operation_code::count) continue;  // it has no derivative
    for (const bool ties : {false, true}) {
      if (ties && !has_ties(e)) continue;
      check_one<double>(e, ties, counts);
      check_one<float>(e, ties, counts);
    }
  }
  for (const std::string& wrong : counts.wrong) BOOST_ERROR(wrong);
  std::cout << "gradient checker: " << counts.right << " right functions of matrices, " << counts.planted << " planted errors\n";
  BOOST_TEST(counts.planted > 400);
}

}  // namespace

}  // namespace test
