// SPDX-License-Identifier: GPL-3.0-or-later
// Bars that are filled and rewritten while some tracks stay as they are, by each kind of model that
// can do it.
#include "models/engine.h"
#include "tests/core/encoding/random_pieces.h"
#include "tests/models/support/engine_run.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace leitmotif {
namespace {

Recipe lockableRecipe(const std::string& name, int epochs) {
    auto recipe = *preset(name);
    recipe.network = nlohmann::json::parse(
        name == "bilstm"
            ? R"({"embedding":24,"context":48,"layers":[{"layer":"lstm","units":32,"directions":2},
                {"layer":"linear"}]})"
            : R"({"cell":"gru","units":32,"layers":1,"embedding":24,"hidden":24,"memory":true})");
    recipe.training.length = 48;
    recipe.training.batch = 4;
    recipe.training.epochs = epochs;
    recipe.training.learningRate = 0.01;
    recipe.sampling.every = 0;
    return recipe;
}

Note duetNote(std::int64_t beat, std::int64_t beats, int pitch, int channel) {
    Note note;
    note.onset = Tick{beat * 480};
    note.length = Tick{beats * 480};
    note.pitch = Pitch{static_cast<std::uint8_t>(pitch)};
    note.channel = static_cast<std::uint8_t>(channel);
    note.velocity = Velocity{80};
    return note;
}

/// A melody over a bass that tells which of two bars it is, four bars over and over.
Score duet() {
    const int melody[4][4] = {
        {72, 74, 76, 79}, {77, 76, 74, 71}, {72, 69, 67, 65}, {64, 67, 71, 72}};
    const int bass[4] = {48, 43, 45, 55};
    std::vector<Note> upper;
    std::vector<Note> lower;
    for (std::int64_t bar = 0; bar < 32; ++bar) {
        for (int beat = 0; beat < 4; ++beat)
            upper.push_back(duetNote(4 * bar + beat, 1, melody[bar % 4][beat], 0));
        for (int half = 0; half < 2; ++half)
            lower.push_back(duetNote(4 * bar + 2 * half, 2, bass[bar % 4] + 12 * half, 1));
    }
    auto score = emptyScore();
    score.tracks.push_back(
        std::make_shared<const Track>(upper, std::vector<Event>{programChange({0}, 0, 73)}));
    score.tracks.push_back(
        std::make_shared<const Track>(lower, std::vector<Event>{programChange({0}, 1, 32)}));
    return score;
}

ReviseRequest lockedRequest(const Score& score, std::int64_t firstBar, std::int64_t lastBar,
                            std::vector<TrackChoice> locked) {
    ReviseRequest request;
    request.score = std::make_shared<const Score>(score);
    request.firstBar = firstBar;
    request.lastBar = lastBar;
    request.locked = std::move(locked);
    return request;
}

class LockedTracks : public testing::TestWithParam<const char*> {};

TEST_P(LockedTracks, StayToTheByteInWhateverIsDrawnAroundThem) {
    Random random(4);
    int changed = 0;
    for (int round = 0; round < 4; ++round) {
        // Programs are few, so that some tracks are of one part.
        const Corpus corpus({randomPiece(
            random, {.isOnGrid = true, .hasDrums = round % 2 == 0, .parts = 3, .notes = 120})});
        const Score& score = corpus.pieces().front().score;
        const auto sampler = samplerOf(train(
            requestFor(lockableRecipe(GetParam(), 1), std::make_shared<const Corpus>(corpus))));
        for (const bool isFill : {true, false}) {
            auto request = lockedRequest(score, 1, 3, {{1}, {3}});
            request.count = 3;
            request.temperature = 2.0;
            if (!isFill)
                request.share = 0.7;
            request.passes = 2;
            const auto revised = sampler->revise(request, {});
            ASSERT_TRUE(revised) << describe(revised.error());
            ASSERT_EQ(revised->size(), 3U);
            for (const Score& one : *revised) {
                EXPECT_EQ(isPlayable(one), isPlayable(score));
                for (std::size_t i = 0; i < score.tracks.size(); ++i) {
                    EXPECT_EQ(one.tracks[i]->events(), score.tracks[i]->events());
                    if (i == 1 || i == 3)
                        EXPECT_EQ(one.tracks[i]->notes(), score.tracks[i]->notes());
                }
                changed += one.hash() != score.hash() ? 1 : 0;
            }
            EXPECT_EQ(sampler->revise(request, {})->back().hash(), revised->back().hash());
        }
    }
    EXPECT_GT(changed, 20) << "of 24";
}

TEST_P(LockedTracks, AreReadByWhatPlaysWithThem) {
    const auto score = duet();
    const auto corpus = std::make_shared<const Corpus>(corpusPieces(score, "duet").value());
    const auto sampler = samplerOf(train(requestFor(lockableRecipe(GetParam(), 60), corpus)));
    auto request = lockedRequest(score, 9, 10, {{2}});
    request.temperature = 0.3;
    request.count = 4;
    const auto filled = sampler->revise(request, {});
    ASSERT_TRUE(filled) << describe(filled.error());
    std::size_t onBeats = 0;
    std::size_t found = 0;
    std::size_t wanted = 0;
    for (const Score& one : *filled) {
        EXPECT_EQ(one.tracks[2]->notes(), score.tracks[2]->notes());
        for (const Note& note : score.tracks[1]->notes()) {
            if (note.onset < Tick{9 * 1920} || note.onset >= Tick{11 * 1920})
                continue;
            const auto& notes = one.tracks[1]->notes();
            const auto other = std::ranges::find(notes, note.onset, &Note::onset);
            ++wanted;
            onBeats += other != notes.end() ? 1 : 0;
            found += other != notes.end() && other->pitch == note.pitch ? 1 : 0;
        }
    }
    EXPECT_EQ(wanted, 32U);
    EXPECT_GT(onBeats, 28U) << "the melody moves on each beat, above a bass of half notes";
    if (GetParam() == std::string("base-scratch"))
        EXPECT_GT(found, 28U) << "its memory of bars knows which bar that bass belongs to";
}

TEST_P(LockedTracks, AreChannelsWhereThereIsOneTrack) {
    auto score = duet();
    auto notes = score.tracks[1]->notes();
    notes.insert(notes.end(), score.tracks[2]->notes().begin(), score.tracks[2]->notes().end());
    std::ranges::stable_sort(notes, {}, &Note::onset);
    auto events = score.tracks[1]->events();
    events.push_back(score.tracks[2]->events().front());
    score.tracks = {score.tracks[0], std::make_shared<const Track>(notes, events)};
    const auto corpus = std::make_shared<const Corpus>(corpusPieces(score, "duet").value());
    const auto sampler = samplerOf(train(requestFor(lockableRecipe(GetParam(), 1), corpus)));
    const auto ofChannel = [](const Score& one, int channel) {
        auto some = one.tracks[1]->notes();
        std::erase_if(some, [&](const Note& note) { return note.channel != channel; });
        return some;
    };
    auto request = lockedRequest(score, 2, 5, {{1, std::uint8_t{1}}});
    request.temperature = 2.0;
    const auto filled = sampler->revise(request, {});
    ASSERT_TRUE(filled) << describe(filled.error());
    EXPECT_EQ(ofChannel(filled->front(), 1), ofChannel(score, 1));
    EXPECT_NE(ofChannel(filled->front(), 0), ofChannel(score, 0));
}

TEST_P(LockedTracks, MustLeaveSomethingToDraw) {
    const auto score = duet();
    const auto corpus = std::make_shared<const Corpus>(corpusPieces(score, "duet").value());
    const auto sampler = samplerOf(train(requestFor(lockableRecipe(GetParam(), 1), corpus)));
    const auto refused = sampler->revise(lockedRequest(score, 2, 5, {{1}, {2}}), {});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::BadArgument);
}

INSTANTIATE_TEST_SUITE_P(Families, LockedTracks, testing::Values("bilstm", "base-scratch"),
                         [](const auto& info) {
                             return std::string(info.index == 0 ? "Masked" : "Compound");
                         });

} // namespace
} // namespace leitmotif
