// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/score_difference.h"

#include "core/edit/settle.h"
#include "tests/core/edit/random_score.h"

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

/// Removes some notes and adds others, in both tracks.
Score changed(Random& random, const Score& score) {
    ScoreEdit edit;
    for (std::size_t track = 0; track < score.tracks.size(); ++track) {
        TrackEdit one{.track = track};
        one.removed = randomSubset(random, score.tracks[track]->notes(), random.below(9));
        one.removedEvents = randomSubset(random, score.tracks[track]->events(), random.below(4));
        for (std::uint64_t i = random.below(9); i > 0; --i)
            one.added.push_back(randomNote(random));
        edit.tracks.push_back(std::move(one));
    }
    return *applied(score, settled(score, std::move(edit)));
}

TEST(ScoreDifference, MakesTheOneOutOfTheOtherAndBack) {
    Random random(1);
    for (int round = 0; round < 300; ++round) {
        Score from;
        from.tracks = {randomFileTrack(random, 50), randomFileTrack(random, 5)};
        const Score to = changed(random, from);
        const ScoreEdit edit = difference(from, to);
        const auto there = applied(from, edit);
        ASSERT_TRUE(there) << describe(there.error());
        const auto back = applied(*there, edit.inverted());
        ASSERT_TRUE(back) << describe(back.error());
        for (std::size_t track = 0; track < from.tracks.size(); ++track) {
            ASSERT_TRUE(sameContent(*there->tracks[track], *to.tracks[track])) << round;
            ASSERT_TRUE(sameContent(*back->tracks[track], *from.tracks[track])) << round;
        }
    }
}

TEST(ScoreDifference, HoldsNothingThatBothHave) {
    Random random(2);
    for (int round = 0; round < 100; ++round) {
        Score from;
        from.tracks = {randomFileTrack(random, 50)};
        EXPECT_TRUE(difference(from, from).isEmpty());
        Score copied = from;
        copied.tracks[0] = std::make_shared<const Track>(*from.tracks[0]);
        EXPECT_TRUE(difference(from, copied).isEmpty());
        for (const TrackEdit& track : difference(from, changed(random, from)).tracks)
            for (const Note& note : track.removed)
                EXPECT_EQ(std::ranges::count(track.added, note), 0);
    }
}

} // namespace
} // namespace leitmotif
