// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/kernels/winograd_tiles.h"

#include "tests/models/kernels/arrays.h"

#include <array>
#include <gtest/gtest.h>

namespace leitmotif {
namespace {

constexpr std::size_t kChannels = 2 * kLanes;

/// A kernel of `size` numbers as a polynomial at the points 0, 1, −1, 2, −2 and infinity, divided
/// by what the interpolation leaves out (Lavin and Gray 2016).
std::vector<double> evaluated(const std::vector<double>& kernel) {
    const std::array<double, 5> points = {0, 1, -1, 2, -2};
    const std::array<double, 5> scale = {4, -6, -6, 24, 24};
    std::vector<double> values;
    for (std::size_t i = 0; i < points.size(); ++i) {
        double sum = 0.0;
        double power = 1.0;
        for (const double number : kernel) {
            sum += number * power;
            power *= points[i];
        }
        values.push_back(sum / scale[i]);
    }
    values.push_back(kernel.back());
    return values;
}

/// Pointers to the channels of a square of pixels.
template <class Pointer>
std::vector<Pointer> pixelsOf(Pointer first, std::size_t side) {
    std::vector<Pointer> pixels;
    for (std::size_t i = 0; i < side * side; ++i)
        pixels.push_back(first + i * kChannels);
    return pixels;
}

class WinogradTiles : public testing::TestWithParam<std::size_t> {};

TEST_P(WinogradTiles, ReadMultiplyWriteIsACorrelation) {
    const std::size_t kernelSide = GetParam();
    const std::size_t side = tiles::kSide + 1 - kernelSide;
    Random random(6);
    const auto picture = randomArray(tiles::kPlaces * kChannels, random);
    const auto kernel = randomArray(kernelSide * kernelSide, random);
    const auto bias = randomArray(kChannels, random);
    // Rows, then columns of the kernel at the points.
    std::vector<std::vector<double>> rows;
    for (std::size_t r = 0; r < kernelSide; ++r) {
        std::vector<double> line(kernel.begin() + static_cast<std::ptrdiff_t>(r * kernelSide),
                                 kernel.begin() +
                                     static_cast<std::ptrdiff_t>((r + 1) * kernelSide));
        rows.push_back(evaluated(line));
    }
    std::vector<float> tile(tiles::kPlaces * kChannels);
    const auto read = pixelsOf<const float*>(picture.data(), tiles::kSide);
    tiles::read(kChannels, read.data(), tile.data(), kChannels);
    for (std::size_t column = 0; column < tiles::kSide; ++column) {
        std::vector<double> line;
        for (const auto& row : rows)
            line.push_back(row[column]);
        const auto values = evaluated(line);
        for (std::size_t row = 0; row < tiles::kSide; ++row)
            for (std::size_t c = 0; c < kChannels; ++c)
                tile[(row * tiles::kSide + column) * kChannels + c] *=
                    static_cast<float>(values[row]);
    }
    std::vector<float> outputs(side * side * kChannels);
    const auto write = pixelsOf<float*>(outputs.data(), side);
    constexpr float kSlope = 0.25F;
    tiles::write(kChannels, side, tile.data(), kChannels, bias.data(), kSlope, write.data());
    for (std::size_t y = 0; y < side; ++y)
        for (std::size_t x = 0; x < side; ++x)
            for (std::size_t c = 0; c < kChannels; ++c) {
                double wanted = bias[c];
                for (std::size_t r = 0; r < kernelSide; ++r)
                    for (std::size_t k = 0; k < kernelSide; ++k)
                        wanted += double(kernel[r * kernelSide + k]) *
                                  picture[((y + r) * tiles::kSide + x + k) * kChannels + c];
                wanted = wanted > 0.0 ? wanted : kSlope * wanted;
                EXPECT_NEAR(outputs[(y * side + x) * kChannels + c], wanted, 1e-4);
            }
}

TEST_P(WinogradTiles, SpreadIsTheAdjointOfWrite) {
    const std::size_t side = tiles::kSide + 1 - GetParam();
    Random random(7);
    const auto tile = randomArray(tiles::kPlaces * kChannels, random);
    const auto gradients = randomArray(side * side * kChannels, random);
    std::vector<float> outputs(side * side * kChannels);
    const auto write = pixelsOf<float*>(outputs.data(), side);
    tiles::write(kChannels, side, tile.data(), kChannels, nullptr, 1.0F, write.data());
    std::vector<float> back(tiles::kPlaces * kChannels);
    const auto read = pixelsOf<const float*>(gradients.data(), side);
    tiles::spread(kChannels, side, read.data(), back.data(), kChannels);
    EXPECT_NEAR(dotProduct(outputs, gradients), dotProduct(tile, back), 1e-2);
    for (std::size_t c = 0; c < kChannels; ++c) {
        double sum = 0.0;
        for (std::size_t i = 0; i < side * side; ++i)
            sum += gradients[i * kChannels + c];
        EXPECT_NEAR(back[tiles::kSumPlace * kChannels + c], sum, 1e-4);
    }
}

INSTANTIATE_TEST_SUITE_P(Kernels, WinogradTiles, testing::Values(2U, 3U));

TEST(WinogradTileParts, PixelsThatAreNullAreLeftOut) {
    Random random(8);
    const auto tile = randomArray(tiles::kPlaces * kChannels, random);
    std::vector<float> outputs(16 * kChannels, 9.0F);
    auto write = pixelsOf<float*>(outputs.data(), 4);
    write[5] = nullptr;
    tiles::write(kChannels, 4, tile.data(), kChannels, nullptr, 1.0F, write.data());
    EXPECT_EQ(outputs[5 * kChannels], 9.0F);
    EXPECT_NE(outputs[4 * kChannels], 9.0F);
}

TEST(WinogradTileParts, TapsAndRowsAreAddedUp) {
    Random random(9);
    constexpr std::size_t kColumns = 13;
    const auto products = randomArray(kColumns * tiles::kTaps, random);
    std::vector<float> sums(kColumns + tiles::kTaps - 1, 0.0F);
    tiles::addTaps(kColumns, products.data(), tiles::kTaps, sums.data());
    for (std::size_t place = 0; place < sums.size(); ++place) {
        double wanted = 0.0;
        for (std::size_t i = 0; i < kColumns; ++i)
            if (place >= i && place - i < tiles::kTaps)
                wanted += products[i * tiles::kTaps + place - i];
        EXPECT_NEAR(sums[place], wanted, 1e-5);
    }
    const auto rows = randomArray(5 * kChannels, random);
    std::vector<float> total(kChannels, 1.0F);
    tiles::addRows(kChannels, 5, rows.data(), total.data());
    for (std::size_t c = 0; c < kChannels; ++c) {
        double wanted = 1.0;
        for (std::size_t row = 0; row < 5; ++row)
            wanted += rows[row * kChannels + c];
        EXPECT_NEAR(total[c], wanted, 1e-5);
    }
}

} // namespace
} // namespace leitmotif
