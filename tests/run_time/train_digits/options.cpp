// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "options.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <vector>

using namespace train_digits;

namespace {

settings parse(const std::vector<std::string_view>& arguments) { return parse_options(arguments); }

std::string complaint(const std::vector<std::string_view>& arguments) {
  try {
    parse_options(arguments);
    return "none";
  } catch (const usage_error& error) { return error.what(); }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(options)

BOOST_AUTO_TEST_CASE(without_any) {
  const settings s = parse({});
  BOOST_TEST(s.hidden == 64);
  BOOST_TEST(s.seed == 1u);
  BOOST_TEST(!s.help);
  BOOST_TEST(s.data.filename().string() == "digits.csv");
}

BOOST_AUTO_TEST_CASE(every_one) {
  const settings s = parse(
      {"--hidden", "128", "--epochs", "7", "--batch=16", "--rate", "2.5e-2", "--seed", "18446744073709551615", "--data", "a b.csv", "--out=x=y"});
  BOOST_TEST(s.hidden == 128);
  BOOST_TEST(s.epochs == 7);
  BOOST_TEST(s.batch == 16);
  BOOST_TEST(s.rate == 0.025);
  BOOST_TEST(s.seed == 18446744073709551615u);
  BOOST_TEST(s.data.string() == "a b.csv");
  BOOST_TEST(s.out.string() == "x=y");
  BOOST_TEST(describe(s) == "--hidden 128 --epochs 7 --batch 16 --rate 0.025 --seed 18446744073709551615");
}

BOOST_AUTO_TEST_CASE(the_last_one_wins) { BOOST_TEST(parse({"--seed", "1", "--seed", "2"}).seed == 2u); }

BOOST_AUTO_TEST_CASE(help) {
  BOOST_TEST(parse({"--help"}).help);
  BOOST_TEST(parse({"-h"}).help);
  for (const char* name : {"--hidden", "--epochs", "--batch", "--rate", "--seed", "--data", "--out", "--help"})
    BOOST_TEST(help_text().find(name) != std::string::npos, name);
  BOOST_TEST(help_text().find("(default: 64)") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(unknown) {
  BOOST_TEST(complaint({"--speed", "3"}) == "unknown option '--speed'; --help lists them");
  BOOST_TEST(complaint({"--seeds=3"}) == "unknown option '--seeds'; --help lists them");
  BOOST_TEST(complaint({"--"}) == "unknown option '--'; --help lists them");
  BOOST_TEST(complaint({"3"}) == "'3' is not an option; --help lists them");
  BOOST_TEST(complaint({"-x"}) == "'-x' is not an option; --help lists them");
}

BOOST_AUTO_TEST_CASE(without_a_value) {
  BOOST_TEST(complaint({"--seed"}) == "--seed needs a value");
  BOOST_TEST(complaint({"--out="}) == "--out: the name is empty");
}

BOOST_AUTO_TEST_CASE(not_a_number) {
  BOOST_TEST(complaint({"--epochs", "ten"}) == "--epochs: 'ten' is not a whole number");
  BOOST_TEST(complaint({"--epochs", "10x"}) == "--epochs: '10x' is not a whole number");
  BOOST_TEST(complaint({"--epochs", "1.5"}) == "--epochs: '1.5' is not a whole number");
  BOOST_TEST(complaint({"--epochs", ""}) == "--epochs: '' is not a whole number");
  BOOST_TEST(complaint({"--rate", "fast"}) == "--rate: 'fast' is not a number");
  BOOST_TEST(complaint({"--seed", "-1"}) == "--seed: '-1' is not a whole number of 0 or more");
}

BOOST_AUTO_TEST_CASE(out_of_range) {
  BOOST_TEST(complaint({"--epochs", "0"}) == "--epochs: 0 is outside 1 to 100000");
  BOOST_TEST(complaint({"--batch", "-3"}) == "--batch: -3 is outside 1 to 100000");
  BOOST_TEST(complaint({"--batch", "99999999999"}) == "--batch: 99999999999 is outside 1 to 100000");
  BOOST_TEST(complaint({"--rate", "0"}) == "--rate: 0 is outside 1e-09 to 1000");
  BOOST_TEST(complaint({"--rate", "nan"}) == "--rate: nan is outside 1e-09 to 1000");
  BOOST_TEST(complaint({"--rate", "inf"}) == "--rate: inf is outside 1e-09 to 1000");
  BOOST_TEST(complaint({"--hidden", "0"}) == "--hidden: 0 is outside 1 to 10000");
}

BOOST_AUTO_TEST_SUITE_END()
