// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/settle.h"

#include "core/edit/note_ops.h"
#include "core/midi/smf_reader.h"
#include "core/midi/smf_writer.h"
#include "tests/core/edit/random_score.h"

#include <gtest/gtest.h>

#include <deque>
#include <map>
#include <ostream>

namespace leitmotif {
namespace {

/// The oracle: a track as a MIDI reader pairs it. Messages are in file order (tick, then place),
/// and each end closes the oldest open note of its pitch and channel.
struct Heard {
    Tick onset;
    Tick end;
    int pitch = 0;
    int channel = 0;
    int velocity = 0;

    auto operator<=>(const Heard&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Heard& note) {
    return out << note.onset.value << "–" << note.end.value << " pitch " << note.pitch
               << " channel " << note.channel;
}

std::vector<Heard> heardIn(const Track& track) {
    struct Message {
        Tick tick;
        std::uint32_t order;
        bool isStart;
        int pitch;
        int channel;
        int velocity;
    };
    std::vector<Message> messages;
    for (const Note& note : track.notes()) {
        messages.push_back(
            {note.onset, note.onOrder, true, note.pitch.value, note.channel, note.velocity.value});
        if (note.offForm != NoteOffForm::Missing)
            messages.push_back(
                {note.end(), note.offOrder, false, note.pitch.value, note.channel, 0});
    }
    for (const Event& event : track.events())
        if ((event.status & 0xf0U) == 0x80)
            messages.push_back({event.tick, event.order, false, event.data1, event.channel(), 0});
    std::ranges::stable_sort(messages, [](const Message& a, const Message& b) {
        return std::tuple(a.tick, a.order) < std::tuple(b.tick, b.order);
    });
    std::vector<Heard> heard;
    std::map<std::pair<int, int>, std::deque<std::size_t>> open;
    for (const Message& message : messages) {
        auto& lane = open[{message.channel, message.pitch}];
        if (message.isStart) {
            lane.push_back(heard.size());
            heard.push_back(
                {message.tick, track.end(), message.pitch, message.channel, message.velocity});
        } else if (!lane.empty()) {
            heard[lane.front()].end = message.tick;
            lane.pop_front();
        }
    }
    std::ranges::sort(heard);
    return heard;
}

std::vector<Heard> writtenIn(const Track& track) {
    std::vector<Heard> written;
    for (const Note& note : track.notes())
        written.push_back(
            {note.onset, note.end(), note.pitch.value, note.channel, note.velocity.value});
    std::ranges::sort(written);
    return written;
}

ScoreEdit randomOperation(Random& random, const Score& score) {
    const auto notes = randomSubset(random, score.tracks[0]->notes(), 1 + random.below(6));
    const SnapGrid grid(score.meterMap(), Snap::ThirtySecond);
    const Tick by{static_cast<std::int64_t>(random.below(31)) - 15};
    const int semitones = static_cast<int>(random.below(5)) - 2;
    switch (random.below(8)) {
    case 0:
        return replacing(score, 0, notes, moved(notes, by, semitones));
    case 1:
        return replacing(score, 0, notes, lengthened(notes, by));
    case 2:
        return replacing(score, 0, notes, startsMoved(notes, by));
    case 3:
        return replacing(score, 0, notes, quantized(notes, grid));
    case 4:
        return replacing(score, 0, {}, asNew(moved(notes, by, semitones)));
    case 5:
        return replacing(score, 0, notes, {});
    case 6:
        return replacing(score, 0, notes, louder(notes, semitones * 10));
    default:
        return replacing(score, 0, {}, {randomNote(random), randomNote(random)});
    }
}

TEST(Settle, EveryEditReadsBackAsItIsShown) {
    Random random(11);
    for (int round = 0; round < 400; ++round) {
        Score score;
        score.division = {16};
        score.tracks = {randomFileTrack(random, 80)};
        ASSERT_TRUE(heardIn(*score.tracks[0]) == writtenIn(*score.tracks[0]));
        for (int step = 0; step < 12; ++step) {
            const ScoreEdit edit = randomOperation(random, score);
            const auto after = applied(score, edit);
            ASSERT_TRUE(after) << describe(after.error());
            const auto heard = heardIn(*after->tracks[0]);
            const auto written = writtenIn(*after->tracks[0]);
            const auto [h, w] = std::ranges::mismatch(heard, written);
            ASSERT_TRUE(heard == written)
                << "round " << round << ", step " << step << ": shown " << *w << ", read " << *h;
            score = *after;
        }
    }
}

TEST(Settle, EveryEditSurvivesAFile) {
    Random random(14);
    for (int round = 0; round < 150; ++round) {
        Score score;
        score.division = {16};
        score.tracks = {randomFileTrack(random, 80)};
        for (int step = 0; step < 8; ++step) {
            score = *applied(score, randomOperation(random, score));
            const auto read = readMidi(midiBytes(score), "an edited score");
            ASSERT_TRUE(read) << describe(read.error());
            const Track& track = *read->score.tracks.at(0);
            const auto written = writtenIn(*score.tracks[0]);
            const auto back = writtenIn(track);
            ASSERT_TRUE(back == written) << "round " << round << ", step " << step;
            ASSERT_EQ(track.end(), score.tracks[0]->end());
        }
    }
}

TEST(Settle, VelocitiesChangeWithoutCuttingOverlaps) {
    Random random(12);
    for (int round = 0; round < 300; ++round) {
        Score score;
        score.tracks = {randomFileTrack(random, 60)};
        const auto notes = randomSubset(random, score.tracks[0]->notes(), 10);
        const auto after = applied(score, replacing(score, 0, notes, louder(notes, 9)));
        ASSERT_TRUE(after) << describe(after.error());
        auto expected = writtenIn(*score.tracks[0]);
        auto actual = writtenIn(*after->tracks[0]);
        for (auto* list : {&expected, &actual}) {
            for (Heard& note : *list)
                note.velocity = 0;
            std::ranges::sort(*list);
        }
        const auto [e, a] = std::ranges::mismatch(expected, actual);
        ASSERT_TRUE(expected == actual) << "round " << round << ": " << *e << ", became " << *a;
    }
}

Score scoreOf(std::vector<Note> notes) {
    Score score;
    score.tracks = {std::make_shared<const Track>(std::move(notes), std::vector<Event>{})};
    return score;
}

std::vector<Note> notesAfter(const Score& score, const ScoreEdit& edit) {
    const auto after = applied(score, edit);
    EXPECT_TRUE(after);
    return after ? after->tracks[0]->notes() : std::vector<Note>{};
}

TEST(Settle, EarlierNoteEndsWhereTheLaterBegins) {
    const Note held{.onset = {0}, .length = {100}, .pitch = {60}};
    const Note drawn{.onset = {40}, .length = {20}, .pitch = {60}};
    const Score score = scoreOf({held});
    const auto notes = notesAfter(score, replacing(score, 0, {}, {drawn}));
    EXPECT_EQ(notes, (std::vector<Note>{held.withLength({40}), drawn}));
}

TEST(Settle, DrawnNoteEndsAtTheNextOne) {
    const Note later{.onset = {40}, .length = {20}, .pitch = {60}};
    const Note drawn{.onset = {0}, .length = {100}, .pitch = {60}};
    const Score score = scoreOf({later});
    const auto notes = notesAfter(score, replacing(score, 0, {}, {drawn}));
    EXPECT_EQ(notes, (std::vector<Note>{drawn.withLength({40}), later}));
}

TEST(Settle, DrawnNoteReplacesOneThatBeginsWithIt) {
    const Note old{.onset = {40}, .length = {20}, .pitch = {60}};
    const Note drawn{.onset = {40}, .length = {5}, .pitch = {60}};
    const Score score = scoreOf({old});
    EXPECT_EQ(notesAfter(score, replacing(score, 0, {}, {drawn})), std::vector<Note>{drawn});
}

TEST(Settle, ANoteWithoutLengthKeepsItsPlaceAfterAnotherEnds) {
    const Note grace{.onset = {40}, .length = {0}, .pitch = {61}, .onOrder = 5, .offOrder = 6};
    const Note before{.onset = {0}, .length = {40}, .pitch = {60}, .onOrder = 1, .offOrder = 8};
    const Score score = scoreOf({before, grace});
    const auto edit = replacing(score, 0, {grace}, moved(std::vector{grace}, {0}, -1));
    const auto after = applied(score, edit);
    ASSERT_TRUE(after);
    EXPECT_EQ(after->tracks[0]->notes().back(), grace.withPitch({60}));
    EXPECT_EQ(heardIn(*after->tracks[0]), writtenIn(*after->tracks[0]));
    const auto back = applied(*after, edit.inverted());
    ASSERT_TRUE(back);
    EXPECT_EQ(back->tracks[0]->notes(), score.tracks[0]->notes());
}

TEST(Settle, OtherPitchesAndChannelsAreLeftAlone) {
    const Note held{.onset = {0}, .length = {100}, .pitch = {60}};
    const Score score = scoreOf({held});
    const Note otherPitch{.onset = {40}, .length = {20}, .pitch = {61}};
    const Note otherChannel = otherPitch.withPitch({60}).withChannel(3);
    const auto notes = notesAfter(score, replacing(score, 0, {}, {otherPitch, otherChannel}));
    EXPECT_EQ(notes.front(), held);
    EXPECT_EQ(notes.size(), 3U);
}

TEST(Settle, OverlapsOfTheFileStay) {
    const Note first{.onset = {0}, .length = {50}, .pitch = {60}, .onOrder = 1, .offOrder = 3};
    const Note second{.onset = {20}, .length = {60}, .pitch = {60}, .onOrder = 2, .offOrder = 4};
    const Score score = scoreOf({first, second});
    const Note far{.onset = {100}, .length = {20}, .pitch = {60}};
    const auto notes = notesAfter(score, replacing(score, 0, {}, {far}));
    EXPECT_EQ(notes, (std::vector<Note>{first, second, far}));
}

TEST(Settle, MovingOneNoteChangesNoOther) {
    Random random(13);
    for (int round = 0; round < 100; ++round) {
        std::vector<Note> notes;
        for (int i = 0; i < 20; ++i) // one pitch each: no note is in another's way
            notes.push_back(randomNote(random).withPitch({static_cast<std::uint8_t>(30 + 2 * i)}));
        const Score score = scoreOf(notes);
        const Note chosen = score.tracks[0]->notes()[random.below(20)];
        const auto edit = replacing(score, 0, {chosen}, moved(std::vector{chosen}, {7}, 1));
        ASSERT_EQ(edit.tracks.size(), 1U);
        EXPECT_EQ(edit.tracks[0].removed, std::vector<Note>{chosen});
        EXPECT_EQ(edit.tracks[0].added.size(), 1U);
    }
}

/// The oracle compares requested and old notes with the result.
TEST(Settle, CollisionsAreWhatIsMissingOrShorter) {
    Random random(15);
    std::size_t all = 0;
    for (int round = 0; round < 400; ++round) {
        std::vector<Note> some;
        for (int i = 0; i < 12; ++i)
            some.push_back(randomNote(random));
        const Score loose = scoreOf({});
        const Score score = *applied(loose, replacing(loose, 0, {}, some)); // no overlaps
        const auto chosen = randomSubset(random, score.tracks[0]->notes(), 1 + random.below(6));
        const SnapGrid grid(score.meterMap(), Snap::Quarter);
        const Tick by{static_cast<std::int64_t>(random.below(31)) - 15};
        const auto wished = random.below(2) == 0 ? moved(chosen, by, 1) : quantized(chosen, grid);
        const Settlement settlement = replacing(score, {{0, chosen}}, {{0, wished}});
        const auto now = notesAfter(score, settlement.edit);

        const auto place = [](const Note& note) {
            return std::tuple(note.onset, note.pitch, note.channel);
        };
        std::map<std::tuple<Tick, Pitch, std::uint8_t>, Tick> lengths;
        for (const Note& note : now)
            lengths[place(note)] = note.length;
        Collisions expected;
        std::map<std::tuple<Tick, Pitch, std::uint8_t>, Tick> asked; // the longest of each place
        for (const Note& note : wished) {
            auto& longest = asked[place(note)];
            longest = std::max(longest, note.length);
        }
        expected.joined = wished.size() - asked.size();
        for (const auto& [where, length] : asked)
            expected.shortened += lengths.at(where) < length ? 1 : 0;
        for (const Note& note : score.tracks[0]->notes()) {
            if (std::ranges::find(chosen, note) != chosen.end())
                continue;
            if (asked.contains(place(note)))
                ++expected.replaced;
            else
                expected.shortened += lengths.at(place(note)) < note.length ? 1 : 0;
        }
        EXPECT_TRUE(settlement.collisions == expected)
            << "round " << round << ": " << settlement.collisions.joined << " "
            << settlement.collisions.replaced << " " << settlement.collisions.shortened
            << ", expected " << expected.joined << " " << expected.replaced << " "
            << expected.shortened;
        all += expected.joined + expected.replaced + expected.shortened;
        for (const Note& note : settlement.notes.contains(0) ? settlement.notes.at(0) : wished)
            EXPECT_TRUE(asked.contains(place(note)));
    }
    EXPECT_GT(all, 300U);
}

TEST(Settle, AnEditThatChangesNothingIsEmpty) {
    const Note note{.onset = {0}, .length = {50}};
    const Score score = scoreOf({note});
    EXPECT_TRUE(replacing(score, 0, {note}, {note}).isEmpty());
}

} // namespace
} // namespace leitmotif
