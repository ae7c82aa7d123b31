// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/derivatives/runner.hpp>

namespace nabla::detail {

/// A sparse matrix by compressed columns of another library, as an Eigen::SparseMatrix.
template <class M>
concept CompressedColumns = requires(M m, index n) {
  requires !M::IsRowMajor;
  M(n, n);
  m.resizeNonZeros(n);
  *m.outerIndexPtr() = 0;
  *m.innerIndexPtr() = 0;
  *m.valuePtr() = 0;
};
template <CompressedColumns M>
M compressed_columns(index rows, index columns, const int* starts, const int* row_indices, const auto* values) {
  M made(rows, columns);
  using I = std::remove_cvref_t<decltype(*made.outerIndexPtr())>;
  made.resizeNonZeros(starts[columns]);
  for (index j = 0; j <= columns; ++j) made.outerIndexPtr()[j] = static_cast<I>(starts[j]);
  for (int k = 0; k < starts[columns]; ++k) {
    made.innerIndexPtr()[k] = static_cast<I>(row_indices[k]);
    made.valuePtr()[k] = static_cast<std::remove_cvref_t<decltype(*made.valuePtr())>>(values[k]);
  }
  return made;
}

/// A matrix of which only the elements of a pattern are kept, by compressed columns: `values[k]` is element
/// (pattern.row_indices[k], j) for the k from pattern.column_starts[j] on. The pattern is part of the type.
template <Strategy By, class T>
struct sparse_matrix {
  using scalar = T;
  static constexpr const auto& pattern = By::pattern;
  fixed_array<T, pattern.nonzeros> values;

  static constexpr index rows() { return pattern.rows; }
  static constexpr index columns() { return pattern.columns; }
  static constexpr index nonzeros() { return pattern.nonzeros; }
  constexpr T operator()(index i, index j) const {
    const int k = pattern.find(static_cast<int>(i), static_cast<int>(j));
    return k < 0 ? T(0) : values.data[k];
  }
  // clang-format off
  template <class I> NABLA_DETAIL_REFUSED_AS(by_two_places, "nabla: an element of a matrix of values is m(i, j), of a column m(i, 0), counted from 0", operator[](const I&) const)
  // clang-format on
  template <CompressedColumns M>
  operator M() const {
    return compressed_columns<M>(rows(), columns(), pattern.column_starts.data, pattern.row_indices.data, values.data);
  }
};

/// A matrix of which only the elements of a pattern are kept, by compressed columns, of a size known at run time.
template <class T>
struct run_time_sparse_matrix {
  using scalar = T;
  sparsity_lists pattern;
  list<T> values;

  constexpr run_time_sparse_matrix() = default;
  constexpr run_time_sparse_matrix(run_time_sparse_matrix&&) noexcept = default;
  constexpr run_time_sparse_matrix& operator=(run_time_sparse_matrix&&) noexcept = default;
  // what an evaluator gives is kept by `auto H = run(v = at);`
  constexpr run_time_sparse_matrix(const run_time_sparse_matrix& other) { *this = other; }
  constexpr run_time_sparse_matrix& operator=(const run_time_sparse_matrix& other) {
    if (this == &other) return *this;
    prepare(other.pattern);
    for (int k = 0; k < values.size; ++k) values.data[k] = other.values.data[k];
    return *this;
  }
  constexpr void prepare(const sparsity_lists& p) {
    pattern.rows = p.rows;
    pattern.columns = p.columns;
    pattern.column_starts.size = pattern.row_indices.size = 0;
    for (int j = 0; j < p.column_starts.size; ++j) pattern.column_starts.push(p.column_starts.data[j]);
    for (int k = 0; k < p.row_indices.size; ++k) pattern.row_indices.push(p.row_indices.data[k]);
    values = list<T>(p.row_indices.size);
  }

  constexpr index rows() const { return pattern.rows; }
  constexpr index columns() const { return pattern.columns; }
  constexpr index nonzeros() const { return values.size; }
  constexpr T operator()(index i, index j) const {
    for (int k = pattern.column_starts.data[j]; k < pattern.column_starts.data[j + 1]; ++k)
      if (pattern.row_indices.data[k] == i) return values.data[k];
    return T(0);
  }
  template <CompressedColumns M>
  operator M() const {
    return compressed_columns<M>(rows(), columns(), pattern.column_starts.data, pattern.row_indices.data, values.data);
  }
};

/// What a backend gives as a sparse matrix: a type, how it gets its pattern, and where its values are.
template <class Backend>
struct sparse_result {
  static_assert(std::is_void_v<Backend>, "nabla: an Eigen matrix is bound; include <nabla/eigen_sparse.hpp>");
};
template <>
struct sparse_result<plain_backend> {
  template <Strategy By, class T>
  using type = sparse_matrix<By, T>;
  template <Strategy By, class T>
  static constexpr void prepare(type<By, T>&) {}
  template <class T>
  static constexpr auto values(T& m) {
    return m.values.data;
  }
  template <class T>
  using run_time_type = run_time_sparse_matrix<T>;
  template <class T>
  static void prepare_for(run_time_type<T>& m, const sparsity_lists& p) {
    m.prepare(p);
  }
  template <class T>
  static T* values_of(run_time_type<T>& m) {
    return m.values.data;
  }
};

/// An object of a type that is known at the first call only; it is made then and kept.
class kept_object {
 public:
  constexpr kept_object() = default;
  kept_object(const kept_object&) = delete;
  kept_object& operator=(const kept_object&) = delete;
  constexpr kept_object(kept_object&& other) noexcept : object_(other.object_), drop_(other.drop_) { other.object_ = nullptr; }
  constexpr ~kept_object() {
    if (object_ != nullptr) drop_(object_);
  }
  /// Of one type T in all calls.
  template <class T, class Prepare>
  T& get(Prepare prepare) {
    if (object_ == nullptr) {
      T* made = new T;
      object_ = made;
      drop_ = [](void* p) { delete static_cast<T*>(p); };
      prepare(*made);
    }
    return *static_cast<T*>(object_);
  }

 private:
  void* object_ = nullptr;
  void (*drop_)(void*) = nullptr;
};

/// A sparse derivative matrix with buffers of its own: the result stays in them, its pattern is set up at the first call. A temporary evaluator gives
/// its matrix away.
template <class Derivatives, class T>
class sparse_evaluator : public called_by_name<called_program<Derivatives>> {
 public:
  NABLA_DETAIL_COPIES_BEGIN_ANEW(sparse_evaluator)
  using called_by_name<called_program<Derivatives>>::operator();
  template <class... B>
    requires RightBindings<called_program<Derivatives>, B...>
  constexpr const auto& operator()(const B&... b) & {
    return run(b...);
  }
  template <class... B>
    requires RightBindings<called_program<Derivatives>, B...>
  constexpr auto operator()(const B&... b) && {
    return static_cast<std::remove_cvref_t<decltype(run(b...))>&&>(run(b...));
  }
  template <class... B>
    requires RightBindings<called_program<Derivatives>, B...>
  constexpr auto operator()(const B&... b) const& {
    return sparse_evaluator()(b...);
  }

 private:
  using strategy = typename Derivatives::strategy;

  template <class... B>
  constexpr auto& run(const B&... b) {
    if constexpr (has_strategy<Derivatives>) {
      using result = sparse_result<typename backend_of_call<B...>::type>;
      using type = typename result::template type<strategy, T>;
      if constexpr (std::is_same_v<type, sparse_matrix<strategy, T>>) return fill<result>(plain_, b...);
      else return fill<result>(kept_.template get<type>([](type& made) { result::template prepare<strategy, T>(made); }), b...);
    } else return refused_;
  }

  template <class Result, class Matrix, class... B>
  constexpr Matrix& fill(Matrix& m, const B&... b) {
    T* values = Result::values(m);
    run_([=](int place) -> T& { return values[place]; }, b...);
    return m;
  }

  derivative_runner<strategy, T, false> run_;
  sparse_matrix<strategy, T> plain_;
  kept_object kept_;
  static inline refused_result refused_;
};

/// A sparse derivative matrix by itself.
template <class Derivatives, class... B>
constexpr auto sparse_derivatives(const B&... b) {
  if constexpr (has_strategy<Derivatives>) {
    using strategy = typename Derivatives::strategy;
    using T = typename call_scalar<B...>::type;
    using result = sparse_result<typename backend_of_call<B...>::type>;
    typename result::template type<strategy, T> m;
    result::template prepare<strategy, T>(m);
    derivative_runner<strategy, T, false> run;
    T* values = result::values(m);
    run([=](int place) -> T& { return values[place]; }, b...);
    return m;
  } else return refused_result{};
}

}  // namespace nabla::detail
