// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/nets/generated_pictures.h"

#include "core/runs/model_family.h"

#include <algorithm>
#include <cmath>
#include <torch/torch.h>

namespace leitmotif {

namespace {

using torch::Tensor;

constexpr double kLoudest = 127.0;

/// Removes notes of fewer columns than `shortest`, except those that continue in the next picture
/// or began in the one `before`, which may be null.
void removeShortRuns(RollPicture& picture, const RollPicture* before, std::int64_t columns,
                     int shortest) {
    for (std::size_t row = 0; row < picture.size(); row += static_cast<std::size_t>(columns)) {
        const auto pixels = picture.begin() + static_cast<std::ptrdiff_t>(row);
        const auto width = static_cast<std::size_t>(columns);
        const bool isHeldOver = before != nullptr && (*before)[row + width - 1] > 0;
        for (std::int64_t first = 0; first < columns;) {
            const auto start = std::find_if(pixels + first, pixels + columns,
                                            [](std::uint8_t v) { return v > 0; });
            const auto end = std::find(start, pixels + columns, 0);
            const bool isWhole = end != pixels + columns && (start != pixels || !isHeldOver);
            if (isWhole && end - start < shortest)
                std::fill(start, end, 0);
            first = end - pixels + 1;
        }
    }
}

} // namespace

GeneratedPictures generatedPictures(const Tensor& planes, const Recipe& recipe) {
    const auto plane = [&](std::int64_t index) { return planes.select(1, index); };
    if (recipe.picture.neurons == "binary") {
        const auto chance = torch::sigmoid(plane(0)).contiguous();
        return {chance, planes.size(1) > 1 ? torch::sigmoid(plane(1)).contiguous() : Tensor()};
    }
    const bool isSigned = modelFamily(recipe.family).isPictureGan; // tanh; a VAE generates log odds
    const auto brightness =
        (isSigned ? (plane(0) + 1.0) / 2.0 : torch::sigmoid(plane(0))).contiguous();
    return {brightness, brightness};
}

double densityThreshold(const Tensor& chances, double density) {
    const auto flat = chances.flatten();
    const auto sounding = std::clamp<std::int64_t>(
        std::llround(density * static_cast<double>(flat.numel())), 1, flat.numel());
    return std::get<0>(flat.topk(sounding)).min().item<double>();
}

std::vector<RollPicture> audiblePictures(const GeneratedPictures& generated, const RollImage& image,
                                         double threshold, int shortestRun, std::int64_t columns) {
    const std::int64_t width = image.columnCount();
    const auto pixels =
        static_cast<std::size_t>(width) * static_cast<std::size_t>(image.rowCount());
    const auto* chance = generated.chance.data_ptr<float>();
    const auto* loud =
        generated.velocity.defined() ? generated.velocity.data_ptr<float>() : nullptr;
    std::vector<RollPicture> all;
    for (std::int64_t i = 0; i < generated.chance.size(0); ++i) {
        RollPicture picture(pixels);
        for (std::size_t pixel = 0; pixel < pixels; ++pixel) {
            const auto at = static_cast<std::size_t>(i) * pixels + pixel;
            const auto column = i * width + static_cast<std::int64_t>(pixel) % width;
            if (chance[at] < threshold || column >= columns)
                continue;
            const int row = static_cast<int>(static_cast<std::int64_t>(pixel) / width);
            picture[pixel] = loud == nullptr ? image.plainVelocity(row)
                                             : static_cast<std::uint8_t>(std::clamp(
                                                   std::lround(loud[at] * kLoudest), 1L, 127L));
        }
        removeShortRuns(picture, all.empty() ? nullptr : &all.back(), width, shortestRun);
        all.push_back(std::move(picture));
    }
    return all;
}

} // namespace leitmotif
