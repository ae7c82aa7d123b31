// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "experiment.hpp"

#include <boost/test/unit_test.hpp>

#include <sstream>
#include <string>
#include <utility>

using namespace train_digits;

namespace {

struct run {
  training_result result;
  std::string printed;
};

run train_once(settings chosen) {
  chosen.hidden = 32;
  const samples all = load_digits(chosen.data);
  std::mt19937_64 random(chosen.seed);
  const partition rows = split(all.digits, random);
  std::ostringstream out;
  training_result result = run_experiment({select(all, rows.training), select(all, rows.test)}, chosen, random, out);
  return {std::move(result), out.str()};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(training)

BOOST_AUTO_TEST_CASE(learns_to_read) {
  const run first = train_once({});
  BOOST_TEST(first.result.gradient_is_right);
  BOOST_TEST(first.result.history.size() == 80u);
  BOOST_TEST(first.result.history.back().loss < first.result.history.front().loss);
  BOOST_TEST(first.result.history.back().test_accuracy >= 0.97);
  BOOST_TEST(first.result.seen == 80 * 1437);
  BOOST_TEST(first.printed.find("mean(cross_entropy(softmax(tanh(X*W1 + b1)*W2 + b2), T))") != std::string::npos);
  BOOST_TEST(first.printed.find("W1         64x32") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_seed_is_a_training) {
  settings few;
  few.epochs = 3;
  const run a = train_once(few), b = train_once(few);
  BOOST_TEST((a.result.predicted == b.result.predicted));
  BOOST_TEST(a.result.history.back().loss == b.result.history.back().loss);
  few.seed = 2;
  BOOST_TEST(train_once(few).result.history.back().loss != a.result.history.back().loss);
}

BOOST_AUTO_TEST_SUITE_END()
