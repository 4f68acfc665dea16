// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/score_edit.h"

#include "core/edit/settle.h"
#include "tests/core/edit/random_score.h"

#include <gtest/gtest.h>

#include <set>

namespace leitmotif {
namespace {

/// Many notes and events that are equivalent under `earlier`, as new ones are.
TrackPtr trackOfTies(Random& random) {
    std::vector<Note> notes;
    std::vector<Event> events;
    for (int i = 0; i < 30; ++i) {
        Note note = randomNote(random);
        note.onset = {static_cast<std::int64_t>(random.below(3) * 10)};
        note.pitch = {60};
        notes.push_back(note);
        events.push_back(controllerEvent({static_cast<std::int64_t>(random.below(3))}, 0,
                                         static_cast<std::uint8_t>(random.below(3)),
                                         static_cast<std::uint8_t>(random.below(3))));
    }
    return std::make_shared<const Track>(std::move(notes), std::move(events), Tick{15});
}

ScoreEdit randomEdit(Random& random, const Score& score) {
    ScoreEdit edit;
    for (std::size_t track = 0; track < score.tracks.size(); ++track) {
        TrackEdit one{.track = track};
        one.removed = randomSubset(random, score.tracks[track]->notes(), random.below(8));
        one.removedEvents = randomSubset(random, score.tracks[track]->events(), random.below(5));
        for (std::uint64_t i = random.below(6); i > 0; --i) {
            one.added.push_back(randomNote(random));
            one.addedEvents.push_back(controllerEvent({static_cast<std::int64_t>(random.below(90))},
                                                      0, static_cast<std::uint8_t>(random.below(3)),
                                                      static_cast<std::uint8_t>(i)));
        }
        edit.tracks.push_back(std::move(one));
    }
    return edit;
}

TEST(ScoreEdit, InverseRestoresTheScoreWithItsOrder) {
    Random random(1);
    for (int round = 0; round < 500; ++round) {
        Score score;
        score.tracks = {randomFileTrack(random, 60), trackOfTies(random)};
        const ScoreEdit edit = settled(score, randomEdit(random, score));
        const auto after = applied(score, edit);
        ASSERT_TRUE(after) << describe(after.error());
        const auto back = applied(*after, edit.inverted());
        ASSERT_TRUE(back) << describe(back.error());
        for (std::size_t track = 0; track < score.tracks.size(); ++track)
            ASSERT_TRUE(sameContent(*score.tracks[track], *back->tracks[track])) << round;
        const auto again = applied(*back, edit);
        ASSERT_TRUE(again);
        for (std::size_t track = 0; track < score.tracks.size(); ++track)
            ASSERT_TRUE(sameContent(*after->tracks[track], *again->tracks[track])) << round;
    }
}

TEST(ScoreEdit, KeepsWhatIsNotNamedAndCountsWhatIs) {
    Random random(2);
    for (int round = 0; round < 200; ++round) {
        Score score;
        score.tracks = {trackOfTies(random)};
        const auto removed = randomSubset(random, score.tracks[0]->notes(), random.below(30));
        const Note added = randomNote(random);
        const auto after =
            applied(score, {.tracks = {{.track = 0, .removed = removed, .added = {added}}}});
        ASSERT_TRUE(after);
        const auto less = [](const Note& a, const Note& b) { return before(a, b); };
        std::multiset<Note, decltype(less)> expected(score.tracks[0]->notes().begin(),
                                                     score.tracks[0]->notes().end());
        for (const Note& note : removed)
            expected.erase(expected.find(note));
        expected.insert(added);
        const auto& notes = after->tracks[0]->notes();
        const std::multiset<Note, decltype(less)> actual(notes.begin(), notes.end());
        ASSERT_TRUE(std::ranges::equal(actual, expected));
    }
}

TEST(ScoreEdit, ComposedDoesWhatBothDo) {
    Random random(3);
    for (int round = 0; round < 300; ++round) {
        Score score;
        score.tracks = {randomFileTrack(random, 50), randomFileTrack(random, 10)};
        ScoreEdit whole;
        Score current = score;
        for (int step = 0; step < 4; ++step) {
            const ScoreEdit edit = settled(current, randomEdit(random, current));
            current = *applied(current, edit);
            whole = *composed(whole, edit);
        }
        const auto atOnce = applied(score, whole);
        ASSERT_TRUE(atOnce) << describe(atOnce.error());
        const auto back = applied(current, whole.inverted());
        ASSERT_TRUE(back);
        for (std::size_t track = 0; track < 2; ++track) {
            ASSERT_EQ(atOnce->tracks[track]->notes(), current.tracks[track]->notes());
            ASSERT_EQ(back->tracks[track]->notes(), score.tracks[track]->notes());
        }
    }
}

TEST(ScoreEdit, ComposedWithItsInverseIsNothing) {
    Random random(4);
    Score score;
    score.tracks = {randomFileTrack(random, 80)};
    const ScoreEdit edit = settled(score, randomEdit(random, score));
    ASSERT_FALSE(edit.isEmpty());
    EXPECT_TRUE(composed(edit, edit.inverted())->isEmpty());
}

TEST(ScoreEdit, RefusesWhatDoesNotFit) {
    Score score = emptyScore();
    const Note note{.onset = {10}, .length = {5}};
    const auto codeOf = [&](TrackEdit edit) {
        const auto result = applied(score, {.tracks = {std::move(edit)}});
        EXPECT_FALSE(result);
        return result ? ErrorCode::NotMidi : result.error().code;
    };
    EXPECT_EQ(codeOf({.removed = {note}}), ErrorCode::EditNotApplicable);
    EXPECT_EQ(codeOf({.track = 7, .added = {note}}), ErrorCode::EditNotApplicable);
    EXPECT_EQ(codeOf({.added = {note.withOnset({-1})}}), ErrorCode::EditNotApplicable);
    EXPECT_EQ(codeOf({.added = {note.withLength({0})}}), ErrorCode::EditNotApplicable);
    EXPECT_EQ(codeOf({.added = {note.withPitch({128})}}), ErrorCode::EditNotApplicable);
    EXPECT_EQ(codeOf({.added = {note.withVelocity({0})}}), ErrorCode::EditNotApplicable);
    EXPECT_EQ(codeOf({.added = {note.withChannel(16)}}), ErrorCode::EditNotApplicable);
    EXPECT_EQ(codeOf({.removedEvents = {programChange({3}, 0, 5)}}), ErrorCode::EditNotApplicable);
    EXPECT_TRUE(applied(score, {.tracks = {{.added = {note}}}}));
}

TEST(ScoreEdit, TakesWholeTracksAndGivesThemBack) {
    Random random(5);
    const Score score = emptyScore();
    const ScoreEdit edit{.addedTracks = {randomFileTrack(random, 20), randomFileTrack(random, 9)}};
    const auto after = applied(score, edit);
    ASSERT_TRUE(after);
    EXPECT_EQ(after->tracks.size(), 3U);
    const auto back = applied(*after, edit.inverted());
    ASSERT_TRUE(back);
    EXPECT_EQ(back->hash(), score.hash());
    EXPECT_FALSE(applied(score, edit.inverted()));
}

TEST(ScoreEdit, TrackIsAsShortAsBeforeAfterUndo) {
    const Score score = emptyScore();
    const ScoreEdit edit{.tracks = {{.added = {{.onset = {5000}, .length = {10}}}}}};
    const auto after = applied(score, edit);
    ASSERT_TRUE(after);
    EXPECT_EQ(after->end(), Tick{5010});
    EXPECT_EQ(applied(*after, edit.inverted())->end(), score.end());
}

} // namespace
} // namespace leitmotif
