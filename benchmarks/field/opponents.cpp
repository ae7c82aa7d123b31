// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// One group of opponents in one workload: FIELD_GROUP and FIELD_WORKLOAD are headers.
#include FIELD_GROUP
#include FIELD_WORKLOAD

namespace benchmarks {
namespace {

template <class... Workloads> bool enter(list<Workloads...>) {
  (opponents<Workloads>().push_back(&add_group<Workloads>), ...);
  return true;
}
[[maybe_unused]] const bool entered = enter(workloads{});

}  // namespace
}  // namespace benchmarks
