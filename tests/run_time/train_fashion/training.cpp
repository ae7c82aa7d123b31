// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "training.hpp"

#include "images.hpp"
#include "pictures.hpp"

#include <nabla/train/archive.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <sstream>

using namespace train_fashion;

namespace {

struct started {
  test::folder here{"train_fashion_training"};
  samples training, tested;
  settings chosen;
  started() {
    test::write_samples(here.path, 205, 50);
    training = load_samples(here.path, "train");
    tested = load_samples(here.path, "t10k");
    chosen.out = here.path;
    chosen.epochs = 4;
    chosen.batch = 40;  // the last batch has 5: fewer than some have threads
  }
  training_result run(const settings& with) {
    int none = 0;
    char** nothing = nullptr;
    static const processes alone(none, nothing);
    std::ostringstream out;
    return train(training, tested, with, alone, out);
  }
  std::string checkpoint() const { return nabla::detail::read_whole_file(here.path / "checkpoint.npz"); }
};

/// All that was learned, without the seconds that it took.
std::vector<double> learned(const std::filesystem::path& file) {
  std::vector<double> numbers(784 * 128 + 128 + 1280 + 10);
  const nabla::archive all(file);
  all.get("W1", numbers.data(), 784, 128);
  all.get("b1", numbers.data() + 784 * 128, 1, 128);
  all.get("W2", numbers.data() + 785 * 128, 128, 10);
  all.get("b2", numbers.data() + 785 * 128 + 1280, 1, 10);
  return numbers;
}

BOOST_FIXTURE_TEST_SUITE(fashion, started)

BOOST_AUTO_TEST_CASE(learns) {
  const training_result result = run(chosen);
  BOOST_TEST(result.history.size() == 4u);
  BOOST_TEST(result.history.back().loss < 0.5 * result.history.front().loss);
  BOOST_TEST(result.history.back().test_accuracy == 1);
  BOOST_TEST((result.predicted == tested.classes));
  draw_pictures(result, {tested.classes, result.predicted}, chosen.out);
  for (const char* name : {"training.svg", "confusion.svg"}) {
    const std::string text = nabla::detail::read_whole_file(chosen.out / name);
    BOOST_TEST((text.starts_with("<svg ") && text.ends_with("</svg>\n") && text.find("nan") == std::string::npos), name);
  }
}

BOOST_AUTO_TEST_CASE(threads_agree_to_rounding) {
  const training_result one = run(chosen);
  for (const int count : {2, 7}) {
    chosen.threads = count;
    const training_result many = run(chosen);
    for (std::size_t epoch = 0; epoch < 4; ++epoch) BOOST_TEST(many.history[epoch].loss == one.history[epoch].loss, boost::test_tools::tolerance(1e-10));
  }
}

BOOST_AUTO_TEST_CASE(a_training_goes_on_as_if_it_had_not_stopped) {
  const training_result straight = run(chosen);
  const std::vector<double> all_at_once = learned(chosen.out / "checkpoint.npz");
  settings halves = chosen;
  halves.stop_after = 2;
  BOOST_TEST(run(halves).history.size() == 2u);
  BOOST_TEST((learned(chosen.out / "checkpoint.npz") != all_at_once));
  halves.stop_after = 0;
  halves.resume = true;
  const training_result rest = run(halves);
  BOOST_TEST(rest.history.size() == 4u);
  BOOST_TEST(rest.history.back().loss == straight.history.back().loss);
  BOOST_TEST((learned(chosen.out / "checkpoint.npz") == all_at_once));
  // a training that is over goes on to its end at once
  BOOST_TEST(run(halves).history.size() == 4u);

  halves.batch = 41;
  BOOST_CHECK_EXCEPTION(run(halves), nabla::file_error, [](const auto& e) { return std::string(e.what()).ends_with("checkpoint.npz: was trained with --batch 40, not 41"); });
  test::write(chosen.out / "checkpoint.npz", checkpoint().substr(0, 5000));
  halves.batch = 40;
  BOOST_CHECK_EXCEPTION(run(halves), nabla::file_error, [](const auto& e) { return std::string(e.what()).find("is damaged") != std::string::npos; });
}

BOOST_AUTO_TEST_CASE(a_rate_beyond_reason_is_said) {
  chosen.rate = 1e300;
  BOOST_CHECK_THROW(run(chosen), diverged);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
