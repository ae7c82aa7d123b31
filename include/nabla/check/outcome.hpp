// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

namespace nabla {

/// What the checker says of a derivative, and of a report: that of its worst entry.
enum class outcome : unsigned char {
  pass,       ///< agrees with differences of f
  kink,       ///< the slopes of both sides differ, and the derivative is what is documented for such a point
  jump,       ///< f jumps: there is no derivative to be wrong or right
  undecided,  ///< the differences are too uncertain to say
  undefined,  ///< NaN or an infinity where none belongs
  fail        ///< wrong
};

/// An outcome as a word.
constexpr const char* name_of(outcome o) {
  switch (o) {
    case outcome::pass: return "pass";
    case outcome::kink: return "kink";
    case outcome::jump: return "jump";
    case outcome::undecided: return "undecided";
    case outcome::undefined: return "undefined";
    case outcome::fail: break;
  }
  return "FAIL";
}

}  // namespace nabla
