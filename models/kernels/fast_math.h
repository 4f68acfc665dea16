// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

// Scalar functions without branches or calls, so that loops over them are vectorised. Always
// inlined and without std: each is compiled for the target of the surrounding loop.
#ifdef __GNUC__
#define LEITMOTIF_INLINE [[gnu::always_inline]] inline
#else
#define LEITMOTIF_INLINE inline
#endif

namespace leitmotif {

/// e^x to 2e-7 relative: 2^n by the exponent bits, 2^f for |f| ≤ ½ by the series of e^(f ln 2).
LEITMOTIF_INLINE float expOf(float x) noexcept {
    x = x < -87.0F ? -87.0F : x;
    x = x > 88.0F ? 88.0F : x;
    constexpr float kRounder = 12582912.0F; // 1.5 · 2^23: adding it rounds to a whole number
    const float rounded = x * 1.44269504F + kRounder;
    const float whole = rounded - kRounder;
    // ln 2 in two parts, so that the difference keeps its digits.
    const float f = (x - whole * 0.693359375F) + whole * 2.12194440e-4F;
    float series = 1.0F / 5040.0F;
    series = series * f + 1.0F / 720.0F;
    series = series * f + 1.0F / 120.0F;
    series = series * f + 1.0F / 24.0F;
    series = series * f + 1.0F / 6.0F;
    series = series * f + 0.5F;
    series = series * f + 1.0F;
    series = series * f + 1.0F;
    const auto exponent = __builtin_bit_cast(std::int32_t, rounded) -
                          __builtin_bit_cast(std::int32_t, kRounder) + 127;
    return series * __builtin_bit_cast(float, exponent << 23);
}

LEITMOTIF_INLINE float sigmoid(float x) noexcept {
    return 1.0F / (1.0F + expOf(-x));
}

LEITMOTIF_INLINE float tanhOf(float x) noexcept {
    return 2.0F / (1.0F + expOf(-2.0F * x)) - 1.0F;
}

/// The nearest bf16 number, ties to even. NaN stays NaN.
LEITMOTIF_INLINE std::uint16_t toBf16(float x) noexcept {
    const auto bits = __builtin_bit_cast(std::uint32_t, x);
    return static_cast<std::uint16_t>((bits + 0x7fffU + ((bits >> 16U) & 1U)) >> 16U);
}

} // namespace leitmotif
