// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/source_likeness.h"

#include "core/base/random.h"
#include "core/runs/take_choice.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace leitmotif {
namespace {

constexpr int kBars = 8;

Score oneTrack(const std::vector<Note>& notes) {
    auto score = emptyScore();
    score.tracks.push_back(std::make_shared<const Track>(
        notes, std::vector<Event>{}, notes.empty() ? Tick{0} : notes.back().end()));
    return score;
}

/// A tune in C major of eighths with a bass note a bar; each bar's tune is drawn from a few.
Score tune(int bars, std::uint64_t seed) {
    Random random(seed);
    constexpr int kScale[] = {60, 62, 64, 65, 67, 69, 71, 72};
    std::vector<std::vector<int>> motifs(4);
    Random motifRandom(1);
    for (auto& motif : motifs)
        for (int i = 0; i < 8; ++i)
            motif.push_back(kScale[motifRandom.below(8)]);
    std::vector<Note> notes;
    for (int bar = 0; bar < bars; ++bar) {
        const auto& motif = motifs[random.below(4)];
        for (int i = 0; i < 8; ++i)
            notes.push_back(
                {.onset = {1920 * bar + 240 * i},
                 .length = {240},
                 .pitch = {static_cast<std::uint8_t>(motif[static_cast<std::size_t>(i)])},
                 .velocity = {80}});
        notes.push_back({.onset = {1920 * bar}, .length = {1920}, .pitch = {48}, .velocity = {80}});
    }
    std::ranges::stable_sort(notes, {}, &Note::onset);
    return oneTrack(notes);
}

/// The score with each note changed.
Score changed(const Score& score, const auto& change) {
    std::vector<Note> notes;
    for (Note note : score.tracks.back()->notes())
        if (change(note))
            notes.push_back(note);
    std::ranges::stable_sort(notes, {}, &Note::onset);
    return oneTrack(notes);
}

struct Source {
    Corpus corpus{{{"tune", tune(64, 7)}}};
    SourceLikeness likeness{corpus, kBars};
};

TEST(SourceLikeness, MusicOfTheSameKindIsNear) {
    const Source source;
    for (std::uint64_t seed = 20; seed < 30; ++seed)
        EXPECT_GT(source.likeness.of(tune(kBars, seed)), 0.6);
}

TEST(SourceLikeness, EachFaultMakesATakeLessNear) {
    const Source source;
    const auto take = tune(kBars, 20);
    const double good = source.likeness.of(take);
    Random random(3);
    const std::pair<const char*, Score> faults[] = {
        {"silence", changed(take, [](Note& note) { return note.onset.value < 3 * 1920; })},
        {"half of the notes", changed(take, [&](Note&) { return random.below(2) == 0; })},
        {"wrong notes", changed(take,
                                [&](Note& note) {
                                    note.pitch.value =
                                        static_cast<std::uint8_t>(40 + random.below(40));
                                    return true;
                                })},
        {"late notes", changed(take,
                               [](Note& note) {
                                   note.onset.value += 80;
                                   return true;
                               })},
        {"short notes", changed(take, [](Note& note) {
             note.length = {40};
             return true;
         })}};
    for (const auto& [name, fault] : faults)
        EXPECT_LT(source.likeness.of(fault), good - 0.05) << name;
    EXPECT_LT(source.likeness.of(emptyScore()), good - 0.3);
}

TEST(SourceLikeness, DensityIsAShareOfTheSources) {
    const Source source;
    const auto take = tune(kBars, 20);
    EXPECT_NEAR(source.likeness.densityOf(take), 1.0, 1e-9);
    int number = 0;
    EXPECT_NEAR(source.likeness.densityOf(changed(take, [&](Note&) { return ++number % 3 == 0; })),
                1.0 / 3.0, 1e-9);
    EXPECT_EQ(source.likeness.densityOf(emptyScore()), 0.0);
}

TEST(SourceLikeness, TracksMakeNoDifference) {
    const Source source;
    auto take = tune(kBars, 21);
    const double one = source.likeness.of(take);
    const auto notes = take.tracks.back()->notes();
    std::vector<Note> low;
    std::vector<Note> high;
    for (const Note& note : notes)
        (note.pitch.value < 60 ? low : high).push_back(note);
    const Tick end = take.end();
    take.tracks = {std::make_shared<const Track>(high, std::vector<Event>{}, end),
                   std::make_shared<const Track>(low, std::vector<Event>{}, end)};
    EXPECT_DOUBLE_EQ(source.likeness.of(take), one);
}

TEST(TakeChoice, PrefersWhatIsNearAndWhatIsNotCopied) {
    const Source source;
    const auto choice = TakeChoice::of(source.corpus, kBars, 16);
    ASSERT_TRUE(choice);
    const auto near = tune(kBars, 22); // bars of the source in another order: copied throughout
    Random random(5);
    const auto wrong = changed(near, [&](Note& note) {
        note.pitch.value = static_cast<std::uint8_t>(40 + random.below(40));
        return true;
    });
    EXPECT_EQ(choice->best(std::vector<Score>{wrong, emptyScore(), wrong}), 0U);
    const auto whole = changed(source.corpus.pieces().front().score,
                               [](Note& note) { return note.onset.value < kBars * 1920; });
    EXPECT_LT(choice->valuesOf(std::vector<Score>{whole}).front(), source.likeness.of(whole) - 0.5);
}

} // namespace
} // namespace leitmotif
