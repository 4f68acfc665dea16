// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/layers/output.h"

#include "models/kernels/softmax.h"
#include "models/kernels/threads.h"
#include "models/layers/product.h"

#include <torch/torch.h>

namespace leitmotif {

namespace {

using torch::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

constexpr std::int64_t kFewestLossRows = 64; ///< a thread

class LinearFunction : public torch::autograd::Function<LinearFunction> {
  public:
    static Tensor forward(AutogradContext* context, const Tensor& inputs, const Tensor& weight,
                          const Tensor& bias, bool isBf16) {
        const auto precision = isBf16 ? Precision::BF16 : Precision::F32;
        const auto read = inputs.reshape({-1, inputs.size(-1)}).to(numberType(precision));
        context->save_for_backward({read.contiguous(), weight});
        context->saved_data["isBf16"] = isBf16;
        auto shape = inputs.sizes().vec();
        shape.back() = weight.size(0);
        return PackedMatrix(weight.t(), precision)
            .multiplied(read.contiguous(), bias.contiguous())
            .view(shape);
    }

    static variable_list backward(AutogradContext* context, variable_list gradients) {
        TORCH_CHECK(!torch::GradMode::is_enabled(), "fusedLinear has no gradients of gradients");
        const auto saved = context->get_saved_variables();
        const auto &read = saved[0], &weight = saved[1];
        const bool isBf16 = context->saved_data["isBf16"].toBool();
        const auto precision = isBf16 ? Precision::BF16 : Precision::F32;
        const auto sums = gradients[0].reshape({-1, weight.size(0)}).contiguous();
        const auto dSums = sums.to(numberType(precision));
        auto shape = gradients[0].sizes().vec();
        shape.back() = weight.size(1);
        return {PackedMatrix(weight, precision).multiplied(dSums).view(shape),
                transposedProduct(dSums, read, precision),
                sums.sum(0),
                {}};
    }
};

class CrossEntropyFunction : public torch::autograd::Function<CrossEntropyFunction> {
  public:
    static Tensor forward(AutogradContext* context, const Tensor& logits, const Tensor& targets) {
        const auto rows = logits.size(0);
        const auto count = logits.size(1);
        const auto values = logits.contiguous();
        const auto marks = targets.contiguous();
        const auto gradient = torch::empty_like(values);
        std::vector<double> nats(static_cast<std::size_t>(rows), 0.0);
        inParallel(rows, kFewestLossRows, [&](std::int64_t first, std::int64_t last, int) {
            for (std::int64_t row = first; row < last; ++row) {
                const auto target = marks.data_ptr<std::int64_t>()[row];
                auto* slope = gradient.data_ptr<float>() + row * count;
                if (target == kIgnoredTarget)
                    std::fill_n(slope, count, 0.0F);
                else
                    nats[static_cast<std::size_t>(row)] =
                        crossEntropyRow(static_cast<std::size_t>(count),
                                        values.data_ptr<float>() + row * count, target, slope);
            }
        });
        context->save_for_backward({gradient});
        double sum = 0.0;
        for (const double one : nats)
            sum += one;
        return torch::full({}, sum, torch::kFloat32);
    }

    static variable_list backward(AutogradContext* context, variable_list gradients) {
        TORCH_CHECK(!torch::GradMode::is_enabled(), "crossEntropySum has no second gradients");
        return {context->get_saved_variables()[0] * gradients[0], {}};
    }
};

} // namespace

Tensor fusedLinear(const Tensor& inputs, const Tensor& weight, const Tensor& bias,
                   Precision precision) {
    if (!inputs.is_cpu())
        return torch::linear(inputs, weight, bias);
    return LinearFunction::apply(inputs, weight, bias, precision == Precision::BF16);
}

Tensor crossEntropySum(const Tensor& logits, const Tensor& targets) {
    if (logits.is_cpu())
        return CrossEntropyFunction::apply(logits, targets);
    namespace F = torch::nn::functional;
    return F::cross_entropy(
        logits, targets,
        F::CrossEntropyFuncOptions().ignore_index(kIgnoredTarget).reduction(torch::kSum));
}

} // namespace leitmotif
