// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The inner loops of PackedWeights. Included by one source file for each kind of processor, which
// is compiled for that one alone: nothing here may be shared, so everything is in an unnamed
// namespace and no function of the standard library is called but memcpy.
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace leitmotif::packed {

/// Outputs lie in panels of 32. For each input a panel has 16 words; word j holds the weights of
/// outputs j (low half) and j + 16 (high half), so that a shift and a mask make two floats.
inline constexpr std::size_t kPanel = 32;
inline constexpr std::size_t kWords = kPanel / 2;

namespace {

#if defined(__AVX512F__)
constexpr std::size_t kBytes = 64;  // of a vector
constexpr std::size_t kPanels = 4;  // at once for one stream: enough sums to hide latency
constexpr std::size_t kStreams = 8; // at once for one panel: as many sums as there are registers
#elif defined(__AVX2__)
constexpr std::size_t kBytes = 32;
constexpr std::size_t kPanels = 2;
constexpr std::size_t kStreams = 2;
#else
constexpr std::size_t kBytes = 16;
constexpr std::size_t kPanels = 1;
constexpr std::size_t kStreams = 1;
#endif

typedef float Floats __attribute__((vector_size(kBytes)));
typedef std::uint32_t Words __attribute__((vector_size(kBytes)));
constexpr std::size_t kLanes = kBytes / sizeof(float);
constexpr std::size_t kParts = kWords / kLanes; ///< vectors for a panel's words

/// sums[s][panel] += values[s] · panel, for `streams` rows of `values` and `panels` neighbours.
template <std::size_t streams, std::size_t panels>
[[gnu::always_inline]] inline void addPanels(std::size_t inputs, const std::uint32_t* words,
                                             const float* values, float* sums,
                                             std::size_t stride) noexcept {
    Floats sum[panels][2 * kParts][streams];
#pragma GCC unroll 8
    for (std::size_t p = 0; p < panels; ++p)
#pragma GCC unroll 8
        for (std::size_t part = 0; part < 2 * kParts; ++part)
#pragma GCC unroll 8
            for (std::size_t s = 0; s < streams; ++s)
                std::memcpy(&sum[p][part][s], sums + s * stride + p * kPanel + part * kLanes,
                            kBytes);
    for (std::size_t k = 0; k < inputs; ++k) {
#pragma GCC unroll 8
        for (std::size_t p = 0; p < panels; ++p)
#pragma GCC unroll 8
            for (std::size_t part = 0; part < kParts; ++part) {
                Words pair;
                std::memcpy(&pair, words + (p * inputs + k) * kWords + part * kLanes, kBytes);
                const Floats low = reinterpret_cast<Floats>(pair << 16U);
                const Floats high = reinterpret_cast<Floats>(pair & 0xffff0000U);
#pragma GCC unroll 8
                for (std::size_t s = 0; s < streams; ++s) {
                    const float value = values[s * inputs + k];
                    sum[p][part][s] += low * value;
                    sum[p][kParts + part][s] += high * value;
                }
            }
    }
#pragma GCC unroll 8
    for (std::size_t p = 0; p < panels; ++p)
#pragma GCC unroll 8
        for (std::size_t part = 0; part < 2 * kParts; ++part)
#pragma GCC unroll 8
            for (std::size_t s = 0; s < streams; ++s)
                std::memcpy(sums + s * stride + p * kPanel + part * kLanes, &sum[p][part][s],
                            kBytes);
}

/// All outputs of `streams` rows.
template <std::size_t streams>
[[gnu::always_inline]] inline void addRows(std::size_t inputs, std::size_t outputs,
                                           const std::uint32_t* words, const float* values,
                                           float* sums) noexcept {
    constexpr std::size_t panels = streams == 1 ? kPanels : 1;
    std::size_t n = 0;
    for (; n + panels * kPanel <= outputs; n += panels * kPanel)
        addPanels<streams, panels>(inputs, words + n / 2 * inputs, values, sums + n, outputs);
    for (; n + kPanel <= outputs; n += kPanel)
        addPanels<streams, 1>(inputs, words + n / 2 * inputs, values, sums + n, outputs);
    if (n == outputs)
        return;
    float last[streams * kPanel] = {}; // a panel that is not full
    for (std::size_t s = 0; s < streams; ++s)
        std::memcpy(last + s * kPanel, sums + s * outputs + n, (outputs - n) * sizeof(float));
    addPanels<streams, 1>(inputs, words + n / 2 * inputs, values, last, kPanel);
    for (std::size_t s = 0; s < streams; ++s)
        std::memcpy(sums + s * outputs + n, last + s * kPanel, (outputs - n) * sizeof(float));
}

void addProduct(std::size_t streams, std::size_t inputs, std::size_t outputs,
                const std::uint32_t* words, const float* values, float* sums) noexcept {
    std::size_t s = 0;
    if constexpr (kStreams > 1)
        for (; s + kStreams <= streams; s += kStreams)
            addRows<kStreams>(inputs, outputs, words, values + s * inputs, sums + s * outputs);
    for (; s < streams; ++s)
        addRows<1>(inputs, outputs, words, values + s * inputs, sums + s * outputs);
}

} // namespace

} // namespace leitmotif::packed
