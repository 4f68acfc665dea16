// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/kernels/conv_from_one_channel_rows.h"

#include "models/kernels/lanes.h"
#include "models/kernels/vector_code.h"

namespace leitmotif::conv_from_one_channel {

LEITMOTIF_VECTOR_CODE
void writeRow(const Row& row, const float* weights, float slope, float* out) noexcept {
    for (std::size_t c = 0; c < row.channels; c += kLanes) {
        Lanes taps[kTaps + 1];
        for (std::size_t place = 0; place <= kTaps; ++place)
            load(taps[place], weights + place * row.channels + c);
        for (std::size_t column = 0; column < row.columns; ++column) {
            Lanes sum = taps[kTaps];
            for (std::size_t place = 0; place < kTaps; ++place)
                sum += row.tap(column, place) * taps[place];
            store(sum > 0.0F ? sum : sum * slope, out + column * row.channels + c);
        }
    }
}

LEITMOTIF_VECTOR_CODE
void addGradients(const Row& row, const float* made, const float* outer, float slope,
                  float* sums) noexcept {
    for (std::size_t c = 0; c < row.channels; c += kLanes) {
        Lanes taps[kTaps + 1];
        for (std::size_t place = 0; place <= kTaps; ++place)
            load(taps[place], sums + place * row.channels + c);
        for (std::size_t column = 0; column < row.columns; ++column) {
            Lanes value, gradient;
            load(value, made + column * row.channels + c);
            load(gradient, outer + column * row.channels + c);
            gradient = value > 0.0F ? gradient : gradient * slope;
            for (std::size_t place = 0; place < kTaps; ++place)
                taps[place] += row.tap(column, place) * gradient;
            taps[kTaps] += gradient;
        }
        for (std::size_t place = 0; place <= kTaps; ++place)
            store(taps[place], sums + place * row.channels + c);
    }
}

} // namespace leitmotif::conv_from_one_channel
