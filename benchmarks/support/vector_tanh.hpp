// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// tanh on whole registers of doubles, as someone writes it who finds that Eigen 3.4 calls std::tanh for each number.
#pragma once

#include <Eigen/Core>

#include <cmath>

namespace benchmarks {

// Near 0 the rational function of Cephes (x + x^3 P(x^2) / Q(x^2)), elsewhere (exp(2|x|) - 1) / (exp(2|x|) + 1): one division for both.
struct vector_tanh {
  double operator()(double x) const { return std::tanh(x); }

  template <class Packet> Packet packetOp(const Packet& x) const {
    using namespace Eigen::internal;
    auto all = [](double number) { return pset1<Packet>(number); };
    const Packet size = pmin(pabs(x), all(20)), z = pmul(x, x);
    const Packet e = pexp(padd(size, size));
    const Packet P = pmadd(pmadd(all(-9.64399179425052238628e-1), z, all(-9.92877231001918586564e1)), z, all(-1.61468768441708447952e3));
    const Packet Q = pmadd(pmadd(padd(z, all(1.12811678491632931402e2)), z, all(2.23548839060100448583e3)), z, all(4.84406305325125486048e3));
    const Packet near = pcmp_lt(size, all(0.625));
    const Packet sign = pand(x, all(-0.0));
    const Packet above = pselect(near, pmul(pmul(size, z), P), psub(e, all(1)));
    const Packet below = pselect(near, Q, padd(e, all(1)));
    const Packet quotient = pdiv(above, below);
    return por(pselect(near, padd(size, quotient), quotient), sign);
  }
};

}  // namespace benchmarks

template <> struct Eigen::internal::functor_traits<benchmarks::vector_tanh> {
  enum {
    Cost = 40 * NumTraits<double>::MulCost,
    PacketAccess = packet_traits<double>::HasExp
  };
};
