// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "images.hpp"

#include <boost/test/unit_test.hpp>

using namespace train_fashion;

namespace {

/// What the loader says about these files, without the folder.
std::string complaint(const std::string& images, const std::string& labels, bool compressed = false) {
  const test::folder here("train_fashion_idx");
  const auto write = compressed ? test::write_compressed : test::write;
  const std::string ending = compressed ? ".gz" : "";
  write(here.path / ("train-images-idx3-ubyte" + ending), images);
  write(here.path / ("train-labels-idx1-ubyte" + ending), labels);
  try {
    load_samples(here.path, "train");
    return "none";
  } catch (const data_error& e) {
    const std::string what = e.what(), start = here.path.string() + "/";
    BOOST_TEST(what.starts_with(start), what);
    return what.substr(std::min(start.size(), what.size()));
  }
}

BOOST_AUTO_TEST_SUITE(idx)

BOOST_AUTO_TEST_CASE(reads_what_is_there) {
  const test::folder here("train_fashion_read");
  test::write_samples(here.path, 23, 11);
  const samples all = load_samples(here.path, "train");
  BOOST_TEST(all.size() == 23);
  BOOST_TEST(all.images.cols() == 784);
  BOOST_TEST(all.classes(12) == 2);
  const std::string text = test::idx_texts(23, 23).images;
  BOOST_TEST(all.images(1, 3) == static_cast<unsigned char>(text[16 + 784 + 3]));
  BOOST_TEST(load_samples(here.path, "t10k").size() == 11);
}

BOOST_AUTO_TEST_CASE(damaged_files_are_refused) {
  const test::idx_texts good(12);
  BOOST_TEST(complaint(good.images, good.labels) == "none");
  BOOST_TEST(complaint(good.images, good.labels, true) == "none");
  const std::string images = "train-images-idx3-ubyte: ", labels = "train-labels-idx1-ubyte: ";
  for (const std::size_t size : {0, 3, 15, 16, 800, 16 + 12 * 784 - 1}) BOOST_TEST(complaint(good.images.substr(0, size), good.labels) == images + "ends too early");
  for (const std::size_t size : {0, 7, 19}) BOOST_TEST(complaint(good.images, good.labels.substr(0, size)) == labels + "ends too early");
  BOOST_TEST(complaint(good.images + "x", good.labels) == images + "goes on after what its header says");
  BOOST_TEST(complaint(good.images, good.labels + "x") == labels + "goes on after what its header says");
  BOOST_TEST(complaint(good.labels, good.labels) == images + "is no IDX file of images");
  BOOST_TEST(complaint(good.images, good.images) == labels + "is no IDX file of labels");
  BOOST_TEST(complaint(good.images, test::idx_texts(13).labels) == labels + "holds 13 labels for 12 images");
  std::string changed = good.labels;
  changed[8 + 4] = 10;
  BOOST_TEST(complaint(good.images, changed) == labels + "label 5 is 10, more than 9");
  changed = good.images;
  changed[11] = 27;
  BOOST_TEST(complaint(changed, good.labels) == images + "holds images of 27 x 28 pixels where 28 x 28 are expected");
  changed = good.images;
  changed[4] = 1;
  BOOST_TEST(complaint(changed, good.labels) == images + "says that it holds 16777228 images");
  changed = good.images;
  changed[6] = 1;  // 268 images
  BOOST_TEST(complaint(changed, good.labels) == images + "ends too early");
}

BOOST_AUTO_TEST_CASE(damaged_compressed_files_are_refused) {
  const test::folder here("train_fashion_gz");
  const test::idx_texts good(12);
  test::write_compressed(here.path / "whole.gz", good.images);
  test::write(here.path / "train-labels-idx1-ubyte", good.labels);
  std::string text(std::filesystem::file_size(here.path / "whole.gz"), ' ');
  std::ifstream(here.path / "whole.gz", std::ios::binary).read(text.data(), static_cast<std::streamsize>(text.size()));
  const auto refused = [&](const std::string& changed) {
    test::write(here.path / "train-images-idx3-ubyte.gz", changed);
    try {
      load_samples(here.path, "train");
      return false;
    } catch (const data_error&) { return true; }
  };
  BOOST_TEST(!refused(text));
  for (std::size_t size = 1; size < text.size(); size += 397) BOOST_TEST(refused(text.substr(0, size)), size);
  BOOST_TEST(refused(text.substr(0, text.size() - 1)));
  for (std::size_t i = 40; i < text.size(); i += 397) {
    std::string changed = text;
    changed[i] = static_cast<char>(changed[i] ^ 4);
    BOOST_TEST(refused(changed), i);
  }
}

BOOST_AUTO_TEST_CASE(no_file) {
  BOOST_CHECK_EXCEPTION(load_samples("no/such", "train"), data_error,
                        [](const data_error& e) { return std::string(e.what()) == "no/such/train-images-idx3-ubyte: no such file, nor one that ends with .gz"; });
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
