// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/layers/rnn_pass.h"

#include <torch/torch.h>

namespace leitmotif {

using cells::Bf16;
using torch::Tensor;

namespace {

constexpr std::int64_t kFewestBf16Inputs = 8;

Precision precisionOfInputs(std::int64_t inputs, Precision precision) {
    return inputs < kFewestBf16Inputs ? Precision::F32 : precision;
}

} // namespace

float* f32At(const Tensor& tensor, std::int64_t step, std::int64_t row) {
    return tensor.scalar_type() == torch::kFloat32 ? placeIn<float>(tensor, step, row) : nullptr;
}

Bf16* bf16At(const Tensor& tensor, std::int64_t step, std::int64_t row) {
    return tensor.scalar_type() == torch::kBFloat16 ? placeIn<Bf16>(tensor, step, row) : nullptr;
}

Tensor flat(const Tensor& tensor) {
    return tensor.view({-1, tensor.size(-1)});
}

Tensor RnnPass::empty(std::int64_t count, std::int64_t width) const {
    return torch::empty({count, rows, width}, torch::kFloat32);
}

Tensor RnnPass::emptyFactor(std::int64_t count, std::int64_t width) const {
    return torch::empty({count, rows, width}, numberType(precision));
}

Tensor RnnPass::states(const Tensor& initial) const {
    auto tensor = emptyFactor(steps + 1, units);
    tensor[0].copy_(initial);
    return tensor;
}

Tensor RnnPass::sums(std::int64_t width) {
    return torch::zeros({threadCount(), 1, width}, torch::kFloat32);
}

void refuseSecondGradients() {
    TORCH_CHECK(!torch::GradMode::is_enabled(),
                "gradients of gradients need RnnOptions::isTwiceDifferentiable");
}

std::array<Tensor, 2> inputGradients(const Tensor& dSums, const Tensor& read,
                                     const Tensor& weightInput, bool isWanted) {
    const auto precision =
        read.scalar_type() == torch::kBFloat16 ? Precision::BF16 : Precision::F32;
    const auto factor = flat(dSums).to(read.scalar_type());
    return {isWanted ? PackedMatrix(weightInput, precision).multiplied(factor).view(read.sizes())
                     : Tensor(),
            transposedProduct(factor, flat(read), precision)};
}

Tensor orZeros(const Tensor& state, const Tensor& inputs, const Tensor& weightHidden) {
    return state.defined() ? state
                           : torch::zeros({inputs.size(1), weightHidden.size(1)}, inputs.options());
}

bool isOurs(const Tensor& inputs, const RnnOptions& options) {
    return inputs.is_cpu() && !options.isTwiceDifferentiable;
}

Tensor ordered(const Tensor& window, const RnnOptions& options) {
    return options.isReversed ? window.flip({0}) : window;
}

PackedRnn::PackedRnn(const Tensor& weightInput, const Tensor& weightHidden, Precision wanted)
    : input(weightInput.t(), precisionOfInputs(weightInput.size(1), wanted)),
      hidden(weightHidden.t(), wanted),
      inputPrecision(precisionOfInputs(weightInput.size(1), wanted)),
      precision(wanted) {}

} // namespace leitmotif
