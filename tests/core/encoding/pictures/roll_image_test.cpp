// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/pictures/roll_image.h"

#include "tests/core/encoding/random_pieces.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <nlohmann/json.hpp>

namespace leitmotif {
namespace {

constexpr std::int64_t kColumn = 40; // ticks

RollImage fit(const Corpus& corpus, const RollOptions& options = {}) {
    auto image = RollImage::fit(corpus, options);
    EXPECT_TRUE(image);
    return *std::move(image);
}

std::vector<RollOptions> allOptions() {
    std::vector<RollOptions> all;
    for (const int columns : {12, 4, 7})
        for (const bool isFitted : {true, false})
            for (const bool hasVelocity : {true, false})
                for (const bool merges : {true, false})
                    for (const int bars : {1, 2})
                        all.push_back({columns, isFitted, bars, hasVelocity, merges});
    return all;
}

TEST(RollImage, WhatWasDecodedEncodesToTheSamePictures) {
    Random random(1);
    for (int round = 0; round < 20; ++round)
        for (const RollOptions& options : allOptions()) {
            const Corpus corpus(
                {randomPiece(random, {.hasFreeBeat = round % 3 == 0,
                                      .hasDrums = random.below(2) == 0,
                                      .parts = static_cast<int>(1 + random.below(4)),
                                      .notes = static_cast<int>(1 + random.below(150))})});
            const auto image = fit(corpus, options);
            const auto pictures = image.encode(corpus.pieces().front());
            const Score decoded = image.decode(pictures);
            ASSERT_TRUE(isPlayable(decoded));
            const CorpusPiece again{"decoded", decoded, corpus.pieces().front().hasFreeBeat};
            ASSERT_EQ(image.encode(again), pictures) << "round " << round;
        }
}

/// Notes of some channels, each key struck again as it is released, or two columns later and more.
Score apartScore(Random& random, int parts, int numerator, int denominator) {
    Score score = emptyScore({480}, 400'000, numerator, denominator);
    for (int part = 0; part < parts; ++part) {
        std::map<int, std::int64_t> free;
        std::vector<Note> notes;
        std::int64_t onset = 0;
        for (int i = 0; i < 120; ++i) {
            onset += kColumn * static_cast<std::int64_t>(random.below(3) * random.below(9));
            Note note;
            note.channel = static_cast<std::uint8_t>(part);
            note.pitch = {static_cast<std::uint8_t>(40 + random.below(30))};
            note.velocity = {static_cast<std::uint8_t>(1 + random.below(127))};
            note.onset = {onset};
            note.length = {kColumn * static_cast<std::int64_t>(1 + random.below(90))};
            if (auto& next = free[note.pitch.value]; next <= onset) {
                notes.push_back(note);
                const bool isRepeated = note.length.value > kColumn && random.below(3) == 0;
                if (isRepeated) {
                    note.onset = note.end();
                    notes.push_back(note);
                }
                next = note.end().value + 2 * kColumn;
            }
        }
        std::ranges::stable_sort(notes, {}, &Note::onset);
        score.tracks.push_back(std::make_shared<const Track>(
            std::move(notes),
            std::vector<Event>{programChange({0}, static_cast<std::uint8_t>(part),
                                             static_cast<std::uint8_t>(3 * part + 1))}));
    }
    return score;
}

TEST(RollImage, NotesOnTheGridComeBackUnchanged) {
    constexpr std::pair<int, int> kSignatures[] = {{4, 4}, {3, 4}, {6, 8}, {5, 8}, {2, 2}};
    Random random(2);
    for (int round = 0; round < 60; ++round) {
        const auto [numerator, denominator] = kSignatures[random.below(std::size(kSignatures))];
        const int parts = static_cast<int>(1 + random.below(4));
        const Corpus corpus({{"grid", apartScore(random, parts, numerator, denominator), false}});
        for (const bool isFitted : {true, false}) {
            if (!isFitted && parts > 1)
                continue; // published pictures merge them
            const auto image = fit(corpus, {.isFitted = isFitted});
            const Score& source = corpus.pieces().front().score;
            const Score decoded = image.decode(image.encode(corpus.pieces().front()));
            ASSERT_EQ(describeNotes(decoded), describeNotes(source));
            EXPECT_EQ(decoded.meterMap().changes(), source.meterMap().changes());
            EXPECT_EQ(decoded.tempoMap().changes(), source.tempoMap().changes());
            ASSERT_EQ(decoded.tracks.size(), source.tracks.size());
            for (std::size_t i = 1; i < source.tracks.size(); ++i)
                EXPECT_EQ(decoded.tracks[i]->program(static_cast<std::uint8_t>(i - 1)),
                          source.tracks[i]->program(static_cast<std::uint8_t>(i - 1)));
        }
    }
}

TEST(RollImage, PublishedPicturesAre96By96) {
    Random random(3);
    const Corpus corpus({randomPiece(random, {})});
    const auto image = fit(corpus, {.isFitted = false});
    EXPECT_EQ(image.rowCount(), 96);
    EXPECT_EQ(image.columnCount(), 96);
    for (const auto& picture : image.encode(corpus.pieces().front()))
        EXPECT_EQ(picture.size(), 96U * 96U);
}

TEST(RollImage, EveryPitchHasARowOfItsClass) {
    std::vector<Note> notes;
    for (int pitch = 0; pitch < 128; ++pitch)
        notes.push_back({.onset = {pitch * 480},
                         .length = {480},
                         .pitch = {static_cast<std::uint8_t>(pitch)},
                         .velocity = {80}});
    const Corpus corpus({{"all", scoreOf(notes), false}});
    const auto image = fit(corpus, {.isFitted = false});
    const Score decoded = image.decode(image.encode(corpus.pieces().front()));
    ASSERT_EQ(decoded.noteCount(), 128U);
    for (std::size_t i = 0; i < 128; ++i) {
        const Note& note = decoded.tracks[1]->notes()[i];
        EXPECT_EQ(note.pitch.value % 12, i % 12);
        if (i >= image.rows().front().pitch && i <= image.rows().back().pitch) {
            EXPECT_EQ(note.pitch.value, i);
        }
    }
}

TEST(RollImage, TheEdgesOfAPictureAreHeardAsTheyStand) {
    // An onset in column 0, one note held over the edge, one struck again on it, one held to the
    // last column; the silence before the second track is its own.
    const std::vector<Note> first = {
        {.onset = {0}, .length = {480}, .pitch = {60}, .velocity = {90}},
        {.onset = {3360}, .length = {960}, .pitch = {62}, .velocity = {80}},
        {.onset = {3360}, .length = {480}, .pitch = {64}, .velocity = {70}},
        {.onset = {3840}, .length = {480}, .pitch = {64}, .velocity = {70}}};
    Score score = scoreOf(first);
    score.tracks.push_back(std::make_shared<const Track>(
        std::vector<Note>{
            {.onset = {5760}, .length = {1920}, .pitch = {48}, .velocity = {60}, .channel = 1}},
        std::vector<Event>{}));
    const Corpus corpus({{"edges", score, false}});
    const auto image = fit(corpus, {.isFitted = false});
    const auto pictures = image.encode(corpus.pieces().front());
    ASSERT_EQ(pictures.size(), 2U);
    const auto heard = describeNotes(image.decode(pictures));
    EXPECT_EQ(heard, (std::vector<std::string>{"0 +480 p60 v90 c0", "3360 +960 p62 v80 c0",
                                               "3360 +480 p64 v70 c0", "3840 +480 p64 v70 c0",
                                               "5760 +1920 p48 v60 c0"}));
    // Each picture alone is whole, too: what is held at its edges ends there.
    for (const auto& picture : pictures)
        EXPECT_TRUE(isPlayable(image.decode(std::vector<RollPicture>{picture})));
}

TEST(RollImage, BarsOfOtherSignaturesBeginWithABarOfThePicture) {
    Score score = emptyScore();
    std::vector<Note> notes;
    // 4/4, 4/4, 3/4, 3/4, 4/4: each bar's first note is struck on its first beat.
    const std::int64_t starts[] = {0, 1920, 3840, 5280, 6720, 8640};
    for (const auto start : starts)
        notes.push_back({.onset = {start}, .length = {480}, .pitch = {60}, .velocity = {80}});
    score.tracks.push_back(std::make_shared<const Track>(
        std::move(notes),
        std::vector<Event>{timeSignatureEvent({3840}, 3, 4), timeSignatureEvent({6720}, 4, 4)}));
    const Corpus corpus({{"signatures", score, false}});
    const auto image = fit(corpus);
    const auto strip = image.strip(corpus.pieces().front());
    ASSERT_EQ(strip.notes.size(), std::size(starts));
    for (std::size_t i = 0; i < strip.notes.size(); ++i)
        EXPECT_EQ(strip.notes[i].first, static_cast<std::int64_t>(i) * 48);
}

TEST(RollImage, APictureAnywhereIsThatStretchOfTheWhole) {
    Random random(4);
    const Corpus corpus({randomPiece(random, {})});
    const auto image = fit(corpus);
    const auto strip = image.strip(corpus.pieces().front());
    const auto pictures = image.encode(corpus.pieces().front());
    const int width = image.columnCount();
    for (int round = 0; round < 50; ++round) {
        const auto first =
            static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(strip.columns)));
        const auto picture = image.picture(strip, first);
        for (int row = 0; row < image.rowCount(); ++row)
            for (int column = 0; column < width; ++column) {
                const auto at = first + column;
                const auto which = static_cast<std::size_t>(at / width);
                const int expected =
                    which < pictures.size()
                        ? pictures[which][static_cast<std::size_t>(row * width + at % width)]
                        : 0;
                ASSERT_EQ(picture[static_cast<std::size_t>(row * width + column)], expected);
            }
    }
}

TEST(RollImage, PercussionAloneIsDrawn) {
    std::vector<Note> notes;
    for (int i = 0; i < 64; ++i)
        notes.push_back({.onset = {i * 240},
                         .length = {120},
                         .pitch = {static_cast<std::uint8_t>(i % 2 == 0 ? 36 : 42)},
                         .velocity = {100},
                         .channel = kDrumChannel});
    const Corpus corpus({{"drums", scoreOf(notes), false}});
    for (const RollOptions& options : allOptions()) {
        const auto image = fit(corpus, options);
        EXPECT_EQ(image.rowCount(), options.isFitted ? 2 : 96);
        const Score decoded = image.decode(image.encode(corpus.pieces().front()));
        EXPECT_EQ(decoded.noteCount(), 64U);
        EXPECT_TRUE(decoded.tracks[1]->isDrums());
        const auto rows = image.transposedRows(3);
        for (int row = 0; row < image.rowCount(); ++row)
            EXPECT_EQ(rows[static_cast<std::size_t>(row)], row);
    }
}

TEST(RollImage, MergedTracksLeavePercussionOut) {
    Random random(5);
    const Corpus corpus({randomPiece(random, {.isOnGrid = true})});
    const auto merged = fit(corpus, {.mergesTracks = true}).rows();
    for (const RollRow& row : merged)
        EXPECT_EQ(row.part, 0);
    const auto rows = fit(corpus).rows();
    EXPECT_TRUE(std::ranges::any_of(
        rows, [](const RollRow& row) { return row.part == CorpusParts::kDrums; }));
}

TEST(RollImage, RowsMoveWithinTheirPart) {
    Random random(6);
    const auto image = fit(Corpus({randomPiece(random, {})}));
    const auto& rows = image.rows();
    for (const int semitones : {-13, -5, 1, 12}) {
        const auto moved = image.transposedRows(semitones);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (rows[i].part == CorpusParts::kDrums || moved[i] < 0)
                continue;
            const RollRow& target = rows[static_cast<std::size_t>(moved[i])];
            EXPECT_EQ(target.part, rows[i].part);
            EXPECT_EQ(target.pitch, rows[i].pitch + semitones);
        }
    }
}

TEST(RollImage, LongRestsAndHangingNotesStayBounded) {
    const Corpus corpus({{"rest",
                          scoreOf({{.onset = {0}, .length = {1 << 30}, .pitch = {60}},
                                   {.onset = {(1LL << 40)}, .length = {480}, .pitch = {62}}}),
                          false}});
    const auto image = fit(corpus);
    EXPECT_LT(image.encode(corpus.pieces().front()).size(), 20U);
}

TEST(RollImage, TravelsAsJson) {
    Random random(7);
    for (const RollOptions& options : allOptions()) {
        const Corpus corpus({randomPiece(random, {})});
        const auto image = fit(corpus, options);
        const auto again = RollImage::fromJson(nlohmann::json::parse(image.toJson().dump()));
        ASSERT_TRUE(again);
        EXPECT_EQ(again->toJson(), image.toJson());
        EXPECT_EQ(again->options(), options);
        EXPECT_EQ(again->columnCount(), image.columnCount());
        EXPECT_EQ(again->encode(corpus.pieces().front()), image.encode(corpus.pieces().front()));
    }
}

TEST(RollImage, RefusesDamagedJson) {
    Random random(8);
    const auto sound = fit(Corpus({randomPiece(random, {})})).toJson();
    for (const auto& [key, value] : sound.items()) {
        if (key == "kind" || key == "signature" || key == "free_beat") // older versions have none
            continue;
        auto damaged = sound;
        damaged.erase(key);
        EXPECT_EQ(RollImage::fromJson(damaged).error().code, ErrorCode::CheckpointUnreadable);
    }
    for (const auto& [key, value] :
         std::map<std::string, nlohmann::json>{{"bars", 0},
                                               {"steps_per_beat", 0},
                                               {"rows", nlohmann::json::array()},
                                               {"rows", {{99, 60}}},
                                               {"meter", {4, 0}},
                                               {"microseconds_per_beat", 0}}) {
        auto damaged = sound;
        damaged[key] = value;
        EXPECT_FALSE(RollImage::fromJson(damaged)) << key;
    }
    EXPECT_FALSE(RollImage::fromJson(nullptr));
}

TEST(RollImage, NeedsNotes) {
    EXPECT_EQ(RollImage::fit(Corpus({}), {}).error().code, ErrorCode::NoNotes);
    EXPECT_EQ(RollImage::fit(Corpus({{"empty", emptyScore(), false}}), {}).error().code,
              ErrorCode::NoNotes);
}

} // namespace
} // namespace leitmotif
