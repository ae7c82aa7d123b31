// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/derivatives/hvp.hpp>
#include <nabla/evaluate/derivatives/jvp.hpp>
#include <nabla/evaluate/derivatives/run_time_pattern.hpp>
#include <nabla/evaluate/derivatives/sparse_derivatives.hpp>
#include <nabla/evaluate/derivatives/vjp.hpp>

namespace nabla::detail {

/// What is asked of derivatives whose sizes are known at run time: how they are computed, and by what program sizes are known.
template <int Order, bool Reverse, class F, class... X>
struct products_of {
  static constexpr int order = Order;
  static constexpr bool reverse = Reverse;
  using P = program<F, true, wrt_nothing>;
  using reaches = reaches_of<Order, F, X...>;
  using inputs = bound_sizes<P, X...>;
  using outputs = std::conditional_t<Order == 1, bound_sizes<P, F>, inputs>;
  /// Of a product: seeds for these, and results like those.
  using seeds = std::conditional_t<Reverse, bound_sizes<P, F>, inputs>;
  using given = std::conditional_t<Reverse, inputs, outputs>;
  static constexpr auto request() {
    if constexpr (Order == 2) return typename hvp_of<F, X...>::request{};
    else if constexpr (Reverse) return typename vjp_of<F, X...>::request{};
    else return typename jvp_of<F, X...>::request{};
  }
  /// Calls the evaluator of the request with the seeds at `place`, and writes what it gives row by row to `to`.
  template <class T, class Evaluator, class... B>
  static constexpr void product(Evaluator& evaluate, const T* place, const sized_part* parts, T* to, const sized_part* results, const B&... b) {
    int k = 0;
    const auto view = [&]() -> matrix_view<const T> {
      const sized_part& p = parts[k++];
      return {place + p.first, p.rows, p.columns, p.rows};
    };
    const auto write = [&](const auto& from) {
      if constexpr (requires { from.rows(); }) {
        for (index i = 0; i < results->rows; ++i)
          for (index j = 0; j < results->columns; ++j) *to++ = from(i, j);
      } else *to++ = from;
      ++results;
    };
    if constexpr (Reverse) {
      const auto seed = view();
      const auto& g = evaluate(b..., binding<cotangent<F>, const matrix_view<const T>&>{seed});
      (write(g[X{}]), ...);
    } else {
      const std::tuple<binding<tangent<X>, matrix_view<const T>>...> bound{binding<tangent<X>, matrix_view<const T>>{view()}...};
      std::apply(
          [&](const auto&... moved) {
            if constexpr (Order == 2) {
              const auto& g = evaluate(b..., moved...);
              (write(g[X{}]), ...);
            } else write(evaluate(b..., moved...));
          },
          bound);
    }
  }
};

/// Computes the elements of a derivative matrix by products along directions in which several columns, or rows, share one. Pattern and directions are found once for each size.
template <class Of, class T>
class product_runner {
 public:
  const sparsity_lists& pattern() const { return pattern_; }
  int products() const { return directions_; }
  const sized_part* columns() const { return in_.of.data; }

  /// Has the pattern changed?
  template <class... B>
  bool prepare(const B&... b) {
    const auto sizes = Of::inputs::bound(b...);
    bool same = prepared_;
    for (int k = 0; k < Of::inputs::dimensions; ++k) same = same && sizes.data[k] == in_.sizes.data[k];
    if (same) return false;
    in_.set(sizes);
    typename Of::outputs out;
    out.set(sizes);
    pattern_ = pattern_of_sizes<typename Of::reaches>(out.of.data, Of::outputs::parts, in_.of.data, Of::inputs::parts, Of::order == 2);
    colour_list colours = Of::order == 2 ? colour_star(pattern_) : (Of::reverse ? colour_columns(transposed(pattern_)) : colour_columns(pattern_));
    directions_ = colours.count;
    seeds_.set(sizes);
    given_.set(sizes);
    seed_ = list<T>(static_cast<int>(seeds_.total));
    found_ = list<T>(static_cast<int>(given_.total));
    sort_by_direction(colours.of);
    prepared_ = true;
    return true;
  }
  /// at(k) is element k of the pattern.
  template <class At, class... B>
  void run(At at, const B&... b) {
    for (int d = 0; d < directions_; ++d) {
      set_seed(d, T(1));
      Of::template product<T>(evaluate_, seed_.data, seeds_.of.data, found_.data, given_.of.data, b...);
      set_seed(d, T(0));
      for (int k = places_.starts.data[d]; k < places_.starts.data[d + 1]; ++k) at(places_.items.data[k]) = found_.data[elements_.data[k]];
    }
  }

 private:
  void set_seed(int direction, T value) {
    for (int k = seeds_of_.starts.data[direction]; k < seeds_of_.starts.data[direction + 1]; ++k) seed_.data[seeds_of_.items.data[k]] = value;
  }
  /// Where elements of the result come from, and where directions are 1, one direction after the other.
  void sort_by_direction(const list<int>& colour) {
    const sparsity_lists& p = pattern_;
    list<int> direction(p.row_indices.size), element(p.row_indices.size), count(p.columns);
    for (int j = 0; j < p.columns; ++j)
      for (int k = p.column_starts.data[j]; k < p.column_starts.data[j + 1]; ++k) {
        const int i = p.row_indices.data[k];
        direction.data[k] = Of::reverse ? colour.data[i] : colour.data[j];
        element.data[k] = Of::reverse ? j : i;
        if (Of::order == 1) continue;
        int same = 0;  // columns of j's colour in row i, which by symmetry is column i: more than one, and the mirror image is alone
        for (int n = p.column_starts.data[i]; n < p.column_starts.data[i + 1]; ++n) same += colour.data[p.row_indices.data[n]] == colour.data[j];
        if (same == 1) continue;
        direction.data[k] = colour.data[i];
        element.data[k] = j;
      }
    const auto sorted = [this](const list<int>& by) {
      return group_numbers(directions_, [&by](auto use) {
        for (int k = 0; k < by.size; ++k) use(by.data[k], k);
      });
    };
    places_ = sorted(direction);
    elements_ = list<int>(places_.items.size);
    for (int k = 0; k < elements_.size; ++k) elements_.data[k] = element.data[places_.items.data[k]];
    seeds_of_ = sorted(colour);
    int part = 0, number = 0;
    list<int> place(colour.size);  // row by row to column by column
    for (int k = 0; k < colour.size; ++k, ++number) {
      while (number >= seeds_.of.data[part].count()) ++part, number = 0;
      const sized_part& s = seeds_.of.data[part];
      place.data[k] = static_cast<int>(s.first + number / s.columns + number % s.columns * s.rows);
    }
    for (int k = 0; k < seeds_of_.items.size; ++k) seeds_of_.items.data[k] = place.data[seeds_of_.items.data[k]];
  }

  decltype(evaluator<T>(Of::request())) evaluate_;
  typename Of::inputs in_;
  typename Of::seeds seeds_;
  typename Of::given given_;
  sparsity_lists pattern_;
  int directions_ = 0;
  bool prepared_ = false;
  list<T> seed_, found_;
  number_groups places_, seeds_of_;  ///< by direction: places of the result, and of ones in the seed
  list<int> elements_;               ///< of what the product gives, that of each of the places
};

/// A derivative matrix of run-time size, with buffers of its own: the result stays in them until the next call. That of a temporary evaluator is given away.
template <class Of, class T, bool Sparse>
class product_evaluator : public called_by_name<typename Of::P> {
 public:
  NABLA_DETAIL_COPIES_BEGIN_ANEW(product_evaluator)
  using called_by_name<typename Of::P>::operator();
  template <class... B>
    requires RightBindings<typename Of::P, B...>
  auto operator()(const B&... b) & -> decltype(auto) {
    if constexpr (Sparse) return sparse(b...);
    else return backend_of_call<B...>::type::template look<-1, -1>(dense(b...));
  }
  template <class... B>
    requires RightBindings<typename Of::P, B...>
  auto operator()(const B&... b) && {
    if constexpr (Sparse) return std::remove_cvref_t<decltype(sparse(b...))>(static_cast<std::remove_cvref_t<decltype(sparse(b...))>&&>(sparse(b...)));
    else return backend_of_call<B...>::type::template own<-1, -1>(dense(b...));
  }
  template <class... B>
    requires RightBindings<typename Of::P, B...>
  auto operator()(const B&... b) const& {
    return product_evaluator()(b...);
  }
  /// Of the last call: how many products it took.
  int products() const { return run_.products(); }
  /// The matrix with its zeros, where it stays until the next call.
  template <class... B>
  matrix_view<T> dense(const B&... b) {
    const bool changed = run_.prepare(b...);
    const sparsity_lists& p = run_.pattern();
    if (changed) {
      elements_ = list<T>(p.rows * p.columns);
      where_ = list<int>(p.row_indices.size);
      for (int j = 0; j < p.columns; ++j)
        for (int k = p.column_starts.data[j]; k < p.column_starts.data[j + 1]; ++k) where_.data[k] = p.row_indices.data[k] + j * p.rows;
    }
    run_.run([this](int k) -> T& { return elements_.data[where_.data[k]]; }, b...);
    return {elements_.data, p.rows, p.columns, p.rows};
  }
  /// Of the last call: what its columns belong to.
  const sized_part* columns() const { return run_.columns(); }

 private:
  template <class... B>
  auto& sparse(const B&... b) {
    using result = sparse_result<typename backend_of_call<B...>::type>;
    using type = typename result::template run_time_type<T>;
    const bool changed = run_.prepare(b...);
    bool made = false;
    type& m = kept_.template get<type>([&](type&) { made = true; });
    if (changed || made) result::prepare_for(m, run_.pattern());
    T* values = result::values_of(m);
    run_.run([=](int k) -> T& { return values[k]; }, b...);
    return m;
  }
  product_runner<Of, T> run_;
  kept_object kept_;
  list<T> elements_;
  list<int> where_;
};

/// By itself.
template <class Of, bool Sparse, class... B>
constexpr auto derivatives_by_products(const B&... b) {
  return product_evaluator<Of, typename call_scalar<B...>::type, Sparse>()(b...);
}

/// Are rows computed, in reverse? As asked for; else where there are so many of them as are known, and of columns not.
template <mode Mode, class F, class... X>
inline constexpr bool is_by_rows = Mode == mode::reverse || (Mode == mode::automatic && facts_of<F>.extents.is_static() && !(facts_of<X>.extents.is_static() && ...));

}  // namespace nabla::detail
