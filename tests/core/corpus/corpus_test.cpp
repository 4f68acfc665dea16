// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/corpus.h"

#include "core/music/parts.h"
#include "core/music/patterns.h"
#include "tests/core/music/midi_song.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>

#include <numeric>

namespace leitmotif {
namespace {

using testing::ElementsAre;

TrackPtr trackOf(std::vector<Note> notes, std::vector<Event> events = {}) {
    return std::make_shared<const Track>(std::move(notes), std::move(events));
}

/// A quarter note on each beat of so many 4/4 bars.
std::vector<Note> quarters(int bars, std::uint8_t pitch, std::uint8_t channel = 0) {
    std::vector<Note> notes;
    for (int i = 0; i < bars * 4; ++i)
        notes.push_back(
            {.onset = {i * 480}, .length = {480}, .pitch = {pitch}, .channel = channel});
    return notes;
}

Score twoParts(int bars) {
    Score score;
    score.tracks = {
        trackOf({}, {tempoEvent({0}, 600'000), tempoEvent({1920}, 400'000),
                     timeSignatureEvent({0}, 4, 4), textEvent({0}, meta::kTrackName, "x")}),
        trackOf(quarters(bars, 60),
                {programChange({0}, 0, 5), controllerEvent({0}, 0, 7, 90),
                 controllerEvent({960}, 0, 7, 100), controllerEvent({5000}, 0, 7, 20)}),
        trackOf(quarters(bars, 40, 1))};
    return score;
}

ErrorCode errorOf(const Score& score, const CorpusSelection& selection) {
    const auto pieces = corpusPieces(score, "x", selection);
    EXPECT_FALSE(pieces);
    return pieces ? ErrorCode::BadArgument : pieces.error().code;
}

TEST(Corpus, TakesAWholeScoreAsItIs) {
    const Score score = twoParts(4);
    const auto pieces = corpusPieces(score, "x");
    ASSERT_TRUE(pieces);
    ASSERT_EQ(pieces->size(), 1U);
    EXPECT_EQ(pieces->front().score.tracks, score.tracks);
    EXPECT_FALSE(pieces->front().hasFreeBeat);
}

TEST(Corpus, ChannelsOfASingleTrackCanBeChosen) {
    const Score score =
        songOf({SongTrack().notes(0, 1, 8).notes(4000, 4, 12).notes(9000, 10, 16)}, 0);
    const auto selection = selectionOf(score, "x", {0, 2});
    ASSERT_TRUE(selection);
    EXPECT_THAT(selection->withoutChannels, ElementsAre(3));
    const auto pieces = corpusPieces(score, "x", *selection);
    ASSERT_TRUE(pieces);
    EXPECT_EQ(pieces->front().score.noteCount(), 24U);
    EXPECT_TRUE(selectionOf(score, "x", {})->withoutChannels.empty());
    const auto none = selectionOf(score, "x", {3});
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error(), (Error{ErrorCode::NoSuchTrack, {"x", "4", "3"}}));
    const auto tracks = selectionOf(twoParts(4), "x", {2});
    ASSERT_TRUE(tracks);
    EXPECT_THAT(tracks->tracks, ElementsAre(2));
}

TEST(Corpus, OneOfTwoRenditionsIsLearned) {
    const Score score = songOf({SongTrack().meta(0, 0x7f, {0, 0, 0x41}),
                                SongTrack().notes(0, 3, 16), SongTrack().notes(0, 13, 16)});
    for (const auto& bars : {std::optional<BarRange>(), std::optional(BarRange{1, 1})}) {
        const auto pieces = corpusPieces(score, "x", {.tracks = {}, .bars = bars});
        ASSERT_TRUE(pieces);
        EXPECT_EQ(pieces->front().score.tracks[2]->notes().size(), 0U);
    }
    const auto simple = corpusPieces(score, "x", {.tracks = {2}, .bars = {}});
    ASSERT_TRUE(simple) << "the other one, if it alone is chosen";
    EXPECT_EQ(simple->front().score.noteCount(), 16U);
}

TEST(Corpus, BarsKeepWhatMadePercussionBeforeThem) {
    const Score score = songOf({SongTrack()
                                    .gmReset(0, 1)
                                    .gsReset(60)
                                    .gs(120, {0x40, 0x1a, 0x15, 1})
                                    .gs(125, {0x40, 0x1b, 0x15, 1})
                                    .gs(130, {0x40, 0x1b, 0x15, 0}),
                                SongTrack().notes(130, 11, 40), SongTrack().notes(130, 12, 40)});
    const auto pieces = corpusPieces(score, "x", {.tracks = {}, .bars = BarRange{2, 3}});
    ASSERT_TRUE(pieces);
    const Parts parts(pieces->front().score);
    ASSERT_EQ(parts.list().size(), 2U);
    EXPECT_TRUE(parts.list()[0].isDrums);
    EXPECT_FALSE(parts.list()[1].isDrums);
}

TEST(Corpus, KeepsTempoAndSignaturesOfTracksLeftOut) {
    const Score score = twoParts(4);
    const auto pieces = corpusPieces(score, "x", {.tracks = {2}, .bars = {}});
    ASSERT_TRUE(pieces);
    const Score& cut = pieces->front().score;
    EXPECT_EQ(cut.noteCount(), 16U);
    EXPECT_TRUE(cut.tracks[1]->notes().empty());
    EXPECT_EQ(cut.tracks[1]->events(), score.tracks[1]->events());
    EXPECT_EQ(cut.tempoMap().changes(), score.tempoMap().changes());
}

TEST(Corpus, MovesBarsToTheStartWithWhatHoldsThere) {
    const Score score = twoParts(6);
    const auto pieces = corpusPieces(score, "x", {.tracks = {}, .bars = BarRange{2, 3}});
    ASSERT_TRUE(pieces);
    const Score& cut = pieces->front().score;
    EXPECT_EQ(cut.noteCount(), 16U);
    EXPECT_EQ(cut.barCount(), 2);
    EXPECT_EQ(cut.tracks[1]->notes().front().onset, Tick{0});
    EXPECT_EQ(cut.tempoMap().changes(), std::vector<TempoChange>({{{0}, 400'000}}));
    EXPECT_EQ(cut.tracks[0]->name(), "x");
    EXPECT_EQ(cut.tracks[1]->program(0), 5);
    std::vector<std::pair<std::int64_t, int>> volumes;
    for (const Event& event : cut.tracks[1]->events())
        if (event.isController(7))
            volumes.emplace_back(event.tick.value, event.data2);
    EXPECT_THAT(volumes, ElementsAre(std::pair(0, 100), std::pair(5000 - 3840, 20)));
}

TEST(Corpus, BarsOfAnyRangeAddUpToTheWhole) {
    Score score = twoParts(8);
    score.tracks[0] =
        trackOf({}, {timeSignatureEvent({0}, 3, 4), timeSignatureEvent({2880}, 7, 8)});
    const std::int64_t bars = score.barCount();
    for (std::int64_t cut = 1; cut < bars; ++cut) {
        const auto piecesOf = [&](BarRange range) { // as they are: odd first bars stay
            return corpusPieces(score, "x",
                                {.tracks = {}, .bars = range, .beat = BeatChoice::Free});
        };
        const auto first = piecesOf({0, cut - 1});
        const auto second = piecesOf({cut, bars - 1});
        ASSERT_TRUE(first && second);
        EXPECT_EQ(first->front().score.noteCount() + second->front().score.noteCount(),
                  score.noteCount());
        const Score& later = second->front().score;
        EXPECT_EQ(later.meterMap().barLength({0}),
                  score.meterMap().barLength(score.meterMap().barStart(cut)));
        EXPECT_EQ(later.barCount(), bars - cut);
    }
}

TEST(Corpus, TakesPatternsOneByOne) {
    Score score = twoParts(4);
    score.format = 2;
    const auto pieces = corpusPieces(score, "x");
    ASSERT_TRUE(pieces);
    ASSERT_EQ(pieces->size(), 2U); // the first track has no notes
    EXPECT_EQ(pieces->front().score.tracks.size(), 1U);
    EXPECT_NE(pieces->front().name, pieces->back().name);
}

TEST(Corpus, BarsOfPatternsAreThoseOfTheTimeLine) {
    Score score = twoParts(4);
    score.format = 2;
    score.tracks.erase(score.tracks.begin());
    const std::int64_t bars = score.barCount();
    layOutPatterns(score);
    ASSERT_EQ(score.barCount(), 2 * bars);
    const auto pieces = corpusPieces(score, "x", {.tracks = {}, .bars = BarRange{bars - 1, bars}});
    ASSERT_TRUE(pieces);
    ASSERT_EQ(pieces->size(), 2U); // the last bar of the first and the first of the second
    for (const CorpusPiece& piece : *pieces)
        EXPECT_EQ(piece.score.barCount(), 1);
    const auto second = corpusPieces(score, "x", {.tracks = {}, .bars = BarRange{bars, bars}});
    ASSERT_TRUE(second);
    ASSERT_EQ(second->size(), 1U);
    EXPECT_EQ(second->front().name, "x (2)");
}

TEST(Corpus, RefusesWhatIsNotThere) {
    const Score score = twoParts(4);
    EXPECT_EQ(errorOf(score, {.tracks = {3}, .bars = {}}), ErrorCode::NoSuchTrack);
    EXPECT_EQ(errorOf(score, {.tracks = {0}, .bars = {}}), ErrorCode::NoNotes);
    EXPECT_EQ(errorOf(score, {.tracks = {}, .bars = BarRange{2, 4}}), ErrorCode::NoSuchBars);
    EXPECT_EQ(errorOf(score, {.tracks = {}, .bars = BarRange{2, 1}}), ErrorCode::NoSuchBars);
    EXPECT_EQ(errorOf(score, {.tracks = {}, .bars = BarRange{-1, 1}}), ErrorCode::NoSuchBars);
    EXPECT_EQ(errorOf(emptyScore(), {}), ErrorCode::NoNotes);
}

TEST(Corpus, HashTellsContentsApart) {
    const auto hashOfPieces = [](const Score& score, const CorpusSelection& selection) {
        return Corpus(corpusPieces(score, "x", selection).value()).hash();
    };
    const Score score = twoParts(4);
    const Score equal = twoParts(4);
    EXPECT_EQ(hashOfPieces(score, {}), hashOfPieces(equal, {}));
    EXPECT_NE(hashOfPieces(score, {}), hashOfPieces(score, {.tracks = {1}, .bars = {}}));
    Score louder = score;
    auto notes = score.tracks[1]->notes();
    notes[3] = notes[3].withVelocity({65});
    louder.tracks[1] = trackOf(notes, score.tracks[1]->events());
    EXPECT_NE(hashOfPieces(score, {}), hashOfPieces(louder, {}));
    EXPECT_EQ(Corpus(corpusPieces(score, "x").value()).noteCount(), 32U);
}

TEST(Corpus, KnowsWhatItsPiecesAreFor) {
    const auto piecesFor = [](PieceRole role) {
        return corpusPieces(twoParts(4), "x", {.tracks = {}, .bars = {}, .role = role}).value();
    };
    std::set<std::uint64_t> hashes;
    for (const PieceRole role : {PieceRole::Training, PieceRole::Validation, PieceRole::Test}) {
        const Corpus corpus(piecesFor(role));
        EXPECT_TRUE(corpus.hasRole(role));
        EXPECT_EQ(corpus.noteCount(role), corpus.noteCount());
        hashes.insert(corpus.hash());
    }
    EXPECT_EQ(hashes.size(), 3U);
    auto pieces = piecesFor(PieceRole::Training);
    pieces.push_back(piecesFor(PieceRole::Test).front());
    const Corpus corpus(pieces);
    EXPECT_FALSE(corpus.hasRole(PieceRole::Validation));
    EXPECT_EQ(corpus.noteCount(PieceRole::Training), corpus.noteCount(PieceRole::Test));
    EXPECT_EQ(corpus.noteCount(PieceRole::Validation), 0U);
}

} // namespace
} // namespace leitmotif
