// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/interop/blocks.hpp>

#include <Eigen/QR>

namespace nabla::detail {

/// What the solver asks a functor for.
struct levenberg_marquardt_types {
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
};
/// Residuals as a functor of Eigen's LevenbergMarquardt, of both of its modules: <unsupported/Eigen/LevenbergMarquardt> and the older
/// <unsupported/Eigen/NonLinearOptimization>. The vector x holds the symbols of wrt() one behind the other, a matrix column by column; what at() binds is copied.
/// There may be as many residuals as data have whose size is a name.
template <class F, class Blocks, class... Others>
class levenberg_marquardt_functor {
  static_assert(never<key{sizeof...(Others)}>, "nabla: levenberg_marquardt_functor takes a formula, its symbols and the rest: levenberg_marquardt_functor(f, wrt(v), at(x = 1.0))");

 public:
  levenberg_marquardt_functor(...);
};
/// What is wrong with it is said where it is made, and its members are said nothing about.
template <class Wrong>
class levenberg_marquardt_functor<Wrong, void> : public levenberg_marquardt_types {
 public:
  levenberg_marquardt_functor(const anything&, const anything&, Wrong = {}) {}
  levenberg_marquardt_functor(const anything&, const anything&, const anything&, Wrong = {}) {}
  static constexpr int inputs() { return 0; }
  static constexpr int values() { return 0; }
  int operator()(const InputType&, ValueType&) const { return 0; }
  int df(const InputType&, JacobianType&) const { return 0; }
};
template <class F, class... X, class... B>
class levenberg_marquardt_functor<F, wrt_list<X...>, B...> : public levenberg_marquardt_types {
 public:
  levenberg_marquardt_functor(F, wrt_list<X...>, const point<B...>& others) : others_(kept_bindings(others)) {}
  levenberg_marquardt_functor(F, wrt_list<X...>)
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
    write_elements(call_with_vector<F, X...>(F{}, x.data(), others_), residuals.data());
    return 0;
  }
  int df(const InputType& x, JacobianType& result) const {
    const auto& J = call_with_vector<F, X...>(jacobian(F{}, wrt_list<X...>{}), x.data(), others_);
    for (int block = 0; block < all::count; ++block)
      for (int j = 0; j < all::sizes[block]; ++j)
        for (int i = 0; i < values(); ++i) result(i, all::start(block) + all::place(block, j)) = J(i, all::start(block) + j);
    return 0;
  }

 private:
  using all = blocks<X...>;

  kept_tuple<B...> others_;
  int count_ = count_of_result<F, X...>(others_);
};

template <Expression F, class... X, class... B>
levenberg_marquardt_functor(F, wrt_list<X...>, const point<B...>&) -> levenberg_marquardt_functor<typename called_by_solver<F, wrt_list<X...>, B...>::type, void>;
template <Expression F, class... X>
levenberg_marquardt_functor(F, wrt_list<X...>) -> levenberg_marquardt_functor<typename called_by_solver<F, wrt_list<X...>>::type, void>;
template <Expression F, class... X, class... B>
  requires CalledBySolver<F, wrt_list<X...>, B...>
levenberg_marquardt_functor(F, wrt_list<X...>, const point<B...>&) -> levenberg_marquardt_functor<F, wrt_list<X...>, B...>;
template <Expression F, class... X>
  requires CalledBySolver<F, wrt_list<X...>>
levenberg_marquardt_functor(F, wrt_list<X...>) -> levenberg_marquardt_functor<F, wrt_list<X...>>;
template <class... A>
levenberg_marquardt_functor(const A&...) -> levenberg_marquardt_functor<void, nothing_to_solve>;

}  // namespace nabla::detail

namespace nabla {
using detail::levenberg_marquardt_functor;
}
