// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/points/in_registers.hpp>
#include <nabla/evaluate/points/lane_steps.hpp>
#include <nabla/evaluate/points/points.hpp>
#include <nabla/evaluate/request.hpp>
#include <nabla/evaluate/run/plain_backend.hpp>

#include <tuple>
#include <utility>

namespace nabla::detail {

/// Registers for many points: those of Eigen where nabla/eigen.hpp is included, see there; else one point after the other.
struct points_tag {};
constexpr plain_backend backend_of_points(points_tag, long) { return {}; }

/// Who runs parts of the points at once: `parts()` says how many, and a call `(count, part)` runs part(0), …, part(count - 1) and returns when all are done.
template <class A>
concept PointExecutor = requires(const A& executor, void (*part)(int)) {
  static_cast<int>(executor.parts());
  executor(1, part);
};
struct one_part {
  static constexpr int parts() { return 1; }
  template <class Part>
  constexpr void operator()(int, const Part& part) const {
    part(0);
  }
};

// clang-format off
NABLA_DETAIL_WRONG_RESULT(no_points, "nabla: vmap() takes numbers, or ranges of the numbers that it computes in: vmap<float>(...) for float")
NABLA_DETAIL_WRONG_RESULT(matrices_at_points, "nabla: vmap() takes numbers to numbers at each point; for matrices make the points a dimension of theirs")
NABLA_DETAIL_WRONG_RESULT(several_executors, "nabla: a call of vmap() is given to one pool: threads(4), or one of your own")
// clang-format on
/// One at most of these arguments runs the parts.
template <class... A>
inline constexpr bool has_one_executor = (0 + ... + int{PointExecutor<A>}) <= 1;

/// A request of numbers at many points at once, see vmap().
template <class F, bool Value, class Wrt, class T, class Backend>
class NABLA_DETAIL_ASKS mapped_request : public not_called_yet {
 public:
  using P = program_in_a_row<F, Value, Wrt>;

 private:
  static constexpr const auto& plan = P::plan;
  using symbols = gradient_symbols<F, Value, Wrt>;
  static constexpr int output_count = plan.sizes.outputs;

 public:
  static constexpr bool is_of_numbers() {
    for (int i = 0; i < plan.sizes.inputs; ++i)
      if (!plan.inputs[i].symbol->extents.is_scalar()) return false;
    for (int s = 0; s < plan.sizes.segments; ++s)
      if (plan.segments[s].kind != work::scalar) return false;
    for (int k = 0; k < output_count; ++k)
      if (plan.outputs[k].slot < 0) return false;
    return true;
  }
  /// Does it have numbers at each point, and give numbers?
  static constexpr bool exists() {
    bool has_number = plan.sizes.inputs == 0;
    for (int i = 0; i < plan.sizes.inputs; ++i) has_number = has_number || plan.inputs[i].symbol->extents.is_scalar();
    for (int k = 0; k < output_count; ++k) has_number = has_number && plan.outputs[k].slot >= 0;
    return has_number;
  }

  template <class B>
  static constexpr bool is_point_value() {
    return !is_bound_at_points<B>() || is_points_of<bound_type<B>, T>;
  }
  /// What is wrong with these values: refused_result where nothing is.
  template <class... B>
  static constexpr auto what_is_wrong_with(std::type_identity<std::tuple<B...>>) {
    if constexpr (!((is_known<P, B> && is_bound_once<B, B...>) && ...) || first_unbound<P, B...>() >= 0) return std::type_identity<wrong_call<P, std::remove_cvref_t<binding_at_point<T, B>>...>>();
    else if constexpr (!(is_point_value<B>() && ...)) return std::type_identity<no_points<key_of_formula<P>, name_of_bound<binding_at<first_failure<is_point_value<B>()...>(), B...>>>>();
    else if constexpr (is_of_numbers()) return std::type_identity<refused_result>();
    else return std::type_identity<wrong_call<P, std::remove_cvref_t<binding_at_point<T, B>>...>>();
  }
  template <class... A>
  static constexpr bool are_arguments = ((Binding<A> || is_output_targets<A> || PointExecutor<A>) && ...);
  template <class... A>
  static constexpr auto wrong_type() {
    if constexpr (!are_arguments<A...>) return std::type_identity<refused_result>();
    else {
      using wrong = decltype(what_is_wrong_with_places<P, symbols, Value, T>(std::type_identity<decltype(targets_in(std::declval<const A&>()...))>()));
      if constexpr (!has_one_executor<A...>) return std::type_identity<several_executors<key_of_formula<P>, shown<"here several">>>();
      else if constexpr (std::is_same_v<typename wrong::type, refused_result>) return what_is_wrong_with(std::type_identity<decltype(std::tuple_cat(binding_in(std::declval<const A&>())...))>());
      else return wrong();
    }
  }
  template <class... A>
  using wrong = typename decltype(wrong_type<A...>())::type;

  /// Bindings, and perhaps into(…) and threads(…), in any order.
  template <class... A>
    requires are_arguments<A...> && (std::is_same_v<wrong<A...>, refused_result>) && (!is_output_targets<A> && ...)
  NABLA_DETAIL_RESULT constexpr auto operator()(const A&... arguments) const {
    return called(arguments...);
  }
  template <class... A>
    requires are_arguments<A...> && (std::is_same_v<wrong<A...>, refused_result>) && (is_output_targets<A> || ...)
  constexpr auto operator()(const A&... arguments) const {
    constexpr bool is_one_after_the_other = !(has_places_by_rows<A> || ...);
    static_assert(is_one_after_the_other, "nabla: vmap() writes a number for each point, one after the other; an Eigen matrix that lies row by row is no such range");
    return called(arguments...);
  }
  template <class... A>
    requires are_arguments<A...> && (!std::is_same_v<wrong<A...>, refused_result>)
  constexpr wrong<A...> operator()(const A&..., ...) const {
    NABLA_DETAIL_NO_RESULT;
  }
  // clang-format off
  NABLA_DETAIL_REFUSED("nabla: values are bound by name: vmap(f)(x = many, y = 2.0)", operator()(given_in_braces, given_in_braces = 0, given_in_braces = 0, given_in_braces = 0, given_in_braces = 0, given_in_braces = 0, ...) const requires(!is_parametrised<F>))
  template <class... V>
    requires(!are_arguments<V...>) && (is_parametrised<F> && !are_as_many<count_of_parameters<F>, V...>) && (!(Binding<V> || is_output_targets<V> || PointExecutor<V>) && ...)
  other_count_of_values operator()(const V&..., ...) const { NABLA_DETAIL_NO_RESULT; }
  NABLA_DETAIL_REFUSES_BRACES(requires(is_parametrised<F>))
  /// By position, of a formula whose symbols have an order.
  template <class... V>
    requires ByPosition<F, V...> && (!is_output_targets<V> && ...) && (!PointExecutor<V> && ...)
  NABLA_DETAIL_RESULT constexpr auto operator()(V&&... values) const -> bound_by_position<F, const mapped_request&, V...> {
    if constexpr (combines_with_formulas<bound_by_position<F, const mapped_request&, V...>>) NABLA_DETAIL_NO_RESULT;
    else return F::parameters::bind(*this, static_cast<V&&>(values)...);
  }
  // clang-format on

 private:
  template <class... A>
  constexpr auto called(const A&... arguments) const {
    if constexpr ((Binding<A> && ...)) return call(targets_in(arguments...), executor_in(), arguments...);
    else return std::apply([&](const auto&... b) { return call(targets_in(arguments...), executor_in(arguments...), b...); }, std::tuple_cat(binding_in(arguments)...));
  }
  static constexpr one_part executor_in() { return {}; }
  template <class First, class... Rest>
  static constexpr decltype(auto) executor_in(const First& first, const Rest&... rest) {
    if constexpr (PointExecutor<First>) return static_cast<const First&>(first);
    else return executor_in(rest...);
  }

  template <class Target>
  static constexpr int output_of() {
    return output_of_target<symbols, Value, Target>();
  }

  /// The number of points, or 1 where only numbers are bound.
  template <class... B>
  static constexpr index count_points(const B&... b) {
    index count = -1;
    const auto see = [&count](const auto& one) {
      if constexpr (is_bound_at_points<std::remove_cvref_t<decltype(one)>>()) {
        const auto points = points_in(one.value);
        const char* name = facts_of<symbol_of<decltype(one)>>.symbol->name;
        if (has_gaps(one.value)) raise(point_count_error("", name, -1, 0));
        if (count >= 0 && points.size != count) raise(point_count_error("", name, points.size, count));
        count = points.size;
      }
    };
    (see(b), ...);
    return count < 0 ? 1 : count;
  }

  // ---- one register after the other -----------------------------------------------------------------------------------------------------
  template <class Lanes, bool Complete, int K>
  [[gnu::always_inline]] static constexpr void write(const typename Lanes::type* slots, T* const* to, index i, [[maybe_unused]] index count) {
    if constexpr (Complete) Lanes::store(to[K] + i, slots[plan.outputs[K].slot]);
    else Lanes::store(to[K] + i, slots[plan.outputs[K].slot], count);
  }
  template <class Lanes, bool Complete, int... Segment, int... K, class... S>
  [[gnu::always_inline]] static constexpr void run_register(index i, index count, T* const* to, std::integer_sequence<int, Segment...>, std::integer_sequence<int, K...>, const S&... sources) {
    typename Lanes::type slots[detail::array_length(plan.slots)];
    (sources.template read<Lanes, Complete>(slots, i, count), ...);
    (run_lanes<P, Lanes, T, plan.segments[Segment].first, plan.segments[Segment].last - plan.segments[Segment].first>(slots), ...);
    (write<Lanes, Complete, K>(slots, to, i, count), ...);
  }
  template <class Lanes, int... Segment, int... K, class... S>
  [[gnu::always_inline]] static constexpr void run_two_registers(index i, T* const* to, std::integer_sequence<int, Segment...>, std::integer_sequence<int, K...>, const S&... sources) {
    typename Lanes::type first[detail::array_length(plan.slots)], second[detail::array_length(plan.slots)];
    (sources.template read<Lanes, true>(first, i, Lanes::width), ...);
    (sources.template read<Lanes, true>(second, i + Lanes::width, Lanes::width), ...);
    (run_lanes<P, Lanes, T, plan.segments[Segment].first, plan.segments[Segment].last - plan.segments[Segment].first>(first, second), ...);
    (write<Lanes, true, K>(first, to, i, Lanes::width), ...);
    (write<Lanes, true, K>(second, to, i + Lanes::width, Lanes::width), ...);
  }
  template <class Lanes, class... S>
  [[gnu::always_inline]] static constexpr void run_in(index first, index last, T* const* outputs, const S&... sources) {
    constexpr auto segments = std::make_integer_sequence<int, plan.sizes.segments>{};
    constexpr auto all = std::make_integer_sequence<int, output_count>{};
    T* to[detail::array_length(output_count)];
    for (int k = 0; k < output_count; ++k) to[k] = outputs[k];
    index i = first;
    if constexpr (Lanes::width > 1)
      for (; i + 2 * Lanes::width <= last; i += 2 * Lanes::width) run_two_registers<Lanes>(i, to, segments, all, sources...);
    for (; i + Lanes::width <= last; i += Lanes::width) run_register<Lanes, true>(i, Lanes::width, to, segments, all, sources...);
    if constexpr (Lanes::width > 1)
      if (i < last) run_register<Lanes, false>(i, last - i, to, segments, all, sources...);
  }
  template <class... S>
  [[gnu::noinline]] static constexpr void run(index first, index last, T* const* outputs, S... sources) {
    if (std::is_constant_evaluated()) run_in<single_lane<T>>(first, last, outputs, sources...);
    else run_in<typename Backend::template lanes<T>>(first, last, outputs, sources...);
  }

  // ---- the call --------------------------------------------------------------------------------------------------------------------------
  /// Results that have no place of the caller's get one of their own.
  template <int K, class... Targets>
  static constexpr auto result(const output_targets<Targets...>& targets, index count, T** to) {
    constexpr int number = [] {
      const int outputs[] = {output_of<Targets>()..., -1};
      for (int t = 0; t < static_cast<int>(sizeof...(Targets)); ++t)
        if (outputs[t] == K) return t;
      return -1;
    }();
    if constexpr (number >= 0) {
      const auto& target = std::get<static_cast<std::size_t>(number)>(targets.all).to;
      to[K] = target.data;
      return point_view<T>{target.data, count};
    } else {
      point_values<T> own(count);
      to[K] = own.data();
      return own;
    }
  }
  template <class... R>
  static constexpr auto arranged(R&&... r) {
    if constexpr (has_more_outputs<Wrt>) {
      if constexpr ((std::is_same_v<R, point_values<T>> && ...)) return number_array<point_values<T>, sizeof...(R)>{static_cast<R&&>(r)...};
      else if constexpr ((std::is_same_v<R, point_view<T>> && ...)) return number_array<point_view<T>, sizeof...(R)>{static_cast<R&&>(r)...};
      else return std::tuple<R...>{static_cast<R&&>(r)...};
    } else if constexpr (Wrt::nothing) {
      return (static_cast<R&&>(r), ...);
    } else if constexpr (!Value) {
      return gradient<symbols, R...>{{}, {{static_cast<R&&>(r)}...}};
    } else {
      return [](auto&& value, auto&&... slopes) {
        using slope = gradient<symbols, std::remove_cvref_t<decltype(slopes)>...>;
        return value_and_gradient<std::remove_cvref_t<decltype(value)>, slope>{{}, static_cast<decltype(value)>(value), slope{{}, {{static_cast<decltype(slopes)>(slopes)}...}}};
      }(static_cast<R&&>(r)...);
    }
  }

  template <class... Targets, class Executor, class... B>
  static constexpr auto call(const output_targets<Targets...>& targets, const Executor& executor, const B&... b) {
    const index count = count_points(b...);
    const auto check = [count]<class Target>(const Target& target) {
      if (target.to.size != count) raise(point_count_error("a place in into()", "", target.to.size, count));
    };
    std::apply([&](const auto&... target) { (check(target), ...); }, targets.all);
    return [&]<int... K>(std::integer_sequence<int, K...>) {
      T* to[detail::array_length(output_count)];
      std::tuple<decltype(result<K>(targets, count, to))...> results{result<K>(targets, count, to)...};
      if constexpr (is_of_numbers()) {
        run_parts(executor, count, 64, [&](index first, index last) { run(first, last, to, point_source<P, T, B>(b)...); });
      } else {  // where parts are run at once, the first points here, where what is wrong with sizes is thrown
        using lanes = typename Backend::template lanes<T>;
        constexpr index at_once = points_at_once<P, lanes>();
        const index done = executor.parts() < 2 ? 0 : (count < at_once ? count : at_once);
        run_points<P, T, lanes>(0, done, to, b...);
        run_parts(executor, count - done, 8, [&](index first, index last) { run_points<P, T, lanes>(done + first, done + last, to, b...); });
      }
      return arranged(std::get<K>(static_cast<decltype(results)&&>(results))...);
    }(std::make_integer_sequence<int, output_count>{});
  }
  /// Parts of so many points, or a multiple: whole cache lines.
  template <class Executor, class Run>
  static constexpr void run_parts(const Executor& executor, index count, index line, const Run& run) {
    const index lines = (count + line - 1) / line, wanted = executor.parts(), parts = wanted < lines ? wanted : lines;
    if (parts <= 1) return run(0, count);
    executor(static_cast<int>(parts), [&](int part) {
      const index first = lines * part / parts * line, last = lines * (part + 1) / parts * line;
      run(first, last < count ? last : count);
    });
  }
};

}  // namespace nabla::detail
