// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/nets/roll_brightness.h"

#include <algorithm>
#include <cmath>
#include <torch/torch.h>

namespace leitmotif {

namespace {

using torch::Tensor;

constexpr double kSoftest = 0.25; // brightness of the softest note

} // namespace

Tensor lifted(const Tensor& brightness) {
    return brightness.gt(0.0) * (kSoftest + (1.0 - kSoftest) * brightness);
}

Tensor binarized(const Tensor& planes) {
    const auto chance = torch::sigmoid(planes.slice(1, 0, 1));
    const auto sounding = planes.slice(1, 0, 1).detach().gt(0.0) + chance - chance.detach();
    if (planes.size(1) == 1)
        return sounding;
    const auto loudness = torch::sigmoid(planes.slice(1, 1, 2));
    return sounding * (kSoftest + (1.0 - kSoftest) * loudness);
}

Tensor binarizedAtDensity(const Tensor& planes, double density) {
    const auto odds = planes.detach().slice(1, 0, 1).flatten();
    const auto silent = std::llround((1.0 - density) * static_cast<double>(odds.numel()));
    const auto middle =
        std::get<0>(odds.kthvalue(std::clamp<std::int64_t>(silent, 1, odds.numel())));
    const auto shifted = planes.slice(1, 0, 1) - middle;
    return binarized(planes.size(1) == 1 ? shifted : torch::cat({shifted, planes.slice(1, 1)}, 1));
}

Tensor asPlanes(const Tensor& brightness, std::int64_t planes) {
    const auto sounding = brightness.gt(0.0).to(torch::kFloat32);
    return planes == 1 ? sounding : torch::cat({sounding, brightness}, 1);
}

void beginAtDensity(const PictureNet& decoder, const Recipe& recipe, double density) {
    if (recipe.picture.neurons != "binary")
        return;
    const torch::NoGradGuard noGradients;
    const auto share = std::clamp(density, 1e-3, 0.5);
    Tensor(decoder.parameters().back().second)
        .slice(0, 0, 1)
        .fill_(std::log(share / (1.0 - share)));
}

} // namespace leitmotif
