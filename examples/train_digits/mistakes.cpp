// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "mistakes.hpp"

#include <algorithm>
#include <cmath>
#include <sstream>
#include <vector>

namespace train_digits {
namespace {

constexpr int cell = 12, gap = 24, caption = 26, header = 56, per_row = 6;
constexpr int tile_width = cell * image_width + gap, tile_height = cell * image_width + caption + gap;

/// One image as gray squares, dark ink on light paper, with the truth and the answer below it.
void draw_tile(std::ostream& out, const samples& some, Eigen::Index row, int answer, int left, int top) {
  for (int y = 0; y < image_width; ++y)
    for (int x = 0; x < image_width; ++x) {
      const int gray = static_cast<int>(std::lround(248 - 232 * some.pixels(row, y * image_width + x)));
      out << "<rect x=\"" << left + cell * x << "\" y=\"" << top + cell * y << "\" width=\"" << cell << "\" height=\"" << cell << "\" fill=\"rgb("
          << gray << ',' << gray << ',' << gray << ")\"/>\n";
    }
  out << "<text x=\"" << left + cell * image_width / 2 << "\" y=\"" << top + cell * image_width + 18
      << "\" text-anchor=\"middle\"><tspan fill=\"#2563eb\">" << some.digits(row)
      << "</tspan><tspan dx=\"5\" fill=\"#6b7280\">read as</tspan><tspan dx=\"5\" fill=\"#ea580c\">" << answer << "</tspan></text>\n";
}

}  // namespace

std::string picture_of_mistakes(const samples& some, const Eigen::VectorXi& predicted) {
  std::vector<Eigen::Index> wrong;
  for (Eigen::Index i = 0; i < some.size(); ++i)
    if (some.digits(i) != predicted(i)) wrong.push_back(i);

  const int count = static_cast<int>(wrong.size());
  const int width = gap + tile_width * std::clamp(count, 3, per_row);
  const int height = header + tile_height * ((count + per_row - 1) / per_row);
  std::ostringstream out;
  out << "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" << width << "\" height=\"" << height << "\" viewBox=\"0 0 " << width << ' ' << height
      << "\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"13\" shape-rendering=\"crispEdges\">\n"
      << "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
      << "<text x=\"" << gap << "\" y=\"34\" font-size=\"16\" font-weight=\"bold\" fill=\"#1f2937\">Read wrongly: " << count << " of " << some.size()
      << "</text>\n";
  for (int i = 0; i < count; ++i) {
    const Eigen::Index row = wrong[static_cast<std::size_t>(i)];
    draw_tile(out, some, row, predicted(row), gap + tile_width * (i % per_row), header + tile_height * (i / per_row));
  }
  out << "</svg>\n";
  return out.str();
}

}  // namespace train_digits
