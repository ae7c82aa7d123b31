// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <string>

namespace train_fashion {

/// The processes that mpirun started; one where there is no MPI.
class processes {
 public:
  processes(int& argc, char**& argv);
  processes(const processes&) = delete;
  processes& operator=(const processes&) = delete;
  ~processes();

  int rank() const { return rank_; }
  int count() const { return count_; }
  bool is_first() const { return rank_ == 0; }
  /// Adds these numbers up over all processes, in place and for all: MPI_Allreduce.
  void add_up(double* numbers, std::ptrdiff_t size) const;
  /// Gives all processes the first one's numbers.
  void share_first(double* numbers, std::ptrdiff_t size) const;
  /// Ends all processes: the others would wait for this one forever.
  void abort(int code) const;
  /// "rank 2 of 4: ", or nothing where there is one.
  std::string name() const;

 private:
  int rank_ = 0, count_ = 1;
};

}  // namespace train_fashion
