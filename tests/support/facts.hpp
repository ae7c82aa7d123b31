// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// The facts of a static test, asked at run time: see run_facts.

#include <cstdio>

namespace test {

inline int facts_asked = 0, facts_wrong = 0;
struct fact {
  fact(const char* file, int line, const char* text, bool (*holds)()) {
    ++facts_asked;
    if (holds()) return;
    ++facts_wrong;
    std::printf("%s:%d: %s does not hold\n", file, line, text);
  }
};

}  // namespace test

#define NABLA_TEST_FACT_NAMED(number) fact_##number
#define NABLA_TEST_FACT_OF(number) NABLA_TEST_FACT_NAMED(number)
// A function that is no constant: its body is compiled and runs.
#define NABLA_TEST_FACT(...) const test::fact NABLA_TEST_FACT_OF(__COUNTER__)(__FILE__, __LINE__, #__VA_ARGS__, []() -> bool { return (__VA_ARGS__); });

int main() {
  std::printf("%d facts, %d wrong\n", test::facts_asked, test::facts_wrong);
  return test::facts_asked == 0 || test::facts_wrong != 0;
}
