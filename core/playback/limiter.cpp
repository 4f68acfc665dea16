// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playback/limiter.h"

#include <algorithm>
#include <cmath>

namespace leitmotif {

namespace {

constexpr double kReleaseSeconds = 0.12;

float usable(float sample) {
    return std::isfinite(sample) ? sample : 0.0F;
}

} // namespace

Limiter::Limiter(double sampleRate)
    : m_releasePerFrame(static_cast<float>(1.0 - std::exp(-1.0 / (kReleaseSeconds * sampleRate)))),
      m_sum(std::uint64_t{kUnity} * kWindow) {
    m_needed.fill(kUnity);
    m_released.fill(kUnity);
}

void Limiter::processRt(std::span<float> left, std::span<float> right) noexcept {
    for (std::size_t i = 0; i < left.size(); ++i) {
        const float inLeft = usable(left[i]);
        const float inRight = usable(right[i]);
        const Gain gain = nextGainRt(std::max(std::abs(inLeft), std::abs(inRight)));
        m_left[m_place] = inLeft;
        m_right[m_place] = inRight;
        m_place = (m_place + 1) % kWindow; // now the oldest
        const float factor = static_cast<float>(gain) / static_cast<float>(kUnity);
        left[i] = std::clamp(m_left[m_place] * factor, -kCeiling, kCeiling);
        right[i] = std::clamp(m_right[m_place] * factor, -kCeiling, kCeiling);
    }
}

Limiter::Gain Limiter::nextGainRt(float peak) noexcept {
    const Gain needed =
        peak > kCeiling ? static_cast<Gain>(kCeiling / peak * static_cast<float>(kUnity)) : kUnity;
    const std::size_t last = (m_place + kWindow - 1) % kWindow;
    const Gain before = m_released[last];
    m_unityFrames = needed < kUnity || before < kUnity ? 0 : m_unityFrames + 1;
    Gain lowest = kUnity;
    m_needed[m_place] = needed;
    if (m_unityFrames < kWindow)
        lowest = *std::ranges::min_element(m_needed);
    const auto rise =
        static_cast<Gain>(static_cast<float>(kUnity - before) * m_releasePerFrame) + 1;
    const Gain released = std::min({lowest, before + rise, kUnity});
    m_sum += released;
    m_sum -= m_released[m_place];
    m_released[m_place] = released;
    return static_cast<Gain>(m_sum / kWindow);
}

} // namespace leitmotif
