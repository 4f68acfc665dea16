// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/train/optimizer.h"

#include <cmath>
#include <torch/torch.h>

namespace leitmotif {

namespace {

constexpr double kSmall = 1e-8;       // keeps a division finite
constexpr double kRmsSmoothing = .99; // of squares, in rmsprop

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
            squares += std::pow(tensor.grad().norm().item<double>(), 2.0);
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

} // namespace leitmotif
