// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "curve.hpp"

#include <nabla/train/picture.hpp>

#include <algorithm>
#include <iomanip>
#include <sstream>

namespace train_digits {

std::string describe(const epoch_record& record) {
  std::ostringstream text;
  text << std::fixed << "loss " << std::setprecision(4) << record.loss << std::setprecision(1) << "   training " << std::setw(5)
       << 100 * record.training_accuracy << " %   test " << std::setw(5) << 100 * record.test_accuracy << " %";
  return text.str();
}

std::string training_curve(const std::vector<epoch_record>& history, double smallest_loss) {
  constexpr auto orange = "#ea580c", gray = "#9ca3af";
  nabla::plot loss{.title = "Loss", .curves = {{.name = "training"}, {.name = "no loss is lower", .color = gray, .dashed = true}}, .highest = smallest_loss, .decimals = 3};
  // from 98 on, which keeps the ticks apart when every epoch is perfect
  nabla::plot accuracy{.title = "Accuracy", .curves = {{.name = "training"}, {.name = "test", .color = orange}}, .lowest = 98, .highest = 100, .unit = " %", .decimals = 1, .legend_on_top = false};
  for (const epoch_record& epoch : history) {
    loss.curves[0].y.push_back(epoch.loss);
    loss.curves[1].y.push_back(smallest_loss);
    accuracy.curves[0].y.push_back(100 * epoch.training_accuracy);
    accuracy.curves[1].y.push_back(100 * epoch.test_accuracy);
  }
  return nabla::svg({loss, accuracy});
}

}  // namespace train_digits
