// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

#include "more_digits.hpp"

#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/polygamma.hpp>
#include <boost/math/special_functions/trigamma.hpp>
#include <boost/multiprecision/cpp_bin_float.hpp>

using wide = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<100>, boost::multiprecision::et_off>;
namespace boost::multiprecision {
/// Where a value is too large it is infinite.
using no_error = boost::math::policies::policy<boost::math::policies::overflow_error<boost::math::policies::ignore_error>>;
inline wide digamma(const wide& u) { return boost::math::digamma(u, no_error{}); }
inline wide trigamma(const wide& u) { return boost::math::trigamma(u, no_error{}); }
inline wide tetragamma(const wide& u) { return boost::math::polygamma(2, u, no_error{}); }
}  // namespace boost::multiprecision

#include <support/formulas.hpp>

using namespace nabla::detail;

namespace {

template <class... Rules>
bool learn(rule_list<Rules...>) {
  (test::kernels<wide>::learn<Rules>(), ...);
  return true;
}

bool is_double(const wide& value) { return wide(value.convert_to<double>()) == value; }
wide as_written(const operation&, const wide& result, const wide*) { return result; }
wide snapped(const operation& op, const wide& result, const wide* operands) {
  if (!isfinite(result) || result == 0) return result == 0 ? wide(0) : result;  // the sign of a zero is rounding
  const wide tiny("1e-60"), near(result.convert_to<double>());
  const bool is_sum = op.code == operation_code::add || op.code == operation_code::subtract || is_rule<fma_rule>(op) || is_rule<multiply_subtract_rule>(op) || is_rule<subtract_product_rule>(op);
  if (is_sum)
    for (int k = 0; k < op.arity; ++k)
      if (abs(result) < tiny * abs(operands[k])) return 0;
  return isfinite(near) && abs(result - near) <= tiny * abs(result) ? near : result;
}

}  // namespace

namespace test {

verdict judge(const number_formula& f, const number_formula& g, double x, double y, bool both) {
  [[maybe_unused]] static const bool known = learn(rules_of_formulas{});
  const number_formula* const formulas[] = {&f, &g};
  const auto value = [&](int k, auto rounded) { return formulas[k]->value_in<wide>(x, y, rounded).template convert_to<double>(); };
  const auto agree = [&](auto rounded) { return !differ(value(0, rounded), value(1, rounded), both); };
  if (agree(as_written) || agree(snapped)) return verdict::agree;
  const auto of_zeros = [](const wide& zero) { return [zero](const operation&, const wide& result, const wide*) { return result == 0 ? zero : result; }; };
  for (int k : {0, 1})
    if (differ(value(k, of_zeros(wide(0))), value(k, of_zeros(-wide(0))), false)) return verdict::last_digit;
  std::mt19937 chance(1);
  const auto jittered = [&](const operation&, const wide& result, const wide*) {
    return !isfinite(result) || is_double(result) ? result : wide(result * (1 + wide("1e-90") * (static_cast<int>(chance() % 7) - 3)));
  };
  for (int k : {0, 1})
    for (int time = 0; time < 8; ++time)
      if (differ(value(k, as_written), value(k, jittered), false)) return verdict::last_digit;
  return verdict::differ;
}

}  // namespace test
