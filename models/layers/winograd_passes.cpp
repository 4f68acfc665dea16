// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/layers/winograd_passes.h"

#include "models/kernels/threads.h"
#include "models/kernels/winograd_tiles.h"
#include "models/layers/product.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <optional>
#include <torch/torch.h>

namespace leitmotif {

namespace {

using torch::Tensor;

constexpr std::int64_t kSide = tiles::kSide;
constexpr std::int64_t kPlaces = tiles::kPlaces;
/// Floats of a block of tiles that is read, multiplied and written together: small enough for the
/// cache, large enough for a matrix product.
constexpr std::int64_t kBlockNumbers = std::int64_t{1} << 18;
constexpr std::int64_t kSmallestBlock = 64; ///< each reads the matrices anew
constexpr std::int64_t kFewestTiles = 16;   ///< a thread

/// G with G · kernel · Gᵀ as one matrix: (36, kernel²). A row holds the powers of a point, divided
/// by its distances from the other points.
Tensor kernelMatrix(std::int64_t kernel) {
    constexpr std::array points = {0.0, 1.0, -1.0, 2.0, -2.0};
    constexpr std::array distances = {4.0, -6.0, -6.0, 24.0, 24.0};
    const auto line = torch::zeros({kSide, kernel}, torch::kFloat64);
    for (std::size_t i = 0; i < points.size(); ++i)
        for (std::int64_t power = 0; power < kernel; ++power)
            line[static_cast<std::int64_t>(i)][power] =
                std::pow(points[i], static_cast<double>(power)) / distances[i];
    line[kSide - 1][kernel - 1] = 1.0;
    return torch::kron(line, line).to(torch::kFloat32);
}

/// Tiles of a block with `channels` inputs and outputs together.
std::int64_t blockFor(std::int64_t channels) {
    return std::max(kSmallestBlock, kBlockNumbers / (kPlaces * channels));
}

/// Work space of a thread; large arrays are kept from layer to layer.
Tensor blockOf(std::int64_t tiles, std::int64_t channels) {
    return torch::empty({kPlaces * tiles * channels}, torch::kFloat32);
}

/// How a convolution's outputs are divided into tiles of `side` × `side`.
struct Tiling {
    std::int64_t pictures, down, across, side;

    Tiling(const Places& outputs, std::int64_t kernel)
        : pictures(outputs.pixels.size(0)),
          down((outputs.rows() + kSide - kernel) / (kSide - kernel + 1)),
          across((outputs.columns() + kSide - kernel) / (kSide - kernel + 1)),
          side(kSide - kernel + 1) {}

    [[nodiscard]] std::int64_t count() const { return pictures * down * across; }
    /// Picture, and the row and column of the first output.
    [[nodiscard]] std::array<std::int64_t, 3> origin(std::int64_t tile) const {
        return {tile / (down * across), tile / across % down * side, tile % across * side};
    }
};

/// Reads blocks of tiles for matrix products; one for each thread.
class TileReader {
  public:
    TileReader(const Places& places, const Tiling& tiling)
        : m_places(places),
          m_tiling(tiling),
          m_none(static_cast<std::size_t>(places.channels), 0.0F) {}

    /// The inputs of `count` tiles from `first` on → out (36, count, phases · channels).
    void readInputs(std::int64_t first, std::int64_t count, std::int64_t padding, float* out) {
        const auto width = m_places.phases() * m_places.channels;
        for (std::int64_t t = 0; t < count; ++t)
            for (std::int64_t phase = 0; phase < m_places.phases(); ++phase) {
                gather(first + t, kSide, padding, phase);
                tiles::read(channels(), m_pixels.data(),
                            out + t * width + phase * m_places.channels, strideOf(count * width));
            }
    }
    /// The gradients of outputs of one phase → out (36, count, channels).
    void spreadOutputs(std::int64_t first, std::int64_t count, std::int64_t phase, float* out) {
        for (std::int64_t t = 0; t < count; ++t) {
            gather(first + t, m_tiling.side, 0, phase);
            tiles::spread(channels(), static_cast<std::size_t>(m_tiling.side), m_pixels.data(),
                          out + t * m_places.channels, strideOf(count * m_places.channels));
        }
    }

  private:
    [[nodiscard]] std::size_t channels() const { return m_none.size(); }
    static std::size_t strideOf(std::int64_t floats) { return static_cast<std::size_t>(floats); }

    void gather(std::int64_t tile, std::int64_t side, std::int64_t padding, std::int64_t phase) {
        const auto [picture, row, column] = m_tiling.origin(tile);
        m_places.point(picture, row - padding, column - padding, side, phase, m_none.data(),
                       m_pixels.data());
    }

    const Places& m_places;
    const Tiling& m_tiling;
    std::vector<float> m_none; ///< read where there is no pixel
    std::array<float*, kPlaces> m_pixels{};
};

} // namespace

void Places::point(std::int64_t picture, std::int64_t row, std::int64_t column, std::int64_t side,
                   std::int64_t phase, float* none, float** found) const {
    /// Where a line of pixels begins, in floats; negative if there is none.
    const auto begins = [&](std::int64_t place, std::int64_t shift, std::int64_t size,
                            std::int64_t step) {
        const auto pixel = phaseSides * (place - shift) + shift;
        return pixel >= 0 && pixel < size ? pixel * step : -1;
    };
    std::array<std::int64_t, kSide> across{};
    for (std::int64_t i = 0; i < side; ++i)
        across[static_cast<std::size_t>(i)] =
            begins(column + i, phase % phaseSides, width, channels);
    float* const origin = data + picture * height * width * channels;
    for (std::int64_t i = 0; i < side; ++i) {
        const auto down = begins(row + i, phase / phaseSides, height, width * channels);
        for (std::int64_t j = 0; j < side; ++j) {
            const auto right = across[static_cast<std::size_t>(j)];
            *found++ = down < 0 || right < 0 ? none : origin + down + right;
        }
    }
}

void convolve(const Places& inputs, const Tensor& weight, const Tensor& bias, std::int64_t padding,
              double slope, const Places& out) {
    const auto outputs = weight.size(0);
    const auto width = weight.size(1);
    const auto channels = out.channels;
    assert(channels % std::int64_t{kLanes} == 0 && outputs == out.phases() * channels);
    const Tiling tiling(out, weight.size(2));
    const auto factors = kernelMatrix(weight.size(2))
                             .mm(weight.permute({2, 3, 1, 0}).reshape({-1, width * outputs}))
                             .view({kPlaces, width, out.phases(), channels});
    std::vector<PackedMatrix> packed; // of each phase
    for (std::int64_t phase = 0; phase < out.phases(); ++phase)
        packed.emplace_back(factors.select(2, phase), Precision::F32);
    const auto block = blockFor(width + channels);
    const auto* shift = bias.defined() ? bias.data_ptr<float>() : nullptr;
    onAllThreads(tiling.count(), kFewestTiles, [&](std::int64_t begin, std::int64_t end, int) {
        TileReader reader(inputs, tiling);
        const auto readBlock = blockOf(block, width);
        const auto madeBlock = blockOf(block, channels);
        auto* const read = readBlock.data_ptr<float>();
        auto* const made = madeBlock.data_ptr<float>();
        std::vector<PackedMatrix::Rows> products;
        std::array<float*, kPlaces> pixels{};
        std::int64_t rows = 0; // for which `products` were made
        for (auto first = begin; first < end; first += block) {
            const auto count = std::min(block, end - first);
            if (count != rows) {
                products.clear();
                for (const auto& matrix : packed)
                    products.push_back(matrix.forRows(count, false));
                rows = count;
            }
            reader.readInputs(first, count, padding, read);
            for (std::int64_t phase = 0; phase < out.phases(); ++phase) {
                products[static_cast<std::size_t>(phase)].multiply(read, made);
                for (std::int64_t t = 0; t < count; ++t) {
                    const auto [picture, row, column] = tiling.origin(first + t);
                    out.point(picture, row, column, tiling.side, phase, nullptr, pixels.data());
                    tiles::write(static_cast<std::size_t>(channels),
                                 static_cast<std::size_t>(tiling.side), made + t * channels,
                                 static_cast<std::size_t>(count * channels), shift,
                                 static_cast<float>(slope), pixels.data());
                }
            }
        }
    });
}

WeightGradients weightGradients(const Places& inputs, const Places& gradients, std::int64_t kernel,
                                std::int64_t padding) {
    const auto width = inputs.phases() * inputs.channels;
    const auto channels = gradients.channels;
    const auto phases = gradients.phases();
    const Tiling tiling(gradients, kernel);
    const auto block = blockFor(width + channels);
    const auto sums =
        torch::zeros({threadCount(), phases, kPlaces, width, channels}, torch::kFloat32);
    const auto biasSums = torch::zeros({threadCount(), channels}, torch::kFloat32);
    onAllThreads(tiling.count(), kFewestTiles,
                 [&](std::int64_t begin, std::int64_t end, int thread) {
                     TileReader reader(inputs, tiling);
                     TileReader outer(gradients, tiling);
                     const auto readBlock = blockOf(block, width);
                     const auto spreadBlock = blockOf(block, channels);
                     auto* const read = readBlock.data_ptr<float>();
                     auto* const spread = spreadBlock.data_ptr<float>();
                     auto* sum = sums[thread].data_ptr<float>();
                     std::optional<TransposedProducts> product;
                     std::int64_t rows = 0; // for which it was made
                     for (auto first = begin; first < end; first += block) {
                         const auto count = std::min(block, end - first);
                         if (count != rows)
                             product.emplace(kPlaces, count, width, channels);
                         rows = count;
                         reader.readInputs(first, count, padding, read);
                         for (std::int64_t phase = 0; phase < phases; ++phase) {
                             outer.spreadOutputs(first, count, phase, spread);
                             product->add(read, spread, sum + phase * kPlaces * width * channels);
                             tiles::addRows(static_cast<std::size_t>(channels),
                                            static_cast<std::size_t>(count),
                                            spread + tiles::kSumPlace * count * channels,
                                            biasSums[thread].data_ptr<float>());
                         }
                     }
                 });
    auto weight = kernelMatrix(kernel).t().mm(sums.sum(0).transpose(0, 1).reshape({kPlaces, -1}));
    weight = weight.view({kernel, kernel, phases, width, channels})
                 .permute({2, 4, 3, 0, 1})
                 .reshape({phases * channels, width, kernel, kernel});
    return {weight, biasSums.sum(0)};
}

} // namespace leitmotif
