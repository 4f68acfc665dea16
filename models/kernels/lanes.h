// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/kernels/fast_math.h"

#include <cstddef>
#include <cstring>

namespace leitmotif {

// A vector of sixteen floats, computed at once on wide processors and in parts on others; for
// functions of models/layers/vector_code.h.

inline constexpr std::size_t kLanes = 16;
typedef float Lanes __attribute__((vector_size(kLanes * sizeof(float))));

LEITMOTIF_INLINE void load(Lanes& lanes, const float* from) noexcept {
    std::memcpy(&lanes, from, sizeof(Lanes));
}

LEITMOTIF_INLINE void store(const Lanes& lanes, float* to) noexcept {
    std::memcpy(to, &lanes, sizeof(Lanes));
}

} // namespace leitmotif
