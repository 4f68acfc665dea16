// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/layers/stock_rnn.h"

#include <torch/torch.h>
#include <vector>

namespace leitmotif {

using torch::Tensor;

namespace {

/// Makes the weights of a layer contiguous in one block for cuDNN, which else copies them and warns
/// at every call. On other devices they are unchanged.
std::vector<Tensor> inOnePiece(std::vector<Tensor> weights) {
    if (!weights.front().is_cuda())
        return weights;
    std::vector<Tensor> flattened;
    for (const auto& weight : weights)
        flattened.push_back(weight.reshape({-1}));
    const auto piece = torch::cat(flattened);
    std::int64_t begin = 0;
    for (auto& weight : weights) {
        const auto size = weight.numel();
        weight = piece.narrow(0, begin, size).view(weight.sizes());
        begin += size;
    }
    return weights;
}

} // namespace

Tensor stockLstm(const Tensor& inputs, const Tensor& weightInput, const Tensor& weightHidden,
                 const Tensor& bias, const Tensor& hidden, const Tensor& cell) {
    const auto weights = inOnePiece({weightInput, weightHidden, bias, torch::zeros_like(bias)});
    return std::get<0>(torch::lstm(inputs, {hidden.unsqueeze(0), cell.unsqueeze(0)}, weights, true,
                                   1, 0.0, true, false, false));
}

Tensor stockGru(const Tensor& inputs, const Tensor& weightInput, const Tensor& weightHidden,
                const Tensor& biasInput, const Tensor& biasHidden, const Tensor& hidden) {
    const auto weights = inOnePiece({weightInput, weightHidden, biasInput, biasHidden});
    return std::get<0>(
        torch::gru(inputs, hidden.unsqueeze(0), weights, true, 1, 0.0, true, false, false));
}

} // namespace leitmotif
