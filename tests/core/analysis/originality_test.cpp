// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/originality.h"

#include "core/base/random.h"

#include <algorithm>
#include <chrono>
#include <gtest/gtest.h>

namespace leitmotif {
namespace {

constexpr std::int64_t kSixteenth = 120;

Score scoreOf(std::vector<Note> notes, std::vector<Event> events = {}) {
    Score score = emptyScore();
    score.tracks.push_back(std::make_shared<const Track>(std::move(notes), std::move(events)));
    return score;
}

Corpus corpusOf(std::vector<std::vector<Note>> pieces, bool hasFreeBeat = false) {
    std::vector<CorpusPiece> corpus;
    for (auto& notes : pieces)
        corpus.push_back({"piece", scoreOf(std::move(notes)), hasFreeBeat});
    return Corpus(std::move(corpus));
}

struct Variety {
    std::uint64_t pitches = 40;
    std::uint64_t gaps = 4;
    std::uint64_t lengths = 4;
};

/// Notes of one channel on sixteenths, one after the other, released before the next begins or
/// held.
std::vector<Note> randomNotes(Random& random, std::size_t count, Variety variety,
                              std::uint8_t channel = 0) {
    std::vector<Note> notes;
    Tick onset;
    for (std::size_t i = 0; i < count; ++i) {
        onset += {kSixteenth * static_cast<std::int64_t>(1 + random.below(variety.gaps))};
        notes.push_back({.onset = onset,
                         .length = {kSixteenth},
                         .pitch = {static_cast<std::uint8_t>(40 + random.below(variety.pitches))},
                         .channel = channel});
    }
    for (std::size_t i = 0; i + 1 < notes.size(); ++i) {
        const std::int64_t gap = (notes[i + 1].onset - notes[i].onset).value / kSixteenth;
        const auto longest = std::min(static_cast<std::uint64_t>(gap), variety.lengths);
        notes[i].length = {kSixteenth * static_cast<std::int64_t>(1 + random.below(longest))};
    }
    return notes;
}

std::vector<Note> excerpt(const std::vector<Note>& notes, std::size_t first, std::size_t count,
                          int semitones) {
    std::vector<Note> result(notes.begin() + static_cast<std::ptrdiff_t>(first),
                             notes.begin() + static_cast<std::ptrdiff_t>(first + count));
    const Tick start = result.front().onset;
    for (Note& note : result) {
        note.onset -= start;
        note.pitch.value = static_cast<std::uint8_t>(note.pitch.value + semitones);
    }
    return result;
}

TEST(CopyFinder, FindsATransposedExcerptOfAnyLength) {
    Random random(1);
    const auto first = randomNotes(random, 300, {});
    const auto second = randomNotes(random, 700, {});
    const CopyFinder finder(corpusOf({first, second}));
    for (int round = 0; round < 200; ++round) {
        const std::size_t count = 8 + random.below(100);
        const std::size_t at = random.below(second.size() - count);
        const int semitones = static_cast<int>(random.below(25)) - 12;
        const CopyReport report = finder.compare(scoreOf(excerpt(second, at, count, semitones)));
        EXPECT_EQ(report.longest, count);
        EXPECT_EQ(report.share8, 1.0);
        EXPECT_EQ(report.share16, count >= 16 ? 1.0 : 0.0);
        ASSERT_EQ(report.passages.size(), 1U);
        EXPECT_EQ(report.passages[0].notes, count);
        EXPECT_EQ(report.passages[0].piece, 1U);
        EXPECT_EQ(report.passages[0].sampleOnset, Tick{0});
        EXPECT_EQ(report.passages[0].sourceOnset, second[at].onset);
        EXPECT_EQ(report.passages[0].transposition, semitones);
    }
}

/// The same corpus, read anew for every sample.
CopyFinder readingFinder(const Corpus& corpus) {
    std::size_t freeNotes = 0;
    for (const auto& piece : corpus.pieces())
        freeNotes += piece.hasFreeBeat ? piece.score.noteCount() : 0;
    return {
        [corpus](const auto& use) {
            for (std::size_t i = 0; i < corpus.pieces().size(); ++i)
                use(i, noteStreams(corpus.pieces()[i].score, corpus.pieces()[i].hasFreeBeat, true));
        },
        2 * freeNotes > corpus.noteCount()};
}

TEST(CopyFinder, ReadingTheCorpusFindsTheSameAsAnIndex) {
    for (int round = 0; round < 30; ++round) {
        Random random(100 + static_cast<std::uint64_t>(round));
        const Variety variety{2 + random.below(5), 1 + random.below(2), 1 + random.below(2)};
        std::vector<std::vector<Note>> pieces;
        for (int i = 0; i < 4; ++i)
            pieces.push_back(randomNotes(random, 150, variety, i == 3 ? 9 : 0));
        const auto corpus = corpusOf(pieces, round % 5 == 4);
        const CopyFinder indexed(corpus);
        const auto reading = readingFinder(corpus);
        std::vector<Score> samples = {scoreOf({}), scoreOf(excerpt(pieces[1], 20, 90, 3))};
        for (int i = 0; i < 4; ++i)
            samples.push_back(
                scoreOf(randomNotes(random, 1 + random.below(120), variety, i == 3 ? 9 : 0)));
        const auto expected = indexed.compare(samples);
        const auto found = reading.compare(samples);
        ASSERT_EQ(found.size(), samples.size());
        for (std::size_t i = 0; i < samples.size(); ++i) {
            EXPECT_EQ(found[i].share4, expected[i].share4);
            EXPECT_EQ(found[i].share8, expected[i].share8);
            EXPECT_EQ(found[i].share16, expected[i].share16);
            EXPECT_EQ(found[i].longest, expected[i].longest);
            ASSERT_EQ(found[i].passages.size(), expected[i].passages.size());
            for (std::size_t p = 0; p < found[i].passages.size(); ++p) {
                EXPECT_EQ(found[i].passages[p].notes, expected[i].passages[p].notes);
                EXPECT_EQ(found[i].passages[p].sampleOnset, expected[i].passages[p].sampleOnset);
                EXPECT_EQ(found[i].passages[p].isDrums, expected[i].passages[p].isDrums);
            }
        }
        EXPECT_EQ(found[1].longest, 90U);
    }
}

TEST(CopyFinder, FindsNothingInNotesOfItsOwn) {
    Random random(2);
    const CopyFinder finder(corpusOf({randomNotes(random, 5000, {})}));
    const CopyReport report = finder.compare(scoreOf(randomNotes(random, 500, {})));
    EXPECT_LT(report.share4, 0.05);
    EXPECT_EQ(report.share8, 0.0);
    EXPECT_TRUE(report.passages.empty());
}

/// Length of the longest run of source notes that ends like sample[0 … last], by brute force.
std::size_t longestRunAt(const std::vector<Note>& source, const std::vector<Note>& sample,
                         std::size_t last) {
    std::size_t longest = 0;
    for (std::size_t end = 0; end < source.size(); ++end) {
        std::size_t run = 0;
        while (run < last && run < end) {
            const Note& a = sample[last - run];
            const Note& b = source[end - run];
            const Note& beforeA = sample[last - run - 1];
            const Note& beforeB = source[end - run - 1];
            if (a.length != b.length || a.onset - beforeA.onset != b.onset - beforeB.onset ||
                a.pitch.value - beforeA.pitch.value != b.pitch.value - beforeB.pitch.value)
                break;
            ++run;
        }
        longest = std::max(longest, run == 0 ? 0 : run + 1);
    }
    return longest;
}

TEST(CopyFinder, AgreesWithTryingEveryPlace) {
    Random random(3);
    for (int round = 0; round < 100; ++round) {
        const Variety few{1 + random.below(3), 1 + random.below(2), 1 + random.below(2)};
        const auto source = randomNotes(random, 2 + random.below(60), few);
        const auto sample = randomNotes(random, 1 + random.below(60), few);
        std::size_t longest = 0;
        std::vector<bool> in4(sample.size()), in8(sample.size()), in16(sample.size());
        for (std::size_t i = 0; i < sample.size(); ++i) {
            const std::size_t run = longestRunAt(source, sample, i);
            longest = std::max(longest, run);
            for (std::size_t k = 0; k < run; ++k) {
                in4[i - k] = in4[i - k] || run >= 4;
                in8[i - k] = in8[i - k] || run >= 8;
                in16[i - k] = in16[i - k] || run >= 16;
            }
        }
        const auto share = [&](const std::vector<bool>& copied) {
            return static_cast<double>(std::ranges::count(copied, true)) /
                   static_cast<double>(copied.size());
        };
        const CopyReport report = CopyFinder(corpusOf({source})).compare(scoreOf(sample));
        EXPECT_EQ(report.longest, longest);
        EXPECT_DOUBLE_EQ(report.share4, share(in4));
        EXPECT_DOUBLE_EQ(report.share8, share(in8));
        EXPECT_DOUBLE_EQ(report.share16, share(in16));
        for (const CopiedPassage& passage : report.passages) {
            ASSERT_LE(passage.sampleFirst + passage.notes, sample.size());
            EXPECT_EQ(sample[passage.sampleFirst].onset, passage.sampleOnset);
            EXPECT_GE(passage.notes, 8U);
        }
    }
}

TEST(CopyFinder, APassageDoesNotRunAcrossPieces) {
    Random random(4);
    const auto whole = randomNotes(random, 20, {});
    const std::vector<Note> head(whole.begin(), whole.begin() + 10);
    const std::vector<Note> tail(whole.begin() + 10, whole.end());
    const CopyReport report = CopyFinder(corpusOf({head, tail})).compare(scoreOf(whole));
    EXPECT_EQ(report.longest, 10U);
    EXPECT_EQ(report.passages.size(), 2U);
}

TEST(CopyFinder, PercussionIsComparedBySound) {
    Random random(5);
    const auto source = randomNotes(random, 100, {}, kDrumChannel);
    const CopyFinder finder(corpusOf({source}));
    EXPECT_EQ(finder.compare(scoreOf(excerpt(source, 10, 30, 0))).longest, 30U);
    EXPECT_EQ(finder.compare(scoreOf(excerpt(source, 10, 30, 0))).passages.at(0).transposition, 0);
    EXPECT_EQ(finder.compare(scoreOf(excerpt(source, 10, 30, 2))).share8, 0.0);
}

TEST(CopyFinder, PercussionDoesNotHideACopiedMelody) {
    Random random(6);
    const auto melody = randomNotes(random, 100, {});
    auto mixed = excerpt(melody, 20, 40, 3);
    const auto beat = randomNotes(random, 40, {}, kDrumChannel);
    mixed.insert(mixed.end(), beat.begin(), beat.end());
    const CopyReport report = CopyFinder(corpusOf({melody})).compare(scoreOf(mixed));
    EXPECT_EQ(report.longest, 40U);
    EXPECT_DOUBLE_EQ(report.share8, 0.5);
}

TEST(CopyFinder, TripletsAndSixteenthsDiffer) {
    std::vector<Note> triplets;
    std::vector<Note> sixteenths;
    for (std::int64_t i = 0; i < 30; ++i) {
        const Pitch pitch{static_cast<std::uint8_t>(60 + i * 7 % 11)};
        triplets.push_back({.onset = {160 * i}, .length = {160}, .pitch = pitch});
        sixteenths.push_back({.onset = {120 * i}, .length = {120}, .pitch = pitch});
    }
    const CopyFinder finder(corpusOf({triplets}));
    EXPECT_EQ(finder.compare(scoreOf(triplets)).share8, 1.0);
    EXPECT_EQ(finder.compare(scoreOf(sixteenths)).share8, 0.0);
}

TEST(CopyFinder, ThePedalHidesNothing) {
    std::vector<Note> written;
    std::vector<Note> held;
    for (std::int64_t i = 0; i < 30; ++i) {
        const Pitch pitch{static_cast<std::uint8_t>(60 + i)};
        written.push_back({.onset = {120 * i}, .length = {60}, .pitch = pitch});
        held.push_back({.onset = {120 * i}, .length = {480 - 120 * (i % 4)}, .pitch = pitch});
    }
    std::vector<Event> pedal;
    for (std::int64_t bar = 0; bar < 8; ++bar) {
        pedal.push_back(controllerEvent({480 * bar}, 0, 64, 127));
        pedal.push_back(controllerEvent({480 * bar + 479}, 0, 64, 0));
    }
    const CopyFinder finder(Corpus({{"piece", scoreOf(written, pedal), false}}));
    EXPECT_EQ(finder.compare(scoreOf(written)).longest, 30U);
    EXPECT_EQ(finder.compare(scoreOf(held)).longest, 30U);
}

TEST(CopyFinder, PerformancesCompareByIntervals) {
    Random random(7);
    auto source = randomNotes(random, 200, {});
    auto sample = excerpt(source, 50, 60, -4);
    for (Note& note : sample) {
        note.onset = {note.onset.value + static_cast<std::int64_t>(random.below(60))};
        note.length = {note.length.value + static_cast<std::int64_t>(random.below(200))};
    }
    EXPECT_EQ(CopyFinder(corpusOf({source}, true)).compare(scoreOf(sample)).longest, 60U);
    EXPECT_LT(CopyFinder(corpusOf({source}, false)).compare(scoreOf(sample)).longest, 60U);
}

TEST(CopyFinder, TakesLinearTime) {
    // A second was asked for; the limit leaves room for instrumented builds on busy machines. A
    // quadratic comparison of a billion pairs would not come near it.
    Random random(8);
    for (const Variety variety : {Variety{}, Variety{2, 1, 1}, Variety{1, 1, 1}}) {
        const Corpus corpus = corpusOf({randomNotes(random, 100'000, variety)});
        const Score sample = scoreOf(randomNotes(random, 10'000, variety));
        const auto start = std::chrono::steady_clock::now();
        const CopyReport report = CopyFinder(corpus).compare(sample);
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
        EXPECT_LE(report.longest, 10'000U);
        EXPECT_LT(seconds.count(), 20.0);
        RecordProperty("seconds", std::to_string(seconds.count()));
    }
}

} // namespace
} // namespace leitmotif
