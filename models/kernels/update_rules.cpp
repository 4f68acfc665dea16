// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/kernels/update_rules.h"

#include "models/kernels/vector_code.h"

#include <cmath>

namespace leitmotif {

namespace {

LEITMOTIF_VECTOR_CODE
void adam(const AdamRule& given, std::size_t count, float* parameter, const float* gradient,
          float* first, float* second) noexcept {
    const AdamRule rule = given; // a copy, so that the loop need not reload it
    const float freshFirst = 1.0F - rule.beta1;
    const float freshSecond = 1.0F - rule.beta2;
#pragma GCC ivdep
    for (std::size_t k = 0; k < count; ++k) {
        const float before = parameter[k];
        const float slope = gradient[k] + before * rule.gradientDecay;
        const float one = first[k] * rule.beta1 + slope * freshFirst;
        const float two = second[k] * rule.beta2 + slope * slope * freshSecond;
        first[k] = one;
        second[k] = two;
        parameter[k] = before * rule.shrink -
                       rule.rate * one / (std::sqrt(two) * rule.secondScale + rule.small);
    }
}

LEITMOTIF_VECTOR_CODE
void rmsprop(const RmspropRule& given, std::size_t count, float* parameter, const float* gradient,
             float* second) noexcept {
    const RmspropRule rule = given;
    const float fresh = 1.0F - rule.smoothing;
#pragma GCC ivdep
    for (std::size_t k = 0; k < count; ++k) {
        const float before = parameter[k];
        const float slope = gradient[k] + before * rule.gradientDecay;
        const float two = second[k] * rule.smoothing + slope * slope * fresh;
        second[k] = two;
        parameter[k] = before - rule.rate * slope / (std::sqrt(two) + rule.small);
    }
}

LEITMOTIF_VECTOR_CODE
double squares(std::size_t count, const float* values) noexcept {
    constexpr std::size_t kLanes = 8; // a fixed order of additions on every processor
    double lanes[kLanes] = {};
    std::size_t k = 0;
    for (; k + kLanes <= count; k += kLanes)
        for (std::size_t lane = 0; lane < kLanes; ++lane)
            lanes[lane] += double(values[k + lane]) * double(values[k + lane]);
    for (; k < count; ++k)
        lanes[0] += double(values[k]) * double(values[k]);
    double sum = 0.0;
    for (const double lane : lanes)
        sum += lane;
    return sum;
}

} // namespace

void AdamRule::apply(std::size_t count, float* parameter, const float* gradient, float* first,
                     float* second) const noexcept {
    adam(*this, count, parameter, gradient, first, second);
}

void RmspropRule::apply(std::size_t count, float* parameter, const float* gradient,
                        float* second) const noexcept {
    rmsprop(*this, count, parameter, gradient, second);
}

double sumOfSquares(std::size_t count, const float* values) noexcept {
    return squares(count, values);
}

} // namespace leitmotif
