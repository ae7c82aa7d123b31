// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "confusion.hpp"
#include "curve.hpp"
#include "mistakes.hpp"
#include "neuron.hpp"
#include "plot.hpp"
#include "progress.hpp"

#include <boost/test/unit_test.hpp>

#include <sstream>
#include <string>
#include <vector>

using namespace train_digits;

namespace {

bool is_finite_svg(const std::string& text) {
  return text.starts_with("<svg ") && text.ends_with("</svg>\n") && text.find("nan") == std::string::npos && text.find("inf") == std::string::npos;
}

std::string bar_text(int epochs, bool live) {
  std::ostringstream out;
  {
    progress bar(out, epochs, live);
    for (int epoch = 1; epoch <= epochs; ++epoch) bar.finish_epoch(epoch, {.loss = 1.25, .training_accuracy = 1, .test_accuracy = 0.975});
  }
  return out.str();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(pictures)

BOOST_AUTO_TEST_CASE(ticks_are_round_and_cover_the_range) {
  BOOST_TEST(round_ticks(0, 80, 5) == (std::vector<double>{0, 20, 40, 60, 80}), boost::test_tools::per_element());
  BOOST_TEST(round_ticks(91.7, 100, 6) == (std::vector<double>{90, 92, 94, 96, 98, 100}), boost::test_tools::per_element());
  BOOST_TEST(round_ticks(0, 1, 5).size() == 6u);
}

BOOST_AUTO_TEST_CASE(a_curve_of_any_length) {
  BOOST_TEST(is_finite_svg(training_curve({}, 0.5)));
  BOOST_TEST(is_finite_svg(training_curve({{.loss = 1, .training_accuracy = 1, .test_accuracy = 1}}, 0.5)));
  BOOST_TEST(is_finite_svg(training_curve(std::vector<epoch_record>(300, {.loss = 0, .training_accuracy = 0, .test_accuracy = 0}), 0.5)));
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
  const confusion matrix(truth, predicted);
  BOOST_TEST(matrix.total() == 4);
  BOOST_TEST(matrix.right() == 3);
  BOOST_TEST(matrix.count(0, 1) == 1);
  BOOST_TEST(matrix.count(1, 0) == 0);
}

BOOST_AUTO_TEST_CASE(the_bar_is_plain_lines_where_there_is_no_terminal) {
  BOOST_TEST(bar_text(1, false) == "epoch 1/1   loss 1.2500   training 100.0 %   test  97.5 %\n");
  BOOST_TEST(bar_text(1000, false).find('\r') == std::string::npos);
  std::istringstream lines(bar_text(1000, false));
  int count = 0;
  for (std::string line; std::getline(lines, line);) ++count;
  BOOST_TEST(count == 21);
}

BOOST_AUTO_TEST_CASE(the_bar_rewrites_its_line_on_a_terminal) {
  const std::string text = bar_text(3, true);
  BOOST_TEST(text.starts_with("\repoch 1/3 ["));
  BOOST_TEST(text.ends_with("\x1b[K\n"));
  BOOST_TEST(text.find("[####################] loss 1.2500") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
