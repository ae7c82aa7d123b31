// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/interop/blocks.hpp>

#include <Eigen/QR>

namespace nabla::detail {

/// Residuals as a functor of Eigen's LevenbergMarquardt, of both of its modules: <unsupported/Eigen/LevenbergMarquardt> and the older
/// <unsupported/Eigen/NonLinearOptimization>. The vector x holds the symbols of wrt() one behind the other, a matrix column by column; what at() binds is copied.
/// There may be as many residuals as data have whose size is a name.
template <class F, class Blocks, class... Others>
class levenberg_marquardt_functor {
  static_assert(never<key{sizeof...(Others)}>, "nabla: levenberg_marquardt_functor takes a formula and its symbols, and what else it has: levenberg_marquardt_functor(f, wrt(v), at(x = 1.0))");

 public:
  levenberg_marquardt_functor(...);
};
template <class F, class... X, class... B>
class levenberg_marquardt_functor<F, wrt_list<X...>, B...> {
  using callable = result_for_solver<is_callable_at_any_length, F, wrt_list<X...>, B...>;

 public:
  using Scalar = double;
  using Index = Eigen::Index;
  using InputType = Eigen::VectorXd;
  using ValueType = Eigen::VectorXd;
  using JacobianType = Eigen::MatrixXd;
  using QRSolver = Eigen::ColPivHouseholderQR<JacobianType>;
  enum {
    InputsAtCompileTime = Eigen::Dynamic,
    ValuesAtCompileTime = Eigen::Dynamic
  };

  levenberg_marquardt_functor(F, wrt_list<X...>, const point<B...>& others, callable = {}) : others_(kept_bindings(others)) {}
  levenberg_marquardt_functor(F, wrt_list<X...>, callable = {})
    requires(sizeof...(B) == 0)
  {}

  static constexpr int inputs() { return all::total; }
  static constexpr int values()
    requires(sizes_are_static<F>)
  {
    return elements_of(facts_of<F>.extents);
  }
  int values() const
    requires(!sizes_are_static<F>)
  {
    return count_;
  }

  int operator()(const InputType& x, ValueType& residuals) const {
    if constexpr (is_called) write_elements(call_with_vector<F, X...>(F{}, x.data(), others_), residuals.data());
    return 0;
  }
  int df(const InputType& x, JacobianType& result) const {
    if constexpr (is_called) {
      const auto& J = call_with_vector<F, X...>(jacobian(F{}, wrt_list<X...>{}), x.data(), others_);
      for (int block = 0; block < all::count; ++block)
        for (int j = 0; j < all::sizes[block]; ++j)
          for (int i = 0; i < values(); ++i) result(i, all::start(block) + all::place(block, j)) = J(i, all::start(block) + j);
    }
    return 0;
  }

 private:
  using all = blocks<X...>;
  static constexpr bool is_called = std::is_same_v<callable, is_callable_at_any_length>;

  int count() const {
    if constexpr (is_called) return count_of_result<F, X...>(others_);
    else return 0;
  }

  kept_tuple<B...> others_;
  int count_ = count();
};

template <Expression F, class... X, class... B>
levenberg_marquardt_functor(F, wrt_list<X...>, const point<B...>&) -> levenberg_marquardt_functor<F, wrt_list<X...>, B...>;
template <Expression F, class... X>
levenberg_marquardt_functor(F, wrt_list<X...>) -> levenberg_marquardt_functor<F, wrt_list<X...>>;
template <class... A>
levenberg_marquardt_functor(const A&...) -> levenberg_marquardt_functor<void, void>;

}  // namespace nabla::detail

namespace nabla {
using detail::levenberg_marquardt_functor;
}
