// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "value.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <stdexcept>
#include <type_traits>

namespace gradbench {
namespace {

using json = nlohmann::ordered_json;

value from(const json& j) {
  if (j.is_boolean()) return j.get<bool>();
  if (j.is_number_integer()) return j.get<std::int64_t>();
  if (j.is_number()) return j.get<double>();
  if (j.is_string()) return j.get<std::string>();
  if (j.is_array()) {
    if (std::all_of(j.begin(), j.end(), [](const json& each) { return each.is_number(); })) return j.get<std::vector<double>>();
    list all;
    for (const json& each : j) all.push_back(from(each));
    return all;
  }
  if (j.is_object()) {
    object members;
    for (const auto& [name, each] : j.items()) members.emplace_back(name, from(each));
    return members;
  }
  return {};
}

json to(const value& v) {
  return std::visit(
      [](const auto& held) -> json {
        using kind = std::decay_t<decltype(held)>;
        if constexpr (std::is_same_v<kind, list>) {
          json all = json::array();
          for (const value& each : held) all.push_back(to(each));
          return all;
        } else if constexpr (std::is_same_v<kind, object>) {
          json members = json::object();
          for (const auto& [name, each] : held) members[name] = to(each);
          return members;
        } else {
          return held;
        }
      },
      v.is);
}

template <class Kind> const Kind& held(const value& v, const char* kind) {
  if (const Kind* found = std::get_if<Kind>(&v.is)) return *found;
  throw std::runtime_error(std::string("expected ") + kind + ", got " + to_json(v).substr(0, 40));
}

const value* find(const value& v, std::string_view name) {
  for (const auto& [each, member] : held<object>(v, "an object"))
    if (each == name) return &member;
  return nullptr;
}

}  // namespace

value parse(const std::string& text) { return from(json::parse(text)); }
std::string to_json(const value& v) { return to(v).dump(); }

bool has(const value& v, std::string_view name) { return find(v, name) != nullptr; }
const value& member(const value& v, std::string_view name) {
  if (const value* found = find(v, name)) return *found;
  throw std::runtime_error("no member " + std::string(name));
}
double number(const value& v) {
  if (const auto* integer = std::get_if<std::int64_t>(&v.is)) return static_cast<double>(*integer);
  return held<double>(v, "a number");
}
std::size_t whole(const value& v) {
  const double found = number(v);
  if (found >= 0 && found < 9e15 && found == static_cast<double>(static_cast<std::size_t>(found))) return static_cast<std::size_t>(found);
  throw std::runtime_error("expected a whole number, got " + to_json(v));
}
const std::string& text(const value& v) { return held<std::string>(v, "a text"); }
const std::vector<double>& numbers(const value& v) { return held<std::vector<double>>(v, "an array of numbers"); }
const list& values(const value& v) {
  static const list none;
  if (const auto* empty = std::get_if<std::vector<double>>(&v.is); empty && empty->empty()) return none;
  return held<list>(v, "an array");
}
rows_of_numbers matrix(const value& v) {
  rows_of_numbers all;
  for (const value& row : values(v)) {
    const std::vector<double>& elements = numbers(row);
    if (all.rows > 0 && elements.size() != all.columns) throw std::runtime_error("rows of different lengths");
    all.columns = elements.size();
    ++all.rows;
    all.elements.insert(all.elements.end(), elements.begin(), elements.end());
  }
  return all;
}

list in_rows(std::span<const double> elements, std::size_t columns) {
  list rows;
  for (std::size_t at = 0; columns > 0 && at + columns <= elements.size(); at += columns) rows.emplace_back(elements.subspan(at, columns));
  return rows;
}

}  // namespace gradbench
