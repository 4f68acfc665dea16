// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/take_series.h"

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

/// A melody that never repeats itself, from some note on.
Score melodyFrom(int first, int notes) {
    std::vector<Note> all;
    for (int i = 0; i < notes; ++i)
        all.push_back({.onset = {i * 480},
                       .length = {480},
                       .pitch = {static_cast<std::uint8_t>(40 + (first + i) * (first + i) % 61)}});
    Score score = emptyScore();
    score.tracks.push_back(std::make_shared<const Track>(std::move(all), std::vector<Event>{}));
    return score;
}

class TakeSeries : public testing::Test {
  protected:
    /// A score whose seed decides where in the piece, or beyond it, it begins.
    DrawScores draw() {
        return [this](std::uint64_t seed, int count) -> Result<std::vector<Score>> {
            std::vector<Score> scores;
            for (int i = 0; i < count; ++i)
                scores.push_back(melodyFrom(static_cast<int>(seed) + i, 16));
            m_drawn += count;
            return scores;
        };
    }
    Result<int> make(const TakeWish& wish) {
        const auto add = [this](Take take) -> Result<void> {
            m_takes.push_back(std::move(take));
            return {};
        };
        return makeTakes(draw(), m_choice, {3, "lstm", 20, 0}, wish, add, m_stop.get_token());
    }

    const Corpus m_corpus{{{"piece", melodyFrom(0, 40)}}};
    const TakeChoice m_choice = TakeChoice::of(m_corpus, 4, 8).value();
    std::stop_source m_stop;
    std::vector<Take> m_takes;
    int m_drawn = 0;
};

TEST_F(TakeSeries, EachTakeIsTheBestOfItsOwnSeeds) {
    EXPECT_EQ(make({.count = 3, .seed = 5, .candidates = 4}).value(), 3);
    ASSERT_EQ(m_takes.size(), 3U);
    EXPECT_EQ(m_drawn, 12);
    for (std::size_t i = 0; i < 3; ++i) {
        const auto seed = m_takes[i].origin.seed;
        EXPECT_TRUE(seed >= 5 + 4 * i && seed < 9 + 4 * i) << seed;
        EXPECT_EQ(m_takes[i].origin.epoch, 20);
        EXPECT_EQ(m_takes[i].score->hash(), melodyFrom(static_cast<int>(seed), 16).hash());
    }
}

TEST_F(TakeSeries, LeavesOutWhatCopiesTooMuchAndGivesUpAtSomeTime) {
    EXPECT_EQ(make({.count = 1, .seed = 30, .maxCopy = 4}).value(), 1);
    EXPECT_GT(m_takes.front().origin.seed, 30U) << "of the piece's end";
    EXPECT_LE(m_takes.front().longestCopy, 4U);
    m_drawn = 0;
    EXPECT_EQ(make({.count = 1, .seed = 0, .maxCopy = 0}).value(), 0);
    EXPECT_EQ(m_drawn, 20);
}

TEST_F(TakeSeries, EndsWhenItIsStoppedOrCannotGoOn) {
    m_stop.request_stop();
    EXPECT_EQ(make({.count = 3}).value(), 0);
    const auto refuse = [](Take) -> Result<void> {
        return Error{ErrorCode::FileNotWritable, {"x", "full"}};
    };
    EXPECT_FALSE(makeTakes(draw(), m_choice, {}, {.count = 2}, refuse, {}));
}

TEST(GenerateRequestOfARecipe, HasItsSettingsUnlessOthersAreWished) {
    Recipe recipe = *preset("base");
    recipe.sampling.steps = 100;
    recipe.sampling.topK = 5;
    auto request = generateRequest(recipe, {.seed = 9}).value();
    EXPECT_EQ(request.seed, 9U);
    EXPECT_EQ(request.bars, recipe.sampling.bars);
    EXPECT_EQ(request.steps, 100);
    EXPECT_EQ(request.topK, 5);
    EXPECT_EQ(request.end, TakeEnd::Ending);
    request =
        generateRequest(recipe, {.bars = 3, .temperature = 1.5, .end = TakeEnd::Loop}).value();
    EXPECT_EQ(request.bars, 3);
    EXPECT_EQ(request.steps, 0);
    EXPECT_EQ(request.topK, 0);
    EXPECT_EQ(request.end, TakeEnd::Loop);
}

TEST(GenerateRequestOfARecipe, GoesOnAndLoopsOnlyWhereTakesArePlanned) {
    const Recipe recipe = *preset("lstm");
    EXPECT_EQ(generateRequest(recipe, {}).value().end, TakeEnd::Open);
    EXPECT_EQ(generateRequest(recipe, {.end = TakeEnd::Loop}).error().code, ErrorCode::BadArgument);
    TakeWish wish;
    wish.start = std::make_shared<const Score>(melodyFrom(0, 4));
    EXPECT_FALSE(generateRequest(recipe, wish));
    EXPECT_TRUE(generateRequest(*preset("base"), wish));
}

TEST(StartOfTakes, IsThatOfTheBarsAlone) {
    const Score score = melodyFrom(0, 40); // ten bars
    const auto start = startOf(score, "piece", {2, 4});
    ASSERT_TRUE(start);
    EXPECT_EQ((*start)->barCount(), 3);
    EXPECT_EQ((*start)->noteCount(), 12U);
    EXPECT_EQ((*start)->tracks[1]->notes()[0].pitch, score.tracks[1]->notes()[8].pitch);
    EXPECT_EQ(startOf(score, "piece", {2, 99}).error().code, ErrorCode::NoSuchBars);
}

} // namespace
} // namespace leitmotif
