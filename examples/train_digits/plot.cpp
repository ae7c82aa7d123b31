// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "plot.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iomanip>
#include <sstream>

namespace train_digits {
namespace {

constexpr auto ink = "#1f2937", pale = "#6b7280", grid = "#e5e7eb";

std::string number(double value, int decimals) {
  std::ostringstream text;
  text << std::fixed << std::setprecision(decimals) << value;
  return text.str();
}

/// As many decimals as a step between ticks needs: 0.05 has two.
int decimals_of(double step) { return std::max(0, static_cast<int>(std::ceil(-std::log10(step) - 1e-9))); }

/// From a range of numbers to a range of pixels.
struct scale {
  double low, high, from, to;
  double operator()(double value) const { return from + (value - low) / (high - low) * (to - from); }
};

std::string text_at(double x, double y, const std::string& anchor, const std::string& color, const std::string& text, const std::string& more = "") {
  std::ostringstream out;
  out << "<text x=\"" << x << "\" y=\"" << y << "\" text-anchor=\"" << anchor << "\" fill=\"" << color << "\"" << more << ">" << text << "</text>\n";
  return out.str();
}

std::string line_at(double x1, double y1, double x2, double y2, const std::string& color, const std::string& more = "") {
  std::ostringstream out;
  out << "<line x1=\"" << x1 << "\" y1=\"" << y1 << "\" x2=\"" << x2 << "\" y2=\"" << y2 << "\" stroke=\"" << color << "\"" << more << "/>\n";
  return out.str();
}

std::string draw_curve(const series& curve, const scale& x, const scale& y) {
  std::ostringstream out;
  out << std::fixed << std::setprecision(1);
  out << "<polyline fill=\"none\" stroke=\"" << curve.color << "\" stroke-width=\"2\" stroke-linejoin=\"round\""
      << (curve.dashed ? " stroke-dasharray=\"5 4\"" : "") << " points=\"";
  for (std::size_t i = 0; i < curve.y.size(); ++i) out << (i ? " " : "") << x(static_cast<double>(i + 1)) << ',' << y(curve.y[i]);
  out << "\"/>\n";
  if (!curve.dashed && !curve.y.empty())
    out << "<circle cx=\"" << x(static_cast<double>(curve.y.size())) << "\" cy=\"" << y(curve.y.back()) << "\" r=\"3.5\" fill=\"" << curve.color
        << "\"/>\n";
  return out.str();
}

/// One line per curve: a sample of it, its name, its last value.
std::string draw_legend(const plot& p, double left, double top) {
  std::ostringstream out;
  out << "<rect x=\"" << left - 10 << "\" y=\"" << top - 16 << "\" width=\"212\" height=\"" << 20 * p.curves.size() + 12
      << "\" rx=\"4\" fill=\"white\" stroke=\"" << grid << "\"/>\n";
  for (std::size_t i = 0; i < p.curves.size(); ++i) {
    const series& curve = p.curves[i];
    const double y = top + 20 * static_cast<double>(i);
    out << line_at(left, y, left + 24, y, curve.color, std::string(" stroke-width=\"2\"") + (curve.dashed ? " stroke-dasharray=\"5 4\"" : ""))
        << text_at(left + 32, y + 4, "start", ink, curve.name)
        << text_at(left + 192, y + 4, "end", ink, curve.y.empty() ? "" : number(curve.y.back(), p.decimals) + p.unit);
  }
  return out.str();
}

}  // namespace

std::vector<double> round_ticks(double low, double high, int wanted) {
  const double rough = std::max(high - low, 1e-9) / wanted;
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  double step = 10 * power;
  for (const double nice : {5.0, 2.0, 1.0})
    if (nice * power >= rough) step = nice * power;
  std::vector<double> ticks;
  for (double k = std::floor(low / step + 1e-9); k <= std::ceil(high / step - 1e-9); ++k) ticks.push_back(k * step);
  return ticks;
}

std::string draw(const plot& p, double left, double top, double width, double height) {
  std::size_t longest = 1;
  for (const series& curve : p.curves) longest = std::max(longest, curve.y.size());
  const std::vector<double> x_ticks = round_ticks(0, static_cast<double>(longest), 5);
  const std::vector<double> y_ticks = round_ticks(p.lowest, p.highest, 6);
  const scale x{0, static_cast<double>(longest), left, left + width};
  const scale y{y_ticks.front(), y_ticks.back(), top + height, top};
  const int y_decimals = decimals_of(y_ticks[1] - y_ticks[0]);

  std::ostringstream out;
  out << "<g>\n" << text_at(left, top - 18, "start", ink, p.title, " font-size=\"16\" font-weight=\"bold\"");
  for (const double tick : y_ticks)
    out << line_at(left, y(tick), left + width, y(tick), grid) << text_at(left - 8, y(tick) + 4, "end", pale, number(tick, y_decimals) + p.unit);
  for (const double tick : x_ticks) {
    if (tick != std::round(tick) || tick > static_cast<double>(longest)) continue;  // there is no half an epoch
    out << line_at(x(tick), top + height, x(tick), top + height + 5, pale) << text_at(x(tick), top + height + 19, "middle", pale, number(tick, 0));
  }
  out << line_at(left, top + height, left + width, top + height, pale) << text_at(left + width / 2, top + height + 38, "middle", pale, p.x_label);
  for (const series& curve : p.curves) out << draw_curve(curve, x, y);
  const double legend_height = 20.0 * static_cast<double>(p.curves.size());
  out << draw_legend(p, left + width - 212, p.legend_on_top ? top + 26 : top + height - legend_height - 6) << "</g>\n";
  return out.str();
}

}  // namespace train_digits
