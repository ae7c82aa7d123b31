// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Thousands of random formulas of numbers with their gradients, printed as C into one file, which a C compiler takes without a warning: what
// they give has the bits of what the same plan gives when the entries run on double.

#include <boost/test/unit_test.hpp>

#include <support/c_program.hpp>
#include <support/interpreter.hpp>
#include <support/run_program.hpp>
#include <support/table.hpp>

#include <nabla/print/languages/c.hpp>
#include <nabla/rules/all_rules.hpp>

#include <recorded/kalman.hpp>

#include <algorithm>
#include <array>
#include <iterator>
#include <random>
#include <set>

using namespace nabla;
using namespace nabla::detail;

namespace {

/// Kernels that move elements, and small ones that compute.
using block = block_rule<0, 1, 2, 1>;
using named_reshape = reshape_rule<extent(3), extent(dim<"n">)>;
using last_row = block_rule<-1, 0, 1, full_extent>;
using rules_of_matrices = rule_list<block, put_rule<0, 1, 2, 1>, last_row, put_rule<-1, 0, 1, full_extent>, reshape_rule<extent(2), extent(3)>, reshape_back_rule<extent(2), extent(3)>, named_reshape, reshape_back_rule<extent(3), extent(dim<"n">)>,
                                    diag_rule, diagonal_rule, triangle_rule<true>, triangle_rule<false>, prod_rule<over::all>, prod_rule<over::rows>, product_of_others_rule<0, over::all>, product_of_others_rule<0, over::rows>, det_rule, logdet_rule, cofactor_rule, norm2_rule, checked_length_rule, deviation_rule>;

struct table {
  std::vector<code_function<double>> functions;
  std::vector<const operation*> operations, others;  ///< to draw from, and what only derivatives and definitions have
  std::map<key, std::vector<interval>> domains;
  std::set<key> loops;  ///< kernels that are printed as loops

  template <class... Rules>
  void add(rule_list<Rules...>, bool use) {
    (add_one<Rules>(use), ...);
  }
  template <class Rule>
  void add_one(bool use) {
    if (use) operations.push_back(&operation_of<Rule>);
    else if (Rule::elementwise) others.push_back(&operation_of<Rule>);
    if constexpr (requires { Rule::domain; })
      for (const interval& d : Rule::domain) domains[rule_key<Rule>].push_back(d);
    test::kernels<double>::learn<Rule>();
    if constexpr (Rule::elementwise) {
      if (operation_of<Rule>.definition == nullptr) add_function<Rule, Rule::arity>();
    } else if constexpr (requires(matrix_view<double> m) { Rule::kernel(m, m); } || requires(matrix_view<double> m) { Rule::kernel(m, m, m, m); }) {
      functions.push_back(c_function_of<Rule, double>());
      if (functions.back().element != nullptr || functions.back().definition != nullptr) loops.insert(rule_key<Rule>);
    }
  }
  template <class Rule, int Arity>
  void add_function() {
    if constexpr (requires(double u) { Rule::value(u); } || requires(double u) { Rule::value(u, u); } || requires(double u) { Rule::value(u, u, u); } || requires(double u) { Rule::value(u, u, u, u); })
      functions.push_back(c_function_of<Rule, double>());
  }
  table() {
    add(elementwise_rules{}, true);
    add(test::unlisted_rules{}, false);
    add(rules_of_matrices{}, false);
    add(rule_list<direction_rule>{}, true);
    functions.push_back(c_function_of<lu_rule, double>());  // refused: it branches
  }
};
const table& all() {
  static const table t;
  return t;
}

/// In how many places the functions of the table were printed, by key.
std::map<key, int> used;
void count_functions(const plan& p, int times = 1) {
  for (int i = 0; i < p.scalars.size; ++i) used[p.scalars.data[i].function] += times;
  for (int i = 0; i < p.members.size; ++i) used[p.members.data[i].function] += times;
}

/// A random formula of three variables, of functions of the whole table, each on what its entry calls its domain.
class author {
 public:
  explicit author(unsigned seed) : chance_(seed) {
    for (const char* name : {"x", "y", "z"}) values_.push_back(&w.symbol(name));
    const int steps = 2 + below(8);
    for (int i = 0; i < steps; ++i) values_.push_back(step());
  }
  const facts& result() const { return *values_.back(); }
  double number() { return static_cast<double>(chance_()) / 4294967296.0 * 6 - 3; }

 private:
  int below(int n) { return static_cast<int>(chance_() % static_cast<unsigned>(n)); }
  const facts* any() {
    const std::size_t recent = values_.size() - 1 - static_cast<std::size_t>(below(static_cast<int>(values_.size() < 4 ? values_.size() : 4)));
    return below(12) == 0 ? &w.number(below(7) - 3, 1 + below(4)) : (below(3) == 0 ? values_[static_cast<std::size_t>(below(3))] : values_[recent]);
  }
  const facts* step() {
    const operation& op = *all().operations[static_cast<std::size_t>(below(static_cast<int>(all().operations.size())))];
    std::vector<const facts*> operands;
    for (int k = 0; k < op.arity; ++k) operands.push_back(any());
    // low + (high - low) sigmoid(u) lies in the domain; now and then the edges are tried too
    if (const auto domain = all().domains.find(op.id); domain != all().domains.end() && below(8) != 0)
      for (std::size_t k = 0; k < domain->second.size() && k < operands.size(); ++k) {
        const auto hundredths = [this](double v) -> const facts& { return w.number(std::lround(v * 100), 100); };
        const facts &low = hundredths(domain->second[k].low), &width = hundredths(domain->second[k].high - domain->second[k].low);
        operands[k] = &w.apply(operation_of<add_rule>, low, w.apply(operation_of<multiply_rule>, width, w.apply(operation_of<sigmoid_rule>, *operands[k])));
      }
    return &w.apply(op, operands);
  }

  test::workshop w;
  std::mt19937 chance_;
  std::vector<const facts*> values_;
};

/// Runs the numbers of a plan by the entries.
std::vector<double> run(const plan& p, const std::vector<double>& inputs) {
  std::vector<double> slots(static_cast<std::size_t>(p.slots) + 1);
  for (int i = 0; i < p.inputs.size; ++i)
    if (p.inputs.data[i].slot >= 0) slots[static_cast<std::size_t>(p.inputs.data[i].slot)] = inputs[static_cast<std::size_t>(i)];
  for (int i = 0; i < p.scalars.size; ++i) {
    const scalar_step& s = p.scalars.data[i];
    double u[max_arity] = {};
    for (int k = 0; k < max_arity; ++k) u[k] = slots[static_cast<std::size_t>(s.operands[k])];
    slots[static_cast<std::size_t>(s.slot)] = s.function == constant_operation.id ? constant_as<double>(s.value) : test::kernels<double>::numbers().at(s.function)(u);
  }
  std::vector<double> result;
  for (int k = 0; k < p.outputs.size; ++k) result.push_back(slots[static_cast<std::size_t>(p.outputs.data[k].slot)]);
  return result;
}

BOOST_AUTO_TEST_CASE(random_formulas_with_their_gradients) {
  test::c_program program;
  int finite = 0;
  constexpr unsigned formulas = 1500;
  for (unsigned seed = 0; seed < formulas; ++seed) {
    author a(seed);
    plan p;
    request ask{.function = &a.result(), .gradient = true, .all_variables = true};
    if (const derivative_problem problem = make_plan(ask, p); problem.function != 0) {
      BOOST_TEST(problem.function == key_of("tetragamma"));
      continue;
    }
    std::vector<const facts*> symbols;
    for (int i = 0; i < p.inputs.size; ++i) symbols.push_back(p.inputs.data[i].symbol);
    const std::string name = "f" + std::to_string(seed);
    program.add_function(code_of<double>(iso_c, p, all().functions.data(), static_cast<int>(all().functions.size()), name, true, {symbols.data(), static_cast<int>(symbols.size())}));
    count_functions(p);
    std::vector<double> inputs;
    for (std::size_t i = 0; i < symbols.size(); ++i) inputs.push_back(seed % 7 == 0 && i == 0 ? 0.0 : a.number());
    const std::vector<double> wanted = run(p, inputs);
    std::string call = "  double d[4] = {0}, v = " + name + "(";
    for (double x : inputs) call += test::c_program::literal(x) + ", ";
    for (std::size_t i = 0; i < symbols.size(); ++i) call += std::string("&d[") + std::to_string(i) + "], ";
    if (call.back() == ' ') call.resize(call.size() - 2);
    program.add_call(call + ");\n  (void)d;\n");
    program.expect(name, "v", wanted[0]);
    for (std::size_t i = 0; i < symbols.size(); ++i) program.expect(name + " by " + symbols[i]->symbol->name, "d[" + std::to_string(i) + "]", wanted[1 + i]);
    program.end_case();
    for (double w : wanted) finite += std::isfinite(w) ? 1 : 0;
  }
  BOOST_TEST(program.run("random") == 0);
  BOOST_TEST(finite > program.checks() * 8 / 10);
}

BOOST_AUTO_TEST_CASE(functions_at_the_edges) {
  test::c_program program;
  const double inf = std::numeric_limits<double>::infinity();
  const std::vector<double> one{0.0, -0.0, 1, -1, 0.5, -0.5, -1e-20, 1e-310, -1e-310, 2.5, -2.5, -3, 13, 40, -750, 750, 1e17, -1e17, 1e200, inf, -inf, std::nan("")}, several{0.0, -0.0, 1, -1, 0.3, inf, -inf, std::nan("")};
  std::vector<const operation*> operations = all().operations;
  operations.insert(operations.end(), all().others.begin(), all().others.end());
  for (const operation* op : operations) {
    test::workshop w;
    std::vector<const facts*> operands;
    for (int k = 0; k < op->arity; ++k) operands.push_back(&w.symbol("u" + std::to_string(k)));
    const facts& f = w.apply(*op, operands);
    plan p;
    make_plan({.function = &f}, p);
    const std::string name = "edge_" + std::to_string(program.checks());
    program.add_function(code_of<double>(iso_c, p, all().functions.data(), static_cast<int>(all().functions.size()), name, true, {}));
    const std::vector<double>& from = op->arity == 1 ? one : several;
    std::size_t points = 1;
    for (int k = 0; k < op->arity; ++k) points *= from.size();
    if (op->definition == nullptr) count_functions(p, static_cast<int>(points));
    for (std::size_t point = 0; point < points; ++point) {
      std::vector<double> u;
      for (std::size_t rest = point, k = 0; k < operands.size(); ++k, rest /= from.size()) u.push_back(from[rest % from.size()]);
      std::string arguments;
      for (double x : u) arguments += (arguments.empty() ? "" : ", ") + test::c_program::literal(x);
      program.expect(std::string(op->text) + "(" + arguments + ")", name + "(" + arguments + ")", run(p, u)[0]);
    }
    program.end_case();
  }
  BOOST_TEST(program.run("edges") == 0);
}

// ---- matrices ------------------------------------------------------------------------------------------------------------------------

/// A random formula of matrices, some with a size n that is bound at run time; a number in the end.
class matrix_author {
 public:
  explicit matrix_author(unsigned seed) : chance_(seed) {
    const extent n(dim<"n">);
    for (const auto& [name, extents] : std::vector<std::pair<const char*, shape>>{
             {"X", matrix_shape(n, 3)}, {"W", matrix_shape(3, 2)}, {"A", matrix_shape(3, 3)}, {"b", matrix_shape(1, 2)}, {"r", matrix_shape(1, 3)}, {"v", matrix_shape(3, 1)}, {"c", matrix_shape(n, 1)}, {"s", shape{}}}) {
      values_.push_back(&w.symbol(name, extents));
      symbols.push_back(values_.back());
    }
    const int steps = 4 + below(8);
    for (int i = 0; i < steps; ++i) values_.push_back(step());
    result_ = closed(values_.back());
    for (int i = 0; i < 2; ++i) result_ = &w.apply(operation_of<add_rule>, *result_, *closed(any()));
  }
  const facts& result() const { return *result_; }
  double number() { return static_cast<double>(chance_()) / 4294967296.0 * 3 - 1.5; }

  test::workshop w;
  std::vector<const facts*> symbols;

 private:
  int below(int n) { return static_cast<int>(chance_() % static_cast<unsigned>(n)); }
  const facts* any() { return below(2) == 0 ? values_.back() : values_[static_cast<std::size_t>(below(static_cast<int>(values_.size())))]; }
  const facts* closed(const facts* a) {
    if (a->extents.is_scalar()) return a;
    const operation* ends[] = {&operation_of<sum_rule>, &operation_of<mean_rule>, &operation_of<sqnorm_rule>, &operation_of<maximum_rule>, &operation_of<logsumexp_rule>};
    const facts* end = &w.apply(*ends[below(5)], *a);
    return end->extents.is_scalar() ? end : &w.apply(operation_of<sum_rule>, *end);
  }
  // operations on one and on two matrices; those whose shapes do not fit are drawn again
  const facts* step() {
    static const operation* const one[] = {&operation_of<tanh_rule>, &operation_of<sigmoid_rule>, &operation_of<exp_rule>, &operation_of<abs_rule>, &operation_of<relu_rule>, &operation_of<transpose_rule>,
                                           &operation_of<softmax_rule>, &operation_of<log_softmax_rule>, &operation_of<row_sums_rule>, &operation_of<column_sums_rule>, &operation_of<row_maxima_rule>,
                                           &operation_of<column_maxima_rule>, &operation_of<mean_rule>, &operation_of<negate_rule>, &operation_of<block>, &operation_of<block>, &operation_of<last_row>,
                                           &operation_of<reshape_rule<extent(2), extent(3)>>, &operation_of<reshape_rule<extent(2), extent(3)>>, &operation_of<reshape_rule<extent(2), extent(3)>>, &operation_of<named_reshape>, &operation_of<named_reshape>, &operation_of<diag_rule>, &operation_of<diagonal_rule>, &operation_of<triangle_rule<true>>,
                                           &operation_of<triangle_rule<false>>, &operation_of<prod_rule<over::all>>, &operation_of<prod_rule<over::rows>>, &operation_of<det_rule>, &operation_of<norm2_rule>, &operation_of<variance_rule>};
    static const operation* const lengths[] = {&operation_of<norm2_rule>, &operation_of<deviation_rule>, &operation_of<norm2_rule>};
    static const operation* const two[] = {&operation_of<add_rule>, &operation_of<subtract_rule>, &operation_of<multiply_rule>, &operation_of<max_rule>, &operation_of<matrix_product_rule>,
                                           &operation_of<matrix_product_rule>, &operation_of<greater_rule>, &operation_of<hypot_rule>, &operation_of<outer_rule>, &operation_of<xlogy_rule>};
    for (;;) {
      const facts *a = any(), *b = any();
      const bool binary = below(2) == 0;
      const operation& drawn = binary ? *two[below(std::size(two))] : *one[below(std::size(one))];
      const operation& op = &drawn == &operation_of<norm2_rule> ? *lengths[static_cast<std::size_t>(a->weight) % std::size(lengths)] : drawn;  // each has its turn
      const shape shapes[] = {a->extents, b->extents};
      // without a loop a kernel is printed for known sizes only, and a named size hides how many elements there are to reshape
      const bool unrolled = op.code == operation_code::other && !op.elementwise && op.definition == nullptr && !all().loops.count(op.id);
      const bool reshapes = &op == &operation_of<reshape_rule<extent(2), extent(3)>>, reshapes_named = &op == &operation_of<named_reshape>;
      if (op.infer(shapes).problem != nullptr || ((unrolled || reshapes || op.kernel_up_to > 0) && !a->extents.is_static())) continue;
      if (reshapes_named && !(a->extents == matrix_shape(dim<"n">, 3))) continue;
      return binary ? &w.apply(op, *a, *b) : &w.apply(op, *a);
    }
  }

  std::mt19937 chance_;
  std::vector<const facts*> values_;
  const facts* result_ = nullptr;
};

BOOST_AUTO_TEST_CASE(random_formulas_of_matrices) {
  test::c_program program(false);
  int finite = 0, compared = 0;
  constexpr int rows = 4;
  for (unsigned seed = 0; seed < 300; ++seed) {
    matrix_author a(seed);
    plan p;
    // small matrices stay such in every other formula, so that all functions of matrices are printed
    request ask{.function = &a.result(), .gradient = true, .all_variables = true, .keeps_matrices = seed % 2 == 0};
    BOOST_REQUIRE(make_plan(ask, p).function == 0);
    std::vector<const facts*> symbols;
    for (int i = 0; i < p.inputs.size; ++i) symbols.push_back(p.inputs.data[i].symbol);
    const std::string name = "f" + std::to_string(seed), code = code_of<double>(iso_c, p, all().functions.data(), static_cast<int>(all().functions.size()), name, true, {symbols.data(), static_cast<int>(symbols.size())});
    program.add_function(code);
    count_functions(p);
    std::map<const facts*, test::dense<double>> at;
    std::string arguments, pointers;
    const bool sized = code.find("(int n, ") != std::string::npos || code.find("(int n)") != std::string::npos;
    if (sized) arguments = std::to_string(rows);
    for (std::size_t k = 0; k < symbols.size(); ++k) {
      const auto size = [&](const extent& e) { return e.is_named() ? rows : e.size; };
      test::dense<double> value(size(symbols[k]->extents.rows), size(symbols[k]->extents.columns));
      for (double& element : value.elements) element = a.number();
      at[symbols[k]] = value;
      arguments += (arguments.empty() ? "" : ", ") + (symbols[k]->extents.is_scalar() ? test::c_program::literal(value(0, 0)) : test::c_program::literals(value.elements));
      program.add_call("  double d" + std::to_string(k) + "[" + std::to_string(value.elements.size()) + "];\n");
      pointers += ", d" + std::to_string(k);
    }
    if (code.find("double* workspace)") != std::string::npos) {
      program.add_call("  double workspace[2000];\n  if (" + name + "_workspace(" + std::to_string(rows) + ") > 2000) { same(\"workspace\", 0, 1); return; }\n");
      pointers += ", workspace";
    }
    program.add_call("  const double v = " + name + "(" + arguments + pointers + ");\n");
    const std::vector<test::dense<double>> wanted = test::interpretation(a.result(), symbols, false)(at);
    program.expect(name, "v", wanted[0](0, 0));
    for (std::size_t k = 0; k < symbols.size(); ++k)
      for (std::size_t e = 0; e < wanted[1 + k].elements.size(); ++e) {
        program.expect(name + " by " + symbols[k]->symbol->name, "d" + std::to_string(k) + "[" + std::to_string(e) + "]", wanted[1 + k].elements[e]);
        finite += std::isfinite(wanted[1 + k].elements[e]) ? 1 : 0;
        ++compared;
      }
    program.end_case();
  }
  BOOST_TEST(program.run("matrices") == 0);
  BOOST_TEST(finite > compared / 2);
}

BOOST_AUTO_TEST_CASE(elimination_is_printed_for_small_matrices) {
  test::c_program program;
  const std::vector<code_function<double>>& functions = all().functions;
  const auto logarithm = [](test::workshop& w, const shape& extents) -> const facts& {
    return w.apply(operation_of<log_rule>, w.apply(operation_of<abs_rule>, w.apply(operation_of<det_rule>, w.symbol("s", extents))));
  };
  test::workshop w;
  plan p;
  make_plan({.function = &logarithm(w, {})}, p);
  program.add_function(code_of<double>(iso_c, p, functions.data(), static_cast<int>(functions.size()), "of_number", true, {}));
  const std::vector<double> numbers{2, -3, 0.5, 0, -1e-310, 1e300};
  for (double s : numbers) program.expect("log|det(s)|", "of_number(" + test::c_program::literal(s) + ")", std::log(std::abs(s)));
  program.end_case();
  BOOST_TEST(program.run("elimination") == 0);
  count_functions(p, static_cast<int>(numbers.size()));
  for (const auto& [extents, sentence] : {std::pair{matrix_shape(5, 5), "nabla: no C form has the function lu"},
                                          std::pair{matrix_shape(extent(dim<"n">), extent(dim<"n">)), "nabla: no C form for sizes that are names has the function lu"}}) {
    test::workshop matrices;
    plan of_matrix;
    make_plan({.function = &logarithm(matrices, extents)}, of_matrix);
    BOOST_CHECK_EXCEPTION(code_of<double>(iso_c, of_matrix, functions.data(), static_cast<int>(functions.size()), "f", true, {}), std::invalid_argument,
                          [said = std::string(sentence)](const std::invalid_argument& e) { return e.what() == said; });
  }
}

BOOST_AUTO_TEST_CASE(all_functions_were_printed) {
  const key made_of_exponentials[] = {rule_key<log_plus_exp_rule>, rule_key<share_plus_exp_rule>, rule_key<over_plus_exp_rule>};  // in every plan, see graph/plan/share_parts.hpp
  for (const code_function<double>& f : all().functions)
    if (std::find(std::begin(made_of_exponentials), std::end(made_of_exponentials), f.id) == std::end(made_of_exponentials)) BOOST_TEST((used[f.id] > 2 || f.id == rule_key<lu_rule>), f.text << " is hardly used");
  for (const key made : {rule_key<log_plus_exponential_rule>, rule_key<share_plus_exponential_rule>}) BOOST_TEST(used[made] > 2);
}

// ---- typed formulas against nabla's own evaluation ---------------------------------------------------------------------------------

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto z = var<"z">;

/// The numbers of a matrix, column by column.
template <class M>
std::vector<double> numbers(const M& m) {
  std::vector<double> all;
  for (std::ptrdiff_t j = 0; j < m.columns(); ++j)
    for (std::ptrdiff_t i = 0; i < m.rows(); ++i) all.push_back(m(i, j));
  return all;
}

/// Adds a function and a call of it: `inputs` are the arguments as C, `results` what nabla gives for them: value, derivatives.
template <class Request>
void compare(test::c_program& program, Request request, const std::string& name, const std::string& inputs, const std::vector<std::vector<double>>& results) {
  program.add_function(to_c(request, name));
  std::string pointers;
  const bool returned = Request::has_value && results[0].size() == 1;
  for (std::size_t k = returned ? 1 : 0; k < results.size(); ++k) {
    program.add_call("  double r" + std::to_string(k) + "[" + std::to_string(results[k].size()) + "];\n");
    pointers += ", r" + std::to_string(k);
  }
  if (to_c(request, name).find("workspace)") != std::string::npos) {
    program.add_call("  double workspace[1000];\n");
    pointers += ", workspace";
  }
  program.add_call(std::string("  ") + (returned ? "const double value = " : "") + name + "(" + inputs + pointers + ");\n");
  for (std::size_t k = 0; k < results.size(); ++k)
    for (std::size_t e = 0; e < results[k].size(); ++e)
      program.expect(name + " " + std::to_string(k), k == 0 && returned ? "value" : "r" + std::to_string(k) + "[" + std::to_string(e) + "]", results[k][e]);
  program.end_case();
}
std::string arguments(std::initializer_list<double> values) {
  std::string text;
  for (double v : values) text += (text.empty() ? "" : ", ") + test::c_program::literal(v);
  return text;
}

BOOST_AUTO_TEST_CASE(typed_formulas) {
  test::c_program program;
  volatile double moved = 0.25;  // run time, not constant folding
  const double a = 0.7 + moved, b = -1.3 + moved, third = 2 + moved;
  {
    constexpr auto neuron = value_and_grad(sigmoid(x * y + z));
    const auto [value, g] = neuron(x = a, y = b, z = third);
    compare(program, neuron, "neuron", arguments({a, b, third}), {{value}, {g[x]}, {g[y]}, {g[z]}});
  }
  {
    constexpr auto gates = grad(3_c * (x * y + max(y, z)));
    const auto g = gates(x = a, y = third, z = third);
    compare(program, gates, "gates", arguments({a, third, third}), {{g[x]}, {g[y]}, {g[z]}});
  }
  {
    constexpr auto in_float = value_and_grad(sigmoid(x) * lgamma(y) + c<1, 3> * normal_cdf(x * z));
    const float fx = static_cast<float>(a), fy = static_cast<float>(third), fz = static_cast<float>(b);
    const auto [value, g] = in_float(x = fx, y = fy, z = fz);
    program.add_function(to_c<float>(in_float, "in_float") + to_c<long double>(in_float, "in_long_double") + to_c(in_float, "in_double"));  // all in one file
    program.add_call("  float r[3]; const float value = in_float(" + test::c_program::literal(static_cast<double>(fx)) + "f, " + test::c_program::literal(static_cast<double>(fy)) + "f, " +
                     test::c_program::literal(static_cast<double>(fz)) + "f, r, r + 1, r + 2);\n");
    program.expect("in float", "(double)value", static_cast<double>(value));
    const float slopes[] = {g[x], g[y], g[z]};
    for (std::size_t k = 0; k < 3; ++k) program.expect("slope in float", "(double)r[" + std::to_string(k) + "]", static_cast<double>(slopes[k]));
    program.end_case();
  }
  {
    constexpr auto S = var<"S">;
    constexpr auto K = var<"K">;
    constexpr auto r = var<"r">;
    constexpr auto sigma = var<"sigma">;
    constexpr auto T = var<"T">;
    constexpr auto d1 = (log(S / K) + (r + sq(sigma) / 2_c) * T) / (sigma * sqrt(T));
    constexpr auto call = value_and_grad(S * normal_cdf(d1) - K * exp(-r * T) * normal_cdf(d1 - sigma * sqrt(T)));
    const double at[] = {100 + moved, 95 + moved, 0.05 * moved, 0.2 + moved, 1 + moved};
    const auto [value, g] = call(S = at[0], K = at[1], r = at[2], sigma = at[3], T = at[4]);
    compare(program, call, "black_scholes", arguments({at[0], at[1], at[2], at[3], at[4]}), {{value}, {g[S]}, {g[K]}, {g[r]}, {g[sigma]}, {g[T]}});
  }
  {
    constexpr auto n = dim<"n">;
    constexpr auto X = data<"X", n, 3>;
    constexpr auto t = labels<"t", n, 2>;
    constexpr auto W = var<"W", 3, 2>;
    constexpr auto V = var<"V", 2, 2>;
    constexpr auto bias = var<"b", 1, 2>;
    constexpr auto loss = value_and_grad(mean(cross_entropy(softmax(tanh(X * W + bias) * V), t)));
    fixed_matrix<double, 4, 3> features{{{1 + moved, 2, 3}, {-1, 0.5, 2}, {0.3, -0.2, 0.1}, {2, 2 + moved, -2}}};
    fixed_matrix<double, 4, 2> classes{{{1, 0}, {0, 1}, {0, 1}, {1, 0}}};
    fixed_matrix<double, 3, 2> w{{{a, b}, {third, 0.1}, {-0.2, 0.3}}};
    fixed_matrix<double, 2, 2> v{{{a, -a}, {0.5, b}}};
    fixed_matrix<double, 1, 2> shift{{{0.1 + moved, -0.3}}};
    const auto [value, g] = loss(X = features, t = classes, W = w, V = v, bias = shift);
    std::string inputs = "4";
    for (const std::vector<double>& m : {numbers(features), numbers(w), numbers(shift), numbers(v), numbers(classes)}) inputs += ", " + test::c_program::literals(m);
    compare(program, loss, "network", inputs, {{value}, numbers(g[W]), numbers(g[bias]), numbers(g[V])});
  }
  BOOST_TEST(program.run("typed") == 0);
}

// One step of an extended Kalman filter, where the covariance of what is seen is inverted; and the factors of a small matrix, of which one has none.
BOOST_AUTO_TEST_CASE(small_matrices) {
  test::c_program program;
  volatile double moved = 0.25;
  {
    using namespace recorded;
    const fixed_matrix<double, 4, 1> s{{{4.5 + moved}, {3.5}, {0.1}, {1}}};
    const fixed_matrix<double, 4, 4> P{{{1, 0.1, 0, 0.2 * moved}, {0.1, 2, 0.3, 0}, {0, 0.3, 0.5, 0.1}, {0.2 * moved, 0, 0.1, 1}}};
    const fixed_matrix<double, 2, 1> radar_sees{{{5.5}, {0.7 + moved}}};
    constexpr auto predict = together(::recorded::moved, predicted);
    constexpr auto correct = together(corrected, covariance_after);
    const auto [ahead, spread] = predict(state = s, covariance = P);
    compare(program, predict, "predict", test::c_program::literals(numbers(s)) + ", " + test::c_program::literals(numbers(P)), {numbers(ahead), numbers(spread)});
    const auto [better, narrower] = correct(state = ahead, covariance = spread, measured = radar_sees);
    const std::string at = test::c_program::literals(numbers(ahead)) + ", " + test::c_program::literals(numbers(spread)) + ", " + test::c_program::literals(numbers(radar_sees));
    BOOST_TEST(to_c(correct, "correct").find("inverse") == std::string::npos);
    compare(program, correct, "correct", at, {numbers(better), numbers(narrower)});
  }
  constexpr auto A = var<"A", 3, 3>;
  constexpr auto b = var<"b", 3>;
  constexpr auto sum_of_factor = sum(cholesky(A) * b);
  constexpr auto factor = value_and_grad(sum_of_factor);
  const fixed_matrix<double, 3, 1> right{{{1 + moved}, {2}, {-3}}};
  for (const auto& m : {fixed_matrix<double, 3, 3>{{{4, 2, 1}, {2, 5 + moved, 3}, {1, 3, 6}}}, {{{4, 2, 1}, {2, 1, 3}, {1, 3, 6}}}, {{{0, 1, 2}, {1, 1, 3}, {2, 3, 1e200}}}}) {
    // C is written of the kernels' plan; a call tries that of the usual case first, which rounds in another way
    const auto [value, g] = test::run_program<true, wrt_all>(sum_of_factor, A = m, b = right).first;
    const auto called = numbers(factor(A = m, b = right).grad[A]), written = numbers(g[A]);
    for (std::size_t k = 0; k < written.size(); ++k)
      if (std::isfinite(written[k])) BOOST_TEST(std::abs(called[k] - written[k]) <= 4e-16 * (1 + std::abs(written[k])));
    const std::string name = "factor" + std::to_string(program.checks());
    compare(program, factor, name, test::c_program::literals(numbers(m)) + ", " + test::c_program::literals(numbers(right)), {{value}, numbers(g[A]), numbers(g[b])});
  }
  BOOST_TEST(program.run("small") == 0);
}

// Compiled only: names that mean something else in C, results that are inputs, constants or equal, parameters that nobody reads.
BOOST_AUTO_TEST_CASE(names_and_results) {
  constexpr auto n = dim<"n">;
  constexpr auto N = var<"n", n, 2>;
  constexpr auto A = var<"A", 3, 3>;
  test::c_program program;
  program.add_function(to_c(value_and_grad(sum(hadamard(N, N)) * var<"exp"> * var<"t1"> * var<"i"> * var<"W'"> * var<"double"> * exp(var<"fabs">)), "names"));
  program.add_function(to_c(x, "number") + to_c(2_c, "constant") + to_c(A, "matrix") + to_c(transpose(A), "transposed") + to_c(count(N), "size"));
  program.add_function(to_c(value_and_grad(0_c * x), "zero") + to_c(value_and_grad(sum(A + var<"B", 3, 3>)), "equal_results"));
  program.add_function(to_c(grad(sqnorm(var<"L", 100, 100> * var<"R", 100, 100>)), "with_workspace") + to_c(hstack(A, A), "kernel"));
  program.expect("constant", "constant()", 2);
  program.end_case();
  BOOST_TEST(program.run("names") == 0);
}

}  // namespace
