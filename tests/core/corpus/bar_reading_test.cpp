// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/bar_reading.h"

#include "core/base/random.h"

#include <gtest/gtest.h>

#include <vector>

namespace leitmotif {
namespace {

constexpr std::int64_t kBeat = 480;

Score scoreOf(std::vector<Event> events, std::vector<Note> notes) {
    Score score;
    score.tracks = {std::make_shared<const Track>(std::vector<Note>{}, std::move(events)),
                    std::make_shared<const Track>(std::move(notes), std::vector<Event>{})};
    return score;
}

std::vector<Note> quartersFrom(std::int64_t first, int count) {
    std::vector<Note> notes;
    for (int i = 0; i < count; ++i)
        notes.push_back({.onset = {first + i * kBeat}, .length = {kBeat}});
    return notes;
}

/// Beats of which the first of every `beats` is longer and lower, beginning with beat `first`.
std::vector<Note> stressed(int beats, int count, int first = 0) {
    Random random(3);
    std::vector<Note> notes;
    for (int i = 0; i < count; ++i) {
        const bool isFirst = (i + first) % beats == 0;
        for (std::uint64_t n = random.below(3) + (isFirst ? 2 : 0); n > 0; --n)
            notes.push_back({.onset = {i * kBeat},
                             .length = {isFirst ? 2 * kBeat : kBeat / 2},
                             .pitch = {static_cast<std::uint8_t>(isFirst ? 36 + n : 60 + n)}});
    }
    return notes;
}

TEST(BarReading, AnUpbeatFillsItsBar) {
    const Score score = scoreOf({timeSignatureEvent({0}, 1, 4), timeSignatureEvent({kBeat}, 3, 4),
                                 tempoEvent({0}, 400'000)},
                                quartersFrom(0, 31));
    const BarReading reading = readBars(score);
    EXPECT_EQ(reading, (BarReading{3, 4, 1, {2 * kBeat}, true}));
    const Score whole = inWholeBars(score, reading);
    EXPECT_EQ(whole.meterMap().changes(), std::vector<SignatureChange>({{{0}, 3, 4}}));
    EXPECT_EQ(whole.tracks[1]->notes().front().onset, Tick{2 * kBeat});
    EXPECT_EQ(whole.noteCount(), 31U);
    EXPECT_EQ(whole.tempoMap().changes(), score.tempoMap().changes());
}

TEST(BarReading, OnlyBarsWithAnUpbeatAreKept) {
    // Two bars of 4/4 with an upbeat of a beat, before music in 6/4.
    const Score score =
        scoreOf({timeSignatureEvent({0}, 4, 4), timeSignatureEvent({8 * kBeat}, 6, 4)},
                quartersFrom(7 * kBeat, 61));
    const Score whole = inWholeBars(score, readBars(score));
    EXPECT_EQ(whole.meterMap().changes(), std::vector<SignatureChange>({{{0}, 6, 4}}));
    EXPECT_EQ(whole.tracks[1]->notes().front().onset, Tick{5 * kBeat});
}

TEST(BarReading, AnEmptySetUpBarIsLeftOut) {
    const Score score =
        scoreOf({timeSignatureEvent({0}, 2, 4), tempoEvent({0}, 500'000),
                 timeSignatureEvent({2 * kBeat}, 4, 4), tempoEvent({2 * kBeat}, 352'941)},
                quartersFrom(2 * kBeat, 40));
    const Score whole = inWholeBars(score, readBars(score));
    EXPECT_EQ(whole.meterMap().changes(), std::vector<SignatureChange>({{{0}, 4, 4}}));
    EXPECT_EQ(whole.tempoMap().changes(), std::vector<TempoChange>({{{0}, 352'941}}));
    EXPECT_EQ(whole.tracks[1]->notes().front().onset, Tick{0});
    EXPECT_EQ(whole.barCount(), 10);
}

TEST(BarReading, ASignatureThatComesALittleLateMeansTheStart) {
    const Score score = scoreOf({timeSignatureEvent({5}, 3, 4)}, quartersFrom(0, 30));
    const Score whole = inWholeBars(score, readBars(score));
    EXPECT_EQ(whole.meterMap().changes(), std::vector<SignatureChange>({{{0}, 3, 4}}));
    EXPECT_EQ(whole.tracks[1]->notes().front().onset, Tick{0});
}

TEST(BarReading, MusicInWholeBarsStaysAsItIs) {
    const Score score =
        scoreOf({timeSignatureEvent({0}, 4, 4), timeSignatureEvent({8 * kBeat}, 3, 4)},
                quartersFrom(0, 14));
    EXPECT_EQ(readBars(score), (BarReading{4, 4, 1, {0}}));
    EXPECT_EQ(inWholeBars(score, readBars(score)).tracks, score.tracks);
    // A long introduction in another signature belongs to the music.
    const Score later =
        scoreOf({timeSignatureEvent({0}, 3, 4), timeSignatureEvent({12 * kBeat}, 4, 4)},
                quartersFrom(0, 100));
    EXPECT_EQ(inWholeBars(later, readBars(later)).tracks, later.tracks);
}

TEST(BarReading, BarsOfOneBeatAreGroupedAsTheyAreStressed) {
    for (const int beats : {3, 4}) {
        const Score score = scoreOf({timeSignatureEvent({0}, 1, 4)}, stressed(beats, 120));
        const BarReading reading = readBars(score);
        EXPECT_EQ(reading, (BarReading{beats, 4, beats, {0}}));
        const Score whole = inWholeBars(score, reading);
        EXPECT_EQ(whole.meterMap().changes(), std::vector<SignatureChange>({{{0}, beats, 4}}));
        EXPECT_EQ(whole.barCount(), 120 / beats);
        // Bars begin where the stress is.
        const Score early =
            scoreOf({timeSignatureEvent({0}, 1, 4)}, stressed(beats, 120, beats - 1));
        EXPECT_EQ(readBars(early).lead, Tick{(beats - 1) * kBeat});
    }
}

} // namespace
} // namespace leitmotif
