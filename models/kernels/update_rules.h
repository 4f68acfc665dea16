// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace leitmotif {

// The optimizer's arithmetic on plain arrays: each parameter is read and written once a step.

/// Adam (Kingma and Ba, 2015) and AdamW (Loshchilov and Hutter, 2019).
struct AdamRule {
    float rate = 0.0F;        ///< learning rate over the bias of the first moment
    float secondScale = 1.0F; ///< 1 / √ bias of the second moment
    float beta1 = 0.9F;
    float beta2 = 0.999F;
    float small = 1e-8F;        ///< keeps a division finite
    float shrink = 1.0F;        ///< AdamW's decay: what parameters are multiplied by first
    float gradientDecay = 0.0F; ///< Adam's decay: share of the parameter added to its gradient
    void apply(std::size_t count, float* parameter, const float* gradient, float* first,
               float* second) const noexcept;
};

/// RMSprop (Hinton).
struct RmspropRule {
    float rate = 0.0F;
    float smoothing = 0.99F; ///< of squares
    float small = 1e-8F;
    float gradientDecay = 0.0F;
    void apply(std::size_t count, float* parameter, const float* gradient,
               float* second) const noexcept;
};

/// The sum of squares; not finite if a value is not.
[[nodiscard]] double sumOfSquares(std::size_t count, const float* values) noexcept;

} // namespace leitmotif
