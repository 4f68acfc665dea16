// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/train/latent_mapping.h"

#include "models/checkpoint/checkpoint.h"
#include "models/engine.h"
#include "models/nets/generated_pictures.h"
#include "models/train/reconstruction.h"
#include "tests/models/support/engine_run.h"
#include "tests/models/support/small_presets.h"
#include "tests/models/support/toy_run.h"

#include <algorithm>
#include <stdexcept>

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace leitmotif {
namespace {

using torch::Tensor;

Recipe smallMapRecipe(const char* name) {
    auto recipe = smallPreset(name);
    recipe.sampling.bars = 4;
    recipe.sampling.every = 0;
    recipe.maps.side = 3;
    recipe.maps.endSide = 4;
    recipe.maps.reach = 1.5;
    recipe.maps.endReach = 2.5;
    return recipe;
}

TEST(LatentPlane, TwoNumbersAreThePlaneThemselves) {
    torch::manual_seed(1);
    const auto plane = latentPlane(torch::randn({20, 2}));
    EXPECT_TRUE(plane.origin.equal(torch::zeros({2})));
    EXPECT_TRUE(plane.axes.equal(torch::eye(2)));
    EXPECT_EQ(plane.shown, 1.0);
}

TEST(LatentPlane, OfMoreItIsTheOneInWhichTheySpreadMost) {
    torch::manual_seed(2);
    const auto codes = torch::randn({60, 7}).mul(torch::tensor({.1, 2., .3, .1, 1., .2, .1})) + 3.0;
    const auto plane = latentPlane(codes);
    EXPECT_TRUE(plane.axes.matmul(plane.axes.t()).allclose(torch::eye(2), 1e-4, 1e-5));
    const auto centred = codes - codes.mean(0);
    const auto shareIn = [&](const Tensor& axes) {
        return (centred.matmul(axes.t()).square().sum() / centred.square().sum()).item<double>();
    };
    EXPECT_NEAR(plane.shown, shareIn(plane.axes), 1e-4);
    for (int round = 0; round < 200; ++round) { // planes at random hold less
        const auto axes = std::get<0>(torch::linalg_qr(torch::randn({7, 2}), "reduced"));
        EXPECT_LE(shareIn(axes.t()), plane.shown + 1e-6);
    }
    for (int axis = 0; axis < 2; ++axis) {
        const auto one = plane.axes[axis];
        EXPECT_GT(one[one.abs().argmax()].item<double>(), 0.0) << "so that it does not flip";
    }
}

class DrawnMap : public testing::TestWithParam<const char*> {};

TEST_P(DrawnMap, ShowsWhatTheNetworksSay) {
    auto recipe = smallMapRecipe(GetParam());
    recipe.picture.threshold = 0.0; // something sounds, however little was learned
    recipe.picture.shortestRun = 1;
    const auto corpus = repeatedPhrase(12);
    auto data = RollData::create(recipe, *corpus);
    ASSERT_TRUE(data);
    Random random(1);
    const auto nets =
        makeRollVae(recipe, data->shape(), Precision::F32, torch::Device(torch::kCPU), random);
    ASSERT_TRUE(nets);
    const auto map = drawnMap(*nets, recipe, *data, 5, 2.0);
    EXPECT_EQ(map.side, 5);
    ASSERT_EQ(map.pixels.size(), static_cast<std::size_t>(25 * map.rows * map.columns));

    const torch::NoGradGuard noGradients;
    const auto& places = data->placed();
    ASSERT_EQ(map.points.size(), places.size());
    const auto pictures = data->placedPictures(0, places.size());
    const auto codes = nets->encoder.forward(planesToRead(pictures, recipe), nullptr)
                           .slice(1, 0, recipe.picture.latent);
    const auto plane = latentPlane(codes);
    std::size_t heldOut = 0;
    for (std::size_t i = 0; i < map.points.size(); ++i) {
        const auto place = plane.axes.mv(codes[static_cast<std::int64_t>(i)] - plane.origin);
        EXPECT_NEAR(map.points[i].x, place[0].item<double>(), 1e-4);
        EXPECT_NEAR(map.points[i].y, place[1].item<double>(), 1e-4);
        EXPECT_EQ(map.points[i].bar, places[i].bar);
        heldOut += map.points[i].part == PieceRole::Validation ? 1 : 0;
    }
    EXPECT_GT(heldOut, 0U);
    EXPECT_LT(heldOut, map.points.size());

    std::size_t heard = 0;
    for (const int cell : {0, 7, 12, 24}) {
        const auto at = torch::tensor({map.xOf(cell), map.yOf(cell)}, torch::kFloat32);
        const auto code = (plane.origin + at.matmul(plane.axes)).unsqueeze(0);
        const auto generated = generatedPictures(nets->decoder.forward(code, nullptr), recipe);
        const auto* chance = generated.chance.data_ptr<float>();
        const auto* loud = generated.velocity.data_ptr<float>();
        double loudestSilent = 0.0;
        double softestHeard = 1.0;
        for (const std::uint8_t pixel : map.picture(cell)) {
            if (pixel < LatentMap::kSounds) {
                EXPECT_NEAR(pixel / 127.0, *chance, 0.5 / 127.0 + 1e-4);
                loudestSilent = std::max<double>(loudestSilent, *chance);
            } else {
                EXPECT_NEAR((pixel - LatentMap::kSounds) / 127.0, *loud, 0.5 / 127.0 + 1e-4);
                softestHeard = std::min<double>(softestHeard, *chance);
                ++heard;
            }
            ++chance;
            ++loud;
        }
        EXPECT_LE(loudestSilent, softestHeard + 1e-4) << "a threshold parts them";
    }
    EXPECT_GT(heard, 0U);
}

INSTANTIATE_TEST_SUITE_P(Presets, DrawnMap, testing::Values("tuc-vae", "vae"),
                         [](const auto& info) {
                             return std::string(info.param) == "vae" ? std::string("vae")
                                                                     : std::string("tuc_vae");
                         });

TEST(LatentMaps, ComeEverySoManyEpochsAndAtTheEnd) {
    auto recipe = smallMapRecipe("vae");
    recipe.training.epochs = 5;
    recipe.maps.every = 2;
    const auto maps = train(requestFor(recipe)).maps;
    ASSERT_EQ(maps.size(), 3U);
    EXPECT_EQ(maps[0].epoch, 2);
    EXPECT_EQ(maps[1].epoch, 4);
    EXPECT_EQ(maps[2].epoch, 5);
    EXPECT_EQ(maps[1].map->side, 3);
    EXPECT_EQ(maps[1].map->reach, recipe.maps.reach);
    EXPECT_EQ(maps[2].map->side, 4);
    EXPECT_EQ(maps[2].map->reach, recipe.maps.endReach);
    EXPECT_NE(maps[0].map->points, maps[1].map->points);
    EXPECT_TRUE(scoreOf(*maps[2].map, 5));
}

TEST(LatentMaps, ReachAsFarAsTheMusicUnlessTheyAreToldHowFar) {
    auto recipe = smallMapRecipe("vae");
    recipe.training.epochs = 3;
    recipe.maps.every = 3;
    recipe.maps.endReach = 0.0;
    const auto maps = train(requestFor(recipe)).maps;
    ASSERT_EQ(maps.size(), 1U);
    float farthest = 1.0F;
    for (const LatentPoint& point : maps[0].map->points)
        farthest = std::max({farthest, std::abs(point.x), std::abs(point.y)});
    EXPECT_FLOAT_EQ(static_cast<float>(maps[0].map->reach), farthest);
}

TEST(LatentMaps, ChangeNothingAboutTheRun) {
    auto recipe = smallMapRecipe("vae");
    recipe.training.epochs = 3;
    recipe.maps.every = 1;
    const auto mapped = train(requestFor(recipe));
    recipe.maps.every = 0;
    const auto plain = train(requestFor(recipe));
    EXPECT_EQ(mapped.maps.size(), 3U);
    EXPECT_TRUE(plain.maps.empty());
    ASSERT_EQ(mapped.epochs.size(), plain.epochs.size());
    for (std::size_t i = 0; i < plain.epochs.size(); ++i) {
        EXPECT_EQ(mapped.epochs[i].loss, plain.epochs[i].loss);
        EXPECT_EQ(mapped.epochs[i].validationLoss, plain.epochs[i].validationLoss);
    }
    EXPECT_EQ(weightsFromBytes(*mapped.last().weights)->weights,
              weightsFromBytes(*plain.last().weights)->weights);
}

TEST(LatentMaps, OfARunThatWentOnAreThoseOfAnUninterruptedOne) {
    auto recipe = smallMapRecipe("vae");
    recipe.training.epochs = 4;
    recipe.maps.every = 1;
    const auto whole = train(requestFor(recipe));
    Report first; // stops after its second map
    {
        std::stop_source stop;
        auto request = requestFor(recipe);
        const auto sink = first.sink();
        LibtorchEngine().train(request,
                               [&](RunEvent event) {
                                   const auto* drawn = std::get_if<LatentMapDrawn>(&event.what);
                                   if (drawn && drawn->epoch == 2)
                                       stop.request_stop();
                                   sink(std::move(event));
                               },
                               {stop.get_token()});
    }
    ASSERT_EQ(first.maps.size(), 2U) << "a run that is stopped has not come to its end";
    const auto rest = train(continued(requestFor(recipe), first.last()));
    ASSERT_EQ(rest.maps.size(), 2U);
    EXPECT_EQ(*rest.maps[0].map, *whole.maps[2].map);
    EXPECT_EQ(*rest.maps[1].map, *whole.maps[3].map);
}

TEST(LatentMaps, WhereTheTimeIsUpTheLastOneIsOfTheLastWholeEpoch) {
    auto recipe = smallMapRecipe("vae");
    recipe.training.epochs = 1000;
    recipe.maps.every = 1000;
    recipe.training.minutes = 1.0 / 120.0;
    const auto report = train(requestFor(recipe));
    ASSERT_EQ(report.maps.size(), 1U);
    EXPECT_TRUE(report.maps[0].isLast);
    EXPECT_EQ(report.maps[0].epoch, report.finished->epochs);
}

TEST(LatentMaps, OfASingleLatentNumberAreALine) {
    auto recipe = smallMapRecipe("tuc-vae");
    recipe.picture.latent = 1;
    recipe.training.epochs = 1;
    const auto maps = train(requestFor(recipe)).maps;
    ASSERT_EQ(maps.size(), 1U);
    const LatentMap& map = *maps[0].map;
    for (const LatentPoint& point : map.points)
        EXPECT_EQ(point.y, 0.0F);
    const auto above = map.picture(1);
    const auto below = map.picture(map.side + 1);
    EXPECT_TRUE(std::ranges::equal(above, below));
}

TEST(LatentMaps, OneThatCannotBeDrawnCostsNoRun) {
    ToyRun toy(4);
    toy.request.recipe.maps.every = 1;
    int asked = 0;
    toy.prepare = [&](ToyFamily& family) {
        family.map = [&]() -> std::optional<LatentMap> {
            ++asked;
            throw std::runtime_error("no memory");
        };
    };
    const auto report = toy.run();
    EXPECT_EQ(asked, 4);
    EXPECT_FALSE(report.error);
    ASSERT_TRUE(report.finished);
    EXPECT_EQ(report.finished->epochs, 4);
    EXPECT_TRUE(report.maps.empty());
}

TEST(LatentMaps, OnlyOfModelsWithACode) {
    auto recipe = smallPreset("lstm");
    recipe.training.epochs = 1;
    recipe.maps.every = 1; // which it does not read
    EXPECT_TRUE(train(requestFor(recipe)).maps.empty());
}

} // namespace
} // namespace leitmotif
