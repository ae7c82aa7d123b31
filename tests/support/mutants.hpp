// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "support/interpreter.hpp"

#include <functional>

namespace test {

/// An entry with one error in one of its derivatives.
struct mutant {
  const nabla::detail::operation* op = nullptr;
  std::string what;
};

/// Plants errors in the derivatives of an entry: the wrong sign of each; each factor of each product and quotient, however deep,
/// dropped; each transpose forgotten. A derivative without factors is halved, one that is zero becomes 1.
class planter {
 public:
  planter(workshop& from, const nabla::detail::operation& op) : w(from), original(op) {}

  std::vector<mutant> all() {
    for (int k = 0; k < original.arity; ++k) {
      if (original.derivatives[k] == nullptr) continue;
      const nabla::detail::facts& d = *original.derivatives[k];
      if (is_number(d, 0)) {
        plant(k, d.extents.is_scalar() ? w.number(1) : w.apply(nabla::detail::operation_of<nabla::detail::add_rule>, d, w.number(1)), "1 added");
        continue;
      }
      plant(k, w.apply(nabla::detail::operation_of<nabla::detail::negate_rule>, d), "sign");
      dropped_ = 0;
      in_all_places(k, d, [](const nabla::detail::facts* changed) { return changed; });
      if (dropped_ == 0) plant(k, w.apply(nabla::detail::operation_of<nabla::detail::multiply_rule>, w.number(1, 2), d), "halved");
    }
    return static_cast<std::vector<mutant>&&>(result_);
  }

 private:
  static bool is_number(const nabla::detail::facts& f, std::int64_t value) {
    return f.op->code == nabla::detail::operation_code::constant && f.value == nabla::detail::rational{value, 1};
  }
  void plant(int k, const nabla::detail::facts& derivative, const std::string& what) {
    const std::string place = std::string(" in derivative ").append(std::to_string(k)).append(": ").append(what);
    nabla::detail::operation& op = w.copy(original, std::string(original.text).append(" #").append(std::to_string(result_.size())).append(place));
    op.derivatives[k] = &derivative;
    // the derivatives of these two stand in the differentiator, so that the entry's own are what drawings show
    if (op.code == nabla::detail::operation_code::where || op.code == nabla::detail::operation_code::multiply_no_nan) op.code = nabla::detail::operation_code::other;
    // the passes know parts and stacks by their places, and write their derivatives from these: an entry without is differentiated by its own
    op.places = {};
    result_.push_back({&op, op.text});
  }

  /// Goes through an expression; `rebuild` puts a changed part back into the whole.
  template <class Rebuild>
  void in_all_places(int k, const nabla::detail::facts& f, Rebuild rebuild) {
    using nabla::detail::operation_code;
    const nabla::detail::operation_number code = f.op->code;
    if (code == operation_code::multiply || code == operation_code::divide || code == operation_code::matrix_product) {
      for (int keep = 0; keep < 2; ++keep) {
        if (is_number(*f.operands[1 - keep], 1)) continue;
        const nabla::detail::facts* rest = f.operands[keep];
        if (code == operation_code::divide && keep == 1) rest = &w.apply(nabla::detail::operation_of<nabla::detail::divide_rule>, w.number(1), *rest);
        if (code == operation_code::divide && keep == 1 && is_number(*f.operands[0], 1)) continue;
        try {
          plant(k, *rebuild(rest), "a factor dropped");
          ++dropped_;
        } catch (const std::invalid_argument&) {  // the shapes say so already
        }
      }
    }
    if (code == operation_code::transpose) {
      try {
        plant(k, *rebuild(f.operands[0]), "a transpose dropped");
      } catch (const std::invalid_argument&) {
      }
    }
    for (int i = 0; i < f.op->arity && f.operands[i] != nullptr; ++i) {
      const std::function<const nabla::detail::facts*(const nabla::detail::facts*)> put = [this, &f, i, &rebuild](const nabla::detail::facts* changed) {
        const nabla::detail::facts* operands[nabla::detail::max_arity] = {};
        for (int j = 0; j < f.op->arity; ++j) operands[j] = j == i ? changed : f.operands[j];
        return rebuild(&w.with_operands(f, operands));
      };
      in_all_places<const std::function<const nabla::detail::facts*(const nabla::detail::facts*)>&>(k, *f.operands[i], put);
    }
  }

  workshop& w;
  const nabla::detail::operation& original;
  std::vector<mutant> result_;
  int dropped_ = 0;
};

}  // namespace test
