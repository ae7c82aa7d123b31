// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/train/archive.hpp>
#include <nabla/train/optimisers.hpp>

namespace nabla::detail {

/// Parameters in an archive, each under the name of its symbol.
template <class T, class... Symbols>
void put(archive& to, const parameter_vector<T, Symbols...>& p) {
  p.for_each([&](auto symbol, auto&& part) { to.put(facts_of<decltype(symbol)>.symbol->name, part.data(), part.rows(), part.cols()); });
}
/// Nothing is written unless all is there in the right shape.
template <class T, class... Symbols>
void get(const archive& from, parameter_vector<T, Symbols...>& p) {
  parameter_vector<T, Symbols...> read = p;
  read.for_each([&](auto symbol, auto&& part) { from.get(facts_of<decltype(symbol)>.symbol->name, part.data(), part.rows(), part.cols()); });
  p = std::move(read);
}

/// An optimiser in an archive: "adam.steps", "adam.rate", "adam.state0", …
template <class Optimiser, class T, int Vectors>
void put(archive& to, const optimiser<Optimiser, T, Vectors>& o) {
  const std::string name = Optimiser::name;
  to.put(name + ".steps", static_cast<std::int64_t>(o.steps));
  to.put(name + ".rate", o.rate);
  for (int k = 0; k < Vectors; ++k) to.put(name + ".state" + std::to_string(k), o.state[k].data(), o.state[k].size(), 1);
}
template <class Optimiser, class T, int Vectors>
void get(const archive& from, optimiser<Optimiser, T, Vectors>& o) {
  optimiser<Optimiser, T, Vectors> read = o;
  const std::string name = Optimiser::name;
  read.steps = from.get<std::int64_t>(name + ".steps");
  read.rate = from.get<double>(name + ".rate");
  for (int k = 0; k < Vectors; ++k) from.get(name + ".state" + std::to_string(k), read.state[k].data(), read.state[k].size(), 1);
  o = std::move(read);
}

/// `save("network.npz", p)`, with an optimiser too where a training shall go on: `save("network.npz", p, optimiser)`. numpy.load() reads the file.
/// Throws file_error; the old file stays whole until the new one is.
template <class Part>
concept Saved = requires(archive& to, const Part& part) { put(to, part); };
template <class... Parts>
  requires(Saved<Parts> && ...)
void save(const std::filesystem::path& file, const Parts&... parts) {
  archive all;
  (put(all, parts), ...);
  all.write(file);
}
// clang-format off
NABLA_DETAIL_REFUSAL(save_refused, "nabla: save() takes the file, then what goes into it: save(file, p)")
template <class T, class... Symbols, class... A>
save_refused save(const parameter_vector<T, Symbols...>&, const A&...);
save_refused save(const std::filesystem::path&);
NABLA_DETAIL_REFUSAL(load_refused, "nabla: load() takes the file, then what is read from it: load(file, p)")
template <class T, class... Symbols, class... A>
load_refused load(const parameter_vector<T, Symbols...>&, const A&...);
load_refused load(const std::filesystem::path&);
NABLA_DETAIL_REFUSAL(part_refused, "nabla: save() takes parameters, and an optimiser: save(file, p, optimiser); an archive takes numbers by name: a.put(name, data, rows, columns)")
template <class... Parts>
  requires(!(Saved<Parts> && ...))
part_refused save(const std::filesystem::path&, const Parts&...);
// clang-format on
/// `load("network.npz", p)`; throws file_error, and then nothing has changed.
template <class Part>
void load(const std::filesystem::path& file, Part& part) {
  get(archive(file), part);
}
template <class Parameters, class Optimiser>
void load(const std::filesystem::path& file, Parameters& p, Optimiser& o) {
  const archive all(file);
  Parameters read = p;
  get(all, read);
  get(all, o);
  p = std::move(read);
}

}  // namespace nabla::detail

namespace nabla {
using detail::put, detail::get, detail::save, detail::load;
}
