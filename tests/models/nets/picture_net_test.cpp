// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/nets/picture_net.h"

#include "core/runs/recipe.h"
#include "models/layers/picture_ops.h"
#include "models/layers/product.h"
#include "models/nets/roll_brightness.h"
#include "models/nets/roll_nets.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace leitmotif {
namespace {

using torch::Tensor;

PictureNet netOf(const char* layers, PictureNet::Form form, Random& random) {
    auto specs = pictureLayers(nlohmann::json::parse(layers), "test");
    EXPECT_TRUE(specs) << describe(specs.error());
    return {*std::move(specs), std::move(form), random, torch::kCPU};
}

Tensor picture(std::vector<std::int64_t> shape, Random& random) {
    return normalTensor(std::move(shape), 1.0, random);
}

void expectClose(const Tensor& actual, const Tensor& expected, double tolerance = 1e-5) {
    ASSERT_EQ(actual.sizes(), expected.sizes());
    EXPECT_LE((actual - expected).abs().max().item<double>(),
              tolerance * (1.0 + expected.abs().max().item<double>()));
}

TEST(PictureOps, DoublingIsLibtorchsTransposedConvolution) {
    Random random(1);
    for (const std::int64_t kernel : {3, 4})
        for (const std::int64_t rows : {1, 5, 8}) {
            const auto values = picture({2, 3, rows, 7}, random).requires_grad_();
            const auto weight = picture({4, 3, kernel, kernel}, random).requires_grad_();
            const auto bias = picture({4}, random).requires_grad_();
            const auto expected =
                torch::conv_transpose2d(values, weight.transpose(0, 1), bias, 2, 1, 4 - kernel);
            const auto actual = doubled(values, weight, bias);
            expectClose(actual, expected);
            const auto outside = picture(expected.sizes().vec(), random);
            const auto wanted =
                torch::autograd::grad({expected}, {values, weight, bias}, {outside});
            const auto made = torch::autograd::grad({actual}, {values, weight, bias}, {outside});
            for (std::size_t i = 0; i < wanted.size(); ++i)
                expectClose(made[i], wanted[i]);
        }
}

TEST(PictureOps, PaintingIsTheInverseOfAConvolutionOfPatches) {
    // With the same orthogonal matrix they undo each other.
    Random random(2);
    const auto matrix = std::get<0>(torch::linalg_qr(picture({12, 12}, random)));
    const auto values = picture({2, 1, 6, 8}, random);
    const auto read = convolved(values, matrix.view({12, 1, 3, 4}), torch::zeros({12}), {3, 4});
    EXPECT_EQ(read.sizes(), (std::vector<std::int64_t>{2, 12, 2, 2}));
    expectClose(fromPatches(read, matrix.t(), torch::zeros({1}), 3, 4), values);
}

TEST(PictureOps, ConvolutionsKeepEveryStrideThatBegins) {
    Random random(3);
    for (const std::int64_t size : {7, 8, 9})
        for (const std::int64_t kernel : {2, 3, 5})
            for (const std::int64_t stride : {1, 2}) {
                const auto made = convolved(picture({1, 2, size, size}, random),
                                            picture({3, 2, kernel, kernel}, random),
                                            torch::zeros({3}), {stride, stride});
                EXPECT_EQ(made.size(2), (size + stride - 1) / stride);
                EXPECT_EQ(made.size(3), (size + stride - 1) / stride);
            }
}

TEST(PictureOps, DeviationTellsWhenAllPicturesAreAlike) {
    Random random(4);
    const auto one = picture({1, 2, 3, 4}, random);
    const auto alike = withDeviation(one.expand({5, 2, 3, 4}));
    EXPECT_EQ(alike.size(1), 3);
    EXPECT_LT(alike.select(1, 2).max().item<double>(), 1e-3);
    const auto different = withDeviation(picture({64, 2, 3, 4}, random));
    EXPECT_NEAR(different.select(1, 2).max().item<double>(), 1.0, 0.1);
}

TEST(PictureOps, DroppingKeepsTheMean) {
    Random random(5);
    const auto values = torch::ones({4, 8, 20, 20});
    const auto made = droppedInPlaceOrder(values, 0.4, random);
    EXPECT_NEAR(made.mean().item<double>(), 1.0, 0.03);
    EXPECT_NEAR(made.eq(0.0).to(torch::kFloat32).mean().item<double>(), 0.4, 0.03);
}

TEST(PictureNet, PublishedNetworksHaveThePublishedSizes) {
    Random random(1);
    const PictureShape shape{1, 96, 96};
    const auto gan = makeRollGan(*preset("tuc-gan"), shape, Precision::F32, torch::kCPU, random);
    ASSERT_TRUE(gan) << describe(gan.error());
    EXPECT_EQ(gan->generator.parameterCount(), 2'323'777); // 2.32 M
    EXPECT_EQ(gan->critic.parameterCount(), 74'433);       // 74 k
    const auto vae = makeRollVae(*preset("tuc-vae"), shape, Precision::F32, torch::kCPU, random);
    ASSERT_TRUE(vae) << describe(vae.error());
    EXPECT_EQ(vae->encoder.parameterCount() + vae->decoder.parameterCount(), 5'272'549); // 5.27 M
    const torch::NoGradGuard noGradients;
    const auto made = gan->generator.forward(picture({2, 100}, random), nullptr);
    EXPECT_EQ(made.sizes(), (std::vector<std::int64_t>{2, 1, 96, 96}));
    EXPECT_EQ(gan->critic.forward(made, nullptr).sizes(), (std::vector<std::int64_t>{2, 1}));
}

TEST(PictureNet, Bf16IsF32ButForRounding) {
    if (!hasFastBf16())
        GTEST_SKIP() << "no units for bf16";
    Tensor made[2];
    for (const auto precision : {Precision::F32, Precision::BF16}) {
        Random random(1);
        const auto gan =
            makeRollGan(*preset("tuc-gan"), {1, 96, 96}, precision, torch::kCPU, random);
        const auto value = gan->critic.forward(
            gan->generator.forward(picture({2, 100}, random), nullptr), nullptr);
        const auto& weight = gan->generator.parameters().front().second;
        made[precision == Precision::BF16 ? 1 : 0] =
            torch::autograd::grad({value.sum()}, {weight}).front();
    }
    EXPECT_LT((made[0] - made[1]).norm().item<double>(), 0.15 * made[0].norm().item<double>());
}

TEST(PictureNet, SpectralLayersDoNotStretch) {
    Random random(2);
    auto net = netOf(R"([{"layer":"linear","units":12,"spectral":true}])",
                     {.name = "net", .input = {20, 1, 1}, .picture = {}}, random);
    for (int i = 0; i < 100; ++i)
        net.updateSpectra();
    const torch::NoGradGuard noGradients;
    const auto difference =
        net.forward(torch::eye(20), nullptr) - net.forward(torch::zeros({20, 20}), nullptr);
    const auto largest = std::get<1>(torch::linalg_svd(difference)).max().item<double>();
    EXPECT_NEAR(largest, 1.0, 1e-3);
    EXPECT_EQ(net.state().size(), net.parameters().size() + 1);
}

TEST(PictureNet, PaintsPicturesOfAnySize) {
    Random random(3);
    auto net = netOf(R"([{"layer":"project","channels":8,"patch":[0,12]},{"layer":"norm"},
                         {"layer":"relu"},{"layer":"conv","channels":8,"kernel":[1,3]},
                         {"layer":"paint","patch":[0,12]}])",
                     {.name = "net",
                      .input = {5, 1, 1},
                      .picture = {1, 37, 42},
                      .outputs = 2,
                      .makesPicture = true},
                     random);
    EXPECT_EQ(net.forward(picture({3, 5}, random), nullptr).sizes(),
              (std::vector<std::int64_t>{3, 2, 37, 42}));
}

TEST(PictureSpec, RefusesWhatItDoesNotKnow) {
    for (const char* text :
         {"[]", "{}", R"([{"layer":"pool"}])", R"([{"layer":"conv"}])", R"([{"units":3}])",
          R"([{"layer":"conv","kernel":3,"channels":-1}])", R"([{"layer":"dropout","rate":1}])",
          R"([{"layer":"linear","channels":3}])", R"([{"layer":"conv","kernel":[3]}])",
          R"([{"layer":"transposed","channels":3,"kernel":5}])",
          R"([{"layer":"project","patch":8}])", R"([{"layer":"conv","kernel":1,"stride":2}])",
          R"([{"layer":"dropout"}])"}) {
        const auto specs = pictureLayers(nlohmann::json::parse(text), "bad");
        ASSERT_FALSE(specs) << text;
        EXPECT_EQ(specs.error().code, ErrorCode::RecipeUnreadable);
    }
}

TEST(RollNets, RefuseLayersThatDoNotFit) {
    Random random(4);
    auto recipe = *preset("tuc-gan");
    recipe.network["generator"].erase(2); // too small a picture
    EXPECT_EQ(makeRollGan(recipe, {1, 96, 96}, Precision::F32, torch::kCPU, random).error().code,
              ErrorCode::RecipeUnreadable);
    recipe = *preset("tuc-gan");
    recipe.network.erase("discriminator");
    EXPECT_FALSE(makeRollGan(recipe, {1, 96, 96}, Precision::F32, torch::kCPU, random));
}

TEST(RollNets, DecidedAtADensitySoManyPixelsSound) {
    Random random(5);
    for (const std::int64_t planes : {1, 2})
        for (const double density : {0.01, 0.2, 0.5}) {
            const auto odds = (picture({4, planes, 10, 24}, random) - 7.0).requires_grad_();
            const auto made = binarizedAtDensity(odds, density);
            EXPECT_EQ(made.sizes(), (std::vector<std::int64_t>{4, 1, 10, 24}));
            EXPECT_NEAR(made.gt(0.0).to(torch::kFloat32).mean().item<double>(), density,
                        1.0 / 960.0);
            const auto likeliest = odds.slice(1, 0, 1).flatten().argmax().item<std::int64_t>();
            EXPECT_GT(made.flatten()[likeliest].item<double>(), 0.0);
            made.sum().backward();
            EXPECT_GT(odds.grad().slice(1, 0, 1).abs().sum().item<double>(), 0.0);
        }
}

TEST(RollNets, DecidedPixelsHaveTheGradientOfTheirChance) {
    const auto odds = torch::tensor({-1.0F, 0.5F}).view({1, 1, 1, 2}).requires_grad_();
    const auto made = binarized(odds);
    expectClose(made.detach(), torch::tensor({0.0F, 1.0F}).view({1, 1, 1, 2}));
    made.sum().backward();
    const auto chance = torch::sigmoid(odds.detach());
    expectClose(odds.grad(), chance * (1.0 - chance));
}

} // namespace
} // namespace leitmotif
