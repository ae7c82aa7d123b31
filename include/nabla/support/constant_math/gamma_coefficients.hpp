// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// Coefficients (zeta(k) - 1) 2^(k-1) / k, k = 2 to 67, of the Taylor series of lgamma at 2 (DLMF 5.7.3), each as two words of
// binary digits after the point. Computed with 20,000 bits of precision.

#include <nabla/support/constant_math/constants.hpp>

namespace nabla::detail::constant_math::parts {

// clang-format off
inline constexpr std::uint64_t zeta_digits[132] = {
    0xa51a6625307d3230, 0xe7b1224401759cbd, 0x44f8006955d81a04, 0x9741d077de15fecf, 0x2a264558fb0906d7, 0xe4484465b948d7ef,
    0x1e404fc218f5f186, 0xd6760c385330e03d, 0x17add6eadb6c2fd4, 0x90fae70050172285, 0x138ac5c2bf8e07ce, 0xb67c604c626f5b1b,
    0x10b36af86396e8be, 0x59ca4ddb5a64cdb8, 0x0e9fea63b697e3e3, 0x83aa3033447d29cb, 0x0d093d878beb2d19, 0xd309aa7002679086,
    0x0bc6f2debe40f779, 0x77eaf8c86e1666c2, 0x0ac06e7733758112, 0x60574b258f72222c, 0x09e5e4b1e7112142, 0xb523270559aea87d,
    0x092cbd1cf9a555c8, 0x0ddd73ab04febc74, 0x088d975bb3caa08e, 0x3b58732d631cd43f, 0x0803266f5917879d, 0x0156affdbc10b583,
    0x078980364f3f4bae, 0xcf53c61a3ef9abae, 0x071daeecfc1e935d, 0x9a2b77769b523cda, 0x06bd69b2efe2a5d9, 0x5f227e96d83e20d8,
    0x0666e4f081c2c3d0, 0x327164736427a7ad, 0x0618b1cd37cfab1b, 0x32802bec0da05e9d, 0x05d1a76b33eb732c, 0x962c773145577d44,
    0x0590d2a111ebab40, 0xd7b976fc3b7e6612, 0x05556a1dfff4b0a7, 0x8af9a0d95bc4ed88, 0x051ec59e49634390, 0x4f36e0e854e3d0f4,
    0x04ec574acbf042f1, 0x43048088a6ba694d, 0x04bda6a7eaf8f7e5, 0xe9d54c8b3876d6e7, 0x04924ca8cdd0d310, 0x60829c24508e8d85,
    0x0469f09bb0948f14, 0xf4ebdb4a04b4a31e, 0x044445b9a4fb65e3, 0x8fcb2b6180395c71, 0x04210932f150f60a, 0x077c106de4f52da3,
    0x0400009b8fd913d3, 0x546a6054c8895f0a, 0x03e0f8a29f93e141, 0x75b6be545ac089d8, 0x03c3c404d55f9af4, 0xeabd3cd63cf0139b,
    0x03a83aadcbdc5c3a, 0xf1dacb60c4a87bbd, 0x038e38fede21c6d7, 0xf7c5c4d96606e8c0, 0x03759f344f79135a, 0xd6977a87ebdc6fb4,
    0x035e50e31421adc5, 0x035fc6e10b2e1baa, 0x0348348ac07cb6b4, 0xea0b186f6937e04b, 0x033333380e2ddd16, 0x30f7837de5226202,
    0x031f38351bf3aefc, 0xc4b525771cdbf369, 0x030c30c51a512099, 0x8a0ac4695de33c2b, 0x02fa0be98638ac0b, 0x8ddd05be619c1526,
    0x02e8ba2f6ad7494c, 0xe9c5e006b8518efb, 0x02d82d8369ac8acd, 0x768b972e487b230f, 0x02c8590b8047b391, 0x0fd6f3794284e1dd,
    0x02b93105b04bd393, 0x46e07206dfa0a487, 0x02aaaaaad3150cc7, 0x3d721925d429145d, 0x029cbc150045791b, 0x5d188ddc293f9fb3,
    0x028f5c29070103d1, 0x05cf67cdece5eb09, 0x028282828dc7c627, 0x91dcfa84c2d27dab, 0x027627627d85e741, 0x41c5b07ad14b8cd8,
    0x026a439f6a410b29, 0x12d88551e5d882ac, 0x025ed097b74d5324, 0x5b55861697d1920c, 0x0253c8253e92ce76, 0x7087b4f43cb75f08,
    0x024924924a7e9977, 0x74587b659ac266af, 0x023ee08fb906916d, 0x4db311c7b74da29f, 0x0234f72c23e3ef76, 0x825ac7e8127deac8,
    0x022b63cbef0631e8, 0x556e17f56b5f762c, 0x022222222261ed84, 0x5a232f8dd8bdf1d6, 0x02192e29f7c51c72, 0xbe9a90fe83248801,
    0x02108421085d80c4, 0x5ebd778626d6f95c, 0x0208208208328288, 0xf503c1692dad51ac, 0x02000000000bd054, 0x8aca76defb45146b,
    0x01f81f81f827432b, 0xad7bb5b828fe55fa, 0x01f07c1f07c707e6, 0x5fa3f89859cc9426, 0x01e9131abf0ece6b, 0xfc800f83089b5be8
};
// clang-format on

/// lgamma(2 + t)/t in powers of -t/2.
template <typename T>
inline constexpr auto lgamma_series = [] {
  coefficients<T, 67> table;
  table.c[0] = one_minus_gamma<T>;
  for (int k = 1; k < 67; ++k) {
    table.c[k] = -binary_expansion{{zeta_digits[2 * k - 2], zeta_digits[2 * k - 1], 0, 0}, 0}.template to<T>();
  }
  return table;
}();

}  // namespace nabla::detail::constant_math::parts
