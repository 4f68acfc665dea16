// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/music/parts.h"

#include "tests/core/music/midi_song.h"

#include <gmock/gmock.h>

#include <algorithm>

namespace leitmotif {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

/// Channels, from 1, on which notes are percussion.
std::vector<int> drumChannelsOf(const Score& score) {
    std::vector<int> channels;
    const Parts parts(score);
    for (const Part& part : parts.list())
        if (part.isDrums)
            channels.push_back(part.channel + 1);
    return channels;
}

/// {program, notes} of each part.
std::vector<std::pair<int, std::size_t>> programsOf(const Score& score) {
    std::vector<std::pair<int, std::size_t>> programs;
    const Parts parts(score);
    for (const Part& part : parts.list())
        programs.emplace_back(part.program.value_or(0), part.notes);
    return programs;
}

int valueOf(const Part& part, int number) {
    for (const auto& [controller, value] : part.controllers)
        if (controller == number)
            return value;
    return -1;
}

TEST(Parts, ChannelTenAloneIsPercussionByItself) {
    const Score score = songOf({SongTrack().notes(0, 1, 8).notes(4000, 10, 8).notes(8000, 11, 8)});
    EXPECT_THAT(drumChannelsOf(score), ElementsAre(10));
}

TEST(Parts, GsPartModeMakesPercussionOfAnyChannel) {
    for (const std::uint8_t device : {0x10, 0x00, 0x7f}) {
        const auto song = [&](std::uint8_t part, std::uint8_t mode) {
            SongTrack track;
            track.gsReset().gs(60, {0x40, part, 0x15, mode}, device);
            for (int channel = 1; channel <= 16; ++channel)
                track.notes(1000 * channel, channel, 4);
            return songOf({track});
        };
        EXPECT_THAT(drumChannelsOf(song(0x1a, 1)), ElementsAre(10, 11));
        EXPECT_THAT(drumChannelsOf(song(0x1f, 2)), ElementsAre(10, 16));
        EXPECT_THAT(drumChannelsOf(song(0x11, 1)), ElementsAre(1, 10));
        EXPECT_THAT(drumChannelsOf(song(0x19, 1)), ElementsAre(9, 10));
        EXPECT_THAT(drumChannelsOf(song(0x10, 0)), IsEmpty()) << "channel 10 is melodic";
    }
}

TEST(Parts, AGsMessageWithAWrongChecksumIsIgnored) {
    const Score score = songOf({SongTrack()
                                    .sysex(0, {0x41, 0x10, 0x42, 0x12, 0x40, 0x1a, 0x15, 1, 0x11})
                                    .notes(0, 11, 8)});
    EXPECT_THAT(drumChannelsOf(score), IsEmpty());
}

TEST(Parts, XgPercussionNeedsAnXgReset) {
    for (const std::uint8_t bank : {127, 126}) {
        const auto song = [&](bool hasReset) {
            SongTrack setUp;
            if (hasReset)
                setUp.xgReset();
            return songOf({setUp, SongTrack().bank(0, 11, bank, 0).notes(10, 11, 8)});
        };
        EXPECT_THAT(drumChannelsOf(song(true)), ElementsAre(11));
        EXPECT_THAT(drumChannelsOf(song(false)), IsEmpty());
    }
    const auto partMode = [](bool hasReset) {
        SongTrack track;
        if (hasReset)
            track.xgReset();
        track.sysex(10, {0x43, 0x10, 0x4c, 8, 10, 7, 2});
        return songOf({track.bank(20, 11, 0, 0).notes(30, 11, 8)});
    };
    EXPECT_THAT(drumChannelsOf(partMode(true)), ElementsAre(11));
    EXPECT_THAT(drumChannelsOf(partMode(false)), IsEmpty());
    EXPECT_THAT(drumChannelsOf(songOf(
                    {SongTrack().xgReset().bank(0, 11, 127, 0).gmReset(10, 1).notes(20, 11, 8)})),
                IsEmpty())
        << "another reset ends XG";
}

TEST(Parts, XgBankZeroMakesChannelTenMelodic) {
    EXPECT_THAT(drumChannelsOf(songOf({SongTrack().xgReset().bank(0, 10, 0, 4).notes(10, 10, 8)})),
                IsEmpty());
    EXPECT_THAT(drumChannelsOf(songOf({SongTrack().bank(0, 10, 0, 4).notes(10, 10, 8)})),
                ElementsAre(10))
        << "without XG the bank says nothing";
}

TEST(Parts, Gm2BanksChooseTheKindOfAnyChannel) {
    const auto song = [](const SongTrack& start) {
        SongTrack track = start;
        return songOf(
            {track.bank(10, 1, 120, 0).bank(10, 10, 121, 0).notes(20, 1, 8).notes(4000, 10, 8)});
    };
    EXPECT_THAT(drumChannelsOf(song(SongTrack().gmReset(0, 3))), ElementsAre(1));
    EXPECT_THAT(drumChannelsOf(song(SongTrack())), ElementsAre(1));
    EXPECT_THAT(drumChannelsOf(song(SongTrack().gmReset(0, 1))), ElementsAre(10));
    EXPECT_THAT(drumChannelsOf(song(SongTrack().gsReset())), ElementsAre(10));
    // A bank waits for its program.
    EXPECT_THAT(drumChannelsOf(songOf({SongTrack().controller(0, 1, 0, 120).notes(10, 1, 8)})),
                IsEmpty());
}

TEST(Parts, AChannelMayChangeItsKind) {
    const Score score = songOf({SongTrack()
                                    .gsReset()
                                    .gs(10, {0x40, 0x11, 0x15, 1})
                                    .notes(20, 1, 8)
                                    .gs(3000, {0x40, 0x11, 0x15, 0})
                                    .notes(3100, 1, 8)});
    const Parts parts(score);
    ASSERT_EQ(parts.list().size(), 2U);
    EXPECT_TRUE(parts.at(0, 0).isDrums);
    EXPECT_FALSE(parts.at(0, 8).isDrums);
    const auto changes = drumChanges(score);
    ASSERT_EQ(changes.size(), 2U);
    EXPECT_EQ(changes[1].tick, Tick{3000});
    EXPECT_FALSE(changes[1].isDrums);
}

TEST(Parts, EachProgramOfATrackIsAPart) {
    EXPECT_THAT(programsOf(songOf({SongTrack()
                                       .program(0, 1, 40)
                                       .notes(0, 1, 48)
                                       .program(11520, 1, 45)
                                       .notes(11520, 1, 48)
                                       .program(23040, 1, 56)
                                       .notes(23040, 1, 48)
                                       .program(34560, 1, 40)
                                       .notes(34560, 1, 48)})),
                ElementsAre(Pair(40, 96U), Pair(45, 48U), Pair(56, 48U)));
}

TEST(Parts, TheProgramThatSoundsCounts) {
    // Two programs before the first note; a reset to pianos that nobody hears.
    EXPECT_THAT(
        programsOf(songOf({SongTrack().program(0, 1, 0).program(10, 1, 56).notes(480, 1, 16)})),
        ElementsAre(Pair(56, 16U)));
    EXPECT_THAT(programsOf(songOf({SongTrack()
                                       .program(0, 1, 0)
                                       .program(0, 2, 0)
                                       .notes(0, 10, 4, {42})
                                       .program(1920, 1, 56)
                                       .program(1920, 2, 33)
                                       .notes(1920, 1, 20)
                                       .notes(9000, 2, 20)},
                                  0)),
                ElementsAre(Pair(56, 20U), Pair(33, 20U), Pair(0, 4U)));
    // Told by another track of the same channel.
    EXPECT_THAT(programsOf(songOf({SongTrack().program(0, 3, 73), SongTrack().notes(0, 3, 8)})),
                ElementsAre(Pair(73, 8U)));
}

TEST(Parts, AFewNotesOfAProgramJoinTheNearest) {
    // A clean guitar for three notes among distorted ones joins them, not the flute.
    EXPECT_THAT(programsOf(songOf({SongTrack()
                                       .program(0, 1, 30)
                                       .notes(0, 1, 20)
                                       .program(5000, 1, 27)
                                       .notes(5000, 1, 3)
                                       .program(6000, 1, 73)
                                       .notes(6000, 1, 40)})),
                ElementsAre(Pair(30, 23U), Pair(73, 40U)));
    // More programs than a take has channels.
    SongTrack many;
    for (std::uint8_t program = 0; program < 128; ++program)
        many.program(program * 4000, 1, program).notes(program * 4000, 1, 10);
    const auto programs = programsOf(songOf({many}));
    EXPECT_EQ(programs.size(), 15U);
    std::size_t notes = 0;
    for (const auto& [program, count] : programs)
        notes += count;
    EXPECT_EQ(notes, 1280U);
}

TEST(Parts, ASecondPortHasASetUpOfItsOwn) {
    const auto song = [](std::uint8_t type, const Bytes& first, const Bytes& second) {
        return songOf({SongTrack()
                           .meta(0, type, first)
                           .controller(0, 1, 7, 40)
                           .controller(0, 1, 10, 0)
                           .program(0, 1, 73)
                           .notes(0, 1, 16),
                       SongTrack().meta(0, type, second).notes(0, 1, 16)});
    };
    for (const Score& score :
         {song(0x21, {0}, {1}), song(0x09, ascii("Synth A"), ascii("Synth B"))}) {
        const Parts parts(score);
        ASSERT_EQ(parts.list().size(), 2U);
        EXPECT_EQ(parts.list()[0].program, 73);
        EXPECT_EQ(valueOf(parts.list()[0], 7), 40);
        EXPECT_EQ(parts.list()[1].port, 1);
        EXPECT_EQ(parts.list()[1].program, std::nullopt);
        EXPECT_THAT(parts.list()[1].controllers, IsEmpty());
    }
    const Score shared = song(0x21, {0}, {0});
    const Parts together(shared);
    EXPECT_EQ(together.list()[1].program, 73);
}

TEST(Parts, LevelsAreThoseOfMostNotes) {
    const auto partOf = [](const SongTrack& track) {
        const Score score = songOf({track});
        return Parts(score).at(0, 0);
    };
    SongTrack fade;
    for (int i = 0; i <= 100; ++i)
        fade.controller(i * 48, 1, 7, static_cast<std::uint8_t>(i));
    EXPECT_EQ(valueOf(partOf(fade.notes(4800, 1, 60)), 7), 100);
    EXPECT_EQ(valueOf(partOf(SongTrack()
                                 .controller(0, 1, 7, 0)
                                 .notes(0, 1, 4)
                                 .controller(960, 1, 7, 90)
                                 .notes(960, 1, 40)),
                      7),
              90);
    EXPECT_EQ(valueOf(partOf(SongTrack().notes(0, 1, 40).controller(9600, 1, 7, 0)), 7), 100)
        << "a mute at the end: what receivers begin with";
    EXPECT_EQ(valueOf(partOf(SongTrack().controller(0, 1, 7, 0).notes(0, 1, 40)), 7), 100)
        << "nothing is louder than silence";
    EXPECT_EQ(valueOf(partOf(SongTrack()
                                 .controller(0, 1, 11, 70)
                                 .controller(0, 1, 10, 20)
                                 .notes(0, 1, 30)
                                 .controller(7200, 1, 10, 100)
                                 .controller(7200, 1, 11, 0)
                                 .notes(7200, 1, 20)),
                      11),
              70);
    EXPECT_EQ(valueOf(partOf(SongTrack()
                                 .controller(0, 1, 10, 20)
                                 .notes(0, 1, 30)
                                 .controller(7200, 1, 10, 100)
                                 .notes(7200, 1, 20)),
                      10),
              20);
    EXPECT_EQ(valueOf(partOf(SongTrack().notes(0, 1, 8)), 7), -1) << "never told, never said";
}

SongTrack marker() {
    return SongTrack().meta(0, 0x7f, {0, 0, 0x41});
}

TEST(Parts, OfTwoRenditionsOneIsHeard) {
    const auto song = [](const SongTrack& first) {
        return songOf({first, SongTrack().notes(0, 3, 16), SongTrack().notes(0, 10, 16),
                       SongTrack().notes(0, 13, 16), SongTrack().notes(0, 16, 16)});
    };
    const Score both = song(marker());
    const Parts parts(both);
    EXPECT_FALSE(parts.list()[0].isSilent);
    EXPECT_FALSE(parts.list()[1].isSilent);
    EXPECT_TRUE(parts.list()[2].isSilent);
    EXPECT_TRUE(parts.list()[3].isSilent);
    EXPECT_EQ(heardNotes(both, parts).size(), 32U);
    EXPECT_EQ(withoutSilentNotes(both).noteCount(), 32U);
    EXPECT_EQ(silentChannels(song(SongTrack())), 0) << "without the marker";
    EXPECT_EQ(silentChannels(songOf({marker(), SongTrack().notes(0, 13, 16)})), 0)
        << "the simple rendition alone";
    EXPECT_EQ(silentChannels(songOf({marker(), SongTrack().notes(0, 1, 16),
                                     SongTrack().notes(0, 12, 16), SongTrack().notes(0, 13, 16)})),
              0)
        << "a piece for sixteen channels that bears the marker";
}

bool looksLikeDrums(const SongTrack& track) {
    const Score score = songOf({track});
    return Parts(score).at(0, 0).looksLikeDrums;
}

TEST(Parts, DrumTracksOnOtherChannelsAreNoticed) {
    const Bytes groove = {36, 42, 38, 42, 36, 42, 38, 46};
    EXPECT_TRUE(looksLikeDrums(SongTrack().name("Drum Kit").notes(0, 1, 64, groove)));
    EXPECT_TRUE(looksLikeDrums(SongTrack().name("Kick").notes(0, 1, 64, {36}, 480, 60)));
    EXPECT_TRUE(looksLikeDrums(SongTrack().name("BD").notes(0, 1, 64, {35}, 480, 60)));
    EXPECT_TRUE(looksLikeDrums(SongTrack().name("Perc 2").notes(0, 1, 64, {60, 61, 63})));
    EXPECT_TRUE(looksLikeDrums(SongTrack().notes(0, 1, 64, groove))) << "by its notes alone";
    EXPECT_FALSE(looksLikeDrums(SongTrack().name("Drums").notes(0, 10, 64, groove)))
        << "it is percussion";
    EXPECT_FALSE(looksLikeDrums(SongTrack().notes(0, 1, 64)));
    EXPECT_FALSE(
        looksLikeDrums(SongTrack().name("Steel Drums").program(0, 1, 114).notes(0, 1, 64)));
    EXPECT_FALSE(looksLikeDrums(SongTrack().name("Tom").notes(0, 1, 64, {60, 62, 64, 65, 67})));
    EXPECT_FALSE(looksLikeDrums(
        SongTrack().name("Bass").program(0, 1, 33).notes(0, 1, 64, {36, 38, 40, 42, 43})));
    EXPECT_FALSE(
        looksLikeDrums(SongTrack().name("Tambour").program(0, 1, 47).notes(0, 1, 64, {48, 43})))
        << "timpani";
    EXPECT_FALSE(
        looksLikeDrums(SongTrack().gsReset().gs(0, {0x40, 0x10, 0x15, 0}).notes(0, 10, 64, groove)))
        << "the file made channel 10 melodic";
    EXPECT_FALSE(looksLikeDrums(SongTrack().name("Percussion").notes(0, 1, 64, {95, 99, 103})))
        << "too high for any drum";
}

TEST(Parts, ChannelsAreChosenWhereOneTrackHoldsAllNotes) {
    const Score one = songOf({SongTrack().notes(0, 1, 8).notes(4000, 10, 8)}, 0);
    const auto choices = trackChoices(one);
    ASSERT_EQ(choices.size(), 2U);
    EXPECT_EQ(choices[0].channel, 0);
    EXPECT_EQ(choices[1].channel, 9);
    EXPECT_EQ(
        trackChoices(songOf({SongTrack(), SongTrack().notes(0, 1, 8).notes(4000, 2, 8)})).size(),
        3U)
        << "format 1 with all notes in one track";
    EXPECT_EQ(trackChoices(songOf({SongTrack().notes(0, 1, 8)}, 0)).size(), 1U);
    EXPECT_EQ(trackChoices(songOf({SongTrack().notes(0, 1, 8).notes(4000, 2, 8),
                                   SongTrack().notes(0, 3, 8)}))
                  .size(),
              2U);
}

} // namespace
} // namespace leitmotif
