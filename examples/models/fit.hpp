// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/check/report.hpp>

#include <chrono>
#include <ostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace models {

/// What a fitted model is judged by: "test accuracy", 0.97.
struct measure {
  std::string name;
  double value = 0;
};

/// What fitting a model leaves behind: a row of the table.
struct fit {
  std::string data, model, formula;
  nabla::gradient_report gradient{};
  std::vector<measure> reached{};
  double seconds = 0;  // for the training alone

  /// The measure of this name.
  double operator[](std::string_view name) const;
};

/// The checker objects to a gradient, so nothing was trained; what() holds its report in one line.
struct wrong_gradient : std::runtime_error {
  using std::runtime_error::runtime_error;
};
/// Gives the report back, or throws.
const nabla::gradient_report& require_right(const nabla::gradient_report& report);

/// A table: what is above the rows, and two lines for each model.
std::string table_head();
std::ostream& operator<<(std::ostream& out, const fit& f);

class stopwatch {
 public:
  double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count(); }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace models
