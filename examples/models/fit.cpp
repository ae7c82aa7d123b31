// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "fit.hpp"

#include <nabla/check/print.hpp>

#include <iomanip>
#include <sstream>

namespace models {
namespace {

constexpr int data_width = 14, model_width = 20;

}  // namespace

double fit::operator[](std::string_view name) const {
  for (const measure& m : reached)
    if (m.name == name) return m.value;
  throw std::out_of_range("no measure is called " + std::string(name));
}

const nabla::gradient_report& require_right(const nabla::gradient_report& report) {
  if (report) return report;
  std::ostringstream text;
  text << report;
  throw wrong_gradient(text.str());
}

std::string table_head() {
  std::ostringstream out;
  out << std::left << std::setw(data_width) << "data" << std::setw(model_width) << "model"
      << "seconds  reached, and the formula\n";
  return out.str();
}

std::ostream& operator<<(std::ostream& out, const fit& f) {
  std::ostringstream row;
  row << std::left << std::setw(data_width) << f.data << std::setw(model_width) << f.model << std::right << std::fixed << std::setprecision(3)
      << std::setw(7) << f.seconds << std::defaultfloat << std::setprecision(4);
  const char* separator = "  ";
  for (const measure& m : f.reached) {
    row << separator << m.name << ' ' << m.value;
    separator = ", ";
  }
  row << separator << f.gradient.checked << " derivatives checked";
  row << '\n'
      << std::string(data_width + model_width + 9, ' ') << f.formula << '\n';
  return out << row.str();
}

}  // namespace models
