// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/expression/refused.hpp>
#include <nabla/train/file.hpp>

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <iomanip>
#include <sstream>
#include <string>
#include <vector>

namespace nabla::detail {

/// One curve: y at x = 1, 2, 3, …
struct series {
  std::string name{};
  std::vector<double> y{};
  std::string color = "#2563eb";
  bool dashed = false;
};

/// Drawn here and not by gnuplot, which machines that train seldom have: a training leaves its pictures everywhere.
/// A diagram with axes, ticks, a grid and a legend, drawn as SVG elements.
struct plot {
  std::string title{}, x_label = "epoch";
  std::vector<series> curves{};
  double lowest = 0, highest = 0;  ///< of the y axis; widened to all values and to whole ticks
  std::string unit{};              ///< behind the numbers of the y axis and of the last values
  int decimals = 2;                ///< of the last values
  bool legend_on_top = true;
};

/// Round numbers that cover low … high, about `wanted` of them.
inline std::vector<double> round_ticks(double low, double high, int wanted) {
  const double rough = std::max(high - low, 1e-9) / wanted;
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  double step = 10 * power;
  for (const double nice : {5.0, 2.0, 1.0})
    if (nice * power >= rough) step = nice * power;
  std::vector<double> ticks;
  for (double k = std::floor(low / step + 1e-9); k <= std::ceil(high / step - 1e-9); ++k) ticks.push_back(k * step);
  return ticks;
}

inline constexpr auto svg_ink = "#1f2937", svg_pale = "#6b7280", svg_grid = "#e5e7eb";

inline std::string svg_number(double value, int decimals) {
  std::ostringstream text;
  text << std::fixed << std::setprecision(decimals) << value;
  return text.str();
}
/// A name may hold what SVG reads as markup.
inline std::string svg_escaped(const std::string& name) {
  std::string text;
  for (const char c : name) c == '&' ? text += "&amp;" : (c == '<' ? text += "&lt;" : text += c);
  return text;
}

/// From a range of numbers to a range of pixels.
struct svg_scale {
  double low, high, from, to;
  double operator()(double value) const { return from + (value - low) / (high - low) * (to - from); }
};

inline std::string svg_text(double x, double y, const std::string& anchor, const std::string& color, const std::string& text, const std::string& more = "") {
  std::ostringstream out;
  out << "<text x=\"" << x << "\" y=\"" << y << "\" text-anchor=\"" << anchor << "\" fill=\"" << color << "\"" << more << ">" << svg_escaped(text) << "</text>\n";
  return out.str();
}
inline std::string svg_line(double x1, double y1, double x2, double y2, const std::string& color, const std::string& more = "") {
  std::ostringstream out;
  out << "<line x1=\"" << x1 << "\" y1=\"" << y1 << "\" x2=\"" << x2 << "\" y2=\"" << y2 << "\" stroke=\"" << color << "\"" << more << "/>\n";
  return out.str();
}

/// Only what is finite is drawn.
inline std::string svg_curve(const series& curve, const svg_scale& x, const svg_scale& y) {
  std::ostringstream out;
  out << std::fixed << std::setprecision(1);
  out << "<polyline fill=\"none\" stroke=\"" << curve.color << "\" stroke-width=\"2\" stroke-linejoin=\"round\""
      << (curve.dashed ? " stroke-dasharray=\"5 4\"" : "") << " points=\"";
  const char* gap = "";
  for (std::size_t i = 0; i < curve.y.size(); ++i) {
    if (!std::isfinite(curve.y[i])) continue;
    out << gap << x(static_cast<double>(i + 1)) << ',' << y(curve.y[i]);
    gap = " ";
  }
  out << "\"/>\n";
  if (!curve.dashed && !curve.y.empty() && std::isfinite(curve.y.back()))
    out << "<circle cx=\"" << x(static_cast<double>(curve.y.size())) << "\" cy=\"" << y(curve.y.back()) << "\" r=\"3.5\" fill=\"" << curve.color << "\"/>\n";
  return out.str();
}

/// One line per curve: a sample of it, its name, its last value.
inline std::string svg_legend(const plot& p, double left, double top) {
  std::ostringstream out;
  out << "<rect x=\"" << left - 10 << "\" y=\"" << top - 16 << "\" width=\"212\" height=\"" << 20 * p.curves.size() + 12 << "\" rx=\"4\" fill=\"white\" stroke=\"" << svg_grid << "\"/>\n";
  for (std::size_t i = 0; i < p.curves.size(); ++i) {
    const series& curve = p.curves[i];
    const double y = top + 20 * static_cast<double>(i);
    out << svg_line(left, y, left + 24, y, curve.color, std::string(" stroke-width=\"2\"") + (curve.dashed ? " stroke-dasharray=\"5 4\"" : ""))
        << svg_text(left + 32, y + 4, "start", svg_ink, curve.name)
        << svg_text(left + 192, y + 4, "end", svg_ink, curve.y.empty() ? "" : svg_number(curve.y.back(), p.decimals) + p.unit);
  }
  return out.str();
}

/// The plot inside the given rectangle, as a group of SVG elements.
inline std::string draw(const plot& p, double left, double top, double width, double height) {
  std::size_t longest = 1;
  double lowest = p.lowest, highest = p.highest;
  for (const series& curve : p.curves) {
    longest = std::max(longest, curve.y.size());
    for (const double y : curve.y)
      if (std::isfinite(y)) lowest = std::min(lowest, y), highest = std::max(highest, y);
  }
  const std::vector<double> x_ticks = round_ticks(0, static_cast<double>(longest), 5), y_ticks = round_ticks(lowest, highest, 6);
  const svg_scale x{0, static_cast<double>(longest), left, left + width}, y{y_ticks.front(), std::max(y_ticks.back(), y_ticks.front() + 1e-9), top + height, top};
  // as many decimals as a step between ticks needs: 0.05 has two
  const int y_decimals = y_ticks.size() < 2 ? 0 : std::max(0, static_cast<int>(std::ceil(-std::log10(y_ticks[1] - y_ticks[0]) - 1e-9)));

  std::ostringstream out;
  out << "<g>\n"
      << svg_text(left, top - 18, "start", svg_ink, p.title, " font-size=\"16\" font-weight=\"bold\"");
  for (const double tick : y_ticks)
    out << svg_line(left, y(tick), left + width, y(tick), svg_grid) << svg_text(left - 8, y(tick) + 4, "end", svg_pale, svg_number(tick, y_decimals) + p.unit);
  for (const double tick : x_ticks) {
    if (tick != std::round(tick) || tick > static_cast<double>(longest)) continue;  // there is no half an epoch
    out << svg_line(x(tick), top + height, x(tick), top + height + 5, svg_pale) << svg_text(x(tick), top + height + 19, "middle", svg_pale, svg_number(tick, 0));
  }
  out << svg_line(left, top + height, left + width, top + height, svg_pale) << svg_text(left + width / 2, top + height + 38, "middle", svg_pale, p.x_label);
  for (const series& curve : p.curves) out << svg_curve(curve, x, y);
  const double legend_height = 20.0 * static_cast<double>(p.curves.size());
  out << svg_legend(p, left + width - 212, p.legend_on_top ? top + 26 : top + height - legend_height - 6) << "</g>\n";
  return out.str();
}

/// Plots beside one another, as the text of an SVG file.
inline std::string svg(const std::vector<plot>& plots) {
  std::ostringstream out;
  const std::size_t width = 500 * std::max<std::size_t>(plots.size(), 1);
  out << "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" << width << "\" height=\"420\" viewBox=\"0 0 " << width
      << " 420\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"12\">\n<rect width=\"" << width << "\" height=\"420\" fill=\"white\"/>\n";
  for (std::size_t i = 0; i < plots.size(); ++i) out << draw(plots[i], 60 + 500 * static_cast<double>(i), 60, 410, 300);
  out << "</svg>\n";
  return out.str();
}
/// `write_svg("training.svg", {{.title = "Loss", .curves = {{.name = "training", .y = losses}}}})`
inline void write_svg(const std::filesystem::path& file, const std::vector<plot>& plots) { write_whole_file(file, svg(plots)); }
// clang-format off
NABLA_DETAIL_REFUSAL(no_plots, "nabla: write_svg() takes the file, and plots: write_svg(file, {{.curves = {{.y = losses}}}})")
// clang-format on
template <class Numbers>
  requires(!std::convertible_to<const Numbers&, const std::vector<plot>&>)
no_plots write_svg(const std::filesystem::path&, const Numbers&);
no_plots write_svg(const std::vector<plot>&, const std::filesystem::path&);

}  // namespace nabla::detail

namespace nabla {
using detail::series, detail::draw, detail::plot, detail::svg, detail::write_svg;
}
