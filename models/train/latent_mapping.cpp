// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/train/latent_mapping.h"

#include "models/nets/generated_pictures.h"
#include "models/train/reconstruction.h"

#include <algorithm>
#include <cmath>
#include <torch/torch.h>

namespace leitmotif {

namespace {

using torch::Tensor;

constexpr std::int64_t kAtOnce = 64; // pictures, for the memory
constexpr double kWhole = 127.0;     // a probability of 1
constexpr double kLeastReach = 1.0;  // if all codes are equal

torch::Device deviceOf(const PictureNet& net) {
    return net.parameters().front().second.device();
}

/// `net` applied to the rows [first, first + n) of `inputs(first, n)`, in parts.
template <class Inputs>
Tensor inParts(const PictureNet& net, std::int64_t count, Inputs inputs) {
    std::vector<Tensor> parts;
    for (std::int64_t first = 0; first < count; first += kAtOnce) {
        const Tensor some = inputs(first, std::min(kAtOnce, count - first));
        parts.push_back(net.forward(some.to(deviceOf(net)), nullptr).to(torch::kCPU));
    }
    return torch::cat(parts);
}

void addPoints(LatentMap& map, const LatentPlane& plane, const Tensor& codes,
               const std::vector<RollData::Placed>& places) {
    const auto flat = codes.sub(plane.origin).matmul(plane.axes.t()).contiguous();
    const auto* values = flat.data_ptr<float>();
    for (const auto& [piece, bar, part] : places) {
        map.points.push_back({values[0], values[1], static_cast<std::int32_t>(piece),
                              static_cast<std::int32_t>(bar), part});
        values += 2;
    }
}

/// From the middle to the outermost code.
double reachOfMusic(const LatentMap& map) {
    double reach = kLeastReach;
    for (const LatentPoint& point : map.points)
        reach = std::max({reach, std::abs(double{point.x}), std::abs(double{point.y})});
    return reach;
}

/// The codes of a sheet, (side², latent).
Tensor sheetCodes(const LatentMap& map, const LatentPlane& plane) {
    auto places = torch::empty({map.cellCount(), 2});
    auto* values = places.data_ptr<float>();
    for (int cell = 0; cell < map.cellCount(); ++cell) {
        *values++ = static_cast<float>(map.xOf(cell));
        *values++ = static_cast<float>(map.yOf(cell));
    }
    return plane.origin + places.matmul(plane.axes);
}

void addPictures(LatentMap& map, const GeneratedPictures& generated, const RollImage& image,
                 double threshold, int shortestRun) {
    map.rows = image.rowCount();
    map.columns = image.columnCount();
    const auto chances =
        (generated.chance * kWhole).round().to(torch::kUInt8).contiguous().flatten();
    map.pixels.assign(chances.data_ptr<std::uint8_t>(),
                      chances.data_ptr<std::uint8_t>() + chances.numel());
    auto pixel = map.pixels.begin();
    for (std::int64_t i = 0; i < generated.chance.size(0); ++i) {
        const auto one = [&](const Tensor& all) {
            return all.defined() ? all.slice(0, i, i + 1) : Tensor();
        };
        // One at a time: pictures of a sheet are not successive.
        const auto heard = audiblePictures({one(generated.chance), one(generated.velocity)}, image,
                                           threshold, shortestRun, map.columns);
        for (const std::uint8_t velocity : heard.front()) {
            if (velocity > 0)
                *pixel = static_cast<std::uint8_t>(LatentMap::kSounds + velocity);
            ++pixel;
        }
    }
}

} // namespace

LatentPlane latentPlane(const Tensor& codes) {
    const std::int64_t size = codes.size(1);
    if (size <= 2)
        return {torch::zeros({size}), torch::eye(2, size), 1.0};
    LatentPlane plane{codes.mean(0), {}, 1.0};
    const auto centred = (codes - plane.origin).to(torch::kFloat64);
    // The covariance of the latent dimensions, as there may be fewer codes than dimensions.
    const auto [spreads, vectors] = torch::linalg_eigh(centred.t().matmul(centred), "L");
    auto axes = vectors.slice(1, size - 2).flip(1).t(); // ascending before
    const auto largest = axes.gather(1, axes.abs().argmax(1, true));
    plane.axes = (axes * torch::where(largest.lt(0.0), -1.0, 1.0)).to(torch::kFloat32).contiguous();
    const double all = spreads.sum().item<double>();
    plane.shown = all > 0.0 ? spreads.slice(0, size - 2).sum().item<double>() / all : 1.0;
    return plane;
}

LatentMap drawnMap(const RollVae& nets, const Recipe& recipe, const RollData& data, int side,
                   double reach) {
    const torch::NoGradGuard noGradients;
    LatentMap map;
    map.side = side;
    map.reach = reach;
    map.encoding = data.image().toJson();
    const auto& places = data.placed();
    const auto codes =
        inParts(nets.encoder, std::ssize(places), [&](std::int64_t first, std::int64_t count) {
            return planesToRead(data.placedPictures(static_cast<std::size_t>(first),
                                                    static_cast<std::size_t>(count)),
                                recipe);
        }).slice(1, 0, recipe.picture.latent);
    const auto plane = latentPlane(codes);
    map.shown = plane.shown;
    addPoints(map, plane, codes, places);
    if (reach == 0.0)
        map.reach = reachOfMusic(map);
    const auto sheet = sheetCodes(map, plane);
    const auto planes =
        inParts(nets.decoder, sheet.size(0), [&](std::int64_t first, std::int64_t count) {
            return sheet.slice(0, first, first + count);
        });
    const auto generated = generatedPictures(planes, recipe);
    const double threshold = recipe.picture.threshold > 0.0
                                 ? recipe.picture.threshold
                                 : densityThreshold(generated.chance, data.density());
    addPictures(map, generated, data.image(), threshold, recipe.picture.shortestRun);
    return map;
}

} // namespace leitmotif
