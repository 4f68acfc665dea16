// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/layers/winograd_tiles.h"

#include "models/layers/fast_math.h"
#include "models/layers/vector_code.h"

#include <cstring>

namespace leitmotif::tiles {

namespace {

typedef float Lanes __attribute__((vector_size(kLanes * sizeof(float))));

LEITMOTIF_INLINE void load(Lanes& lanes, const float* from) noexcept {
    std::memcpy(&lanes, from, sizeof(Lanes));
}

LEITMOTIF_INLINE void store(const Lanes& lanes, float* to) noexcept {
    std::memcpy(to, &lanes, sizeof(Lanes));
}

/// Bᵀ of one line of four.
LEITMOTIF_INLINE void evaluate(Lanes& a, Lanes& b, Lanes& c, Lanes& d) noexcept {
    const Lanes first = a - c;
    const Lanes sum = b + c;
    const Lanes difference = c - b;
    d = b - d;
    a = first;
    b = sum;
    c = difference;
}

/// Aᵀ of one line of four: the first `side` of them hold the result.
template <std::size_t side>
LEITMOTIF_INLINE void interpolate(Lanes& a, Lanes& b, Lanes& c, Lanes& d) noexcept {
    const Lanes sum = b + c;
    const Lanes difference = b - c;
    a += sum;
    if constexpr (side == 2) {
        b = difference - d;
    } else {
        b = difference;
        c = sum - d;
    }
}

/// A of the first `side` of a line of four.
template <std::size_t side>
LEITMOTIF_INLINE void extend(Lanes& a, Lanes& b, Lanes& c, Lanes& d) noexcept {
    if constexpr (side == 2) {
        c = a - b;
        d = -b;
        b = a + b;
    } else {
        const Lanes even = a + c;
        d = -c;
        c = even - b;
        b = even + b;
    }
}

template <std::size_t side>
LEITMOTIF_INLINE void writeSides(std::size_t channels, const float* tile, std::size_t stride,
                                 const float* bias, float slope, float* const* pixels) noexcept {
    for (std::size_t c = 0; c < channels; c += kLanes) {
        Lanes t[kSide][kSide];
        for (std::size_t row = 0; row < kSide; ++row) {
            for (std::size_t column = 0; column < kSide; ++column)
                load(t[row][column], tile + (row * kSide + column) * stride + c);
            interpolate<side>(t[row][0], t[row][1], t[row][2], t[row][3]);
        }
        Lanes shift = {};
        if (bias != nullptr)
            load(shift, bias + c);
        for (std::size_t column = 0; column < side; ++column) {
            interpolate<side>(t[0][column], t[1][column], t[2][column], t[3][column]);
            for (std::size_t row = 0; row < side; ++row) {
                auto* pixel = pixels[row * side + column];
                if (pixel == nullptr)
                    continue;
                const Lanes value = t[row][column] + shift;
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
            extend<side>(t[row][0], t[row][1], t[row][2], t[row][3]);
        }
        for (std::size_t column = 0; column < kSide; ++column) {
            extend<side>(t[0][column], t[1][column], t[2][column], t[3][column]);
            for (std::size_t row = 0; row < kSide; ++row)
                store(t[row][column], tile + (row * kSide + column) * stride + c);
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
            evaluate(t[row][0], t[row][1], t[row][2], t[row][3]);
        }
        for (std::size_t column = 0; column < kSide; ++column) {
            evaluate(t[0][column], t[1][column], t[2][column], t[3][column]);
            for (std::size_t row = 0; row < kSide; ++row)
                store(t[row][column], tile + (row * kSide + column) * stride + c);
        }
    }
}

LEITMOTIF_VECTOR_CODE
void write(std::size_t channels, std::size_t side, const float* tile, std::size_t stride,
           const float* bias, float slope, float* const* pixels) noexcept {
    if (side == 2)
        writeSides<2>(channels, tile, stride, bias, slope, pixels);
    else
        writeSides<3>(channels, tile, stride, bias, slope, pixels);
}

LEITMOTIF_VECTOR_CODE
void spread(std::size_t channels, std::size_t side, const float* const* pixels, float* tile,
            std::size_t stride) noexcept {
    if (side == 2)
        spreadSides<2>(channels, pixels, tile, stride);
    else
        spreadSides<3>(channels, pixels, tile, stride);
}

LEITMOTIF_VECTOR_CODE
void addTaps(std::size_t columns, const float* products, std::size_t stride, float* sums) noexcept {
    typedef float Taps __attribute__((vector_size(kTaps * sizeof(float))));
    // Neighbours overlap: in an order in which no sum is read soon after it was written.
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
