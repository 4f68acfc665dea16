// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/nets/roll_nets.h"

#include <torch/torch.h>

namespace leitmotif {

namespace {

Result<PictureNet> netOf(const Recipe& recipe, PictureNet::Form form, torch::Device device,
                         Random& random) {
    const auto unreadable = [&](const std::string& detail) {
        return Error{ErrorCode::RecipeUnreadable, {recipe.name, detail}};
    };
    if (!recipe.network.is_object() || !recipe.network.contains(form.name))
        return unreadable("its network has no " + form.name);
    auto specs = pictureLayers(recipe.network.at(form.name), recipe.name);
    if (!specs)
        return specs.error();
    const auto picture = form.picture;
    const bool makesPicture = form.makesPicture;
    const auto outputs = form.outputs;
    PictureNet net(*std::move(specs), std::move(form), random, device);
    const PictureShape made = net.outputShape();
    const bool fits = makesPicture
                          ? made.channels == outputs && net.pictureShape().rows >= picture.rows &&
                                net.pictureShape().columns >= picture.columns
                          : made == PictureShape{outputs, 1, 1};
    return fits ? Result<PictureNet>(std::move(net))
                : unreadable("the layers of its " + net.name() + " do not fit its pictures");
}

PictureNet::Form encoderForm(const Recipe& recipe, PictureShape picture, Precision precision) {
    return {.name = "encoder",
            .input = {generatedPlanes(recipe), picture.rows, picture.columns},
            .picture = picture,
            .outputs = 2 * std::int64_t{recipe.picture.latent},
            .precision = precision};
}

PictureNet::Form generatorForm(const Recipe& recipe, const char* name, PictureShape picture) {
    return {.name = name,
            .input = {recipe.picture.latent, 1, 1},
            .picture = picture,
            .outputs = generatedPlanes(recipe),
            .makesPicture = true};
}

} // namespace

std::int64_t generatedPlanes(const Recipe& recipe) {
    return recipe.picture.neurons == "binary" && recipe.encoding.hasVelocity ? 2 : 1;
}

Result<PictureNet> makeRollGenerator(const Recipe& recipe, const char* name, PictureShape picture,
                                     Random& random) {
    return netOf(recipe, generatorForm(recipe, name, picture), torch::kCPU, random);
}

Result<RollGan> makeRollGan(const Recipe& recipe, PictureShape picture, Precision precision,
                            torch::Device device, Random& random) {
    auto form = generatorForm(recipe, "generator", picture);
    form.precision = precision;
    auto generator = netOf(recipe, std::move(form), device, random);
    if (!generator)
        return generator.error();
    auto critic = netOf(recipe,
                        {.name = "discriminator",
                         .input = picture,
                         .picture = picture,
                         .outputs = 1,
                         .precision = precision},
                        device, random);
    if (!critic)
        return critic.error();
    RollGan nets{*std::move(generator), *std::move(critic), {}};
    if (recipe.network.contains("encoder")) {
        auto encoder = netOf(recipe, encoderForm(recipe, picture, precision), device, random);
        if (!encoder)
            return encoder.error();
        nets.encoder = *std::move(encoder);
    }
    return nets;
}

Result<RollVae> makeRollVae(const Recipe& recipe, PictureShape picture, Precision precision,
                            torch::Device device, Random& random) {
    auto encoder = netOf(recipe, encoderForm(recipe, picture, precision), device, random);
    if (!encoder)
        return encoder.error();
    auto form = generatorForm(recipe, "decoder", picture);
    form.precision = precision;
    auto decoder = netOf(recipe, std::move(form), device, random);
    if (!decoder)
        return decoder.error();
    return RollVae{*std::move(encoder), *std::move(decoder)};
}

torch::Tensor latentNoise(const Recipe& recipe, std::int64_t count, double temperature,
                          Random& random) {
    const std::vector<std::int64_t> shape = {count, recipe.picture.latent};
    const double spread = recipe.picture.spread * temperature;
    return recipe.picture.noise == "uniform" ? uniformTensor(shape, spread, random)
                                             : normalTensor(shape, spread, random);
}

} // namespace leitmotif
