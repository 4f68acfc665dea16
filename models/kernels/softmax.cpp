// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/kernels/softmax.h"

#include "models/kernels/fast_math.h"
#include "models/kernels/vector_code.h"

#include <cmath>

namespace leitmotif {

namespace {

/// Number of lanes of sums and maxima: the order of additions is the same for vectors of any width.
constexpr std::size_t kLanes = 16;

LEITMOTIF_INLINE float highestOf(std::size_t count, const float* values) noexcept {
    float lanes[kLanes];
    for (float& lane : lanes)
        lane = values[0];
    std::size_t k = 0;
    for (; k + kLanes <= count; k += kLanes)
        for (std::size_t lane = 0; lane < kLanes; ++lane)
            lanes[lane] = lanes[lane] < values[k + lane] ? values[k + lane] : lanes[lane];
    for (; k < count; ++k)
        lanes[0] = lanes[0] < values[k] ? values[k] : lanes[0];
    float highest = lanes[0];
    for (const float lane : lanes)
        highest = highest < lane ? lane : highest;
    return highest;
}

/// Fills `powers` with e^(value − highest) and returns their sum.
LEITMOTIF_INLINE float exponentials(std::size_t count, const float* values, float highest,
                                    float* powers) noexcept {
    float lanes[kLanes] = {};
    std::size_t k = 0;
    for (; k + kLanes <= count; k += kLanes)
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            const float power = expOf(values[k + lane] - highest);
            powers[k + lane] = power;
            lanes[lane] += power;
        }
    for (; k < count; ++k) {
        powers[k] = expOf(values[k] - highest);
        lanes[0] += powers[k];
    }
    float sum = 0.0F;
    for (const float lane : lanes)
        sum += lane;
    return sum;
}

} // namespace

LEITMOTIF_VECTOR_CODE
double crossEntropyRow(std::size_t count, const float* logits, std::int64_t target,
                       float* gradient) noexcept {
    const float highest = highestOf(count, logits);
    const float sum = exponentials(count, logits, highest, gradient);
    const double nats = std::log(static_cast<double>(sum)) - (double(logits[target]) - highest);
    const float share = 1.0F / sum;
    for (std::size_t k = 0; k < count; ++k)
        gradient[k] *= share;
    gradient[target] -= 1.0F;
    return nats;
}

} // namespace leitmotif
