// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/layers/winograd.h"

#include "models/layers/interleaving.h"
#include "models/layers/product.h"
#include "models/layers/threads.h"
#include "models/layers/winograd_tiles.h"

#include <algorithm>
#include <array>
#include <optional>
#include <torch/torch.h>

namespace leitmotif {

namespace {

using torch::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

constexpr std::int64_t kSide = tiles::kSide;
constexpr std::int64_t kPlaces = tiles::kPlaces;
/// Numbers of the tiles that are read, multiplied and written together: they should stay in the
/// cache, and be enough for a matrix product.
constexpr std::int64_t kBlockNumbers = std::int64_t{1} << 18;
constexpr std::int64_t kSmallestBlock = 32;
constexpr std::int64_t kFewestTiles = 16; ///< a thread
constexpr std::int64_t kPhaseSides = 2;

/// G with G · kernel · Gᵀ as one matrix: (16, kernel²).
Tensor kernelMatrix(std::int64_t kernel) {
    const auto line =
        kernel == 2 ? torch::tensor({1.F, 0.F, .5F, .5F, .5F, -.5F, 0.F, 1.F})
                    : torch::tensor({1.F, 0.F, 0.F, .5F, .5F, .5F, .5F, -.5F, .5F, 0.F, 0.F, 1.F});
    const auto rows = line.view({kSide, kernel});
    return torch::kron(rows, rows);
}

/// Places of a picture as a convolution without phases sees them: `phases` channels side by side,
/// each from a pixel of its own.
struct Places {
    Tensor pixels; ///< (N, rows, columns, channels), contiguous
    float* data;
    std::int64_t height, width, channels;
    std::int64_t phaseSides;

    explicit Places(Tensor rowsFirst, std::int64_t sides = 1)
        : pixels(std::move(rowsFirst)),
          data(pixels.data_ptr<float>()),
          height(pixels.size(1)),
          width(pixels.size(2)),
          channels(pixels.size(3)),
          phaseSides(sides) {}

    [[nodiscard]] std::int64_t phases() const { return phaseSides * phaseSides; }
    [[nodiscard]] std::int64_t rows() const { return height / phaseSides + phaseSides - 1; }
    [[nodiscard]] std::int64_t columns() const { return width / phaseSides + phaseSides - 1; }
    /// A pixel's channels; null if there is none.
    [[nodiscard]] float* at(std::int64_t picture, std::int64_t row, std::int64_t column,
                            std::int64_t phase) const {
        const auto down = phase / phaseSides;
        const auto right = phase % phaseSides;
        const auto y = phaseSides * (row - down) + down;
        const auto x = phaseSides * (column - right) + right;
        if (y < 0 || x < 0 || y >= height || x >= width)
            return nullptr;
        return data + ((picture * height + y) * width + x) * channels;
    }
};

/// Tiles of a block with so many channels in and out.
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

    /// The inputs of `count` tiles from `first` on → out (16, count, phases · channels).
    void readInputs(std::int64_t first, std::int64_t count, std::int64_t padding, float* out) {
        const auto width = m_places.phases() * m_places.channels;
        for (std::int64_t t = 0; t < count; ++t)
            for (std::int64_t phase = 0; phase < m_places.phases(); ++phase) {
                gather(first + t, kSide, padding, phase);
                tiles::read(channels(), m_pixels.data(),
                            out + t * width + phase * m_places.channels, strideOf(count * width));
            }
    }
    /// The gradients of outputs of one phase → out (16, count, channels).
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

    /// Points at side × side pixels of a tile.
    void gather(std::int64_t tile, std::int64_t side, std::int64_t padding, std::int64_t phase) {
        const auto [picture, row, column] = m_tiling.origin(tile);
        for (std::int64_t i = 0; i < side * side; ++i) {
            const auto* pixel =
                m_places.at(picture, row - padding + i / side, column - padding + i % side, phase);
            m_pixels[static_cast<std::size_t>(i)] = pixel != nullptr ? pixel : m_none.data();
        }
    }

    const Places& m_places;
    const Tiling& m_tiling;
    const std::vector<float> m_none;
    std::array<const float*, kPlaces> m_pixels{};
};

/// out = inputs convolved with weight (output channels of all phases, input channels of all phases,
/// k, k), then bias (of one phase, or undefined) and leaky ReLU.
void convolve(const Places& inputs, const Tensor& weight, const Tensor& bias, std::int64_t padding,
              double slope, const Places& out) {
    const auto outputs = weight.size(0);
    const auto width = weight.size(1);
    const auto channels = out.channels;
    const Tiling tiling(out, weight.size(2));
    const auto factors = kernelMatrix(weight.size(2))
                             .mm(weight.permute({2, 3, 1, 0}).reshape({-1, width * outputs}))
                             .view({kPlaces, width, out.phases(), channels});
    std::vector<PackedMatrix> packed; // of each phase, of each place
    for (std::int64_t phase = 0; phase < out.phases(); ++phase)
        for (std::int64_t place = 0; place < kPlaces; ++place)
            packed.emplace_back(factors[place].select(1, phase), Precision::F32);
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
        std::int64_t rows = 0; // that `products` are for
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
                for (std::int64_t place = 0; place < kPlaces; ++place)
                    products[static_cast<std::size_t>(phase * kPlaces + place)].multiply(
                        read + place * count * width, made + place * count * channels);
                for (std::int64_t t = 0; t < count; ++t) {
                    const auto [picture, row, column] = tiling.origin(first + t);
                    for (std::int64_t i = 0; i < tiling.side * tiling.side; ++i)
                        pixels[static_cast<std::size_t>(i)] =
                            out.at(picture, row + i / tiling.side, column + i % tiling.side, phase);
                    tiles::write(static_cast<std::size_t>(channels),
                                 static_cast<std::size_t>(tiling.side), made + t * channels,
                                 static_cast<std::size_t>(count * channels), shift,
                                 static_cast<float>(slope), pixels.data());
                }
            }
        }
    });
}

struct WeightGradients {
    Tensor weight; ///< (output channels of all phases, input channels, k, k)
    Tensor bias;   ///< (channels of a phase)
};

WeightGradients weightGradients(const Places& inputs, const Places& gradients, std::int64_t kernel,
                                std::int64_t padding) {
    const auto width = inputs.channels;
    const auto channels = gradients.channels;
    const auto phases = gradients.phases();
    const Tiling tiling(gradients, kernel);
    const auto block = blockFor(width + channels);
    const auto sums =
        torch::zeros({threadCount(), kPlaces, phases, width, channels}, torch::kFloat32);
    const auto biasSums = torch::zeros({threadCount(), channels}, torch::kFloat32);
    onAllThreads(
        tiling.count(), kFewestTiles, [&](std::int64_t begin, std::int64_t end, int thread) {
            TileReader reader(inputs, tiling);
            TileReader outer(gradients, tiling);
            const auto readBlock = blockOf(block, width);
            const auto spreadBlock = blockOf(block, channels);
            auto* const read = readBlock.data_ptr<float>();
            auto* const spread = spreadBlock.data_ptr<float>();
            auto* sum = sums[thread].data_ptr<float>();
            std::optional<TransposedProduct> product;
            std::int64_t rows = 0; // that it is for
            for (auto first = begin; first < end; first += block) {
                const auto count = std::min(block, end - first);
                if (count != rows)
                    product.emplace(count, width, channels);
                rows = count;
                reader.readInputs(first, count, padding, read);
                for (std::int64_t phase = 0; phase < phases; ++phase) {
                    outer.spreadOutputs(first, count, phase, spread);
                    for (std::int64_t place = 0; place < kPlaces; ++place)
                        product->add(read + place * count * width,
                                     spread + place * count * channels,
                                     sum + (place * phases + phase) * width * channels);
                    tiles::addRows(static_cast<std::size_t>(channels),
                                   static_cast<std::size_t>(count),
                                   spread + tiles::kSumPlace * count * channels,
                                   biasSums[thread].data_ptr<float>());
                }
            }
        });
    auto weight = kernelMatrix(kernel).t().mm(sums.sum(0).view({kPlaces, -1}));
    weight = weight.view({kernel, kernel, phases, width, channels})
                 .permute({2, 4, 3, 0, 1})
                 .reshape({phases * channels, width, kernel, kernel});
    return {weight, biasSums.sum(0)};
}

Tensor rowsFirst(const Tensor& picture) {
    return picture.permute({0, 2, 3, 1}).contiguous();
}

class Filter : public torch::autograd::Function<Filter> {
  public:
    static Tensor forward(AutogradContext* context, const Tensor& values, const Tensor& weight,
                          const Tensor& bias, std::int64_t padding, double slope,
                          bool isInterleaved) {
        const auto sides = isInterleaved ? kPhaseSides : 1;
        const auto kernel = weight.size(2);
        const auto sizeOf = [&](std::int64_t size) {
            return sides * (size + 2 * padding - kernel + 1 - (sides - 1));
        };
        const Places inputs(rowsFirst(values));
        const Places out(torch::empty({values.size(0), sizeOf(values.size(2)),
                                       sizeOf(values.size(3)), weight.size(0) / (sides * sides)},
                                      torch::kFloat32),
                         sides);
        convolve(inputs, weight, bias.contiguous(), padding, slope, out);
        auto made = out.pixels.permute({0, 3, 1, 2});
        context->save_for_backward({values, weight, bias, slope == 1.0 ? Tensor() : made});
        context->saved_data["padding"] = padding;
        context->saved_data["slope"] = slope;
        context->saved_data["isInterleaved"] = isInterleaved;
        return made;
    }

    static variable_list backward(AutogradContext* context, variable_list outer) {
        const auto saved = context->get_saved_variables();
        const auto &values = saved[0], &weight = saved[1], &bias = saved[2], &made = saved[3];
        const auto padding = context->saved_data["padding"].toInt();
        const auto slope = context->saved_data["slope"].toDouble();
        const bool isInterleaved = context->saved_data["isInterleaved"].toBool();
        if (torch::GradMode::is_enabled()) {
            const auto plain =
                plainlyFiltered(values, weight, bias, {padding, slope, isInterleaved});
            auto all = torch::autograd::grad({plain}, {values, weight, bias}, {outer[0]}, true,
                                             true, true);
            all.resize(6);
            return all;
        }
        const auto through =
            made.defined() ? torch::leaky_relu_backward(outer[0], made, slope, true) : outer[0];
        const Places gradients(rowsFirst(through), isInterleaved ? kPhaseSides : 1);
        variable_list result(6);
        const auto kernel = weight.size(2);
        if (context->needs_input_grad(0)) {
            const auto sizes = values.sizes();
            const Places out(
                torch::empty({sizes[0], sizes[2], sizes[3], sizes[1]}, torch::kFloat32));
            convolve(gradients, weight.flip({2, 3}).transpose(0, 1), Tensor(), kernel - 1 - padding,
                     1.0, out);
            result[0] = out.pixels.permute({0, 3, 1, 2});
        }
        if (context->needs_input_grad(1) || context->needs_input_grad(2)) {
            auto learned = weightGradients(Places(rowsFirst(values)), gradients, kernel, padding);
            result[1] = std::move(learned.weight);
            result[2] = std::move(learned.bias);
        }
        return result;
    }
};

} // namespace

bool isForFiltering(const Tensor& values, const Tensor& weight) {
    const auto lanes = static_cast<std::int64_t>(tiles::kLanes);
    return values.is_cpu() && values.scalar_type() == torch::kFloat32 &&
           weight.size(2) == weight.size(3) && (weight.size(2) == 2 || weight.size(2) == 3) &&
           weight.size(0) % lanes == 0 && weight.size(1) % lanes == 0;
}

Tensor filtered(const Tensor& values, const Tensor& weight, const Tensor& bias,
                const FilterOptions& options) {
    return Filter::apply(values, weight, bias, options.padding, options.slope,
                         options.isInterleaved);
}

Tensor plainlyFiltered(const Tensor& values, const Tensor& weight, const Tensor& bias,
                       const FilterOptions& options) {
    const auto phases = options.isInterleaved ? kPhaseSides * kPhaseSides : 1;
    auto made = torch::conv2d(values, weight.contiguous(torch::MemoryFormat::ChannelsLast),
                              phases == 1 ? bias : bias.repeat({phases}), 1, options.padding);
    if (options.isInterleaved)
        made = interleaved(made);
    return activated(made, options.slope);
}

Tensor activated(const Tensor& values, double slope) {
    return slope == 1.0  ? values
           : slope > 0.0 ? torch::leaky_relu(values, slope)
                         : torch::relu(values);
}

} // namespace leitmotif
