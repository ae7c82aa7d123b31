// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "curve.hpp"
#include "mistakes.hpp"
#include "neuron.hpp"
#include "support/confusion.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace train_digits;

namespace {

bool is_finite_svg(const std::string& text) {
  return text.starts_with("<svg ") && text.ends_with("</svg>\n") && text.find("nan") == std::string::npos && text.find("inf") == std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(pictures)

BOOST_AUTO_TEST_CASE(a_curve_of_any_length) {
  BOOST_TEST(is_finite_svg(training_curve({}, 0.5)));
  BOOST_TEST(is_finite_svg(training_curve({{.loss = 1, .training_accuracy = 1, .test_accuracy = 1}}, 0.5)));
  BOOST_TEST(is_finite_svg(training_curve(std::vector<epoch_record>(300, {.loss = 0, .training_accuracy = 0, .test_accuracy = 0}), 0.5)));
}

BOOST_AUTO_TEST_CASE(a_line_says_what_an_epoch_reached) {
  BOOST_TEST(describe(epoch_record{.loss = 1.25, .training_accuracy = 1, .test_accuracy = 0.975}) == "loss 1.2500   training 100.0 %   test  97.5 %");
}

BOOST_AUTO_TEST_CASE(mistakes_are_drawn_one_by_one) {
  samples some{Eigen::MatrixXd::Constant(9, pixels_per_image, 0.5), Eigen::VectorXi::LinSpaced(9, 0, 8)};
  Eigen::VectorXi predicted = some.digits;
  BOOST_TEST(picture_of_mistakes(some, predicted).find("Read wrongly: 0 of 9") != std::string::npos);
  predicted(3) = 8;
  const std::string svg = picture_of_mistakes(some, predicted);
  BOOST_TEST(is_finite_svg(svg));
  BOOST_TEST(svg.find("Read wrongly: 1 of 9") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_neuron_carries_value_and_gradients) {
  const std::string dot = neuron_graph();
  BOOST_TEST(dot.starts_with("digraph"));
  for (const char* number : {"0.7311", "-0.1966", "0.3932", "-0.3932", "-0.5898"}) BOOST_TEST(dot.find(number) != std::string::npos, number);
}

BOOST_AUTO_TEST_CASE(the_confusion_matrix_counts) {
  Eigen::VectorXi truth(4), predicted(4);
  truth << 0, 0, 9, 3;
  predicted << 0, 1, 9, 3;
  const examples::confusion matrix(truth, predicted);
  BOOST_TEST(matrix.total() == 4);
  BOOST_TEST(matrix.right() == 3);
  BOOST_TEST(matrix.count(0, 1) == 1);
  BOOST_TEST(matrix.count(1, 0) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
