// SPDX-License-Identifier: GPL-3.0-or-later
// Keys and pedal, which are encoded as sounding durations.
#include "core/music/sustain.h"
#include "tests/core/encoding/events/event_fitting.h"
#include "tests/core/encoding/random_pieces.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>

namespace leitmotif {
namespace {

TEST(EventPedal, ThePedalLengthensNotesUntilTheirKeyIsStruckAgain) {
    const Event down = controllerEvent({0}, 0, 64, 127);
    const Event up = controllerEvent({1920}, 0, 64, 0);
    const Corpus corpus({{"pedal",
                          scoreOf({{.onset = {0}, .length = {120}, .pitch = {60}},
                                   {.onset = {480}, .length = {120}, .pitch = {62}},
                                   {.onset = {960}, .length = {120}, .pitch = {60}}},
                                  {down, up}),
                          false}});
    const auto encoding = fit(corpus);
    const auto tokens = encoding->encode(corpus.pieces().front()).tokens;
    std::vector<int> durations; // in steps of 40 ticks, each written where it changes
    for (const int token : tokens)
        if (const Token word = vocabularyOf(*encoding).at(token); word.kind == TokenKind::Duration)
            durations.push_back(word.value);
    EXPECT_EQ(durations, (std::vector{24, 36, 24}));
    // Keys and pedal are restored exactly.
    const Score decoded = encoding->decode(tokens);
    for (const Note& note : decoded.tracks[1]->notes())
        EXPECT_EQ(note.length, Tick{120});
    const Sustain sustain(decoded);
    EXPECT_EQ(sustain.endOf(0, {120}), Tick{1920});
    EXPECT_EQ(sustain.endOf(0, {1080}), Tick{1920});
    EXPECT_EQ(sustain.endOf(0, {1921}), Tick{1921});
}

/// How long each note sounds, by onset and pitch.
std::map<std::pair<std::int64_t, int>, std::int64_t> soundingEnds(const Score& score) {
    const Sustain sustain(score);
    std::map<std::pair<std::int64_t, int>, std::int64_t> ends;
    for (const TrackPtr& track : score.tracks)
        for (const Note& note : track->notes())
            ends[{note.onset.value, note.pitch.value}] =
                sustain.endOf(note.channel, note.end()).value;
    return ends;
}

TEST(EventPedal, ADecodedPedalProlongsWhatItDidInTheSourceAndNothingElse) {
    Random random(21);
    std::size_t pressed = 0;
    for (int round = 0; round < 40; ++round) {
        // Broken chords: each bar under one pedal, one short note before it is lifted.
        std::vector<Note> notes;
        std::vector<Event> events;
        for (std::int64_t bar = 0; bar < 8; ++bar) {
            const bool hasPedal = random.below(4) != 0;
            for (std::int64_t beat = 0; beat < 4; ++beat)
                notes.push_back(
                    {.onset = {bar * 1920 + beat * 480},
                     .length = {40 * static_cast<std::int64_t>(1 + random.below(10))},
                     .pitch = {static_cast<std::uint8_t>(48 + 4 * beat + random.below(4))}});
            if (hasPedal) {
                events.push_back(controllerEvent({bar * 1920 + 20}, 0, 64, 127));
                events.push_back(controllerEvent({bar * 1920 + 1920}, 0, 64, 0));
            }
        }
        const Corpus corpus({{"chords", scoreOf(notes, events), false}});
        const auto encoding = fit(corpus);
        const Score& source = corpus.pieces().front().score;
        const Score decoded = encoding->decode(encoding->encode(corpus.pieces().front()).tokens);
        ASSERT_EQ(soundingEnds(decoded), soundingEnds(source)) << "round " << round;
        for (const Event& event : decoded.tracks[1]->events())
            pressed += event.isController(64) && event.data2 > 0 ? 1 : 0;
    }
    EXPECT_GT(pressed, 100U); // of about 240 bars with a pedal
}

TEST(EventPedal, ASampleHoldsKeysAsTheSourceDoesWhereItsEndsDisagree) {
    // Four short keys a bar under one pedal.
    std::vector<Note> notes;
    std::vector<Event> events;
    for (std::int64_t bar = 0; bar < 4; ++bar) {
        for (std::int64_t beat = 0; beat < 4; ++beat)
            notes.push_back({.onset = {bar * 1920 + beat * 480},
                             .length = {240},
                             .pitch = {static_cast<std::uint8_t>(60 + beat)}});
        events.push_back(controllerEvent({bar * 1920}, 0, 64, 127));
        events.push_back(controllerEvent({bar * 1920 + 1920}, 0, 64, 0));
    }
    const Corpus corpus({{"chords", scoreOf(notes, events), false}});
    const auto encoding = fit(corpus);
    auto tokens = encoding->encode(corpus.pieces().front()).tokens;
    EXPECT_EQ(soundingEnds(encoding->decodeSample(tokens)), soundingEnds(encoding->decode(tokens)));
    // The second note of the first bar now ends a beat before the others.
    const auto& vocabulary = vocabularyOf(*encoding);
    const auto second = std::ranges::find(tokens, *vocabulary.idOf({TokenKind::Duration, 36}));
    ASSERT_NE(second, tokens.end());
    *second = *vocabulary.idOf({TokenKind::Duration, 24});
    const Score exact = encoding->decode(tokens);
    const Score sample = encoding->decodeSample(tokens);
    EXPECT_EQ(Sustain(exact).endOf(0, exact.tracks[1]->notes()[1].end()), Tick{1440});
    ASSERT_EQ(sample.noteCount(), notes.size());
    for (const Note& note : sample.tracks[1]->notes())
        EXPECT_EQ(note.length, Tick{240});
    EXPECT_EQ(Sustain(sample).endOf(0, {240}), Tick{1920});
}

TEST(EventPedal, ADecodedScoreSoundsLikeItsSource) {
    Score score = emptyScore({480}, 400'000, 3, 4);
    std::vector<Note> violin;
    std::vector<Note> bass;
    std::vector<Note> drums;
    for (std::int64_t i = 0; i < 12; ++i) {
        violin.push_back({.onset = {i * 480}, .length = {480}, .pitch = {76}, .channel = 4});
        bass.push_back({.onset = {i * 480}, .length = {240}, .pitch = {40}, .channel = 2});
        drums.push_back({.onset = {i * 480}, .length = {40}, .pitch = {36}, .channel = 9});
    }
    const auto track = [](const char* name, std::uint8_t channel, std::uint8_t program,
                          std::vector<Note> notes) {
        return std::make_shared<const Track>(
            std::move(notes), std::vector<Event>{textEvent({0}, meta::kTrackName, name),
                                                 programChange({0}, channel, program),
                                                 controllerEvent({0}, channel, 7, 90),
                                                 controllerEvent({0}, channel, 10, 20)});
    };
    score.tracks.push_back(track("Violin", 4, 40, violin));
    score.tracks.push_back(track("Drums", 9, 8, drums));
    score.tracks.push_back(track("Bass", 2, 33, bass));
    const Corpus corpus({{"trio", score, false}});
    const auto encoding = fit(corpus);
    const Score decoded = encoding->decode(encoding->encode(corpus.pieces().front()).tokens);
    ASSERT_EQ(decoded.tracks.size(), 4U);
    EXPECT_EQ(decoded.tracks[1]->name(), "Violin");
    EXPECT_EQ(decoded.tracks[1]->program(4), 40);
    EXPECT_EQ(decoded.tracks[2]->name(), "Bass");
    EXPECT_EQ(decoded.tracks[2]->program(2), 33);
    EXPECT_EQ(decoded.tracks[3]->name(), "Drums");
    EXPECT_EQ(decoded.tracks[3]->program(9), 8);
    EXPECT_TRUE(std::ranges::any_of(decoded.tracks[1]->events(), [](const Event& event) {
        return event.isController(7) && event.data2 == 90;
    }));
    EXPECT_EQ(decoded.tempoMap().changes().front().microseconds, 400'000U);
    EXPECT_EQ(decoded.meterMap().signatureAt({0}).numerator, 3);
    EXPECT_EQ(decoded.barCount(), 4);
}

} // namespace
} // namespace leitmotif
