// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace leitmotif {

/// A stereo look-ahead limiter: its output never exceeds kCeiling, and below that the input comes
/// out unchanged, kLatency frames later. The gain falls linearly until the peak comes out, then
/// rises exponentially. Belongs to one thread; processRt() neither allocates nor fails; a sample
/// that is not finite counts as silence.
class Limiter {
  public:
    static constexpr float kCeiling = 0.98F;
    /// Short enough that notes stay within 64 frames of their place.
    static constexpr int kLatency = 32;

    explicit Limiter(double sampleRate);

    /// Processes in place; both spans have the same length.
    void processRt(std::span<float> left, std::span<float> right) noexcept;

  private:
    /// Gains are fixed-point numbers: their running sum stays exact for ever.
    using Gain = std::uint32_t;
    static constexpr Gain kUnity = 1U << 24U;
    static constexpr std::size_t kWindow = kLatency + 1;

    [[nodiscard]] Gain nextGainRt(float peak) noexcept;

    float m_releasePerFrame;
    std::size_t m_place = 0;
    std::array<float, kWindow> m_left{};
    std::array<float, kWindow> m_right{};
    std::array<Gain, kWindow> m_needed;   // for each frame in the window
    std::array<Gain, kWindow> m_released; // the lowest of them, rising slowly
    std::uint64_t m_sum;                  // of m_released
    std::size_t m_unityFrames = kWindow;  // since a gain below unity was needed or in force
};

} // namespace leitmotif
