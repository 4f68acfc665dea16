// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/midi/note_pairs.h"

#include "core/base/random.h"
#include "core/midi/import_report.h"
#include "core/midi/smf_reader.h"
#include "core/midi/smf_writer.h"
#include "core/playback/playback_plan.h"
#include "tests/core/midi/smf_bytes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace leitmotif {
namespace {

using Finding = ImportFinding;
using testing::ElementsAre;
using testing::IsEmpty;

struct Message {
    std::int64_t tick;
    int pitch;
    bool isOn = true;
    int channel = 0;
};

Message on(std::int64_t tick, int pitch) {
    return {tick, pitch};
}
Message off(std::int64_t tick, int pitch) {
    return {tick, pitch, false};
}

Bytes number(std::int64_t value) {
    Bytes bytes = {static_cast<std::uint8_t>(value & 127)};
    while ((value >>= 7) > 0)
        bytes.insert(bytes.begin(), static_cast<std::uint8_t>(128 | (value & 127)));
    return bytes;
}

/// A track chunk of the messages, in the order of their ticks, that ends at `end`.
Bytes trackOf(std::vector<Message> messages, std::int64_t end = 0) {
    std::ranges::stable_sort(messages, {}, &Message::tick);
    Bytes content;
    std::int64_t now = 0;
    for (const Message& message : messages) {
        const Bytes event = {
            static_cast<std::uint8_t>((message.isOn ? 0x90 : 0x80) | message.channel),
            static_cast<std::uint8_t>(message.pitch), 80};
        content = joined({content, number(message.tick - now), event});
        now = message.tick;
    }
    return chunk("MTrk",
                 joined({content, number(std::max(end - now, std::int64_t{0})), {0xff, 0x2f, 0}}));
}

ReadMidi readTracks(std::vector<Bytes> tracks) {
    Bytes bytes = header(1, static_cast<int>(tracks.size()));
    for (const Bytes& track : tracks)
        bytes = joined({bytes, track});
    auto read = readMidi(bytes, "x.mid");
    EXPECT_TRUE(read);
    EXPECT_EQ(readMidi(midiBytes(read->score), "x.mid")->score, read->score); // a fixed point
    return std::move(*read);
}

using Span = std::pair<std::int64_t, std::int64_t>;

/// Onsets and ends of the notes of a key.
std::vector<Span> spansOf(const Score& score, int pitch, std::size_t track = 0) {
    std::vector<Span> spans;
    for (const Note& note : score.tracks[track]->notes())
        if (note.pitch.value == pitch)
            spans.emplace_back(note.onset.value, note.end().value);
    return spans;
}

TEST(NotePairs, OverlapsWithBothEndsAreFirstInFirstOut) {
    const auto read = readTracks({trackOf({on(0, 60), on(480, 60), off(960, 60), off(1440, 60)})});
    EXPECT_THAT(read.findings, IsEmpty());
    EXPECT_THAT(spansOf(read.score, 60), ElementsAre(Span{0, 960}, Span{480, 1440}));
    // Struck again before the end of the same tick, as some programs write.
    const auto late = readTracks({trackOf({on(0, 60), on(480, 60), off(480, 60), off(960, 60)})});
    EXPECT_THAT(spansOf(late.score, 60), ElementsAre(Span{0, 480}, Span{480, 960}));
}

TEST(NotePairs, ARestrikeEndsWhatLacksAnEnd) {
    const auto read = readTracks({trackOf({on(0, 60), on(480, 60), off(960, 60)}, 9000)});
    EXPECT_THAT(spansOf(read.score, 60), ElementsAre(Span{0, 480}, Span{480, 960}));
    EXPECT_EQ(read.score.tracks[0]->notes()[0].offForm, NoteOffForm::Implied);
    EXPECT_THAT(read.findings, ElementsAre(ImportNote{Finding::NoteEndedByRestrike, 1, 1}));
}

TEST(NotePairs, ALostEndMovesNoOther) {
    std::vector<Message> messages;
    for (int i = 0; i < 20; ++i) {
        messages.push_back(on(i * 480, 60));
        if (i != 3)
            messages.push_back(off(i * 480 + 400, 60));
    }
    const auto read = readTracks({trackOf(messages)});
    for (int i = 0; i < 20; ++i) // the third one is not longer than others either
        EXPECT_EQ(spansOf(read.score, 60)[static_cast<std::size_t>(i)],
                  Span(i * 480, i * 480 + 400));
    EXPECT_THAT(read.findings, ElementsAre(ImportNote{Finding::NoteCutToLongest, 1, 1}));
}

TEST(NotePairs, AnEndBesideItsKeyIsItsOwn) {
    for (const int wrong : {59, 61}) {
        std::vector<Message> messages;
        for (int i = 0; i < 8; ++i) {
            messages.push_back(on(i * 960, 60));
            messages.push_back(off(i * 960 + 240 + 10 * i, i == 2 ? wrong : 60));
        }
        const auto read = readTracks({trackOf(messages)});
        std::vector<Span> expected;
        for (int i = 0; i < 8; ++i)
            expected.emplace_back(i * 960, i * 960 + 240 + 10 * i);
        EXPECT_EQ(spansOf(read.score, 60), expected);
        EXPECT_THAT(read.findings, ElementsAre(ImportNote{Finding::NoteEndedBesideItsKey, 1, 1}));
    }
}

TEST(NotePairs, EndsOfAnotherTrackEndWhatHangs) {
    std::vector<Message> starts;
    std::vector<Message> ends;
    for (int i = 0; i < 30; ++i) {
        starts.push_back(on(i * 240, 60 + i % 4));
        ends.push_back(off(i * 240 + 220, 60 + i % 4));
    }
    const auto read = readTracks({trackOf({}), trackOf(starts), trackOf(ends)});
    for (const Note& note : read.score.tracks[1]->notes())
        EXPECT_EQ(note.length, Tick{220});
    EXPECT_THAT(read.findings, ElementsAre(ImportNote{Finding::NoteEndedInOtherTrack, 2, 30}));
    // Not those of another port.
    const Bytes port = {0, 0xff, 0x21, 1, 1};
    Bytes elsewhere = trackOf(ends);
    elsewhere = chunk("MTrk", joined({port, {elsewhere.begin() + 8, elsewhere.end()}}));
    const auto apart = readTracks({trackOf(starts), elsewhere});
    EXPECT_EQ(apart.findings.back(), (ImportNote{Finding::NoteOffWithoutNoteOn, 2, 30}));
}

TEST(NotePairs, MessagesThatEndAllNotesEndWhatHangs) {
    for (const int number : {120, 123, 126}) {
        const Bytes allOff = {96, 0xb0, static_cast<std::uint8_t>(number), 0};
        const auto read =
            readTracks({chunk("MTrk", joined({{0, 0x90, 60, 80, 0, 0x90, 64, 80},
                                              allOff,
                                              {0x83, 0, 0x80, 64, 0, 0x87, 0, 0xff, 0x2f, 0}}))});
        EXPECT_THAT(spansOf(read.score, 60), ElementsAre(Span{0, 96}));
        EXPECT_THAT(spansOf(read.score, 64), ElementsAre(Span{0, 480})); // it has its own
        EXPECT_THAT(read.findings, ElementsAre(ImportNote{Finding::NoteEndedByAllOff, 1, 1}));
    }
}

TEST(NotePairs, StruckTwiceAtOnceEndsAtOnce) {
    const auto read = readTracks({trackOf({on(0, 60), on(0, 60), off(480, 60)}, 9000)});
    EXPECT_THAT(spansOf(read.score, 60), ElementsAre(Span{0, 480}, Span{0, 480}));
}

TEST(NotePairs, WithoutAnyEndsNotesLastToTheNextOrTheEnd) {
    const auto read = readTracks({trackOf({on(0, 60), on(480, 60), on(960, 62)}, 1920)});
    EXPECT_THAT(spansOf(read.score, 60), ElementsAre(Span{0, 480}, Span{480, 1920}));
    EXPECT_THAT(spansOf(read.score, 62), ElementsAre(Span{960, 1920}));
    EXPECT_THAT(read.findings, ElementsAre(ImportNote{Finding::HangingNote, 1, 2},
                                           ImportNote{Finding::NoteEndedByRestrike, 1, 1}));
}

/// Music of one voice a key, with ends that are lost or a semitone off.
struct Damaged {
    std::vector<Message> messages;
    std::vector<std::pair<int, Span>> whole; ///< pitch and place of the notes that were spared
    std::int64_t longest = 0;
    std::int64_t end = 0;
    std::size_t damages = 0;
};

Damaged damagedMusic(Random& random, bool isMisspelled) {
    Damaged music;
    std::vector<std::int64_t> now(128);
    for (int i = 0; i < 300; ++i) {
        const int pitch = 60 + 2 * static_cast<int>(random.below(6));
        const auto onset = now[std::size_t(pitch)] + 60 + std::int64_t(random.below(400));
        const auto end = onset + (i == 0 ? 400 : 100 + std::int64_t(random.below(300)));
        now[std::size_t(pitch)] = end;
        music.messages.push_back(on(onset, pitch));
        music.longest = std::max(music.longest, end - onset);
        music.end = std::max(music.end, end);
        if (i == 0 || random.below(30) > 0) {
            music.messages.push_back(off(end, pitch));
            music.whole.emplace_back(pitch, Span{onset, end});
            continue;
        }
        ++music.damages;
        if (isMisspelled)
            music.messages.push_back(off(end, pitch + (random.below(2) ? 1 : -1)));
    }
    return music;
}

TEST(NotePairs, DamageStaysWhereItIs) {
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        Random random(seed);
        const bool isMisspelled = seed % 2 == 0;
        const Damaged music = damagedMusic(random, isMisspelled);
        const auto read = readTracks({trackOf(music.messages, music.end + 10'000)});
        std::set<std::pair<int, Span>> found;
        for (const Note& note : read.score.tracks[0]->notes()) {
            EXPECT_LE(note.length.value, music.longest);
            found.insert({note.pitch.value, {note.onset.value, note.end().value}});
        }
        for (const auto& note : music.whole)
            EXPECT_TRUE(found.contains(note))
                << seed << ": " << note.first << " at " << note.second.first;
        std::size_t named = 0;
        for (const ImportNote& note : read.findings)
            named += note.count;
        EXPECT_EQ(named, music.damages) << seed;
    }
}

TEST(NotePairs, LostAndUselessEndsOfAKeyDoNotHideEachOther) {
    // An end of C is missing, one too many comes later: the order alone would make all between
    // long.
    std::vector<Message> messages = {on(0, 62)};
    for (int i = 0; i < 12; ++i) {
        messages.push_back(on(i * 480, 60));
        if (i != 1)
            messages.push_back(off(i * 480 + 240, 60));
    }
    messages.push_back(off(12 * 480 + 200, 60));
    const auto read = readTracks({trackOf(messages, 9000)});
    for (const Span& span : spansOf(read.score, 60))
        EXPECT_LE(span.second - span.first, 240);
}

TEST(NotePairs, PlayingLeavesNothingSounding) {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        Random random(seed);
        const auto read = readTracks({trackOf(damagedMusic(random, seed % 2 == 0).messages)});
        const PlaybackPlan plan(read.score, {});
        std::set<int> sounding;
        for (const PlanEvent& event : plan.events()) {
            const int key = event.message.data1;
            EXPECT_TRUE(!event.message.isNoteOn() || sounding.insert(key).second);
            EXPECT_TRUE(!event.message.isNoteOff() || sounding.erase(key) == 1);
        }
        EXPECT_THAT(sounding, IsEmpty());
    }
}

TEST(NotePairs, BeforeFormat3OnlyTheOrderCounted) {
    const Bytes bytes =
        joined({header(1, 1), trackOf({on(0, 60), on(480, 60), off(960, 60)}, 9000)});
    const auto read = readMidi(bytes, "x", {.isBeforeFormat3 = true});
    ASSERT_TRUE(read);
    EXPECT_THAT(spansOf(read->score, 60), ElementsAre(Span{0, 960}, Span{480, 9000}));
    EXPECT_THAT(read->findings, ElementsAre(ImportNote{Finding::HangingNote, 1, 1}));
}

} // namespace
} // namespace leitmotif
