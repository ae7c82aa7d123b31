// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "models.hpp"
#include "data.hpp"

#include <boost/test/unit_test.hpp>

#include <sstream>
#include <string>

using namespace models;

namespace {

/// The checker has passed `partials` derivatives and met no kink; the text is the formula as a book has it.
void check_formula(const fit& f, int partials, const std::string& formula) {
  BOOST_TEST((f.gradient.outcome == nabla::outcome::pass), f.model);
  BOOST_TEST(f.gradient.checked == partials, f.model);
  BOOST_TEST(f.formula == formula);
}

/// What the reader says about a file.
std::string complaint(const std::string& text) {
  std::istringstream in(text);
  try {
    read_with_header(in, "file");
    return "none";
  } catch (const examples::data_error& error) { return error.what(); }
}

}  // namespace

BOOST_AUTO_TEST_CASE(logistic) {
  const fit f = logistic_regression();
  check_formula(f, 31, "mean(binary_cross_entropy(sigmoid(X*w + b), y)) + 0.5_c*lambda*sqnorm(w)");
  BOOST_TEST(f["test accuracy"] >= 0.97);
  BOOST_TEST(f["gradient norm"] <= 1e-4);
}

BOOST_AUTO_TEST_CASE(ridge) {
  const fit f = ridge_regression();
  check_formula(f, 3, "0.5_c*sqnorm(X*w - y) + 0.5_c*lambda*sqnorm(w)");
  BOOST_TEST(f["gradient there"] <= 1e-10);
  BOOST_TEST(f["distance to the closed form"] <= 1e-8);
  BOOST_TEST(f["R2"] >= 0.9);
}

BOOST_AUTO_TEST_CASE(lasso) {
  const fit f = lasso_regression();
  check_formula(f, 20, "0.5_c*sqnorm(X*w - y) + lambda*norm1(w)");
  BOOST_TEST(f["distance from optimality"] <= 1e-8);
  BOOST_TEST(f["features used"] >= 1);
  BOOST_TEST(f["features used"] < f["features"]);
  BOOST_TEST(f["R2"] >= 0.9);
}

BOOST_AUTO_TEST_CASE(softmax) {
  const std::string formula = "mean(cross_entropy(softmax(X*W + b), T)) + 0.5_c*lambda*sqnorm(W)";
  const fit iris = softmax_regression_of_iris();
  check_formula(iris, 15, formula);
  BOOST_TEST(iris["test accuracy"] >= 0.93);
  const fit digits = softmax_regression_of_digits();
  check_formula(digits, 650, formula);
  BOOST_TEST(digits["test accuracy"] >= 0.95);
}

BOOST_AUTO_TEST_CASE(two_layer) {
  const fit f = two_layer_network();
  check_formula(f, 67, "mean(cross_entropy(softmax(tanh(X*W1 + b1)*W2 + b2), T))");
  BOOST_TEST(f["test accuracy"] >= 0.93);
}

BOOST_AUTO_TEST_CASE(normal_distribution) {
  const fit f = gaussian();
  check_formula(f, 20, "-(count(row_sums(X))*sum(log(diagonal(L)))) - 0.5_c*sqnorm(solve_lower(L, transpose(X - mu)))");
  BOOST_TEST(f["gradient there"] <= 1e-9);
  BOOST_TEST(f["distance to the closed form"] <= 1e-8);
}

BOOST_AUTO_TEST_CASE(a_run_is_as_the_last) {
  const fit a = two_layer_network(), b = two_layer_network();
  for (std::size_t i = 0; i < a.reached.size(); ++i) BOOST_TEST(a.reached[i].value == b.reached[i].value);
}

BOOST_AUTO_TEST_CASE(the_data) {
  const split_dataset parts = split(load_breast_cancer(), 30);
  BOOST_TEST(parts.training.size() + parts.test.size() == 569);
  BOOST_TEST(parts.test.size() == 171);
  BOOST_TEST((parts.test.labels.array() == 0).count() == 64);  // 212 of 569 are malignant
  BOOST_TEST(parts.training.features.colwise().mean().cwiseAbs().maxCoeff() <= 1e-12);
  BOOST_TEST(parts.training.labels.topRows(10).minCoeff() == 0);  // every batch to check a gradient on has both classes
  BOOST_TEST(parts.training.labels.topRows(10).maxCoeff() == 1);
  BOOST_TEST(load_iris().classes[2] == "virginica");
  BOOST_TEST(load_digits().features.cols() == 64);
}

BOOST_AUTO_TEST_CASE(what_is_wrong_with_a_file) {
  BOOST_TEST(complaint("2,1,a,b\n1.5,0\n-2e3,1\n") == "none");
  BOOST_TEST(complaint("") == "file: the file is empty");
  BOOST_TEST(complaint("two,1,a,b\n") == "file:1: 'two,1,a,b' does not start with the numbers of samples and features");
  BOOST_TEST(complaint("2,1,a\n") == "file:1: fewer than two classes are named");
  BOOST_TEST(complaint("2,1,a,b\n1.5,2\n") == "file:2: field 2: '2' is outside 0 to 1");
  BOOST_TEST(complaint("2,1,a,b\n1.5x,0\n") == "file:2: field 1: '1.5x' is not a number");
  BOOST_TEST(complaint("2,1,a,b\nnan,0\n") == "file:2: field 1: 'nan' is not a number");
  BOOST_TEST(complaint("2,1,a,b\n1e999,0\n").starts_with("file:2: field 1: '1e999' is outside"));
  BOOST_TEST(complaint("2,1,a,b\ninf,0\n").starts_with("file:2: field 1: 'inf' is outside"));
  BOOST_TEST(complaint("3,1,a,b\n1.5,0\n1.5,1\n") == "file:3: the file ends after 2 samples where 3 are announced");
}

BOOST_AUTO_TEST_CASE(a_wrong_gradient_stops) {
  nabla::gradient_report report;
  report.outcome = nabla::outcome::fail;
  BOOST_CHECK_THROW(require_right(report), wrong_gradient);
}
