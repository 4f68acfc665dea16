// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/words/jazz_tokens.h"

#include "tests/core/encoding/random_pieces.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace leitmotif {
namespace {

constexpr ChordSet chord(std::initializer_list<unsigned> pitchClasses) {
    ChordSet set = 0;
    for (const unsigned pitchClass : pitchClasses)
        set = static_cast<ChordSet>(set | 1U << pitchClass);
    return set;
}

Note jazzNoteAt(std::int64_t onset, std::int64_t length, int pitch, std::uint8_t channel = 0) {
    return {.onset = {onset},
            .length = {length},
            .pitch = {static_cast<std::uint8_t>(pitch)},
            .velocity = {80},
            .channel = channel};
}

/// Two bars of melody over C major 7 and G 7.
Corpus song() {
    Score score = emptyScore();
    score.tracks.push_back(std::make_shared<const Track>(
        std::vector<Note>{jazzNoteAt(0, 480, 76), jazzNoteAt(480, 240, 77),
                          jazzNoteAt(720, 240, 78), jazzNoteAt(960, 480, 79),
                          jazzNoteAt(1920, 480, 80), jazzNoteAt(2400, 480, 79)},
        std::vector<Event>{textEvent({0}, meta::kTrackName, "Lead"), programChange({0}, 0, 66)}));
    std::vector<Note> chords;
    for (const int pitch : {48, 52, 55, 59})
        chords.push_back(jazzNoteAt(0, 1920, pitch, 1));
    for (const int pitch : {43, 47, 50, 53})
        chords.push_back(jazzNoteAt(1920, 1920, pitch, 1));
    score.tracks.push_back(std::make_shared<const Track>(
        chords, std::vector<Event>{textEvent({0}, meta::kTrackName, "Piano")}));
    return Corpus({{"song", score, false}});
}

std::vector<std::string> describeTrack(const TrackPtr& track) {
    Score score;
    score.tracks = {track};
    return describeNotes(score);
}

const EncodingOptions kJazz{.kind = "jazz"};

TEST(JazzHarmony, TellsWhatANoteIsToItsChord) {
    const ChordSet cMajor = chord({0, 4, 7});
    EXPECT_EQ(toneKindOf(60, cMajor), ToneKind::Chord);
    EXPECT_EQ(toneKindOf(67 + 12, cMajor), ToneKind::Chord);
    EXPECT_EQ(toneKindOf(62, cMajor), ToneKind::Scale);
    EXPECT_EQ(toneKindOf(59, cMajor), ToneKind::Scale);
    EXPECT_EQ(toneKindOf(66, cMajor), ToneKind::Approach); // F sharp to G
    EXPECT_EQ(toneKindOf(61, cMajor), ToneKind::Approach);
    EXPECT_EQ(toneKindOf(70, cMajor), ToneKind::Other); // B flat
}

TEST(JazzHarmony, HearsTheTopLineOverAChordABar) {
    const LeadSheet sheet = leadSheet(song().pieces().front(), 12, 48);
    ASSERT_EQ(sheet.melody.size(), 6U);
    EXPECT_EQ(sheet.melody[2].pitch, 78);
    EXPECT_EQ(sheet.chords, (std::vector<ChordSet>{chord({0, 4, 7, 11}), chord({7, 11, 2, 5})}));
}

TEST(JazzHarmony, AMelodyAloneMakesItsChords) {
    const CorpusPiece piece{
        "alone",
        scoreOf({jazzNoteAt(0, 960, 60), jazzNoteAt(960, 480, 64), jazzNoteAt(1440, 120, 61)}),
        false};
    EXPECT_EQ(leadSheet(piece, 12, 48).chords, (std::vector<ChordSet>{chord({0, 4})}));
}

TEST(JazzHarmony, SilentBarsKeepTheChordBefore) {
    const CorpusPiece piece{"gaps",
                            scoreOf({jazzNoteAt(1920, 960, 60), jazzNoteAt(3 * 1920, 960, 62),
                                     jazzNoteAt(5 * 1920, 4, 64)}),
                            false};
    const auto chords = leadSheet(piece, 12, 48).chords;
    const std::vector<ChordSet> expected = {chord({0}), chord({0}), chord({0}),
                                            chord({2}), chord({2}), chord({4})};
    EXPECT_EQ(chords, expected);
}

TEST(JazzTokens, SayRoleDurationAndInterval) {
    const auto encoding = JazzTokens::fitted(song(), kJazz);
    std::vector<JazzWord> words;
    for (const int token : encoding->encode(song().pieces().front()).tokens)
        words.push_back(encoding->words().at(token));
    ASSERT_EQ(words.size(), 7U); // the mean pitch is 78
    EXPECT_EQ(words[0], (JazzWord{false, ToneKind::Chord, 12, -2}));
    EXPECT_EQ(words[1], (JazzWord{false, ToneKind::Scale, 6, 1}));
    EXPECT_EQ(words[2], (JazzWord{false, ToneKind::Approach, 6, 1}));
    EXPECT_EQ(words[3], (JazzWord{false, ToneKind::Chord, 12, 1}));
    EXPECT_EQ(words[4], (JazzWord{true, ToneKind::Chord, 12, 0}));
    EXPECT_EQ(words[5], (JazzWord{false, ToneKind::Approach, 12, 1}));
    EXPECT_EQ(words[6], (JazzWord{false, ToneKind::Chord, 12, -1}));
}

TEST(JazzTokens, PlayTheChordsUnderneath) {
    const auto encoding = JazzTokens::fitted(song(), kJazz);
    const Score score = encoding->decode(encoding->encode(song().pieces().front()).tokens);
    ASSERT_EQ(score.tracks.size(), 3U);
    EXPECT_EQ(score.tracks[1]->name(), "Lead");
    EXPECT_EQ(score.tracks[1]->program(0), 66);
    EXPECT_EQ(describeTrack(score.tracks[1]),
              describeTrack(song().pieces().front().score.tracks[1]));
    EXPECT_EQ(score.tracks[2]->name(), kChordsTrackName);
    EXPECT_EQ(score.tracks[2]->notes().size(), 8U);
    EXPECT_EQ(score.tracks[2]->channels(), std::vector<std::uint8_t>{1});
}

TEST(JazzTokens, DrawAPitchThatHasTheRoleWithinAMinorThird) {
    const auto encoding = JazzTokens::fitted(song(), kJazz);
    const auto words = encoding->words().words();
    // An approach tone by a step down from the middle, over C major 7: none there, so one is drawn.
    const auto id = std::ranges::find(words, JazzWord{false, ToneKind::Approach, 12, 1});
    ASSERT_NE(id, words.end());
    const std::vector<int> tokens(40, static_cast<int>(id - words.begin()));
    const Score score = encoding->decode(tokens);
    const auto& notes = score.tracks[1]->notes();
    ASSERT_EQ(notes.size(), 40U);
    const ChordSet chords[] = {chord({0, 4, 7, 11}), chord({7, 11, 2, 5})};
    int fitting = 0;
    for (std::size_t i = 0; i < notes.size(); ++i)
        fitting += toneKindOf(notes[i].pitch.value, chords[i / 4 % 2]) == ToneKind::Approach;
    EXPECT_EQ(fitting, 40);
    EXPECT_EQ(encoding->decode(tokens).hash(), score.hash());
}

TEST(JazzTokens, StayInTheRangeOfTheMelodies) {
    const auto encoding = JazzTokens::fitted(song(), kJazz);
    Random random(3);
    std::vector<int> tokens;
    for (int i = 0; i < 500; ++i)
        tokens.push_back(
            static_cast<int>(random.below(static_cast<std::uint64_t>(encoding->vocabularySize()))));
    const Score score = encoding->decode(tokens);
    for (const Note& note : score.tracks[1]->notes()) {
        EXPECT_GE(note.pitch.value, 76);
        EXPECT_LE(note.pitch.value, 87);
    }
}

TEST(JazzTokens, GoByTheChordsOfThePieceThatTheTokensFit) {
    // The same melody over other chords has other roles.
    Score other = song().pieces().front().score;
    std::vector<Note> chords;
    for (const int pitch : {49, 54, 58})
        chords.push_back(jazzNoteAt(0, 2 * 1920, pitch, 1));
    other.tracks[2] = std::make_shared<const Track>(chords, std::vector<Event>{});
    const Corpus corpus({song().pieces().front(), {"other", other, false}});
    const auto encoding = JazzTokens::fitted(corpus, kJazz);
    for (const CorpusPiece& piece : corpus.pieces()) {
        const auto tokens = encoding->encode(piece).tokens;
        const Score decoded = encoding->decode(tokens);
        EXPECT_EQ(describeTrack(decoded.tracks[1]), describeTrack(piece.score.tracks[1]));
        EXPECT_EQ(encoding->encode({"again", decoded, false}).tokens, tokens);
    }
}

} // namespace
} // namespace leitmotif
