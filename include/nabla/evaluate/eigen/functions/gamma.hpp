// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/eigen/functions/logarithm.hpp>
#include <nabla/evaluate/eigen/functions/widened.hpp>
#include <nabla/support/polygamma.hpp>

#include <limits>

namespace nabla::detail {

// log Γ and its derivatives of positive numbers, of others as support/polygamma.hpp has them. From 0.6 to 4 they are what they are near their zeros times a polynomial of
// (u - 3/2) / (u + 3/2), below that of u + 1 by the recurrence (DLMF 5.5.1, 5.5.2, 5.15.5), and from 4 on the asymptotic series (DLMF 5.11.1, 5.11.2, 5.15.8) with coefficients that fit there. All
// polynomials are minimax, by Remez' algorithm, to 2e-17. Floats are taken in double.
struct gamma_argument {
  using real = packet<double>;
  real u;
  packet_mask<double> small, large;
  real raised;  ///< u, or u + 1 where that is small
  [[gnu::always_inline]] explicit gamma_argument(real at) : u(at), small(at < real(0.6)), large(at > real(4)), raised(real::smaller_of(real(4), select(small, at + real(1), at))) {}
  template <std::size_t N>
  [[gnu::always_inline]] real near(const double (&c)[N]) const {
    return polynomial<3>((raised - real(1.5)) / (raised + real(1.5)), c);
  }
};
/// Where the C library, or the same functions of numbers, are asked: at 0 and below the normal numbers, for what is negative or not finite.
template <class T, class F>
[[gnu::always_inline]] inline packet<T> except_beside_gamma(packet<T> u, packet<T> usual, F f) {
  const packet<T> inside = packet<T>::kept(u > packet<T>(2 * std::numeric_limits<T>::min()), packet<T>::kept(u < packet<T>(std::numeric_limits<T>::max()), packet<T>(1)));
  return select_rare(inside < packet<T>(1), usual, [&] { return each(u, f); });
}

template <class T>
[[gnu::always_inline]] inline packet<T> lgamma(packet<T> number) {
  const packet<T> usual = in_double(
      [](packet<double> u) {
        using real = packet<double>;
        static constexpr double c[] = {0.4831289505409808864, -0.4378796877429180767, 0.1283229219281707277, -0.1508036309281389452, 0.0853056428134444555, -0.09321052268099331564, 0.06382812049810425674,
                                       -0.06769490566236040968, 0.05091574749948445722, -0.05319463808450534359, 0.04232699088323188394, -0.04382790332104565482, 0.03620714157483473406, -0.03725006773123540225,
                                       0.03166665039268546806, -0.0326625585443866339, 0.02786558473428036786, -0.02688278583320112874, 0.02606215273326033087, -0.03481197512311104694, 0.02239056921529476833,
                                       0.004719631117351587195, 0.01352554231409198746, -0.06694617013127397661, 0.04480005209248976397};
        static constexpr double far[] = {0.08333333333333216443, -0.002777777777129836128, 0.0007936506627950525757, -0.0005952246194831167417, 0.000840937690426713071, -0.001886669886923537535, 0.005644881678711612575, -0.01680606354981649175, 0.03063161132388837271};
        const gamma_argument a(u);
        const real zeros = select(a.small, u * (u - real(1)), (u - real(1)) * (u - real(2)));  // (u - 1) (u - 2), or of u + 1
        const real logarithm = log(u), near = multiply_add(zeros, a.near(c), real(0)) - real::kept(a.small, logarithm);
        return select_rare(a.large, near, [&] {
          const real z = real(1) / u;
          return multiply_add(u - real(0.5), logarithm - real(1), multiply_add(z, polynomial(z * z, far), real(0.418938533204672741780329736406)));
        });
      },
      number);
  return except_beside_gamma(number, usual, [](T x) { return polygamma::lgamma(x); });
}

template <class T>
[[gnu::always_inline]] inline packet<T> digamma(packet<T> number) {
  const packet<T> usual = in_double(
      [](packet<double> u) {
        using real = packet<double>;
        static constexpr double c[] = {0.9510558760318328884, -1.27088226384438185, 0.8940000943226851533, -0.9480504699657473384, 0.8970527239802515626, -0.9236820282389543894, 0.9043231246740021224,
                                       -0.9182041521518080136, 0.9075831869604711722, -0.9159352990704939182, 0.9091844487387644258, -0.914745676971432015, 0.9101057415692312765, -0.9141994753878724687,
                                       0.9102855670544013846, -0.9115780892666597534, 0.9142484756830009075, -0.9333458100830540874, 0.8920711535861225886, -0.7777905221835008386, 0.9722569922609931692,
                                       -1.522632742641907782, 0.8884970821587304317, 0.799074780651404107, 0.3883733113974892395, -3.438644650955686433, 2.449562034488463575};
        static constexpr double far[] = {0.08333333333331922567, -0.008333333324952718844, 0.003968252183688838489, -0.004166474754991217025, 0.007563734939831787836, -0.02062048220199792228, 0.07119876982563918338, -0.2327423494219461408, 0.44940230916745977};
        const gamma_argument a(u);
        const real z = real(1) / u, from_root = a.raised - real(1.4616321449683622) - real(9.54999542996569771518e-17L), near = from_root * a.near(c) - real::kept(a.small, z);
        return select_rare(a.large, near, [&] {
          const real y = z * z;
          return log(u) - multiply_add(y, polynomial(y, far), real(0.5) * z);
        });
      },
      number);
  return except_beside_gamma(number, usual, [](T x) { return polygamma::digamma(x); });
}

template <class T>
[[gnu::always_inline]] inline packet<T> trigamma(packet<T> number) {
  const packet<T> usual = in_double(
      [](packet<double> u) {
        using real = packet<double>;
        static constexpr double c[] = {1.402203300817018974, -0.9251782974204027826, 1.127016383987152041, -1.249246305575663465, 1.306000773717018635, -1.326039190437807917, 1.331555311110227069,
                                       -1.332893309024707117, 1.333229939405963464, -1.333311197266144388, 1.333326670693235452, -1.333320384844095398, 1.333359679300851928, -1.333573583058108476,
                                       1.332961856058692347, -1.329982715292241316, 1.336650211080671709, -1.365614278619392499, 1.315829625401550846, -1.119585191970735731, 1.370112491981048666,
                                       -2.278817463929142033, 1.466694824687229856, 1.275584099023807866, 0.2557496073716574477, -5.117099795283267094, 3.840943524903754736};
        static constexpr double far[] = {0.1666666666666498118, -0.03333333331943984909, 0.02380951983854217522, -0.0333327677858753114, 0.07571070715019909367, -0.2506565656184899068, 1.080959716177094255, -5.027487234935581761, 19.08090831992619644, -38.88733121448058598};
        const gamma_argument a(u);
        const real z = real(1) / u, y = z * z, near = a.near(c) / a.raised + real::kept(a.small, y);
        return select_rare(a.large, near, [&] { return z + y * multiply_add(z, polynomial(y, far), real(0.5)); });
      },
      number);
  return except_beside_gamma(number, usual, [](T x) { return polygamma::trigamma(x); });
}

}  // namespace nabla::detail
