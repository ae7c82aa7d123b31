// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/train/file.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>

namespace nabla::detail {

// A ZIP file of stored entries: for each a local header and its bytes, then a directory, then the directory's end. Numbers are little-endian.
// https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, sections 4.3.7, 4.3.12, 4.3.16

/// CRC-32 of ISO 3309, as in zip and gzip.
inline std::uint32_t check_sum(std::string_view text) {
  static const auto table = [] {
    struct {
      std::uint32_t of[256];
    } made;
    for (std::uint32_t i = 0; i < 256; ++i) {
      std::uint32_t c = i;
      for (int bit = 0; bit < 8; ++bit) c = (c & 1) != 0 ? 0xedb88320u ^ (c >> 1) : c >> 1;
      made.of[i] = c;
    }
    return made;
  }();
  std::uint32_t sum = 0xffffffffu;
  for (const char c : text) sum = table.of[(sum ^ static_cast<unsigned char>(c)) & 0xffu] ^ (sum >> 8);
  return sum ^ 0xffffffffu;
}

inline void add_number(std::string& to, std::uint64_t number, int bytes) {
  for (int i = 0; i < bytes; ++i) to.push_back(static_cast<char>(number >> (8 * i) & 0xff));
}
/// What the local header and the directory say alike.
inline std::string zip_entry_header(const std::string& name, const std::string& text) {
  std::string header;
  add_number(header, 20, 2);           // version 2.0
  add_number(header, 0, 4);            // no flags, stored
  add_number(header, 0x00210000u, 4);  // 1 January 1980: equal contents are equal files
  add_number(header, check_sum(text), 4);
  add_number(header, text.size(), 4);
  add_number(header, text.size(), 4);
  add_number(header, name.size(), 2);
  add_number(header, 0, 2);
  return header;
}

inline std::string zipped(const std::map<std::string, std::string>& entries) {
  std::string file, directory;
  for (const auto& [name, text] : entries) {
    if (file.size() + text.size() > 0xf0000000u) raise(file_error("an archive holds less than 4 GB"));
    const std::string header = zip_entry_header(name, text);
    directory.append("PK\x01\x02");
    add_number(directory, 20, 2);
    directory.append(header);
    add_number(directory, 0, 10);
    add_number(directory, file.size(), 4);
    directory.append(name);
    file.append("PK\x03\x04").append(header).append(name).append(text);
  }
  const std::size_t start = file.size();
  file.append(directory).append("PK\x05\x06");
  add_number(file, 0, 4);
  add_number(file, entries.size(), 2);
  add_number(file, entries.size(), 2);
  add_number(file, directory.size(), 4);
  add_number(file, start, 4);
  add_number(file, 0, 2);
  return file;
}

inline std::map<std::string, std::string> unzipped(const std::string& file, const std::string& name_of_file) {
  const auto require = [&](bool holds, const char* what) {
    if (!holds) raise(file_error(name_of_file + ": " + what));
  };
  const auto number = [&](std::size_t at, int bytes) {
    require(at + static_cast<std::size_t>(bytes) <= file.size(), "the file is damaged: it ends too early");
    std::size_t value = 0;
    for (int i = 0; i < bytes; ++i) value |= static_cast<std::size_t>(static_cast<unsigned char>(file[at + static_cast<std::size_t>(i)])) << (8 * i);
    return value;
  };
  require(file.compare(0, 4, "PK\x03\x04") == 0 || file.compare(0, 4, "PK\x05\x06") == 0, "no .npz file");
  const std::size_t end = file.rfind("PK\x05\x06");
  require(end != std::string::npos && end + 22 <= file.size(), "the file is damaged: its end is missing");
  std::map<std::string, std::string> entries;
  std::size_t at = number(end + 16, 4);
  for (std::size_t left = number(end + 10, 2); left > 0; --left) {
    require(file.compare(std::min(at, file.size()), 4, "PK\x01\x02") == 0, "the file is damaged: its directory is not where it should be");
    const std::size_t sum = number(at + 16, 4), size = number(at + 24, 4), local = number(at + 42, 4);
    const std::size_t length = number(at + 28, 2);
    const std::string name = file.substr(std::min(at + 46, file.size()), length);
    require(number(at + 10, 2) == 0, "is compressed; numpy.savez() stores");
    const std::size_t begin = local + 30 + number(local + 26, 2) + number(local + 28, 2);
    require(begin <= file.size() && size <= file.size() - begin, "the file is damaged: it ends too early");
    std::string text = file.substr(begin, size);
    require(check_sum(text) == sum, ("the file is damaged: the check sum of " + name + " is another").c_str());
    entries[name] = std::move(text);
    at += 46 + length + number(at + 30, 2) + number(at + 32, 2);
  }
  return entries;
}

}  // namespace nabla::detail
