// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace leitmotif {

/// The precision of the matrix products of a network. Weights, sums, losses and the optimizer are
/// always f32; with BF16 the factors are rounded to 8 bits of mantissa.
enum class Precision : std::uint8_t { F32, BF16 };

} // namespace leitmotif
