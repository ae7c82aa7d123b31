// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// The 50 digits that functions are tested against come from series of the tests' own. Boost.Math, in long double, says whether these are right; and what
// nabla computes is compared with it too.

#include <boost/test/unit_test.hpp>

#include <support/references.hpp>

#include <nabla/nabla.hpp>

#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/special_functions/polygamma.hpp>
#include <boost/math/special_functions/trigamma.hpp>

#include <cmath>
#include <limits>
#include <vector>

namespace {

constexpr auto x = nabla::var<"x">;

/// Nothing is promoted: long double is the widest.
using policy = boost::math::policies::policy<boost::math::policies::promote_double<false>>;

/// `ours` within so many units in the last place of long double, and `computed` of double.
template <class Series, class Oracle, class Computed>
void compare(const char* name, const std::vector<double>& points, Series series, Oracle oracle, Computed computed, double units = 64) {
  for (double at : points) {
    const long double known = oracle(static_cast<long double>(at)), ours = static_cast<long double>(series(test::real(at)));
    BOOST_TEST_INFO(name << "(" << at << ")");
    BOOST_TEST(std::abs(ours - known) <= units * std::numeric_limits<long double>::epsilon() * std::abs(known));
    BOOST_TEST(std::abs(static_cast<long double>(computed(at)) - known) <= 4 * static_cast<long double>(std::numeric_limits<double>::epsilon()) * std::abs(known));
  }
}

BOOST_AUTO_TEST_CASE(boost_math_agrees) {
  const std::vector<double> positive{0.01, 0.25, 0.5, 1, 1.25, 1.75, 2.5, 3, 7.125, 12, 19.5, 40, 90.5}, any{-3.5, -1, -0.25, -0.001, 0.001, 0.25, 0.5, 1, 2, 3.5, 5};
  compare("erf", any, [](test::real u) { return test::erf_series(u); }, [](long double u) { return boost::math::erf(u, policy()); }, [](double u) { return nabla::erf(x)(x = u); });
  compare("digamma", positive, [](test::real u) { return test::digamma_series(u); }, [](long double u) { return boost::math::digamma(u, policy()); }, [](double u) { return nabla::digamma(x)(x = u); });
  compare("trigamma", positive, [](test::real u) { return test::trigamma_series(u); }, [](long double u) { return boost::math::trigamma(u, policy()); }, [](double u) { return nabla::trigamma(x)(x = u); });
  compare("tetragamma", positive, [](test::real u) { return test::tetragamma_series(u); }, [](long double u) { return boost::math::polygamma(2, u, policy()); }, [](double u) { return nabla::tetragamma(x)(x = u); });
  // at its zeros, 1 and 2, no digit of the logarithm is sure
  const std::vector<double> away{0.01, 0.25, 0.5, 1.25, 1.75, 2.5, 3, 7.125, 12, 19.5, 40, 90.5};
  compare("lgamma", away, [](test::real u) { return test::log_gamma_series(u); }, [](long double u) { return boost::math::lgamma(u, policy()); }, [](double u) { return nabla::lgamma(x)(x = u); });
}

}  // namespace
