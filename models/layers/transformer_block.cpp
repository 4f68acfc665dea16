// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/layers/transformer_block.h"

#include "models/layers/tensors.h"

#include <cmath>
#include <limits>
#include <torch/torch.h>

namespace leitmotif::transformer {

namespace {

constexpr double kNormEpsilon = 1e-5;
constexpr std::int64_t kWidening = 4; ///< of the feed-forward layers

/// Indices of the weights.
enum : std::size_t {
    kNormGain,
    kNormBias,
    kQkvWeight,
    kQkvBias,
    kRelative,
    kMixWeight,
    kMixBias,
    kWideNormGain,
    kWideNormBias,
    kWideWeight,
    kWideBias,
    kNarrowWeight,
    kNarrowBias,
};

torch::Tensor normed(const torch::Tensor& values, const torch::Tensor& gain,
                     const torch::Tensor& bias) {
    return torch::layer_norm(values, {values.size(-1)}, gain, bias, kNormEpsilon);
}

/// The attention output of each token. values (T, B, U).
torch::Tensor attended(const torch::Tensor& values, const std::vector<torch::Tensor>& weights,
                       std::int64_t heads) {
    const auto steps = values.size(0);
    const auto rows = values.size(1);
    const auto units = values.size(2);
    const auto width = units / heads;
    const auto qkv = torch::linear(values, weights[kQkvWeight], weights[kQkvBias])
                         .view({steps, rows, 3, heads, width})
                         .permute({2, 1, 3, 0, 4}); // (3, B, H, T, D)
    const auto query = qkv[0] / std::sqrt(static_cast<double>(width));
    const auto reach = std::min(steps, weights[kRelative].size(1));
    const auto relative = weights[kRelative].narrow(1, 0, reach); // (H, R, D)

    const auto places = torch::arange(steps, values.options().dtype(torch::kInt64));
    const auto back = places.unsqueeze(1) - places.unsqueeze(0); // (T, T): steps from s to t
    const auto byDistance = torch::matmul(query, relative.transpose(1, 2)); // (B, H, T, R)
    const auto scores =
        torch::matmul(query, qkv[1].transpose(2, 3)) +
        byDistance.gather(3, back.clamp(0, reach - 1).expand({rows, heads, steps, steps}));
    const auto unseen = torch::logical_or(back < 0, back >= reach);
    const auto shares =
        scores.masked_fill(unseen, -std::numeric_limits<float>::infinity()).softmax(3);
    const auto taken =
        torch::matmul(shares, qkv[2]).permute({2, 0, 1, 3}).reshape({steps, rows, units});
    return torch::linear(taken, weights[kMixWeight], weights[kMixBias]);
}

} // namespace

std::vector<std::pair<const char*, torch::Tensor>>
drawnWeights(std::int64_t units, std::int64_t heads, std::int64_t reach, Random& random) {
    const auto drawn = [&](std::int64_t outputs, std::int64_t inputs) {
        return uniformTensor({outputs, inputs}, 1.0 / std::sqrt(static_cast<double>(inputs)),
                             random);
    };
    const auto wide = kWidening * units;
    return {{"norm_gain", torch::ones({units})},
            {"norm_bias", torch::zeros({units})},
            {"weight_qkv", drawn(3 * units, units)},
            {"bias_qkv", torch::zeros({3 * units})},
            {"relative", normalTensor({heads, reach, units / heads}, 0.02, random)},
            {"weight_mix", drawn(units, units)},
            {"bias_mix", torch::zeros({units})},
            {"wide_norm_gain", torch::ones({units})},
            {"wide_norm_bias", torch::zeros({units})},
            {"weight_wide", drawn(wide, units)},
            {"bias_wide", torch::zeros({wide})},
            {"weight_narrow", drawn(units, wide)},
            {"bias_narrow", torch::zeros({units})}};
}

torch::Tensor forward(const torch::Tensor& values, const std::vector<torch::Tensor>& weights,
                      std::int64_t heads, double dropout, Random* random) {
    const auto withDropout = [&](const torch::Tensor& added) {
        return random != nullptr ? applyDropout(added, dropout, *random) : added;
    };
    const auto mixed =
        values + withDropout(attended(normed(values, weights[kNormGain], weights[kNormBias]),
                                      weights, heads));
    const auto wide =
        torch::gelu(torch::linear(normed(mixed, weights[kWideNormGain], weights[kWideNormBias]),
                                  weights[kWideWeight], weights[kWideBias]));
    return mixed + withDropout(torch::linear(wide, weights[kNarrowWeight], weights[kNarrowBias]));
}

} // namespace leitmotif::transformer
