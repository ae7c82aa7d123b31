// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// An LSTM whose matrices are diagonal, several layers of it, that predicts the bits of the next character of a text.
#pragma once

#include "support/maps.hpp"
#include "support/protocol.hpp"
#include "support/random.hpp"

#include <nabla/nabla.hpp>

#include <stdexcept>
#include <tuple>
#include <utility>

namespace gradbench {

// Parameters lie as they come: of each layer the weights of the gates forget, in, out and change, then their biases; last the weights
// of the input, of the output, and its biases.
template <int Layers, int Bits> class lstm_of {
  static constexpr int of_layer = 8 * Bits;

 public:
  static constexpr auto n = nabla::dim<"n">;
  static constexpr auto main = nabla::var<"main", Layers * of_layer>;
  static constexpr auto extra = nabla::var<"extra", 3 * Bits>;
  static constexpr auto state = nabla::data<"state", 2 * Layers * Bits>;  // hidden, cell of each layer
  static constexpr auto sequence = nabla::data<"sequence", n, Bits>;
  static constexpr auto count = nabla::data<"count">;

  // The hidden states of layer I at all times, from what comes from below at all times. Layer by layer: then the gates that read only that are
  // computed for all times at once, and a loop has the state of one layer.
  template <int I> static constexpr auto layer(auto below) {
    using namespace nabla;
    constexpr auto gate = [](auto number, auto u) {
      constexpr int first = I * of_layer + decltype(number)::value * Bits;
      return hadamard(transpose(rows<first, Bits>(main)), u) + transpose(rows<first + 4 * Bits, Bits>(main));
    };
    constexpr auto start = [](auto number) { return transpose(rows<(2 * I + decltype(number)::value) * Bits, Bits>(state)); };
    constexpr std::integral_constant<int, 0> first;
    constexpr std::integral_constant<int, 1> second;
    constexpr std::integral_constant<int, 2> third;
    constexpr std::integral_constant<int, 3> fourth;
    auto forget = sigmoid(gate(first, below)), out = sigmoid(gate(third, below));
    return std::get<0>(scan(forget, out, std::tuple{start(first), start(second)}, [=](auto keep, auto shown, auto hidden, auto cell) {
      auto next = hadamard(cell, keep) + hadamard(sigmoid(gate(second, hidden)), tanh(gate(fourth, hidden)));
      return std::tuple{hadamard(shown, tanh(next)), next};
    }));
  }
  template <int I> static constexpr auto layers(auto below) {
    if constexpr (I == Layers)
      return below;
    else
      return layers<I + 1>(layer<I>(below));
  }
  static constexpr auto f = [] {
    using namespace nabla;
    constexpr auto hidden = layers<0>(hadamard(rows<0, n - 1>(sequence), transpose(rows<0, Bits>(extra))));
    constexpr auto predicted = hadamard(hidden, transpose(rows<Bits, Bits>(extra))) + transpose(rows<2 * Bits, Bits>(extra));
    return -sum(hadamard(rows<1, n - 1>(sequence), predicted - log(2_c + row_sums(exp(predicted))))) / count;
  }();

  double objective(const auto& in) { return value_(main = column(in.main), extra = column(in.extra), state = column(in.state), sequence = in.sequence, count = in.count()); }
  std::span<const double> jacobian(const auto& in) {
    result_.resize(in.main.size() + in.extra.size());
    const std::span<double> all(result_);
    gradient_(main = column(in.main), extra = column(in.extra), state = column(in.state), sequence = in.sequence, count = in.count(),
              nabla::into(nabla::gradient_of(main) = all.first(in.main.size()), nabla::gradient_of(extra) = all.subspan(in.main.size())));
    return result_;
  }

 private:
  decltype(nabla::evaluator(f)) value_;
  decltype(nabla::evaluator(nabla::grad(f))) gradient_;
  std::vector<double> result_;
};

struct lstm {
  static constexpr const char* name = "lstm";
  struct input {
    std::size_t layers = 0, bits = 0;
    std::vector<double> main, extra, state;
    Eigen::MatrixXd sequence;  // a character in each row
    double count() const { return static_cast<double>(sequence.size() - sequence.cols()); }
  };
  struct size {
    std::size_t layers, characters, bits;
  };
  static input read(const value& in) {
    const auto [rows, width, main] = matrix(member(in, "main_params"));
    const rows_of_numbers sequence = matrix(member(in, "sequence"));
    return {rows / 2, sequence.columns, main, matrix(member(in, "extra_params")).elements, matrix(member(in, "state")).elements, columns(sequence.elements, sequence.columns).transpose()};
  }
  static value sample(size of) {
    const auto [layers, characters, bits] = of;
    random_numbers random;
    const auto some = [&](std::size_t rows, std::size_t columns) { return in_rows(random.uniform(rows * columns), columns); };
    list main = some(2 * layers, 4 * bits), extra = some(3, bits), state = some(2 * layers, bits), text = some(characters, bits);
    for (value& character : text)
      for (double& bit : std::get<std::vector<double>>(character.is)) bit = bit < 0.5 ? 0 : 1;
    return object{{"main_params", std::move(main)}, {"extra_params", std::move(extra)}, {"state", std::move(state)}, {"sequence", std::move(text)}};
  }

 private:
  // Compiled for so many layers and bits of a character.
  auto choose(const input& in, auto call) {
    if (in.bits == 7 && in.layers == 2) return call(std::get<0>(evals_));
    if (in.bits == 7 && in.layers == 4) return call(std::get<1>(evals_));
    if (in.bits == 7 && in.layers == 6) return call(std::get<2>(evals_));
    throw std::runtime_error("compiled for 2, 4 and 6 layers and 7 bits");
  }

 public:
  double objective(const input& in) {
    return choose(in, [&](auto& eval) { return eval.objective(in); });
  }
  std::span<const double> jacobian(const input& in) {
    return choose(in, [&](auto& eval) { return eval.jacobian(in); });
  }
  static constexpr auto derivative = &lstm::jacobian;

  static std::vector<named_function> functions() { return {function_of("objective", &lstm::objective), function_of("jacobian", &lstm::jacobian)}; }

 private:
  std::tuple<lstm_of<2, 7>, lstm_of<4, 7>, lstm_of<6, 7>> evals_;
};

}  // namespace gradbench
