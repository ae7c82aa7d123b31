// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "curve.hpp"

#include "plot.hpp"

#include <algorithm>
#include <sstream>

namespace train_digits {

std::string training_curve(const std::vector<epoch_record>& history, double smallest_loss) {
  constexpr auto blue = "#2563eb", orange = "#ea580c", gray = "#9ca3af";
  plot loss{.title = "Loss", .x_label = "epoch", .lowest = 0, .decimals = 3};
  loss.curves = {{.name = "training", .color = blue}, {.name = "no loss is lower", .color = gray, .dashed = true}};
  plot accuracy{.title = "Accuracy", .x_label = "epoch", .lowest = 100, .highest = 100, .unit = " %", .decimals = 1, .legend_on_top = false};
  accuracy.curves = {{.name = "training", .color = blue}, {.name = "test", .color = orange}};

  loss.highest = smallest_loss;
  for (const epoch_record& epoch : history) {
    loss.highest = std::max(loss.highest, epoch.loss);
    accuracy.lowest = std::min({accuracy.lowest, 100 * epoch.training_accuracy, 100 * epoch.test_accuracy});
    loss.curves[0].y.push_back(epoch.loss);
    loss.curves[1].y.push_back(smallest_loss);
    accuracy.curves[0].y.push_back(100 * epoch.training_accuracy);
    accuracy.curves[1].y.push_back(100 * epoch.test_accuracy);
  }
  accuracy.lowest = std::min(accuracy.lowest, 98.0);  // keeps the ticks apart when every epoch is perfect

  std::ostringstream out;
  out << "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1000\" height=\"420\" viewBox=\"0 0 1000 420\" "
         "font-family=\"Helvetica, Arial, sans-serif\" font-size=\"12\">\n"
         "<rect width=\"1000\" height=\"420\" fill=\"white\"/>\n"
      << draw(loss, 60, 60, 410, 300) << draw(accuracy, 560, 60, 410, 300) << "</svg>\n";
  return out.str();
}

}  // namespace train_digits
