// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/train/gan_rollback.h"

#include <torch/torch.h>

namespace leitmotif {

namespace {

constexpr double kDistanceMemory = 0.6; // of the epochs before, in the moving distance
constexpr double kGood = 0.6;           // moving distance from which on pictures differ enough
constexpr double kAlike = 0.35;         // below which they do not
constexpr double kThinnest = 0.5;       // density of good pictures
constexpr double kDensest = 2.0;
constexpr float kWarmUp = 5; // epochs that a new generator needs to differ at all

void copyInto(const NamedTensors& to, const NamedTensors& from) {
    const torch::NoGradGuard noGradients;
    for (std::size_t i = 0; i < to.size(); ++i)
        torch::Tensor(to[i].second).copy_(from[i].second);
}

} // namespace

GanRollback::GanRollback(const NamedTensors& weights)
    : m_weights(weights), m_numbers(torch::zeros({NumberCount}, torch::kFloat32)) {
    for (const auto& [name, tensor] : weights)
        m_good.emplace_back("good." + name, tensor.detach().clone());
}

bool GanRollback::finishEpoch(double distance, double density) {
    auto* numbers = m_numbers.data_ptr<float>();
    const double moving = numbers[Epochs] == 0.0F ? distance
                                                  : kDistanceMemory * numbers[Distance] +
                                                        (1.0 - kDistanceMemory) * distance;
    numbers[Distance] = static_cast<float>(moving);
    ++numbers[Epochs];
    if (moving >= kGood && distance >= kGood && density >= kThinnest && density <= kDensest) {
        copyInto(m_good, m_weights);
        numbers[HasGood] = 1.0F;
        return false;
    }
    if (moving >= kAlike || numbers[HasGood] == 0.0F || numbers[Epochs] < kWarmUp)
        return false;
    copyInto(m_weights, m_good);
    numbers[Distance] = static_cast<float>(kGood);
    ++numbers[Count];
    return true;
}

int GanRollback::count() const {
    return static_cast<int>(m_numbers[Count].item<float>());
}

NamedTensors GanRollback::state() const {
    auto all = m_good;
    all.emplace_back("rollback", m_numbers);
    return all;
}

} // namespace leitmotif
