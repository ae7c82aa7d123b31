// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "support/labelled.hpp"

#include <Eigen/Core>

#include <istream>
#include <string>
#include <vector>

namespace models {

/// One row of measurements per sample, and the class of each.
struct dataset : examples::labelled {
  std::string name;
  std::vector<std::string> classes;
  Eigen::Index size() const { return labels.size(); }
};

/// Reads a file whose first line is `samples,features,class,class,…` and whose other lines end with the number of the class.
dataset read_with_header(std::istream& in, const std::string& name);

dataset load_breast_cancer();
dataset load_iris();
dataset load_digits();

/// Makes every column's mean 0 and its standard deviation 1 (a constant column 0), as measured on the rows it was made from.
class standardiser {
 public:
  explicit standardiser(const Eigen::MatrixXd& rows);
  Eigen::MatrixXd operator()(const Eigen::MatrixXd& rows) const;

 private:
  Eigen::RowVectorXd mean_, deviation_;
};

/// The same split of the data in every run and on every machine, features standardised by what the training rows say.
struct split_dataset {
  dataset training, test;
};
split_dataset split(const dataset& all, int test_percent);

}  // namespace models
