// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace leitmotif {

/// In which numbers the matrix products of a network are computed. Weights, sums, losses and the
/// optimizer are f32 either way; with BF16 the factors are rounded to 8 bits of mantissa.
enum class Precision : std::uint8_t { F32, BF16 };

} // namespace leitmotif
