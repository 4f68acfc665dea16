// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/progress_line.h"
#include "app/cli/run_in_project.h"
#include "app/cli/track_list.h"
#include "app/cli/train_options.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <gtest/gtest.h>

namespace leitmotif {
namespace {

using Tracks = std::vector<std::size_t>;

TEST(TrainOptions, ReadTrackNumbersAndRanges) {
    EXPECT_EQ(trackList("--tracks", "").value(), Tracks{});
    EXPECT_EQ(trackList("--tracks", "1").value(), Tracks{0});
    EXPECT_EQ(trackList("--tracks", "5,1-3,2").value(), (Tracks{0, 1, 2, 4}));
    for (const char* const bad :
         {"0", "a", "1-", "-1", "3-2", "1,,2", "1 2", ",", "99999999999999999999", "1-65536"})
        EXPECT_EQ(trackList("--tracks", bad).error().code, ErrorCode::BadArgument) << bad;
}

TEST(TrainOptions, ChangeEveryRecipe) {
    TrainOptions options;
    options.presets = {"lstm", "gru"};
    options.settings = {{"epochs", "7"}};
    options.assignments = {"velocity=off", "seed=3"};
    const auto recipes = recipesOf(options);
    ASSERT_TRUE(recipes);
    ASSERT_EQ(recipes->size(), 2U);
    EXPECT_EQ(recipes->back().name, "gru");
    for (const Recipe& recipe : *recipes) {
        EXPECT_EQ(recipe.training.epochs, 7);
        EXPECT_EQ(recipe.seed, 3U);
        EXPECT_FALSE(recipe.encoding.hasVelocity);
    }
    options.assignments = {"=3"};
    EXPECT_EQ(recipesOf(options).error().code, ErrorCode::BadArgument);
    options.assignments = {"unknown=3"};
    EXPECT_EQ(recipesOf(options).error().code, ErrorCode::NoSuchSetting);
}

TEST(TrainOptions, TheBeatIsASettingOfTheSources) {
    TrainOptions options;
    options.presets = {"lstm", "gan"};
    EXPECT_EQ(beatChoiceIn(options).value(), BeatChoice::Automatic);
    options.assignments = {"beat=fixed", "seed=3", "beat=free"};
    EXPECT_EQ(beatChoiceIn(options).value(), BeatChoice::Free);
    EXPECT_TRUE(recipesOf(options));
    for (const char* const bad : {"beat=", "beat=Free", "beat=1"}) {
        options.assignments = {bad};
        EXPECT_EQ(beatChoiceIn(options).error().code, ErrorCode::BadSetting) << bad;
    }
}

TEST(TrainOptions, RefuseASettingThatNoModelReads) {
    TrainOptions options;
    options.presets = {"lstm"};
    options.assignments = {"latent=3"};
    const auto refused = recipesOf(options).error();
    EXPECT_EQ(refused.code, ErrorCode::BadArgument);
    EXPECT_NE(describe(refused).find("latent"), std::string::npos);
    EXPECT_NE(describe(refused).find("sequence"), std::string::npos);
    options.presets = {"lstm", "gan"};
    const auto recipes = recipesOf(options);
    ASSERT_TRUE(recipes) << describe(recipes.error());
    EXPECT_EQ(recipes->front().picture.latent, preset("lstm")->picture.latent);
    EXPECT_EQ(recipes->back().picture.latent, 3);
    options.presets = {"coe-lstm"}; // its encoding has no velocities
    options.assignments = {"velocity=off"};
    EXPECT_EQ(recipesOf(options).error().code, ErrorCode::BadArgument);
}

TEST(TrainOptions, LeaveBarsOpenAtEitherEnd) {
    const Score score = emptyScore();
    EXPECT_FALSE(barsFor(score, {}, {}));
    EXPECT_EQ(barsFor(score, 3, 9), (BarRange{2, 8}));
    EXPECT_EQ(barsFor(score, {}, 9), (BarRange{0, 8}));
    EXPECT_EQ(barsFor(score, 1, {}), (BarRange{0, score.barCount() - 1}));
}

TEST(TrainOptions, TakeAShareOrAFolderToHoldOut) {
    const auto parse = [](const std::vector<std::string>& words) {
        TrainOptions options;
        CLI::App command;
        addTrainOptions(command, options);
        auto reversed = words;
        std::ranges::reverse(reversed);
        command.parse(reversed);
        return options;
    };
    const auto shares = parse({"a.mid", "--validation", "0.2", "--test", ".1"});
    EXPECT_TRUE(shares.validation.empty());
    EXPECT_TRUE(shares.test.empty());
    const auto recipe = recipesOf(shares).value().front();
    EXPECT_EQ(recipe.training.validation, 0.2);
    EXPECT_EQ(recipe.training.test, 0.1);
    const auto folders = parse({"a.mid", "--validation", "valid", "--test", "0.1.mid"});
    EXPECT_EQ(folders.validation, std::vector<std::string>{"valid"});
    EXPECT_EQ(folders.test, std::vector<std::string>{"0.1.mid"});
    EXPECT_EQ(recipesOf(folders).value().front().training.test, 0.0);
}

TEST(TrainOptions, DoNotLearnFromWhatIsHeldOut) {
    TrainOptions options;
    options.inputs = {"a.mid", "./b.mid", "c.mid"};
    EXPECT_EQ(inputsToLearnFrom(options), options.inputs);
    options.test = {"c.mid"};
    EXPECT_EQ(inputsToLearnFrom(options), (std::vector<std::string>{"a.mid", "./b.mid"}));
    options.validation = {"a.mid"};
    EXPECT_EQ(inputsToLearnFrom(options), (std::vector<std::string>{"./b.mid"}));
}

TEST(RunPlaces, SamplesLieWithTheirProject) {
    EXPECT_EQ(samplesOf("a/project.leitmotif"), "a");
    EXPECT_EQ(samplesOf("a/song.leitmotif"), "a/song-samples");
    EXPECT_EQ(samplesOf("song.leitmotif"), "./song-samples");
}

TEST(ProgressLine, DrawsWhatIsDone) {
    EXPECT_EQ(progressBar(0.0, 4), "[----]");
    EXPECT_EQ(progressBar(0.5, 4), "[##--]");
    EXPECT_EQ(progressBar(7.0, 4), "[####]");
    EXPECT_EQ(progressBar(-1.0, 4), "[----]");
    EXPECT_EQ(durationText(12.4), "12 s");
    EXPECT_EQ(durationText(200), "3 min 20 s");
    EXPECT_EQ(durationText(7'500), "2 h 5 min");
    EXPECT_EQ(durationText(3'600), "1 h");
}

} // namespace
} // namespace leitmotif
