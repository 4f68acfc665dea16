// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/edit/score_edit.h"
#include "core/midi/smf_reader.h"
#include "core/midi/smf_writer.h"
#include "core/music/patterns.h"
#include "tests/core/midi/smf_bytes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

namespace leitmotif {
namespace {

std::uint8_t below(Random& random, std::uint64_t bound) {
    return static_cast<std::uint8_t>(random.below(bound));
}

/// A number of the sizes that variable-length numbers have: 1 to 4 bytes.
std::int64_t anyDelta(Random& random) {
    static constexpr std::uint64_t kBounds[] = {2, 128, 16'384, 2'097'152, 268'435'456};
    return static_cast<std::int64_t>(random.below(kBounds[random.below(5)]));
}

Event anyEvent(Random& random, Tick tick) {
    static constexpr std::uint8_t kSystem[] = {0xf1, 0xf2, 0xf3, 0xf6, 0xf8, 0xfa, 0xfe};
    Bytes payload(random.below(random.below(8) == 0 ? 300 : 6));
    for (std::uint8_t& byte : payload)
        byte = below(random, 256);
    switch (random.below(6)) {
    case 0: // text and unknown meta events; never a misplaced end mark
        return metaEvent(tick, static_cast<std::uint8_t>(random.below(2) ? 0x01 : 0x60), payload);
    case 1: {
        Event sysex = metaEvent(tick, 0, payload);
        sysex.status = random.below(2) ? 0xf0 : 0xf7;
        return sysex;
    }
    case 2: {
        Event event{.tick = tick, .status = kSystem[random.below(std::size(kSystem))]};
        if (event.status <= 0xf3)
            event.data1 = below(random, 128);
        if (event.status == 0xf2)
            event.data2 = below(random, 128);
        return event;
    }
    case 3:
        return programChange(tick, below(random, 16), below(random, 128));
    case 4:
        return controllerEvent(tick, below(random, 16), below(random, 128), below(random, 128));
    default:
        return tempoEvent(tick, 1 + static_cast<std::uint32_t>(random.below(0xffffff)));
    }
}

/// Notes of one pitch and channel follow each other, so that no reader could pair them otherwise.
TrackPtr anyTrack(Random& random) {
    std::vector<Note> notes;
    for (int voice = 0; voice < 6; ++voice) {
        Tick now;
        for (std::uint64_t i = random.below(30); i > 0; --i) {
            now += Tick{anyDelta(random)};
            const Tick length{1 + anyDelta(random)};
            Note note{.onset = now,
                      .length = length,
                      .pitch = {static_cast<std::uint8_t>(voice * 20 + 3)},
                      .velocity = {static_cast<std::uint8_t>(1 + random.below(127))},
                      .channel = static_cast<std::uint8_t>(voice * 2)};
            if (random.below(2) == 0)
                note.offForm = NoteOffForm::NoteOnZero;
            else
                note.releaseVelocity = {below(random, 128)};
            notes.push_back(note);
            now += length;
        }
    }
    std::vector<Event> events;
    Tick now;
    for (std::uint64_t i = random.below(40); i > 0; --i) {
        now += Tick{anyDelta(random)};
        events.push_back(anyEvent(random, now));
    }
    return std::make_shared<const Track>(std::move(notes), std::move(events),
                                         Tick{anyDelta(random)}, random.below(4) != 0);
}

Score anyScore(Random& random) {
    Score score{.format = static_cast<std::uint16_t>(random.below(3)),
                .division = {static_cast<std::uint16_t>(random.below(0x10000))},
                .tracks = {}};
    for (std::uint64_t i = random.below(5); i > 0; --i)
        score.tracks.push_back(anyTrack(random));
    if (score.format == 2)
        layOutPatterns(score);
    return score;
}

/// Removes the places in a file, which new notes and events get only by being written.
Score withoutPlaces(const Score& score) {
    Score result = score;
    for (TrackPtr& track : result.tracks) {
        auto notes = track->notes();
        for (Note& note : notes) {
            note.onOrder = Note::kNewOnOrder;
            note.offOrder = Note::kNewOffOrder;
        }
        auto events = track->events();
        for (Event& event : events)
            event.order = 0;
        track = std::make_shared<const Track>(std::move(notes), std::move(events), track->end(),
                                              track->hasEndOfTrack());
    }
    return result;
}

TEST(SmfRoundTrip, AnyScoreComesBackEqual) {
    Random random(20'26);
    for (int i = 0; i < 300; ++i) {
        const Score score = anyScore(random);
        const auto read = readMidi(midiBytes(score), "any.mid");
        ASSERT_TRUE(read) << describe(read.error());
        ASSERT_TRUE(withoutPlaces(read->score) == withoutPlaces(score)) << "score " << i;
    }
}

/// Writing and reading again gives the same score.
void expectFixedPoint(const Bytes& bytes, const std::string& what) {
    const auto once = readMidi(bytes, what);
    if (!once)
        return;
    const Bytes written = midiBytes(once->score);
    const auto twice = readMidi(written, what);
    ASSERT_TRUE(twice) << what << ": " << describe(twice.error());
    ASSERT_TRUE(once->score == twice->score) << what;
    ASSERT_EQ(written, midiBytes(twice->score)) << what;
    ASSERT_LE(once->score.noteCount() * 3, bytes.size()) << what;
}

TEST(SmfRoundTrip, WritingIsAFixedPoint) {
    Random random(3);
    for (int i = 0; i < 100; ++i)
        expectFixedPoint(midiBytes(anyScore(random)), "score " + std::to_string(i));
}

TEST(SmfRoundTrip, DamageIsNeverFatal) {
    Random random(4);
    for (int i = 0; i < 3'000; ++i) {
        Bytes bytes = midiBytes(anyScore(random));
        for (std::uint64_t damages = 1 + random.below(6); damages > 0 && bytes.size() > 8;
             --damages) {
            const auto place =
                bytes.begin() + static_cast<std::ptrdiff_t>(random.below(bytes.size()));
            const auto end =
                place + static_cast<std::ptrdiff_t>(random.below(
                            std::min<std::uint64_t>(40, std::uint64_t(bytes.end() - place) + 1)));
            switch (random.below(4)) {
            case 0:
                *place = below(random, 256);
                break;
            case 1:
                bytes.erase(place, end);
                break;
            case 2:
                bytes.insert(place, random.below(9), below(random, 256));
                break;
            default:
                bytes.resize(random.below(bytes.size()) + 1);
            }
        }
        expectFixedPoint(bytes, "damage " + std::to_string(i));
    }
}

TEST(SmfRoundTrip, GarbageIsNeverFatal) {
    Random random(5);
    for (int i = 0; i < 2'000; ++i) {
        Bytes garbage(random.below(400));
        // Half of it of the values that matter most.
        static constexpr std::uint8_t kTelling[] = {0x00, 0x80, 0x90, 0xff, 0xf0, 0xf7, 0x2f, 0x7f};
        for (std::uint8_t& byte : garbage)
            byte = random.below(2) ? kTelling[random.below(8)] : below(random, 256);
        expectFixedPoint(garbage, "garbage " + std::to_string(i));
        expectFixedPoint(file(garbage), "garbage in a track " + std::to_string(i));
        expectFixedPoint(joined({header(1, 3), garbage}), "garbage chunks " + std::to_string(i));
    }
}

TEST(SmfRoundTrip, TimeIsLinearWhateverTheBytes) {
    // Each of these would take a naive reader quadratic time: a million times a million steps.
    constexpr std::size_t kSize = 2'000'000;
    const auto repeated = [](const Bytes& part) {
        Bytes bytes;
        while (bytes.size() < kSize)
            bytes.insert(bytes.end(), part.begin(), part.end());
        return bytes;
    };
    for (const Bytes& part : {Bytes{0x80}, Bytes{0xff}, Bytes{0x00}, kEndOfTrack,
                              Bytes{0x00, 0xff, 0x01, 0xff, 0xff, 0xff, 0x7f},
                              Bytes{0x00, 0x90, 0x3c, 0xf4}, Bytes{0x00, 0x90, 0xbc, 0xc0, 0xff},
                              ascii("MTrk"), ascii("MThd"), ascii("MTrk\xff\xff\xff\xff")}) {
        const auto inTrack = readMidi(file(repeated(part)), "x");
        const auto asChunks = readMidi(joined({header(1, 1), repeated(part)}), "x");
        const auto bare = readMidi(repeated(part), "x");
        EXPECT_TRUE(!inTrack || inTrack->score.noteCount() < kSize);
        EXPECT_TRUE(!asChunks || asChunks->score.noteCount() < kSize);
        EXPECT_TRUE(!bare || bare->score.noteCount() < kSize);
    }
}

TEST(SmfRoundTrip, MovingOneNoteChangesOnlyThatNote) {
    Random random(6);
    for (int i = 0; i < 50; ++i) {
        const auto read = readMidi(midiBytes(anyScore(random)), "x");
        ASSERT_TRUE(read);
        for (std::size_t track = 0; track < read->score.tracks.size(); ++track) {
            const auto& notes = read->score.tracks[track]->notes();
            if (notes.empty())
                continue;
            const Note note = notes[random.below(notes.size())];
            const Note moved = note.withPitch({127});
            const auto edited = applied(
                read->score, {{{.track = track, .removed = {note}, .added = {moved}}}, {}, {}});
            ASSERT_TRUE(edited);
            const auto again = readMidi(midiBytes(*edited), "x");
            ASSERT_TRUE(again);
            auto expected = notes;
            *std::ranges::find(expected, note) = moved;
            ASSERT_EQ(again->score.tracks[track]->notes(), expected);
            ASSERT_EQ(again->score.tracks[track]->events(), read->score.tracks[track]->events());
        }
    }
}

TEST(SmfRoundTrip, FilesOfAFolderAreFixedPoints) {
    const char* folder = std::getenv("LEITMOTIF_MIDI_FOLDER");
    if (!folder)
        GTEST_SKIP() << "LEITMOTIF_MIDI_FOLDER names no folder of further MIDI files";
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file())
            if (const auto bytes = readFile(entry.path()))
                expectFixedPoint(*bytes, entry.path().string());
}

} // namespace
} // namespace leitmotif
