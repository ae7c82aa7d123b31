// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Training: parameters, initialisers, optimisers, files.

#include <nabla/train.hpp>

#include <iostream>
#include <random>
#include <vector>

namespace {

using namespace nabla;
[[maybe_unused]] constexpr auto X = data<"X", dim<"n">, 3>;
[[maybe_unused]] constexpr auto W = var<"W", 3, 2>;
[[maybe_unused]] constexpr auto b = var<"b", 1, 2>;
[[maybe_unused]] constexpr auto loss = sqnorm(X * W);

// clang-format off
[[maybe_unused]] void train() {
  std::mt19937_64 random(7);
  const Eigen::MatrixXd inputs = Eigen::MatrixXd::Ones(4, 3);
  const std::vector<double> losses{2, 1};
  auto p = parameters(loss);
  auto step = evaluator(value_and_grad(loss), p);
  auto optimiser = adam(p, {.rate = 0.1});
  const auto n = dim<"n">;
  Eigen::MatrixXd mask(4, 3);
  batches deal(4, 2);
  early_stopping stop(p, 5);
  const cosine_decay falling{.rate = 0.02, .total = 100};
  const archive file;
#ifdef NABLA_MUST_NOT_COMPILE
  auto of_a_number = parameters(2.0);  // nabla: parameters() takes a loss, or the symbols in wrt(): parameters(loss), parameters(wrt(W, b))
  auto of_integers = parameters<int>(loss);  // nabla: evaluators and parameters are of numbers with fractions: evaluator<float>(f), parameters<float>(f)
  auto of_nothing = parameters();  // nabla: parameters() takes a loss, or the symbols in wrt(): parameters(loss), parameters(wrt(W, b))
  auto rate_without_name = adam(p, 0.1);  // nabla: the rates of adam() have names: adam(p, {.rate = 0.01})
  initialise(p, "glorot", random);  // nabla: initialise(p, glorot_uniform, random) takes parameters, an initialiser, and random numbers: std::mt19937_64 random(7)
  initialise(p, glorot_uniform);  // nabla: initialise(p, glorot_uniform, random) takes parameters, an initialiser, and random numbers
  initialise(p, glorot_uniform, 7);  // nabla: initialise(p, glorot_uniform, random) takes parameters, an initialiser, and random numbers
  auto by_its_name = p["W"];  // nabla: the parameters of one symbol are taken by it: p[W]; p.flat() are all of them
  auto by_its_number = p[0];  // nabla: the parameters of one symbol are taken by it: p[W]
  optimiser.step(p, step(X = inputs));  // nabla: a step takes the parameters and their gradient: optimiser.step(p, r.grad)
  optimiser.step(step(X = inputs).grad);  // nabla: a step takes the parameters and their gradient
  save(p, "network.npz");  // nabla: save() takes the file, then what goes into it: save(file, p)
  load(p, "network.npz");  // nabla: load() takes the file, then what is read from it: load(file, p)
  auto of_symbols = parameters(W, b);  // nabla: parameters() takes a loss, or the symbols in wrt(): parameters(loss), parameters(wrt(W, b))
  auto without_parameters = sgd(0.1);  // nabla: an optimiser is made for parameters: auto p = parameters(loss); then sgd(p, 0.01), momentum(p, 0.01), adam(p)
  auto with_inertia = momentum(loss, 0.1);  // nabla: an optimiser is made for parameters
  auto for_a_loss = adam(loss, {.rate = 0.1});  // nabla: an optimiser is made for parameters
  p[b];  // nabla: these parameters do not hold that symbol: they are the variables of the loss, or those in wrt()
  optimiser.step(p, evaluator(grad(loss, wrt(X)), p)(X = inputs));  // nabla: a step takes the parameters and their gradient
  batches of_one_number(32);  // nabla: batches are dealt of so many samples, of so many each: batches deal(images.rows(), 64)
  write_svg("loss.svg", losses);  // nabla: write_svg() takes the file, and plots: write_svg(file, {{.curves = {{.y = losses}}}})
  auto without_a_rate = sgd(p);  // nabla: an optimiser takes the rate of its steps behind the parameters: sgd(p, 0.01), momentum(p, 0.01)
  auto with_inertia_alone = momentum(p);  // nabla: an optimiser takes the rate of its steps behind the parameters: sgd(p, 0.01), momentum(p, 0.01)
  auto for_nothing = adam();  // nabla: an optimiser is made for parameters: auto p = parameters(loss); then sgd(p, 0.01), momentum(p, 0.01), adam(p)
  save("network.npz");  // nabla: save() takes the file, then what goes into it: save(file, p)
  p.save("network.npz");  // nabla: parameters are saved by save(file, p), read by load(file, p), drawn by initialise(p, he_normal, random), changed by optimiser.step(p, r.grad)
  p.load("network.npz");  // nabla: parameters are saved by save(file, p), read by load(file, p), drawn by initialise(p, he_normal, random), changed by optimiser.step(p, r.grad)
  p.step(0.1);  // nabla: parameters are saved by save(file, p), read by load(file, p), drawn by initialise(p, he_normal, random), changed by optimiser.step(p, r.grad)
  auto rates_without_names = adam(p, 0.1, 0.9);  // nabla: the rates of adam() have names: adam(p, {.rate = 0.01})
  auto parameters_in_a_call = loss(X = inputs, p);  // nabla: a formula is called with values bound by name, f(x = 1.0); subs(f, x = y * y) puts in, an element is A(0_c, 1_c), parameters are evaluator(f, p)
  auto parameters_in_a_gradient = grad(loss, wrt(X))(X = inputs, p);  // nabla: values are bound by name: grad(f)(x = 1.0, y = 2.0); parameters stand beside the function: evaluator(grad(f), p)
  auto parameters_in_a_step = step(X = inputs, p);  // nabla: parameters are bound where an evaluator is made, the rest by name at its call: step(X = images); its gradient is its own, it takes no into()
  auto place_of_parameters = step(X = inputs, into(gradient_of(W) = mask));  // nabla: parameters are bound where an evaluator is made, the rest by name at its call: step(X = images); its gradient is its own, it takes no into()
  auto inputs_by_position = step(inputs);  // nabla: parameters are bound where an evaluator is made, the rest by name at its call: step(X = images)
  auto inputs_in_braces = step({X = inputs});  // nabla: parameters are bound where an evaluator is made, the rest by name at its call: step(X = images)
  p -= step(X = inputs).grad;  // nabla: parameters, and a gradient by them, are one vector by flat(), an Eigen one: p.flat() -= rate * r.grad.flat()
  p.flat() -= (0.1 * step(X = inputs).grad).flat();  // nabla: parameters, and a gradient by them, are one vector by flat(), an Eigen one
  p.flat() += (p - p).flat();  // nabla: parameters, and a gradient by them, are one vector by flat(), an Eigen one
  p.setZero();  // nabla: parameters, and a gradient by them, are one vector by flat(), an Eigen one
  if (step(X = inputs).grad.norm() < 1e-6) return;  // nabla: parameters, and a gradient by them, are one vector by flat(), an Eigen one
  p = 0.0;  // nabla: parameters, and a gradient by them, are one vector by flat(), an Eigen one
  p.setConstant(0.1);  // nabla: parameters, and a gradient by them, are one vector by flat(), an Eigen one
  p[W] = 0.0;  // nabla: the parameters of one symbol are an Eigen map: p[W].setZero(), p[W].setConstant(0.1), p[W] = Eigen::MatrixXd::Ones(3, 2)
  p.W.setZero();  // nabla: the parameters of one symbol are taken by it: p[W]
  double first_weight = p.W(0, 0);  // nabla: the parameters of one symbol are taken by it: p[W]
  auto by_a_call = p(W);  // nabla: the parameters of one symbol are taken by it: p[W]
  std::cout << p;  // nabla: parameters are printed symbol by symbol, or all in one column: std::cout << p[W], std::cout << p.flat()
  auto rate_of_another_name = adam(p, {.learning_rate = 0.1});  // nabla: the rates of adam() have names: adam(p, {.rate = 0.01}), .beta1, .beta2, .epsilon
  auto rate_with_a_name = sgd(p, {.rate = 0.1});  // nabla: an optimiser takes the rate of its steps behind the parameters: sgd(p, 0.01), momentum(p, 0.01)
  optimiser.learning_rate = 0.1;  // nabla: an optimiser has a rate, and steps: o.rate = 0.01, o.step(p, r.grad)
  optimiser.zero_grad();  // nabla: an optimiser has a rate, and steps: o.rate = 0.01, o.step(p, r.grad)
  optimiser.update(p, step(X = inputs).grad);  // nabla: an optimiser has a rate, and steps: o.rate = 0.01, o.step(p, r.grad)
  optimiser(p, step(X = inputs).grad);  // nabla: an optimiser has a rate, and steps: o.rate = 0.01, o.step(p, r.grad)
  auto sizes_by_names = parameters(loss, n = 4);  // nabla: sizes of parameters are given by with_size(n, 4): parameters(loss, with_size(n, 4)); what is bound is bound at the call
  auto size_of_a_symbol = with_size(X, 4);  // nabla: with_size() takes the name of a size and a number: parameters(loss, with_size(n, 4))
  p[W] = losses;  // nabla: the parameters of one symbol are an Eigen map: p[W].setZero(), p[W].setConstant(0.1), p[W] = Eigen::MatrixXd::Ones(3, 2)
  load("network.npz");  // nabla: load() takes the file, then what is read from it: load(file, p)
  save("weights.npz", p[W]);  // nabla: save() takes parameters, and an optimiser: save(file, p, optimiser); an archive takes numbers by name: a.put(name, data, rows, columns)
  save("weights.npz", W);  // nabla: save() takes parameters, and an optimiser: save(file, p, optimiser); an archive takes numbers by name: a.put(name, data, rows, columns)
  deal.shuffle();  // nabla: batches are shuffled by random numbers: deal.shuffle(random) with std::mt19937_64 random(7)
  auto rows_first = gathered(deal[0], inputs);  // nabla: gathered(images, rows) takes an Eigen matrix, or a column, and the numbers of rows: for (auto rows : deal)
  draw_dropout(mask, 0.1);  // nabla: draw_dropout(mask, rate, random) takes an Eigen matrix, a rate, and random numbers: std::mt19937_64 random(7)
  early_stopping of_no_parameters(5);  // nabla: early stopping keeps the parameters, and waits so many calls: early_stopping stop(p, 5)
  if (stop(p, 1.0)) return;  // nabla: early stopping is asked with the loss and the parameters: if (stop(validation_loss, p)) break
  optimiser.rate = falling;  // nabla: a rate that falls is a function of the step, or the epoch: optimiser.rate = rate(epoch)
  double rate_in_a_file = file.get("rate");  // nabla: of an archive a number is a.get<double>(name), and a matrix goes to numbers: a.get(name, data, rows, columns)
  double weights_in_a_file = file["W"];  // nabla: of an archive a number is a.get<double>(name), and a matrix goes to numbers: a.get(name, data, rows, columns)
  write_svg({{.title = "loss"}}, "loss.svg");  // nabla: write_svg() takes the file, and plots: write_svg(file, {{.curves = {{.y = losses}}}})
  progress of_no_epochs;  // nabla: progress is written to a stream, of so many epochs: progress bar(std::cout, 100)
#else
  auto of_a_number = parameters(loss);
  auto of_integers = parameters<float>(loss);
  auto of_nothing = parameters(loss);
  auto rate_without_name = adam(p, {.rate = 0.1});
  initialise(p, glorot_uniform, random);
  initialise(p, glorot_normal, random);
  initialise(p, he_uniform, random);
  auto by_its_name = p[W];
  auto by_its_number = p.flat();
  optimiser.step(p, step(X = inputs).grad);
  optimiser.step(p.flat(), step(X = inputs).grad.flat());
  save("network.npz", p);
  load("network.npz", p);
  auto of_symbols = parameters(wrt(W, b));
  auto without_parameters = sgd(p, 0.1);
  auto with_inertia = momentum(p, 0.1);
  auto for_a_loss = adam(p, {.rate = 0.1});
  of_symbols[b].setZero();
  optimiser.step(p, evaluator(grad(loss, wrt(W)), p)(X = inputs));
  batches of_one_number(320, 32);
  write_svg("loss.svg", {{.title = "loss", .curves = {{.name = "training", .y = losses}}}});
  auto without_a_rate = sgd(p, 0.01);
  auto with_inertia_alone = momentum(p, 0.01);
  auto for_nothing = adam(p);
  save("network.npz", p);
  save("network.npz", p, optimiser);
  load("network.npz", p);
  optimiser.step(p, step(X = inputs).grad);
  auto rates_without_names = adam(p, {.rate = 0.1, .beta1 = 0.9});
  auto parameters_in_a_call = evaluator(loss, p)(X = inputs);
  auto parameters_in_a_gradient = evaluator(grad(loss, wrt(X)), p)(X = inputs);
  auto parameters_in_a_step = step(X = inputs).value;
  auto place_of_parameters = step(X = inputs).grad[W];
  auto inputs_by_position = step(X = inputs).grad;
  auto inputs_in_braces = step(X = inputs);
  p.flat() -= step(X = inputs).grad.flat();
  p.flat() -= 0.1 * step(X = inputs).grad.flat();
  p.flat() += p.flat() - p.flat();
  p.flat().setZero();
  if (step(X = inputs).grad.flat().norm() < 1e-6) return;
  p.flat().setZero();
  p.flat().setConstant(0.1);
  p[W] = Eigen::MatrixXd::Ones(3, 2);
  p[W].setZero();
  double first_weight = p[W](0, 0);
  auto by_a_call = p[W];
  std::cout << p[W] << p.flat();
  auto rate_of_another_name = adam(p, {.rate = 0.1});
  auto rate_with_a_name = sgd(p, 0.1);
  optimiser.rate = 0.1;
  optimiser.step(p, step(X = inputs).grad);
  optimiser.step(p, step(X = inputs).grad);
  optimiser.step(p, step(X = inputs).grad);
  auto sizes_by_names = parameters(loss, with_size(n, 4));
  auto size_of_a_symbol = with_size(n, 4);
  p[W] = inputs.topRows(3).leftCols(2);
  load("network.npz", p, optimiser);
  save("weights.npz", p, optimiser);
  save("weights.npz", parameters(wrt(W)));
  deal.shuffle(random);
  auto rows_first = gathered(inputs, deal[0]);
  draw_dropout(mask, 0.1, random);
  early_stopping of_no_parameters(p, 5);
  if (stop(1.0, p)) return;
  optimiser.rate = falling(1);
  double rate_in_a_file = file.get<double>("rate");
  file.get("W", p[W].data(), 3, 2);
  write_svg("loss.svg", {{.title = "loss"}});
  progress of_no_epochs(std::cout, 100);
#endif
}
// clang-format on

}  // namespace
