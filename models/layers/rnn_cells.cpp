// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/layers/rnn_cells.h"

#include <algorithm>
#include <bit>
#include <cstdint>

namespace leitmotif::cells {

namespace {

/// e^x to 2e-7 relative, without branches or calls, so that loops over it are vectorised: 2^n by
/// the exponent bits, 2^f for |f| ≤ ½ by the series of e^(f ln 2).
inline float expOf(float x) noexcept {
    x = std::min(std::max(x, -87.0F), 88.0F);
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
    const auto exponent =
        std::bit_cast<std::int32_t>(rounded) - std::bit_cast<std::int32_t>(kRounder) + 127;
    return series * std::bit_cast<float>(exponent << 23);
}

inline float sigmoid(float x) noexcept {
    return 1.0F / (1.0F + expOf(-x));
}

inline float tanhOf(float x) noexcept {
    return 2.0F / (1.0F + expOf(-2.0F * x)) - 1.0F;
}

} // namespace

void lstmForward(std::size_t rows, std::size_t units, float* gates, const float* cellBefore,
                 float* cell, float* hidden) noexcept {
    for (std::size_t row = 0; row < rows; ++row) {
        float* i = gates + row * 4 * units;
        float* f = i + units;
        float* g = f + units;
        float* o = g + units;
        const float* before = cellBefore + row * units;
        float* c = cell + row * units;
        float* h = hidden + row * units;
#pragma GCC ivdep
        for (std::size_t k = 0; k < units; ++k) {
            i[k] = sigmoid(i[k]);
            f[k] = sigmoid(f[k]);
            g[k] = tanhOf(g[k]);
            o[k] = sigmoid(o[k]);
            c[k] = f[k] * before[k] + i[k] * g[k];
            h[k] = o[k] * tanhOf(c[k]);
        }
    }
}

void lstmBackward(std::size_t rows, std::size_t units, float* gates, const float* cellBefore,
                  const float* cell, const float* dHidden, float* dCell) noexcept {
    for (std::size_t row = 0; row < rows; ++row) {
        float* i = gates + row * 4 * units;
        float* f = i + units;
        float* g = f + units;
        float* o = g + units;
        const float* before = cellBefore + row * units;
        const float* c = cell + row * units;
        const float* dh = dHidden + row * units;
        float* dc = dCell + row * units;
#pragma GCC ivdep
        for (std::size_t k = 0; k < units; ++k) {
            const float squashed = tanhOf(c[k]);
            const float dCellHere = dc[k] + dh[k] * o[k] * (1.0F - squashed * squashed);
            const float dInput = dCellHere * g[k] * i[k] * (1.0F - i[k]);
            const float dForget = dCellHere * before[k] * f[k] * (1.0F - f[k]);
            const float dNew = dCellHere * i[k] * (1.0F - g[k] * g[k]);
            const float dOutput = dh[k] * squashed * o[k] * (1.0F - o[k]);
            dc[k] = dCellHere * f[k];
            i[k] = dInput;
            f[k] = dForget;
            g[k] = dNew;
            o[k] = dOutput;
        }
    }
}

void gruForward(std::size_t rows, std::size_t units, float* gates, const float* recurrent,
                const float* hiddenBefore, float* hidden) noexcept {
    for (std::size_t row = 0; row < rows; ++row) {
        float* r = gates + row * 3 * units;
        float* z = r + units;
        float* n = z + units;
        const float* fromHidden = recurrent + row * 3 * units;
        const float* before = hiddenBefore + row * units;
        float* h = hidden + row * units;
#pragma GCC ivdep
        for (std::size_t k = 0; k < units; ++k) {
            r[k] = sigmoid(r[k] + fromHidden[k]);
            z[k] = sigmoid(z[k] + fromHidden[units + k]);
            n[k] = tanhOf(n[k] + r[k] * fromHidden[2 * units + k]);
            h[k] = n[k] + z[k] * (before[k] - n[k]);
        }
    }
}

void gruBackward(std::size_t rows, std::size_t units, float* gates, float* recurrent,
                 const float* hiddenBefore, float* dHidden) noexcept {
    for (std::size_t row = 0; row < rows; ++row) {
        float* r = gates + row * 3 * units;
        float* z = r + units;
        float* n = z + units;
        float* fromHidden = recurrent + row * 3 * units;
        const float* before = hiddenBefore + row * units;
        float* dh = dHidden + row * units;
#pragma GCC ivdep
        for (std::size_t k = 0; k < units; ++k) {
            const float dNew = dh[k] * (1.0F - z[k]) * (1.0F - n[k] * n[k]);
            const float dUpdate = dh[k] * (before[k] - n[k]) * z[k] * (1.0F - z[k]);
            const float dReset = dNew * fromHidden[2 * units + k] * r[k] * (1.0F - r[k]);
            dh[k] *= z[k];
            fromHidden[2 * units + k] = dNew * r[k];
            fromHidden[k] = dReset;
            fromHidden[units + k] = dUpdate;
            r[k] = dReset;
            z[k] = dUpdate;
            n[k] = dNew;
        }
    }
}

void addProduct(std::size_t inputCount, std::size_t outputCount, const float* inputs,
                const float* weight, float* out) noexcept {
    std::size_t i = 0;
    for (; i + 4 <= inputCount; i += 4) { // four rows at once: `out` is read and written less often
        const float* row = weight + i * outputCount;
        const float a = inputs[i];
        const float b = inputs[i + 1];
        const float c = inputs[i + 2];
        const float d = inputs[i + 3];
#pragma GCC ivdep
        for (std::size_t k = 0; k < outputCount; ++k)
            out[k] += (a * row[k] + b * row[outputCount + k]) +
                      (c * row[2 * outputCount + k] + d * row[3 * outputCount + k]);
    }
    for (; i < inputCount; ++i) {
        const float* row = weight + i * outputCount;
        const float a = inputs[i];
#pragma GCC ivdep
        for (std::size_t k = 0; k < outputCount; ++k)
            out[k] += a * row[k];
    }
}

} // namespace leitmotif::cells
