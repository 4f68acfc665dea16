// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/kernels/rnn_cells.h"

#include "models/kernels/fast_math.h"
#include "models/kernels/vector_code.h"

namespace leitmotif::cells {

namespace {

// Each loop once for f32 and once for bf16 results, without a branch inside.

LEITMOTIF_INLINE void store(float* to, std::size_t k, float value) noexcept {
    to[k] = value;
}

LEITMOTIF_INLINE void store(Bf16* to, std::size_t k, float value) noexcept {
    to[k] = toBf16(value);
}

template <bool keepsBf16>
LEITMOTIF_INLINE void lstmRow(std::size_t units, float* gates, const float* bias,
                              const float* before, float* c, float* h, Bf16* low) noexcept {
    float* i = gates;
    float* f = i + units;
    float* g = f + units;
    float* o = g + units;
#pragma GCC ivdep
    for (std::size_t k = 0; k < units; ++k) {
        const float input = sigmoid(i[k] + bias[k]);
        const float forget = sigmoid(f[k] + bias[units + k]);
        const float fresh = tanhOf(g[k] + bias[2 * units + k]);
        const float output = sigmoid(o[k] + bias[3 * units + k]);
        const float cell = forget * before[k] + input * fresh;
        const float hidden = output * tanhOf(cell);
        i[k] = input;
        f[k] = forget;
        g[k] = fresh;
        o[k] = output;
        c[k] = cell;
        h[k] = hidden;
        if constexpr (keepsBf16)
            low[k] = toBf16(hidden);
    }
}

template <class Number>
LEITMOTIF_INLINE void lstmRowBack(std::size_t units, const LstmBackward& step, std::size_t row,
                                  Number* dSums) noexcept {
    const float* i = step.gates + row * 4 * units;
    const float* f = i + units;
    const float* g = f + units;
    const float* o = g + units;
    const float* before = step.cellBefore + row * units;
    const float* c = step.cell + row * units;
    const float* outer = step.dOutput + row * units;
    const float* later = step.dHidden + row * units;
    float* dc = step.dCell + row * units;
    float* dBias = step.dBias;
    Number* d = dSums + row * 4 * units;
#pragma GCC ivdep
    for (std::size_t k = 0; k < units; ++k) {
        const float dh = outer[k] + later[k];
        const float squashed = tanhOf(c[k]);
        const float dCellHere = dc[k] + dh * o[k] * (1.0F - squashed * squashed);
        const float dInput = dCellHere * g[k] * i[k] * (1.0F - i[k]);
        const float dForget = dCellHere * before[k] * f[k] * (1.0F - f[k]);
        const float dNew = dCellHere * i[k] * (1.0F - g[k] * g[k]);
        const float dOutput = dh * squashed * o[k] * (1.0F - o[k]);
        dc[k] = dCellHere * f[k];
        store(d, k, dInput);
        store(d, units + k, dForget);
        store(d, 2 * units + k, dNew);
        store(d, 3 * units + k, dOutput);
        dBias[k] += dInput;
        dBias[units + k] += dForget;
        dBias[2 * units + k] += dNew;
        dBias[3 * units + k] += dOutput;
    }
}

template <bool keepsBf16>
LEITMOTIF_INLINE void gruRow(std::size_t units, float* gates, float* recurrent, const float* bias,
                             const float* biasHidden, const float* before, float* h,
                             Bf16* low) noexcept {
    float* r = gates;
    float* z = r + units;
    float* n = z + units;
#pragma GCC ivdep
    for (std::size_t k = 0; k < units; ++k) {
        const float reset = sigmoid((r[k] + bias[k]) + (recurrent[k] + biasHidden[k]));
        const float update =
            sigmoid((z[k] + bias[units + k]) + (recurrent[units + k] + biasHidden[units + k]));
        const float remembered = recurrent[2 * units + k] + biasHidden[2 * units + k];
        const float fresh = tanhOf(n[k] + bias[2 * units + k] + reset * remembered);
        const float hidden = fresh + update * (before[k] - fresh);
        r[k] = reset;
        z[k] = update;
        n[k] = fresh;
        recurrent[2 * units + k] = remembered;
        h[k] = hidden;
        if constexpr (keepsBf16)
            low[k] = toBf16(hidden);
    }
}

template <class Number>
LEITMOTIF_INLINE void gruRowBack(std::size_t units, const GruBackward& step, std::size_t row,
                                 Number* dSums, Number* dHiddenSums) noexcept {
    const float* r = step.gates + row * 3 * units;
    const float* z = r + units;
    const float* n = z + units;
    const float* remembered = step.recurrent + row * 3 * units + 2 * units;
    const float* before = step.hiddenBefore + row * units;
    const float* outer = step.dOutput + row * units;
    const float* later = step.dRecurrent + row * units;
    float* direct = step.dDirect + row * units;
    float* dBias = step.dBias;
    float* dBiasRemembered = step.dBiasRemembered;
    Number* d = dSums + row * 3 * units;
    Number* dHidden = dHiddenSums + row * 3 * units;
#pragma GCC ivdep
    for (std::size_t k = 0; k < units; ++k) {
        const float dh = outer[k] + later[k] + direct[k];
        const float dNew = dh * (1.0F - z[k]) * (1.0F - n[k] * n[k]);
        const float dUpdate = dh * (before[k] - n[k]) * z[k] * (1.0F - z[k]);
        const float dReset = dNew * remembered[k] * r[k] * (1.0F - r[k]);
        const float dRemembered = dNew * r[k];
        direct[k] = dh * z[k];
        store(d, k, dReset);
        store(d, units + k, dUpdate);
        store(d, 2 * units + k, dNew);
        store(dHidden, k, dReset);
        store(dHidden, units + k, dUpdate);
        store(dHidden, 2 * units + k, dRemembered);
        dBias[k] += dReset;
        dBias[units + k] += dUpdate;
        dBias[2 * units + k] += dNew;
        dBiasRemembered[k] += dRemembered;
    }
}

} // namespace

LEITMOTIF_VECTOR_CODE
void lstmForward(std::size_t rows, std::size_t units, float* gates, const float* bias,
                 const float* cellBefore, float* cell, float* hidden, Bf16* hiddenBf16) noexcept {
    for (std::size_t row = 0; row < rows; ++row) {
        const auto at = row * units;
        if (hiddenBf16 != nullptr)
            lstmRow<true>(units, gates + 4 * at, bias, cellBefore + at, cell + at, hidden + at,
                          hiddenBf16 + at);
        else
            lstmRow<false>(units, gates + 4 * at, bias, cellBefore + at, cell + at, hidden + at,
                           nullptr);
    }
}

LEITMOTIF_VECTOR_CODE
void lstmBackward(std::size_t rows, std::size_t units, const LstmBackward& step) noexcept {
    for (std::size_t row = 0; row < rows; ++row) {
        if (step.dSumsBf16 != nullptr)
            lstmRowBack(units, step, row, step.dSumsBf16);
        else
            lstmRowBack(units, step, row, step.dSums);
    }
}

LEITMOTIF_VECTOR_CODE
void gruForward(std::size_t rows, std::size_t units, float* gates, float* recurrent,
                const float* bias, const float* biasHidden, const float* hiddenBefore,
                float* hidden, Bf16* hiddenBf16) noexcept {
    for (std::size_t row = 0; row < rows; ++row) {
        const auto at = row * units;
        if (hiddenBf16 != nullptr)
            gruRow<true>(units, gates + 3 * at, recurrent + 3 * at, bias, biasHidden,
                         hiddenBefore + at, hidden + at, hiddenBf16 + at);
        else
            gruRow<false>(units, gates + 3 * at, recurrent + 3 * at, bias, biasHidden,
                          hiddenBefore + at, hidden + at, nullptr);
    }
}

LEITMOTIF_VECTOR_CODE
void gruBackward(std::size_t rows, std::size_t units, const GruBackward& step) noexcept {
    for (std::size_t row = 0; row < rows; ++row) {
        if (step.dSumsBf16 != nullptr)
            gruRowBack(units, step, row, step.dSumsBf16, step.dHiddenSumsBf16);
        else
            gruRowBack(units, step, row, step.dSums, step.dHiddenSums);
    }
}

} // namespace leitmotif::cells
