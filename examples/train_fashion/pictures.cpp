// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "pictures.hpp"

#include <nabla/train/picture.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <sstream>
#include <string>

namespace train_fashion {
namespace {

constexpr std::array<const char*, 10> names = {"T-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "boot"};

}  // namespace

void make_folder(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error || !std::filesystem::is_directory(folder, error)) throw nabla::file_error(folder.string() + ": this folder cannot be made");
}

std::string picture_of_confusion(const examples::confusion& matrix) {
  constexpr int cell = 46, left = 90, top = 90, size = left + 10 * cell + 20;
  std::ostringstream out;
  out << "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" << size << "\" height=\"" << size << "\" viewBox=\"0 0 " << size << ' ' << size
      << "\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"12\" fill=\"#1f2937\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
      << "<text x=\"" << left << "\" y=\"30\" font-size=\"16\" font-weight=\"bold\">Rows: what it is. Columns: what it was taken for.</text>\n";
  for (int truth = 0; truth < 10; ++truth) {
    int row = 0;
    for (int taken = 0; taken < 10; ++taken) row += matrix.count(truth, taken);
    const int y = top + cell * truth;
    out << "<text x=\"" << left - 8 << "\" y=\"" << y + cell / 2 + 4 << "\" text-anchor=\"end\">" << names[static_cast<std::size_t>(truth)] << "</text>\n"
        << "<text x=\"" << left + cell * truth + cell / 2 << "\" y=\"" << top - 8 << "\" text-anchor=\"middle\" font-size=\"10\">" << names[static_cast<std::size_t>(truth)] << "</text>\n";
    for (int taken = 0; taken < 10; ++taken) {
      const int entry = matrix.count(truth, taken);
      // the root shows what is rare; right answers are blue, mistakes orange
      const double shade = std::sqrt(static_cast<double>(entry) / std::max(row, 1));
      out << "<rect x=\"" << left + cell * taken << "\" y=\"" << y << "\" width=\"" << cell - 1 << "\" height=\"" << cell - 1 << "\" fill=\"" << (truth == taken ? "#2563eb" : "#ea580c")
          << "\" fill-opacity=\"" << std::round(100 * shade) / 100 << "\"/>\n";
      if (entry > 0) out << "<text x=\"" << left + cell * taken + cell / 2 << "\" y=\"" << y + cell / 2 + 4 << "\" text-anchor=\"middle\">" << entry << "</text>\n";
    }
  }
  out << "</svg>\n";
  return out.str();
}

void draw_pictures(const training_result& result, const examples::confusion& matrix, const std::filesystem::path& folder) {
  nabla::plot loss{.title = "Loss", .curves = {{.name = "training"}}, .decimals = 3};
  nabla::plot accuracy{.title = "Accuracy", .curves = {{.name = "test", .color = "#ea580c"}}, .lowest = 100, .highest = 100, .unit = " %", .decimals = 1, .legend_on_top = false};
  for (const epoch_record& epoch : result.history) {
    loss.curves[0].y.push_back(epoch.loss);
    accuracy.curves[0].y.push_back(100 * epoch.test_accuracy);
  }
  nabla::write_svg(folder / "training.svg", {loss, accuracy});
  nabla::write_whole_file(folder / "confusion.svg", picture_of_confusion(matrix));
}

}  // namespace train_fashion
