// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "digits.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <sstream>
#include <string>

using namespace train_digits;

namespace {

/// A right line: the pixels count 0, 1, … 16, 0, 1, …
std::string good_line(int digit) {
  std::string line;
  for (int i = 0; i < pixels_per_image; ++i) line += std::to_string(i % (darkest + 1)) + ",";
  return line + std::to_string(digit);
}

std::string good_lines(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += good_line(i % digit_count) + "\n";
  return text;
}

samples read(const std::string& text) {
  std::istringstream in(text);
  return read_digits(in, "file");
}

/// What the reader says about `text`.
std::string complaint(const std::string& text) {
  try {
    read(text);
    return "none";
  } catch (const data_error& error) { return error.what(); }
}

/// The same for twelve lines, the fourth of which is replaced.
std::string complaint_about_line(const std::string& line) { return complaint(good_lines(3) + line + "\n" + good_lines(8)); }

/// A right line, but for one field, counted from 1.
std::string line_with(int field, const std::string& text) {
  std::istringstream in(good_line(7));
  std::string line, part;
  for (int i = 1; std::getline(in, part, ','); ++i) line += (i > 1 ? "," : "") + (i == field ? text : part);
  return line;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(loader)

BOOST_AUTO_TEST_CASE(reads_what_is_there) {
  const samples all = read(good_lines(12));
  BOOST_TEST(all.size() == 12);
  BOOST_TEST(all.pixels.rows() == 12);
  BOOST_TEST(all.pixels.cols() == 64);
  BOOST_TEST(all.pixels(0, 0) == 0.0);
  BOOST_TEST(all.pixels(5, 8) == 0.5);
  BOOST_TEST(all.pixels(5, 16) == 1.0);
  BOOST_TEST(all.digits(9) == 9);
  BOOST_TEST(all.digits(11) == 1);
}

BOOST_AUTO_TEST_CASE(takes_a_last_line_without_its_end_and_lines_from_windows) {
  BOOST_TEST(read(good_lines(10) + good_line(3)).size() == 11);
  std::string text;
  for (int i = 0; i < 10; ++i) text += good_line(i) + "\r\n";
  BOOST_TEST(read(text).digits(9) == 9);
}

BOOST_AUTO_TEST_CASE(the_number_of_fields) {
  BOOST_TEST(complaint_about_line("1,2,3") == "file:4: 3 fields where 65 are expected");
  BOOST_TEST(complaint_about_line("word") == "file:4: 1 field where 65 are expected");
  BOOST_TEST(complaint_about_line(good_line(1) + ",1") == "file:4: 66 fields where 65 are expected");
  BOOST_TEST(complaint_about_line(good_line(1) + ",") == "file:4: 66 fields where 65 are expected");
}

BOOST_AUTO_TEST_CASE(an_empty_line) {
  BOOST_TEST(complaint_about_line("") == "file:4: empty line");
  BOOST_TEST(complaint(good_lines(12) + "\n") == "file:13: empty line");
}

BOOST_AUTO_TEST_CASE(not_a_number) {
  BOOST_TEST(complaint_about_line(line_with(1, "x")) == "file:4: field 1: 'x' is not a whole number");
  BOOST_TEST(complaint_about_line(line_with(20, "1.5")) == "file:4: field 20: '1.5' is not a whole number");
  BOOST_TEST(complaint_about_line(line_with(20, " 1")) == "file:4: field 20: ' 1' is not a whole number");
  BOOST_TEST(complaint_about_line(line_with(20, "1 ")) == "file:4: field 20: '1 ' is not a whole number");
  BOOST_TEST(complaint_about_line(line_with(20, "+1")) == "file:4: field 20: '+1' is not a whole number");
  BOOST_TEST(complaint_about_line(line_with(20, "nan")) == "file:4: field 20: 'nan' is not a whole number");
  BOOST_TEST(complaint_about_line(line_with(65, "seven")) == "file:4: field 65: 'seven' is not a whole number");
}

BOOST_AUTO_TEST_CASE(an_empty_field) {
  BOOST_TEST(complaint_about_line(line_with(2, "")) == "file:4: field 2: empty");
  BOOST_TEST(complaint_about_line(line_with(65, "")) == "file:4: field 65: empty");
}

BOOST_AUTO_TEST_CASE(out_of_range) {
  BOOST_TEST(complaint_about_line(line_with(3, "17")) == "file:4: field 3: '17' is outside 0 to 16");
  BOOST_TEST(complaint_about_line(line_with(3, "-1")) == "file:4: field 3: '-1' is outside 0 to 16");
  BOOST_TEST(complaint_about_line(line_with(3, "99999999999")) == "file:4: field 3: '99999999999' is outside 0 to 16");
  BOOST_TEST(complaint_about_line(line_with(65, "10")) == "file:4: field 65: '10' is outside 0 to 9");
}

BOOST_AUTO_TEST_CASE(a_field_cannot_disturb_the_terminal) {
  BOOST_TEST(complaint_about_line(line_with(1, "\x1b[2J")) == "file:4: field 1: '?[2J' is not a whole number");
  BOOST_TEST(complaint_about_line(line_with(1, std::string(500, 'a'))) == "file:4: field 1: 'aaaaaaaaaaaaaaaaaaaa…' is not a whole number");
}

BOOST_AUTO_TEST_CASE(too_little) {
  BOOST_TEST(complaint("") == "file: the file is empty");
  BOOST_TEST(complaint(good_lines(9)) == "file:9: the file ends after 9 images; at least 10 are needed");
}

BOOST_AUTO_TEST_CASE(no_file) {
  BOOST_CHECK_EXCEPTION(load_digits("no/such/file.csv"), data_error,
                        [](const data_error& e) { return e.what() == std::string("no/such/file.csv: no such file"); });
  BOOST_CHECK_EXCEPTION(load_digits(std::filesystem::current_path()), data_error,
                        [](const data_error& e) { return std::string(e.what()).ends_with(": a folder, not a file"); });
}

BOOST_AUTO_TEST_SUITE_END()
