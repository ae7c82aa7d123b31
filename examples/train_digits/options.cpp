// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "options.hpp"

#include <charconv>
#include <cstddef>
#include <iomanip>
#include <limits>
#include <sstream>
#include <system_error>
#include <type_traits>

namespace train_digits {
namespace {

template <class Number>
constexpr std::string_view kind = std::is_floating_point_v<Number> ? "a number"
                                                                   : (std::is_signed_v<Number> ? "a whole number"
                                                                                               : "a whole number of 0 or more");

template <class Number> Number parse_number(std::string_view name, std::string_view text, Number lowest, Number highest) {
  Number value{};
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, value);
  std::ostringstream complaint;
  complaint << "--" << name << ": ";
  if (error == std::errc::invalid_argument || end != last) {
    complaint << '\'' << text << "' is not " << kind<Number>;
    throw usage_error(complaint.str());
  }
  if (error == std::errc::result_out_of_range || !(value >= lowest && value <= highest)) {
    complaint << text << " is outside " << lowest << " to " << highest;
    throw usage_error(complaint.str());
  }
  return value;
}

std::filesystem::path parse_path(std::string_view name, std::string_view text) {
  if (text.empty()) throw usage_error("--" + std::string(name) + ": the name is empty");
  return text;
}

/// By hand, where train_fashion takes CLI11: this program is the first that somebody builds, and CLI11 would take the compiler two thirds as long as the network.
/// One entry holds all there is to know about an option: parser, help and error messages read it.
struct option {
  std::string_view name, placeholder, meaning;
  void (*set)(settings&, std::string_view name, std::string_view text);
  void (*show)(std::ostream&, const settings&);
};

constexpr option table[] = {
    {"hidden", "N", "neurons in the hidden layer",
     [](settings& s, std::string_view name, std::string_view text) { s.hidden = parse_number(name, text, 1, 10'000); },
     [](std::ostream& out, const settings& s) { out << s.hidden; }},
    {"epochs", "N", "how often the network sees every training image",
     [](settings& s, std::string_view name, std::string_view text) { s.epochs = parse_number(name, text, 1, 100'000); },
     [](std::ostream& out, const settings& s) { out << s.epochs; }},
    {"batch", "N", "images per step",
     [](settings& s, std::string_view name, std::string_view text) { s.batch = parse_number(name, text, 1, 100'000); },
     [](std::ostream& out, const settings& s) { out << s.batch; }},
    {"rate", "R", "learning rate: how far a step follows the gradient",
     [](settings& s, std::string_view name, std::string_view text) { s.rate = parse_number(name, text, 1e-9, 1e3); },
     [](std::ostream& out, const settings& s) { out << s.rate; }},
    {"seed", "N", "start of all chance: split, initial parameters, order of the images",
     [](settings& s, std::string_view name, std::string_view text) {
       s.seed = parse_number(name, text, std::uint64_t{0}, std::numeric_limits<std::uint64_t>::max());
     },
     [](std::ostream& out, const settings& s) { out << s.seed; }},
    {"data", "FILE", "the images: 64 pixels and a digit per line",
     [](settings& s, std::string_view name, std::string_view text) { s.data = parse_path(name, text); },
     [](std::ostream& out, const settings& s) { out << s.data.string(); }},
    {"out", "DIR", "folder for the pictures, made if it is missing",
     [](settings& s, std::string_view name, std::string_view text) { s.out = parse_path(name, text); },
     [](std::ostream& out, const settings& s) { out << s.out.string(); }},
};

const option& find_option(std::string_view name) {
  for (const option& o : table)
    if (o.name == name) return o;
  throw usage_error("unknown option '--" + std::string(name) + "'; --help lists them");
}

}  // namespace

settings parse_options(std::span<const std::string_view> arguments) {
  settings chosen;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view argument = arguments[i];
    if (argument == "--help" || argument == "-h") {
      chosen.help = true;
      continue;
    }
    if (!argument.starts_with("--")) throw usage_error("'" + std::string(argument) + "' is not an option; --help lists them");
    const std::size_t equals = argument.find('=');
    const std::string_view name = argument.substr(2, equals == std::string_view::npos ? equals : equals - 2);
    const option& o = find_option(name);
    if (equals != std::string_view::npos) {
      o.set(chosen, name, argument.substr(equals + 1));
    } else {
      if (++i == arguments.size()) throw usage_error("--" + std::string(name) + " needs a value");
      o.set(chosen, name, arguments[i]);
    }
  }
  return chosen;
}

std::string help_text() {
  std::ostringstream out;
  out << "Usage: train_digits [options]\n"
         "Trains a network of one hidden layer to read handwritten digits.\n\n";
  const settings defaults;
  for (const option& o : table) {
    out << "  --" << std::left << std::setw(7) << o.name << std::setw(6) << o.placeholder << o.meaning << " (default: ";
    o.show(out, defaults);
    out << ")\n";
  }
  out << "  --help         this text\n";
  return out.str();
}

std::string describe(const settings& chosen) {
  std::ostringstream out;
  for (const option& o : table) {
    if (o.name == "data" || o.name == "out") continue;  // they stand elsewhere
    out << (out.tellp() > 0 ? " --" : "--") << o.name << ' ';
    o.show(out, chosen);
  }
  return out.str();
}

}  // namespace train_digits
