// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/check/numbers.hpp>

namespace nabla::detail::numeric {

/// Which piece of a function that is given by pieces (max, abs, where, ...) is taken: the one that each argument asks for; those of the
/// point itself, ties as nabla differentiates them, continued beyond their ends; or those that hold on one side of the point.
enum class pieces : unsigned char {
  of_argument,
  of_point,
  of_right,
  of_left
};

/// Do other pieces hold beside the point?
struct edge {
  bool right = false, left = false;  ///< others than at the point
  bool exact = false;                ///< the point lies on the edge itself, not within rounding of it
  constexpr bool exists() const { return right || left; }
};

template <class T>
struct question;
template <class T>
struct answer;
template <class T>
struct line;
/// The verdict on a derivative where f has pieces.
template <class T>
using judge_of_edge = answer<T> (*)(line<T>&, const question<T>&, T);

/// A function of one number, of which the slope at 0 is asked: f(x + t e_i), or f(x + t d).
/// An abstract class: the scheme is compiled once for each scalar, not for each function.
template <class T>
struct line {
  T middle = 0;     ///< what t is added to; x + t is made representable
  T size = 1;       ///< its own size: steps are fractions of it
  T reserve = 1;    ///< the size of what lies around it, for a step where its own is too small to be seen in f
  T coarsest = 1;   ///< first step of a sequence, as a multiple of its own
  T unit = 1;       ///< by how much t = 1 moves what moves most
  int evaluations = 0;
  bool knows_pieces = false;           ///< then f is smooth as soon as they are held
  judge_of_edge<T> at_edge = nullptr;  ///< where it has some

  virtual constexpr T value(T t, pieces) = 0;
  /// The least t, of those that move by 1 or by the size of another entry, that is larger than this: f may bend there, and larger steps do not see it.
  virtual constexpr T next_scale(T above) const { return above < 1 ? T(1) : infinity<T>; }

 protected:
  constexpr line() = default;
  constexpr ~line() = default;  // nobody deletes one; g++ 12 takes no virtual one in a constant expression
};

/// Steps from coarse to fine. The first sequence is the rule; the second has other ratios, so that chance does not agree twice.
struct sequence {
  int first_numerator, first_denominator, ratio, levels;
};
inline constexpr sequence usual_steps{1, 8, 4, 31}, other_steps{7, 256, 3, 38};

}  // namespace nabla::detail::numeric
