// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/train/optimizer.h"

#include "models/kernels/threads.h"
#include "models/kernels/update_rules.h"

#include <cmath>
#include <torch/torch.h>

namespace leitmotif {

namespace {

constexpr double kSmall = 1e-8;       // keeps a division finite
constexpr double kRmsSmoothing = .99; // of squares, in rmsprop

constexpr std::int64_t kParametersAtOnce = 1 << 16; // parameters that a thread takes at once

/// True for a tensor that plain loops can process.
bool isPlain(const torch::Tensor& tensor) {
    return tensor.is_cpu() && tensor.is_contiguous() && tensor.scalar_type() == torch::kFloat32;
}

/// work(first, count) on stretches that do not depend on the number of threads.
template <class Work>
void inStretches(std::int64_t count, const Work& work) {
    const auto stretches = (count + kParametersAtOnce - 1) / kParametersAtOnce;
    inParallel(stretches, 1, [&](std::int64_t first, std::int64_t last, int) {
        for (auto i = first; i < last; ++i)
            work(i * kParametersAtOnce, static_cast<std::size_t>(std::min(
                                            kParametersAtOnce, count - i * kParametersAtOnce)));
    });
}

double squaresOf(const torch::Tensor& gradient) {
    if (!isPlain(gradient))
        return std::pow(gradient.norm().item<double>(), 2.0);
    std::vector<double> sums(static_cast<std::size_t>(gradient.numel() / kParametersAtOnce + 1),
                             0.0);
    inStretches(gradient.numel(), [&](std::int64_t first, std::size_t count) {
        sums[static_cast<std::size_t>(first / kParametersAtOnce)] =
            sumOfSquares(count, gradient.data_ptr<float>() + first);
    });
    double sum = 0.0;
    for (const double one : sums)
        sum += one;
    return sum;
}

} // namespace

Optimizer::Optimizer(Settings settings, NamedTensors parameters)
    : m_settings(std::move(settings)), m_parameters(std::move(parameters)) {
    for (const auto& [name, tensor] : m_parameters) {
        m_state.emplace_back("first." + name, torch::zeros_like(tensor).requires_grad_(false));
        m_state.emplace_back("second." + name, torch::zeros_like(tensor).requires_grad_(false));
    }
}

void Optimizer::clearGradients() {
    for (const auto& [name, tensor] : m_parameters)
        torch::Tensor(tensor).mutable_grad() = torch::Tensor();
}

bool Optimizer::step(double learningRate) {
    const torch::NoGradGuard noGradients;
    double squares = 0.0;
    for (const auto& [name, tensor] : m_parameters)
        if (tensor.grad().defined())
            squares += squaresOf(tensor.grad());
    const double norm = std::sqrt(squares);
    if (!std::isfinite(norm))
        return false;
    if (m_settings.clip > 0.0 && norm > m_settings.clip)
        for (const auto& [name, tensor] : m_parameters)
            if (tensor.grad().defined())
                tensor.grad().mul_(m_settings.clip / norm);
    ++m_steps;
    for (std::size_t i = 0; i < m_parameters.size(); ++i)
        if (m_parameters[i].second.grad().defined())
            move(i, learningRate);
    return true;
}

void Optimizer::move(std::size_t index, double learningRate) {
    const torch::Tensor& parameter = m_parameters[index].second;
    if (!isPlain(parameter)) {
        moveByTensors(index, learningRate);
        return;
    }
    const auto gradient = parameter.grad().to(torch::kFloat32).contiguous();
    auto* values = parameter.data_ptr<float>();
    const auto* slopes = gradient.data_ptr<float>();
    auto* first = m_state[2 * index].second.data_ptr<float>();
    auto* second = m_state[2 * index + 1].second.data_ptr<float>();
    const auto decay = parameter.dim() > 1 ? m_settings.weightDecay : 0.0;
    if (m_settings.kind == "rmsprop") {
        RmspropRule rule;
        rule.rate = static_cast<float>(learningRate);
        rule.smoothing = static_cast<float>(kRmsSmoothing);
        rule.gradientDecay = static_cast<float>(decay);
        inStretches(parameter.numel(), [&](std::int64_t from, std::size_t count) {
            rule.apply(count, values + from, slopes + from, second + from);
        });
        return;
    }
    const auto steps = static_cast<double>(m_steps);
    AdamRule rule;
    rule.rate = static_cast<float>(learningRate / (1.0 - std::pow(m_settings.beta1, steps)));
    rule.secondScale = static_cast<float>(1.0 / std::sqrt(1.0 - std::pow(m_settings.beta2, steps)));
    rule.beta1 = static_cast<float>(m_settings.beta1);
    rule.beta2 = static_cast<float>(m_settings.beta2);
    if (m_settings.kind == "adamw")
        rule.shrink = static_cast<float>(1.0 - learningRate * decay);
    else
        rule.gradientDecay = static_cast<float>(decay);
    inStretches(parameter.numel(), [&](std::int64_t from, std::size_t count) {
        rule.apply(count, values + from, slopes + from, first + from, second + from);
    });
}

/// A step by libtorch's operations, on any device.
void Optimizer::moveByTensors(std::size_t index, double learningRate) {
    torch::Tensor parameter = m_parameters[index].second;
    torch::Tensor gradient = parameter.grad();
    torch::Tensor first = m_state[2 * index].second;
    torch::Tensor second = m_state[2 * index + 1].second;
    const double decay = parameter.dim() > 1 ? m_settings.weightDecay : 0.0;
    if (decay > 0.0) {
        if (m_settings.kind == "adamw")
            parameter.mul_(1.0 - learningRate * decay);
        else
            gradient = gradient + parameter * decay;
    }
    if (m_settings.kind == "rmsprop") {
        second.mul_(kRmsSmoothing).addcmul_(gradient, gradient, 1.0 - kRmsSmoothing);
        parameter.addcdiv_(gradient, second.sqrt().add_(kSmall), -learningRate);
        return;
    }
    const auto count = static_cast<double>(m_steps);
    const double firstBias = 1.0 - std::pow(m_settings.beta1, count);
    const double secondBias = 1.0 - std::pow(m_settings.beta2, count);
    first.mul_(m_settings.beta1).add_(gradient, 1.0 - m_settings.beta1);
    second.mul_(m_settings.beta2).addcmul_(gradient, gradient, 1.0 - m_settings.beta2);
    const auto scale = second.sqrt().div_(std::sqrt(secondBias)).add_(kSmall);
    parameter.addcdiv_(first, scale, -learningRate / firstBias);
}

Optimizer::Settings optimizerSettings(const Recipe& recipe) {
    return {.kind = recipe.training.optimizer,
            .weightDecay = recipe.training.weightDecay,
            .clip = recipe.training.clip};
}

} // namespace leitmotif
