// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// GradBench's protocol, and what some of its evals answer; benchmarks/gradbench/run compares all of them.

#include <evals/hello.hpp>
#include <evals/lse.hpp>
#include <evals/saddle.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using namespace gradbench;

template <class Eval>
std::vector<value> answers_to(const std::string& messages) {
  std::istringstream in(messages);
  std::ostringstream out;
  BOOST_TEST(answer(in, out, Eval::name, Eval::functions()));
  std::vector<value> all;
  std::istringstream lines(out.str());
  for (std::string line; std::getline(lines, line);) all.push_back(parse(line));
  return all;
}
template <class Eval>
value output_of(const std::string& function, const value& input) {
  const auto answers = answers_to<Eval>(to_json(object{{"id", std::size_t{7}}, {"kind", "evaluate"}, {"module", Eval::name}, {"function", function}, {"input", input}}));
  BOOST_TEST_REQUIRE(answers.size() == 1U);
  BOOST_TEST(number(member(answers[0], "id")) == 7);
  return member(answers[0], "output");
}

BOOST_AUTO_TEST_CASE(a_session) {
  const auto answers = answers_to<hello>(R"({"id": 0, "kind": "start", "eval": "hello"}
{"id": 1, "kind": "define", "module": "hello"}
{"id": 2, "kind": "define", "module": "other"}
{"id": 3, "kind": "evaluate", "module": "hello", "function": "square", "input": 3}
{"id": 4, "kind": "evaluate", "module": "hello", "function": "double", "input": 1.5}
{"id": 5, "kind": "analysis", "of": 4, "valid": true}
{"id": 6, "kind": "evaluate", "module": "hello", "function": "cube", "input": 3}
{"id": 7, "kind": "evaluate", "module": "hello", "function": "square", "input": "three"}
)");
  BOOST_TEST_REQUIRE(answers.size() == 8U);
  for (std::size_t i = 0; i < answers.size(); ++i) BOOST_TEST(whole(member(answers[i], "id")) == i);
  BOOST_TEST(text(member(answers[0], "tool")) == "nabla");
  BOOST_TEST(std::get<bool>(member(answers[1], "success").is));
  BOOST_TEST(!std::get<bool>(member(answers[2], "success").is));
  BOOST_TEST(number(member(answers[3], "output")) == 9);
  BOOST_TEST(values(member(answers[3], "timings")).size() == 2U);
  BOOST_TEST(number(member(answers[4], "output")) == 3);
  BOOST_TEST(!has(answers[5], "success"));
  BOOST_TEST(!std::get<bool>(member(answers[6], "success").is));
  BOOST_TEST(text(member(answers[6], "status")) == "unimplemented");
  BOOST_TEST(text(member(answers[7], "error")) == "expected a number, got \"three\"");
}

BOOST_AUTO_TEST_CASE(what_is_no_message) {
  for (const char* line : {"{", "[]", "{\"kind\": \"start\"}", "{\"id\": 1}"}) {
    std::istringstream in(line);
    std::ostringstream out;
    BOOST_TEST(!answer(in, out, hello::name, hello::functions()), line);
  }
}

BOOST_AUTO_TEST_CASE(as_often_as_asked) {
  const auto answers = answers_to<lse>(R"({"id": 0, "kind": "evaluate", "module": "lse", "function": "primal", "input": {"x": [1, 2.5], "min_runs": 3, "min_seconds": 0}})");
  BOOST_TEST(values(member(answers.at(0), "timings")).size() == 4U);  // and the preparation
}

BOOST_AUTO_TEST_CASE(json) {
  const char* all = R"({"a":[1.0,2.5],"b":[[1.0],[2.0]],"c":"text","d":true,"e":7,"f":[],"g":null,"h":{"i":-0.5}})";
  const value read = parse(all);
  BOOST_TEST(to_json(read) == all);
  BOOST_TEST(matrix(member(read, "b")).columns == 1U);
  BOOST_TEST(matrix(member(read, "f")).rows == 0U);
  BOOST_TEST(in_rows(std::vector<double>{1, 2, 3, 4}, 2).size() == 2U);
  BOOST_CHECK_THROW((void)number(member(read, "c")), std::runtime_error);
  BOOST_CHECK_THROW((void)whole(member(member(read, "h"), "i")), std::runtime_error);
  BOOST_CHECK_THROW((void)member(read, "z"), std::runtime_error);
  BOOST_CHECK_THROW((void)matrix(parse("[[1], [1, 2]]")), std::runtime_error);
}

BOOST_AUTO_TEST_CASE(log_sum_exp) {
  const std::vector<double> x{1, -2, 0.5, 700};
  double sum = 0;
  for (double each : x) sum += std::exp(each - 700);
  BOOST_TEST(number(output_of<lse>("primal", object{{"x", x}})) == 700 + std::log(sum), boost::test_tools::tolerance(1e-14));
  const std::vector<double> found = numbers(output_of<lse>("gradient", object{{"x", x}}));
  BOOST_TEST_REQUIRE(found.size() == x.size());
  for (std::size_t i = 0; i < x.size(); ++i) BOOST_TEST(found[i] == std::exp(x[i] - 700) / sum, boost::test_tools::tolerance(1e-13));
}

BOOST_AUTO_TEST_CASE(a_search_inside_a_search) {
  for (const char* function : {"ff", "fr", "rf", "rr"}) {
    const std::vector<double> found = numbers(output_of<saddle>(function, saddle::sample({1, -0.5})));
    BOOST_TEST_REQUIRE(found.size() == 4U);
    for (double each : found) BOOST_TEST(std::abs(each) < 1e-8);
  }
}

}  // namespace
