// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "processes.hpp"

#include <cstdlib>

namespace train_fashion {
namespace {

/// Has mpirun, srun or the like started this? They tell each process its number: Open MPI, PMIx, and PMI, which MPICH and Intel's use.
bool is_one_of_many() {
  for (const char* name : {"OMPI_COMM_WORLD_SIZE", "PMIX_RANK", "PMI_RANK", "PMI_SIZE"})
    if (std::getenv(name) != nullptr) return true;
  return false;
}

}  // namespace
}  // namespace train_fashion

#ifdef NABLA_HAS_MPI
#define OMPI_SKIP_MPICXX
#define MPICH_SKIP_MPICXX
#include <mpi.h>

namespace train_fashion {

processes::processes(int& argc, char**& argv) {
  if (!is_one_of_many()) return;  // alone: MPI would start a daemon of its own, which not every container lets it
  int provided = 0;
  MPI_Init_thread(&argc, &argv, MPI_THREAD_FUNNELED, &provided);  // threads compute, this one communicates
  MPI_Comm_rank(MPI_COMM_WORLD, &rank_);
  MPI_Comm_size(MPI_COMM_WORLD, &count_);
}
processes::~processes() {
  int is_on = 0;
  MPI_Initialized(&is_on);
  if (is_on != 0) MPI_Finalize();
}

void processes::add_up(double* numbers, std::ptrdiff_t size) const {
  if (count_ > 1) MPI_Allreduce(MPI_IN_PLACE, numbers, static_cast<int>(size), MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD);
}
void processes::share_first(double* numbers, std::ptrdiff_t size) const {
  if (count_ > 1) MPI_Bcast(numbers, static_cast<int>(size), MPI_DOUBLE, 0, MPI_COMM_WORLD);
}
void processes::abort(int code) const {
  if (count_ > 1) MPI_Abort(MPI_COMM_WORLD, code);
}

}  // namespace train_fashion

#else

namespace train_fashion {

processes::processes(int&, char**&) {
  // Under mpirun each would be a training of its own, and all would write the same files.
  if (is_one_of_many()) count_ = 0;
}
processes::~processes() = default;
void processes::add_up(double*, std::ptrdiff_t) const {}
void processes::share_first(double*, std::ptrdiff_t) const {}
void processes::abort(int) const {}

}  // namespace train_fashion

#endif

std::string train_fashion::processes::name() const {
  return count_ > 1 ? std::string("rank ").append(std::to_string(rank_)).append(" of ").append(std::to_string(count_)).append(": ") : "";
}
