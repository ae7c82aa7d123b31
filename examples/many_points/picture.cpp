// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "surface.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace examples {

// Drawn by hand and not by gnuplot: forty lines, for which the program, and its test, would need a program that few machines have.
std::string picture(const quotes& q, const surface& s) {
  const double high = *std::max_element(s.volatility.begin(), s.volatility.end()), low = *std::min_element(s.volatility.begin(), s.volatility.end());
  std::string svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 800 560\" font-family=\"sans-serif\" font-size=\"14\">\n<rect width=\"800\" height=\"560\" fill=\"white\"/>\n";
  char line[512];
  const auto add = [&](auto... parts) {
    std::snprintf(line, sizeof line, parts...);
    svg += line;
  };
  struct place {
    double x, y;
  };
  const auto at = [&](std::size_t m, std::size_t k) {
    const double across = static_cast<double>(k) / static_cast<double>(q.strikes - 1), depth = static_cast<double>(m) / static_cast<double>(q.maturities - 1);
    const double up = (s.volatility[m * q.strikes + k] - low) / (high - low);
    return place{70 + 430 * across + 210 * (1 - depth), 260 + 210 * depth - 190 * up};
  };
  // the last maturity stands in front
  for (std::size_t m = 0; m + 1 < q.maturities; ++m)
    for (std::size_t k = 0; k + 1 < q.strikes; ++k) {
      const place a = at(m, k), b = at(m, k + 1), c = at(m + 1, k + 1), d = at(m + 1, k);
      const double level = (s.volatility[m * q.strikes + k] - low) / (high - low);
      add("<polygon points=\"%.1f,%.1f %.1f,%.1f %.1f,%.1f %.1f,%.1f\" fill=\"hsl(%.0f,70%%,55%%)\" stroke=\"#333\" stroke-width=\"0.4\"/>\n", a.x, a.y, b.x, b.y, c.x, c.y, d.x, d.y, 220 - 200 * level);
    }
  add("<text x=\"40\" y=\"30\">implied volatility, %.1f %% to %.1f %%</text>\n", 100 * low, 100 * high);
  const place left = at(q.maturities - 1, 0), right = at(q.maturities - 1, q.strikes - 1), back = at(0, q.strikes - 1);
  add("<text x=\"%.0f\" y=\"540\" text-anchor=\"middle\">strike, %.0f to %.0f</text>\n", (left.x + right.x) / 2, q.strike[(q.maturities - 1) * q.strikes], q.strike.back());
  add("<text x=\"%.0f\" y=\"%.0f\">%.2f years</text>\n<text x=\"%.0f\" y=\"%.0f\">%.2f years</text>\n", right.x + 8, right.y + 20, q.time.back(), back.x + 8, back.y + 20, q.time.front());
  return svg + "</svg>\n";
}

}  // namespace examples
