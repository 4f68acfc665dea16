// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/kernels/winograd_tiles.h"

#include "models/kernels/lanes.h"
#include "models/kernels/vector_code.h"

#include <cstring>

namespace leitmotif::tiles {

namespace {

/// Bᵀ of one line.
LEITMOTIF_INLINE void evaluate(Lanes (&line)[kSide]) noexcept {
    const auto [a, b, c, d, e, f] = line;
    const Lanes even = e - 4.0F * c, odd = d - 4.0F * b;
    const Lanes even2 = e - c, odd2 = 2.0F * (d - b);
    line[0] = 4.0F * (a - c) + even2;
    line[1] = even + odd;
    line[2] = even - odd;
    line[3] = even2 + odd2;
    line[4] = even2 - odd2;
    line[5] = 4.0F * (b - d) + (f - d);
}

/// Aᵀ of one line: its first `side` numbers hold the result.
template <std::size_t side>
LEITMOTIF_INLINE void interpolate(Lanes (&line)[kSide]) noexcept {
    const Lanes sum = line[1] + line[2], difference = line[1] - line[2];
    const Lanes sum2 = line[3] + line[4], difference2 = line[3] - line[4];
    line[0] += sum + sum2;
    line[1] = difference + 2.0F * difference2;
    line[2] = sum + 4.0F * sum2;
    line[3] = difference + 8.0F * difference2;
    if constexpr (side == 5)
        line[4] = sum + 16.0F * sum2;
    line[side - 1] += line[5];
}

/// A of the first `side` numbers of a line.
template <std::size_t side>
LEITMOTIF_INLINE void extend(Lanes (&line)[kSide]) noexcept {
    Lanes even = line[0] + line[2], even2 = line[0] + 4.0F * line[2];
    const Lanes odd = line[1] + line[3], odd2 = 2.0F * line[1] + 8.0F * line[3];
    if constexpr (side == 5) {
        even += line[4];
        even2 += 16.0F * line[4];
    }
    line[5] = line[side - 1];
    line[1] = even + odd;
    line[2] = even - odd;
    line[3] = even2 + odd2;
    line[4] = even2 - odd2;
}

template <std::size_t side>
LEITMOTIF_INLINE void writeSides(std::size_t channels, const float* tile, std::size_t stride,
                                 const float* bias, float slope, float* const* pixels) noexcept {
    for (std::size_t c = 0; c < channels; c += kLanes) {
        Lanes t[kSide][kSide];
        for (std::size_t row = 0; row < kSide; ++row) {
            for (std::size_t column = 0; column < kSide; ++column)
                load(t[row][column], tile + (row * kSide + column) * stride + c);
            interpolate<side>(t[row]);
        }
        Lanes shift = {};
        if (bias != nullptr)
            load(shift, bias + c);
        for (std::size_t column = 0; column < side; ++column) {
            Lanes line[kSide];
            for (std::size_t row = 0; row < kSide; ++row)
                line[row] = t[row][column];
            interpolate<side>(line);
            for (std::size_t row = 0; row < side; ++row) {
                auto* pixel = pixels[row * side + column];
                if (pixel == nullptr)
                    continue;
                const Lanes value = line[row] + shift;
                store(value > 0.0F ? value : value * slope, pixel + c);
            }
        }
    }
}

template <std::size_t side>
LEITMOTIF_INLINE void spreadSides(std::size_t channels, const float* const* pixels, float* tile,
                                  std::size_t stride) noexcept {
    for (std::size_t c = 0; c < channels; c += kLanes) {
        Lanes t[kSide][kSide];
        for (std::size_t row = 0; row < side; ++row) {
            for (std::size_t column = 0; column < side; ++column)
                load(t[row][column], pixels[row * side + column] + c);
            extend<side>(t[row]);
        }
        for (std::size_t column = 0; column < kSide; ++column) {
            Lanes line[kSide];
            for (std::size_t row = 0; row < side; ++row)
                line[row] = t[row][column];
            extend<side>(line);
            for (std::size_t row = 0; row < kSide; ++row)
                store(line[row], tile + (row * kSide + column) * stride + c);
        }
    }
}

} // namespace

LEITMOTIF_VECTOR_CODE
void read(std::size_t channels, const float* const* pixels, float* tile,
          std::size_t stride) noexcept {
    for (std::size_t c = 0; c < channels; c += kLanes) {
        Lanes t[kSide][kSide];
        for (std::size_t row = 0; row < kSide; ++row) {
            for (std::size_t column = 0; column < kSide; ++column)
                load(t[row][column], pixels[row * kSide + column] + c);
            evaluate(t[row]);
        }
        for (std::size_t column = 0; column < kSide; ++column) {
            Lanes line[kSide];
            for (std::size_t row = 0; row < kSide; ++row)
                line[row] = t[row][column];
            evaluate(line);
            for (std::size_t row = 0; row < kSide; ++row)
                store(line[row], tile + (row * kSide + column) * stride + c);
        }
    }
}

LEITMOTIF_VECTOR_CODE
void write(std::size_t channels, std::size_t side, const float* tile, std::size_t stride,
           const float* bias, float slope, float* const* pixels) noexcept {
    if (side == 4)
        writeSides<4>(channels, tile, stride, bias, slope, pixels);
    else
        writeSides<5>(channels, tile, stride, bias, slope, pixels);
}

LEITMOTIF_VECTOR_CODE
void spread(std::size_t channels, std::size_t side, const float* const* pixels, float* tile,
            std::size_t stride) noexcept {
    if (side == 4)
        spreadSides<4>(channels, pixels, tile, stride);
    else
        spreadSides<5>(channels, pixels, tile, stride);
}

LEITMOTIF_VECTOR_CODE
void addTaps(std::size_t columns, const float* products, std::size_t stride, float* sums) noexcept {
    typedef float Taps __attribute__((vector_size(kTaps * sizeof(float))));
    // Neighbours overlap: in this order no sum is read soon after it was written.
    for (std::size_t first = 0; first < kTaps; ++first)
        for (std::size_t i = first; i < columns; i += kTaps) {
            Taps sum, taps;
            std::memcpy(&sum, sums + i, sizeof(Taps));
            std::memcpy(&taps, products + i * stride, sizeof(Taps));
            sum += taps;
            std::memcpy(sums + i, &sum, sizeof(Taps));
        }
}

LEITMOTIF_VECTOR_CODE
void addRows(std::size_t channels, std::size_t count, const float* rows, float* sums) noexcept {
    for (std::size_t row = 0; row < count; ++row)
        for (std::size_t c = 0; c < channels; ++c)
            sums[c] += rows[row * channels + c];
}

} // namespace leitmotif::tiles
