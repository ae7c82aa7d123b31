// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/train/file.hpp>

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace nabla::detail {

// One array as numpy stores it: "\x93NUMPY", version, length of the header, the header as a Python dictionary, numbers.
// https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html

static_assert(std::endian::native == std::endian::little, "nabla: .npy files are written on little-endian machines only");

template <class T>
constexpr const char* npy_type() {
  if constexpr (std::same_as<T, float>) return "<f4";
  else if constexpr (std::same_as<T, double>) return "<f8";
  else {
    static_assert(std::same_as<T, std::int64_t>, "nabla: float, double and std::int64_t are stored");
    return "<i8";
  }
}

/// A matrix that lies column by column, as the text of a .npy file.
template <class T>
std::string npy_text(const T* data, std::ptrdiff_t rows, std::ptrdiff_t columns) {
  std::string header = std::string("{'descr': '").append(npy_type<T>()).append("', 'fortran_order': True, 'shape': (");
  header.append(std::to_string(rows)).append(", ").append(std::to_string(columns)).append("), }");
  header.append(63 - (10 + header.size()) % 64, ' ').append("\n");
  std::string text("\x93NUMPY\x01\x00", 8);
  text.push_back(static_cast<char>(header.size() % 256));
  text.push_back(static_cast<char>(header.size() / 256));
  text.append(header);
  text.append(reinterpret_cast<const char*>(data), static_cast<std::size_t>(rows * columns) * sizeof(T));
  return text;
}

/// What the header says.
struct npy_header {
  std::string type;
  bool by_columns = false;
  std::ptrdiff_t rows = 1, columns = 1;  // a list is a column, a number 1 × 1
  std::size_t data = 0;                  // where the numbers begin
};

inline npy_header read_npy_header(std::string_view text, const std::string& name) {
  const auto damaged = [&](const char* what) -> file_error { return file_error(name + ": " + what); };
  if (text.size() < 10 || text.substr(0, 6) != "\x93NUMPY") raise(damaged("no array of numpy"));
  const auto byte = [&](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(text[i])); };
  const bool is_long = byte(6) >= 2;
  if (is_long && text.size() < 12) raise(damaged("the array ends in its header"));
  const std::size_t begin = is_long ? 12 : 10, length = byte(8) + 256 * byte(9) + (is_long ? 65536 * byte(10) + 16777216 * byte(11) : 0);
  if (length > text.size() - begin) raise(damaged("the array ends in its header"));
  const std::string_view header = text.substr(begin, length);
  const auto after = [&](std::string_view entry) {
    const std::size_t at = header.find(entry);
    if (at == std::string_view::npos) raise(damaged("the header of the array is damaged"));
    const std::size_t value = header.find_first_not_of(" :", at + entry.size());
    return value == std::string_view::npos ? std::string_view() : header.substr(value);
  };
  npy_header found;
  found.data = begin + length;
  const std::string_view type = after("'descr'");
  found.type = type.substr(std::min<std::size_t>(1, type.size()), 3);
  found.by_columns = after("'fortran_order'").starts_with("True");
  std::string_view sizes = after("'shape'");
  std::ptrdiff_t size[2] = {1, 1};
  int count = 0;
  for (std::size_t i = 0; i < sizes.size() && sizes[i] != ')'; ++i) {
    if (sizes[i] < '0' || sizes[i] > '9') continue;
    if (count == 2) raise(damaged("the array has more than two dimensions"));
    size[count] = 0;
    for (; i < sizes.size() && sizes[i] >= '0' && sizes[i] <= '9'; ++i) {
      size[count] = 10 * size[count] + (sizes[i] - '0');
      if (size[count] > (std::ptrdiff_t{1} << 40)) raise(damaged("the header of the array is damaged"));
    }
    ++count;
    --i;
  }
  found.rows = size[0];
  found.columns = size[1];
  return found;
}

/// Copies the numbers of a .npy text to a matrix of this size that lies column by column, or says why not before it writes.
template <class T>
void read_npy(std::string_view text, const std::string& name, T* to, std::ptrdiff_t rows, std::ptrdiff_t columns) {
  const npy_header found = read_npy_header(text, name);
  if (found.rows != rows || found.columns != columns)
    raise(file_error(name + ": " + std::to_string(found.rows) + " x " + std::to_string(found.columns) + " in the file, " + std::to_string(rows) + " x " + std::to_string(columns) + " expected"));
  auto copy = [&]<class Stored>(std::type_identity<Stored>) {
    if (text.size() - found.data != static_cast<std::size_t>(rows * columns) * sizeof(Stored)) raise(file_error(name + ": the array is damaged: its size is not what its header says"));
    for (std::ptrdiff_t j = 0; j < columns; ++j)
      for (std::ptrdiff_t i = 0; i < rows; ++i) {
        Stored value;
        std::memcpy(&value, text.data() + found.data + static_cast<std::size_t>(found.by_columns ? i + j * rows : i * columns + j) * sizeof value, sizeof value);
        to[i + j * rows] = static_cast<T>(value);
      }
  };
  if (found.type == "<f8" && !std::integral<T>) copy(std::type_identity<double>{});
  else if (found.type == "<f4" && !std::integral<T>) copy(std::type_identity<float>{});
  else if (found.type == "<i8" && std::integral<T>) copy(std::type_identity<std::int64_t>{});
  else raise(file_error(name + ": numbers of type " + found.type + " where " + npy_type<T>() + " is expected"));
}

}  // namespace nabla::detail
