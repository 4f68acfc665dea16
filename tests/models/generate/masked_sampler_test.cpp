// SPDX-License-Identifier: GPL-3.0-or-later
// Masked prediction in whole runs: their events, and their samples.
#include "core/midi/smf_reader.h"
#include "core/midi/smf_writer.h"
#include "models/checkpoint/checkpoint.h"
#include "models/corpus/bar_shapes.h"
#include "models/engine.h"
#include "tests/models/support/engine_run.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <set>

namespace leitmotif {
namespace {

Recipe smallRecipe(int epochs) {
    auto recipe = *preset("bilstm");
    recipe.network = nlohmann::json::parse(R"({"embedding":24,"context":48,"layers":[
        {"layer":"lstm","units":32,"directions":2},{"layer":"linear"}]})");
    recipe.training.length = 48;
    recipe.training.batch = 4;
    recipe.training.epochs = epochs;
    recipe.sampling.every = epochs;
    recipe.sampling.bars = 4;
    recipe.sampling.candidates = 1; // the best of many would not be what it has learned by heart
    recipe.training.dropout = 0.1;
    recipe.training.weightDecay = 0.0;
    recipe.training.learningRate = 0.01;
    return recipe;
}

/// A network that has overfitted the phrase, made once.
const Report& learned() {
    static const Report report = train(requestFor(smallRecipe(120), repeatedPhrase(8)));
    return report;
}

std::shared_ptr<const Score> phrase() {
    return std::make_shared<const Score>(repeatedPhrase(4)->pieces().front().score);
}

std::vector<std::pair<Tick, Pitch>> notesIn(const Score& score, std::int64_t firstBar,
                                            std::int64_t lastBar) {
    const auto meters = score.meterMap();
    std::vector<std::pair<Tick, Pitch>> notes;
    for (const auto& track : score.tracks)
        for (const Note& note : track->notes())
            if (note.onset >= meters.barStart(firstBar) &&
                note.onset < meters.barStart(lastBar + 1))
                notes.emplace_back(note.onset, note.pitch);
    std::ranges::sort(notes);
    return notes;
}

TEST(MaskedRun, LearnsOnePhraseByHeart) {
    const auto& report = learned();
    const double unigram = report.epochs.back().measures.at(kMaskedUnigramNats);
    EXPECT_LT(*report.epochs.back().validationLoss, 0.5 * unigram);
    EXPECT_LT(report.epochs.back().loss, 0.4 * report.epochs.front().loss);
    EXPECT_EQ(report.started->unigramNats, 0.0);
    ASSERT_GE(report.takes.size(), 1U); // the best epoch may have one, too
    EXPECT_GT(report.takes[0].copied, 0.4);
}

TEST(MaskedRun, ResumesToTheLastBit) {
    auto recipe = smallRecipe(5);
    const auto whole = train(requestFor(recipe, repeatedPhrase(5)));
    const auto twice = train(requestFor(recipe, repeatedPhrase(5)));
    int resumed = 0;
    for (const auto& checkpoint : whole.checkpoints) {
        if (checkpoint.training == nullptr || checkpoint.epoch == 5)
            continue;
        ++resumed;
        const auto rest = train(continued(requestFor(recipe, repeatedPhrase(5)), checkpoint));
        ASSERT_EQ(rest.epochs.size(), static_cast<std::size_t>(5 - checkpoint.epoch));
        for (const auto& epoch : rest.epochs) {
            const auto& expected = whole.epochs[static_cast<std::size_t>(epoch.epoch - 1)];
            EXPECT_EQ(epoch.loss, expected.loss);
            EXPECT_EQ(epoch.validationLoss, expected.validationLoss);
        }
        EXPECT_EQ(rest.takes.back().score->hash(), whole.takes.back().score->hash());
        EXPECT_EQ(*rest.checkpoints.back().weights, *whole.checkpoints.back().weights);
    }
    EXPECT_GT(resumed, 0);
    EXPECT_EQ(*twice.checkpoints.back().weights, *whole.checkpoints.back().weights);
}

TEST(MaskedSampler, MakesValidMidiOfTheBarsAskedFor) {
    const auto sampler = samplerOf(train(requestFor(smallRecipe(1), repeatedPhrase(4))));
    for (const int bars : {1, 3, 20}) {
        GenerateRequest request;
        request.bars = bars;
        request.count = 3;
        const auto scores = (*sampler).generate(request, {});
        ASSERT_TRUE(scores);
        std::set<std::uint64_t> distinct;
        for (const Score& score : *scores) {
            EXPECT_EQ(score.meterMap().barCount(score.end()), bars);
            EXPECT_GT(score.noteCount(), 0U);
            const auto again = readMidi(midiBytes(score), "take");
            ASSERT_TRUE(again);
            EXPECT_TRUE(again->findings.empty());
            distinct.insert(score.hash());
        }
        EXPECT_EQ(distinct.size(), 3U);
        request.seed = 2;
        request.count = 1;
        EXPECT_EQ((*sampler).generate(request, {})->front().hash(), (*scores)[1].hash());
    }
    std::stop_source stop;
    stop.request_stop();
    EXPECT_TRUE(sampler->generate({}, stop.get_token())->empty());
    GenerateRequest none;
    none.count = 0;
    EXPECT_EQ(sampler->generate(none, {}).error().code, ErrorCode::BadArgument);
}

TEST(MaskedSampler, FillsAHoleWithWhatBelongsThereAndLeavesTheRest) {
    const auto sampler = samplerOf(learned());
    // A phrase of which the sixth and seventh bar are missing.
    const auto whole = phrase();
    const auto meters = whole->meterMap();
    auto notes = whole->tracks.back()->notes();
    std::erase_if(notes, [&](const Note& note) {
        return note.onset >= meters.barStart(5) && note.onset < meters.barStart(7);
    });
    Score holed = *whole;
    holed.tracks.back() = std::make_shared<const Track>(notes, std::vector<Event>{});
    ReviseRequest request;
    request.score = std::make_shared<const Score>(holed);
    request.firstBar = 5;
    request.lastBar = 6;
    request.temperature = 0.2;
    request.count = 4;
    const auto filled = sampler->revise(request, {});
    ASSERT_TRUE(filled) << describe(filled.error());
    ASSERT_EQ(filled->size(), 4U);
    std::size_t found = 0;
    std::size_t wanted = 0;
    for (const Score& score : *filled) {
        auto kept = score.tracks.back()->notes();
        std::erase_if(kept, [&](const Note& note) {
            return note.onset >= meters.barStart(5) && note.onset < meters.barStart(7);
        });
        EXPECT_EQ(kept, notes);
        EXPECT_EQ(score.tracks.front()->events(), whole->tracks.front()->events());
        const auto expected = notesIn(*whole, 5, 6);
        const auto actual = notesIn(score, 5, 6);
        wanted += expected.size();
        for (const auto& note : expected)
            found += std::ranges::find(actual, note) != actual.end();
    }
    EXPECT_GT(found * 10, wanted * 6); // it has overfitted the phrase
}

TEST(MaskedSampler, RewritesAShareAndNothingElse) {
    const auto sampler = samplerOf(train(requestFor(smallRecipe(2), repeatedPhrase(5))));
    const auto whole = phrase();
    ReviseRequest request;
    request.score = whole;
    request.firstBar = 2;
    request.lastBar = 9;
    request.share = 0.2;
    request.passes = 1;
    request.temperature = 3.0;
    const auto once = sampler->revise(request, {})->front();
    const auto isOutside = [&](std::int64_t first, std::int64_t last) {
        return notesIn(once, first, last) == notesIn(*whole, first, last);
    };
    EXPECT_TRUE(isOutside(0, 1));
    EXPECT_TRUE(isOutside(10, 15));
    const auto keptBy = [&](const Score& score) {
        const auto before = notesIn(*whole, 2, 9);
        const auto after = notesIn(score, 2, 9);
        std::size_t kept = 0;
        for (const auto& note : before)
            kept += std::ranges::find(after, note) != after.end();
        return static_cast<double>(kept) / static_cast<double>(before.size());
    };
    EXPECT_GT(keptBy(once), 0.6);
    EXPECT_LT(keptBy(once), 1.0);
    request.passes = 30;
    EXPECT_LT(keptBy(sampler->revise(request, {})->front()), keptBy(once));
    // The same seed gives the same piece.
    EXPECT_EQ(sampler->revise(request, {})->front().hash(),
              sampler->revise(request, {})->front().hash());
}

TEST(MaskedSampler, RefusesWhatIsNotThere) {
    const auto sampler = samplerOf(train(requestFor(smallRecipe(1), repeatedPhrase(4))));
    ReviseRequest request;
    request.score = phrase();
    request.lastBar = 99;
    EXPECT_EQ(sampler->revise(request, {}).error().code, ErrorCode::NoSuchBars);
    request.lastBar = 1;
    request.share = 0.0;
    EXPECT_EQ(sampler->revise(request, {}).error().code, ErrorCode::BadArgument);
    request.share = 0.5;
    request.temperature = 0.0;
    EXPECT_EQ(sampler->revise(request, {}).error().code, ErrorCode::BadArgument);
}

TEST(MaskedSampler, OtherModelsCannotRevise) {
    auto recipe = *preset("ngram");
    recipe.sampling.every = 0;
    const auto sampler = samplerOf(train(requestFor(recipe, repeatedPhrase(4))));
    ReviseRequest request;
    request.score = phrase();
    EXPECT_EQ(sampler->revise(request, {}).error().code, ErrorCode::BadArgument);
}

TEST(MaskedSampler, DamagedDescriptionsAreErrors) {
    const auto report = train(requestFor(smallRecipe(1), repeatedPhrase(4)));
    const auto good = *weightsFromBytes(*report.checkpoints.back().weights);
    const auto expectRefused = [](const WeightsPart& part, const std::string& what) {
        const auto sampler =
            LibtorchEngine().sampler(std::make_shared<const Bytes>(toBytes(part)), {});
        ASSERT_FALSE(sampler) << what;
        EXPECT_EQ(sampler.error().code, ErrorCode::CheckpointUnreadable) << what;
    };
    for (const char* key : {"rows", "shapes"})
        for (const char* value :
             {"null", "[]", "[[]]", "[[[9,3]]]", "[[[0,-1]]]", "[[[0,0]]]", "7"}) {
            auto part = good;
            part.description[key] = nlohmann::json::parse(value);
            expectRefused(part, std::string(key) + value);
            part.description.erase(key);
            expectRefused(part, key);
        }
    auto part = good;
    part.recipe.network = nlohmann::json::array();
    expectRefused(part, "network");
    part = good;
    part.weights.pop_back();
    expectRefused(part, "weights");
}

TEST(BarShapes, GiveWhatStandsBetweenSuchBars) {
    // Bars of 1, 2, 3 … 8 notes.
    RowPiece piece;
    for (int bar = 0; bar < 8; ++bar) {
        piece.bars.push_back({0, 48.0});
        for (int note = 0; note <= bar; ++note)
            piece.rows.push_back({.bar = bar});
    }
    const std::vector<SequenceSpan> all = {{0, 0, piece.rows.size(), piece.rows.size()}};
    const BarShapes shapes(std::span(&piece, 1), all);
    Random random(1);
    std::map<int, int> chosen;
    for (int round = 0; round < 200; ++round)
        ++chosen[shapes.drawnBetween(3, 5, 1, random).front()];
    EXPECT_GT(chosen[4], 20);
    EXPECT_EQ(chosen[8], 0);
    for (const auto& bar : shapes.drawn(20, random))
        EXPECT_GE(bar.notes, 1);
    // A bar that the split cuts does not count.
    const std::vector<SequenceSpan> some = {{0, 0, 4, 4}};
    for (const auto& bar : BarShapes(std::span(&piece, 1), some).drawn(6, random))
        EXPECT_LE(bar.notes, 2);
}

} // namespace
} // namespace leitmotif
