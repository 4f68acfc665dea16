// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/generate/roll_sampler.h"

#include "models/stepwise/sampling.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <torch/torch.h>

namespace leitmotif {

namespace {

using torch::Tensor;

/// Number of pictures that measure the threshold: their brightness varies by half, so fewer would
/// give an error of more than a few per cent.
constexpr std::int64_t kMeasured = 256;
constexpr std::int64_t kAtOnce = 64; // pictures at once, to save memory
constexpr std::uint64_t kMeasuringSeed = 1;
/// Factors of the source's density, tried in turn.
constexpr std::array kDensities = {1.0, 0.95, 0.9, 0.85, 0.8, 0.75};

std::size_t soundingPixels(const std::vector<RollPicture>& pictures) {
    std::size_t count = 0;
    for (const RollPicture& picture : pictures)
        count +=
            picture.size() - static_cast<std::size_t>(std::ranges::count(picture, std::uint8_t{0}));
    return count;
}

} // namespace

Result<std::unique_ptr<Sampler>> RollSampler::createGan(const WeightsPart& part) {
    const bool hasAverage = part.recipe.gan.average > 0.0;
    return create(part, "generator", hasAverage ? "average." : "");
}

Result<std::unique_ptr<Sampler>> RollSampler::createVae(const WeightsPart& part) {
    return create(part, "decoder", "");
}

Result<std::unique_ptr<Sampler>> RollSampler::create(const WeightsPart& part, const char* name,
                                                     const std::string& prefix) {
    const auto& description = part.description;
    const auto isNumber = [&](const char* key) {
        return description.contains(key) && description[key].is_number();
    };
    if (!description.is_object() || !description.contains("encoding") || !isNumber("density") ||
        !isNumber("notes_per_picture"))
        return unreadable("it has no encoding");
    auto image = RollImage::fromJson(description["encoding"]);
    if (!image)
        return image.error();
    Random unused(0);
    auto generator =
        makeRollGenerator(part.recipe, name, {1, image->rowCount(), image->columnCount()}, unused);
    if (!generator)
        return unreadable(describe(generator.error()));
    NamedTensors wanted;
    for (const auto& [weight, tensor] : generator->parameters())
        wanted.emplace_back(prefix + weight, tensor);
    if (auto filled = fill(wanted, part.weights); !filled)
        return filled.error();
    return std::unique_ptr<Sampler>(new RollSampler(
        part.recipe, *std::move(image), *std::move(generator),
        {description["density"].get<double>(), description["notes_per_picture"].get<double>()}));
}

RollSampler::RollSampler(Recipe recipe, RollImage image, PictureNet generator, Busyness source)
    : m_recipe(std::move(recipe)),
      m_image(std::move(image)),
      m_generator(std::move(generator)),
      m_source(source),
      m_threshold(m_recipe.picture.threshold > 0.0 ? m_recipe.picture.threshold
                                                   : measuredThreshold()) {}

double RollSampler::measuredThreshold() const {
    Random random(kMeasuringSeed);
    std::vector<Tensor> chances;
    std::vector<Tensor> velocities;
    for (std::int64_t i = 0; i < kMeasured; i += kAtOnce) {
        auto part = generatePictures(kAtOnce, 1.0, random);
        chances.push_back(part.chance);
        if (part.velocity.defined())
            velocities.push_back(part.velocity);
    }
    const GeneratedPictures generated{torch::cat(chances),
                                      velocities.empty() ? Tensor() : torch::cat(velocities)};
    double threshold = 0.0;
    for (const double share : kDensities) {
        threshold = densityThreshold(generated.chance, share * m_source.density);
        const auto heard = m_image.decode(pictures(
            generated, threshold, m_recipe.picture.shortestRun, kMeasured * m_image.columnCount()));
        if (static_cast<double>(heard.noteCount()) <= kMeasured * m_source.notes)
            break;
    }
    return threshold;
}

GeneratedPictures RollSampler::generatePictures(std::int64_t count, double temperature,
                                                Random& random) const {
    const torch::NoGradGuard noGradients;
    return generatedPictures(
        m_generator.forward(latentNoise(m_recipe, count, temperature, random), nullptr), m_recipe);
}

std::vector<RollPicture> RollSampler::pictures(const GeneratedPictures& generated, double threshold,
                                               int shortestRun, std::int64_t columns) const {
    return audiblePictures(generated, m_image, threshold, shortestRun, columns);
}

Score RollSampler::scoreOf(const GenerateRequest& request, std::uint64_t seed) const {
    Random random(seed);
    const std::int64_t columns = m_image.columnsIn(request.bars);
    const std::int64_t width = m_image.columnCount();
    const auto generated =
        generatePictures((columns + width - 1) / width, request.temperature, random);
    auto made = pictures(generated, m_threshold, m_recipe.picture.shortestRun, columns);
    if (soundingPixels(made) == 0) {
        const double threshold = densityThreshold(generated.chance, m_source.density);
        made = pictures(generated, threshold, m_recipe.picture.shortestRun, columns);
        if (soundingPixels(made) == 0)
            made = pictures(generated, threshold, 1, columns);
    }
    return m_image.decode(made);
}

Result<std::vector<Score>> RollSampler::generate(const GenerateRequest& request,
                                                 std::stop_token stop) const {
    if (const auto possible = checked(request); !possible)
        return possible.error();
    std::vector<Score> scores;
    for (int i = 0; i < request.count && !stop.stop_requested(); ++i)
        scores.push_back(scoreOf(request, request.seed + static_cast<std::uint64_t>(i)));
    return scores;
}

} // namespace leitmotif
