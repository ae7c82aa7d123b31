// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// What a training needs beside the gradient: batches, chance, schedules, early stopping, files, progress, pictures.

#include <nabla/train/archive.hpp>
#include <nabla/train/batches.hpp>
#include <nabla/train/dropout.hpp>
#include <nabla/train/early_stopping.hpp>
#include <nabla/train/picture.hpp>
#include <nabla/train/progress.hpp>
#include <nabla/train/rates.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstdlib>
#include <limits>
#include <random>
#include <set>

using namespace nabla;

namespace {

BOOST_AUTO_TEST_SUITE(tools)

BOOST_AUTO_TEST_CASE(an_epoch_deals_every_sample_once) {
  batches deal(23, 10);
  std::mt19937_64 random(1);
  for (int epoch = 0; epoch < 3; ++epoch) {
    std::set<std::ptrdiff_t> seen;
    std::vector<std::size_t> sizes;
    for (auto rows : deal) {
      seen.insert(rows.begin(), rows.end());
      sizes.push_back(rows.size());
    }
    BOOST_TEST(sizes == (std::vector<std::size_t>{10, 10, 3}), boost::test_tools::per_element());
    BOOST_TEST(seen.size() == 23u);
    BOOST_TEST((*seen.begin() == 0 && *seen.rbegin() == 22));
    const std::vector<std::ptrdiff_t> before(deal.order().begin(), deal.order().end());
    deal.shuffle(random);
    BOOST_TEST(!std::equal(before.begin(), before.end(), deal.order().begin()));
  }
  BOOST_TEST(batches(12, 1000).count() == 1);
  BOOST_TEST(batches(12, 1000)[0].size() == 12u);
  BOOST_TEST(batches(12, 4).count() == 3);
  BOOST_TEST(batches(0, 4).count() == 0);
  BOOST_CHECK_THROW(batches(3, 0), std::invalid_argument);
  BOOST_CHECK_THROW(batches(-1, 4), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(gathered_rows) {
  const Eigen::MatrixXd all = (Eigen::MatrixXd(4, 2) << 0, 1, 2, 3, 4, 5, 6, 7).finished();
  const std::vector<std::ptrdiff_t> rows{3, 0, 3};
  BOOST_TEST((gathered(all, rows) == (Eigen::MatrixXd(3, 2) << 6, 7, 0, 1, 6, 7).finished()));
  const Eigen::VectorXi classes = Eigen::VectorXi::LinSpaced(4, 5, 8);
  BOOST_TEST((gathered(classes, rows) == Eigen::Vector3i(8, 5, 8)));
  Eigen::MatrixXf narrow;
  gather(all, rows, narrow);
  BOOST_TEST(narrow(2, 1) == 7.0f);
  BOOST_TEST(gathered(all, {}).rows() == 0);
}

BOOST_AUTO_TEST_CASE(the_seed_decides_everywhere_alike) {
  std::mt19937_64 random(5489);
  batches deal(5, 5);
  deal.shuffle(random);
  BOOST_TEST(std::vector<std::ptrdiff_t>(deal.order().begin(), deal.order().end()) == (std::vector<std::ptrdiff_t>{0, 4, 2, 1, 3}), boost::test_tools::per_element());
  double lowest = 1, highest = 0, sum = 0;
  for (int i = 0; i < 10000; ++i) {
    const double u = random_uniform(random);
    lowest = std::min(lowest, u), highest = std::max(highest, u), sum += u;
  }
  BOOST_TEST((lowest >= 0 && highest < 1));
  BOOST_TEST(sum / 10000 == 0.5, boost::test_tools::tolerance(0.03));
}

BOOST_AUTO_TEST_CASE(dropout_keeps_the_mean) {
  Eigen::MatrixXd mask(200, 50);
  std::mt19937_64 random(2);
  draw_dropout(mask, 0.2, random);
  BOOST_TEST(((mask.array() == 0) || (mask.array() == 1.25)).all());
  BOOST_TEST(mask.mean() == 1.0, boost::test_tools::tolerance(0.02));
  draw_dropout(mask, 0, random);
  BOOST_TEST((mask.array() == 1).all());
  BOOST_CHECK_THROW(draw_dropout(mask, 1, random), std::invalid_argument);
  BOOST_CHECK_THROW(draw_dropout(mask, std::nan(""), random), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(rates) {
  const auto same = boost::test_tools::tolerance(1e-15);
  BOOST_TEST((step_decay{0.8, 0.5, 10}(9)) == 0.8, same);
  BOOST_TEST((step_decay{0.8, 0.5, 10}(20)) == 0.2, same);
  BOOST_TEST((exponential_decay{2, 0.5}(3)) == 0.25, same);
  const cosine_decay cosine{1, 100, 0.1};
  BOOST_TEST(cosine(0) == 1, same);
  BOOST_TEST(cosine(50) == 0.55, same);
  BOOST_TEST(cosine(100) == 0.1, same);
  BOOST_TEST(cosine(1000) == 0.1, same);
  BOOST_TEST((cosine_decay{1, 0}(0)) == 0);
  const warm_up warm{4, cosine};
  BOOST_TEST(warm(0) == 0.25, same);
  BOOST_TEST(warm(3) == 1, same);
  BOOST_TEST(warm(54) == 0.55, same);
}

BOOST_AUTO_TEST_CASE(early_stopping_keeps_the_best) {
  early_stopping<int> stop(0, 2);
  BOOST_TEST(!stop(3, 1));
  BOOST_TEST(!stop(2, 2));
  BOOST_TEST(!stop(std::nan(""), 3));
  BOOST_TEST(!stop(1.5, 4));
  BOOST_TEST(!stop(1.5, 5));
  BOOST_TEST(stop(1.6, 6));
  BOOST_TEST(stop.best() == 4);
  BOOST_TEST(stop.smallest_loss() == 1.5);
  early_stopping<int> coarse(0, 1, 0.5);
  BOOST_TEST(!coarse(2, 1));
  BOOST_TEST(coarse(1.6, 2));
}

// ---- files ---------------------------------------------------------------------------------------------------------------------------

const std::filesystem::path file = "train_tools.npz";

std::string complaint(const std::string& text) {
  write_whole_file(file, text);
  try {
    const archive all(file);
    double to[6];
    all.get("a", to, 3, 2);
    return "none";
  } catch (const file_error& e) { return e.what(); }
}

BOOST_AUTO_TEST_CASE(numbers_come_back_bit_by_bit) {
  const double infinity = std::numeric_limits<double>::infinity();
  const double numbers[6] = {0.1, -0.0, infinity, std::numeric_limits<double>::denorm_min(), -1e300, std::nan("")};
  const float narrow[2] = {0.1f, 3};
  archive all;
  all.put("a", numbers, 3, 2);
  all.put("f", narrow, 1, 2);
  all.put("none", numbers, 0, 2);
  all.put("steps", std::int64_t{1} << 60);
  all.write(file);
  const archive back(file);
  double a[6] = {};
  back.get("a", a, 3, 2);
  BOOST_TEST(std::memcmp(a, numbers, sizeof a) == 0);
  double f[2] = {};
  back.get("f", f, 1, 2);
  BOOST_TEST(f[0] == double{0.1f});
  back.get("none", f, 0, 2);
  BOOST_TEST(back.get<std::int64_t>("steps") == std::int64_t{1} << 60);
  BOOST_TEST((back.has("a") && !back.has("b")));
  BOOST_CHECK_THROW(back.get<double>("steps"), file_error);
  BOOST_CHECK_THROW(back.get("a", a, 2, 3), file_error);
  BOOST_CHECK_THROW(back.get("b", a, 2, 3), file_error);
  std::filesystem::remove(file);
}

BOOST_AUTO_TEST_CASE(numpy_reads_it_and_is_read) {
  if (std::system("python3 -c 'import numpy' 2> /dev/null") != 0) return;
  const double numbers[6] = {0, 1, 2, 3, 4, 5};
  archive all;
  all.put("a", numbers, 3, 2);
  all.write(file);
  BOOST_TEST(std::system("python3 -c \"import numpy as np; a = np.load('train_tools.npz')['a']; assert a.shape == (3, 2) and a[1, 1] == 4; "
                         "np.savez('train_tools.npz', a=a + 1, c=np.arange(3.0))\"") == 0);
  double a[6] = {}, c[3] = {};
  const archive back(file);
  back.get("a", a, 3, 2);
  back.get("c", c, 3, 1);
  BOOST_TEST((a[4] == 5 && c[2] == 2));
  std::filesystem::remove(file);
}

BOOST_AUTO_TEST_CASE(a_damaged_file_is_refused) {
  const double numbers[6] = {0, 1, 2, 3, 4, 5};
  archive all;
  all.put("a", numbers, 3, 2);
  all.write(file);
  const std::string whole = read_whole_file(file);
  BOOST_TEST(complaint(whole) == "none");
  for (std::size_t size = 0; size < whole.size(); ++size) BOOST_TEST(complaint(whole.substr(0, size)) != "none", size);
  int unseen = 0;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    std::string changed = whole;
    changed[i] = static_cast<char>(changed[i] ^ 0x10);
    const std::string what = complaint(changed);
    if (what == "none") ++unseen;  // a date, a version: nothing that matters
    else BOOST_TEST(what.starts_with("train_tools.npz: "), what);
  }
  BOOST_TEST(unseen <= 65);
  std::string number = whole;
  number[30 + 5 + 128 + 9] ^= 1;
  BOOST_TEST(complaint(number) == "train_tools.npz: the file is damaged: the check sum of a.npy is another");
  BOOST_TEST(complaint("hello") == "train_tools.npz: no .npz file");
  std::filesystem::remove(file);
  BOOST_CHECK_EXCEPTION(archive("no/such/file.npz"), file_error, [](const file_error& e) { return std::string(e.what()) == "no/such/file.npz: no such file"; });
  BOOST_CHECK_THROW(archive{std::filesystem::current_path()}, file_error);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_written_leaves_the_old_file) {
  BOOST_CHECK_THROW(write_whole_file("no/such/folder/file", "new"), file_error);
  write_whole_file(file, "old");
  write_whole_file(file, "new");
  BOOST_TEST(read_whole_file(file) == "new");
  std::filesystem::create_directory("train_tools.npz.part");  // the place beside the file is taken
  BOOST_CHECK_THROW(write_whole_file(file, "newer"), file_error);
  BOOST_TEST(read_whole_file(file) == "new");
  std::filesystem::remove("train_tools.npz.part");
  std::filesystem::remove(file);
}

// ---- what is seen of it --------------------------------------------------------------------------------------------------------------------

std::string bar_text(int epochs, bool live) {
  std::ostringstream out;
  {
    progress bar(out, epochs, live);
    for (int epoch = 1; epoch <= epochs; ++epoch) bar.finish_epoch(epoch, "loss 1.25");
  }
  return out.str();
}

BOOST_AUTO_TEST_CASE(the_bar) {
  BOOST_TEST(bar_text(1, false) == "epoch 1/1   loss 1.25\n");
  const std::string plain = bar_text(1000, false), live = bar_text(3, true);
  BOOST_TEST(plain.find('\r') == std::string::npos);
  BOOST_TEST(std::count(plain.begin(), plain.end(), '\n') == 21);
  BOOST_TEST(live.starts_with("\repoch 1/3 ["));
  BOOST_TEST(live.ends_with("\x1b[K\n"));
  BOOST_TEST(live.find("[####################] loss 1.25") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(ticks_are_round_and_cover_the_range) {
  BOOST_TEST(detail::round_ticks(0, 80, 5) == (std::vector<double>{0, 20, 40, 60, 80}), boost::test_tools::per_element());
  BOOST_TEST(detail::round_ticks(91.7, 100, 6) == (std::vector<double>{90, 92, 94, 96, 98, 100}), boost::test_tools::per_element());
  BOOST_TEST(detail::round_ticks(0, 1, 5).size() == 6u);
}

BOOST_AUTO_TEST_CASE(a_curve_of_any_length) {
  const double nan = std::nan(""), infinity = std::numeric_limits<double>::infinity();
  for (const std::vector<double>& y : {std::vector<double>{}, {0.0}, {1.0}, {-3.0, 5.0}, {nan, 1.0}, {1.0, infinity, 2.0}, std::vector<double>(300, 0.0)}) {
    const std::string text = svg({{.title = "a < b & c", .curves = {{.name = "y", .y = y}}}});
    BOOST_TEST((text.starts_with("<svg ") && text.ends_with("</svg>\n")));
    BOOST_TEST((text.find("a &lt; b &amp; c") != std::string::npos));
    if (y.empty() || std::isfinite(y.back())) BOOST_TEST((text.find("nan") == std::string::npos && text.find("inf") == std::string::npos));
  }
  BOOST_TEST(svg({}).ends_with("</svg>\n"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
