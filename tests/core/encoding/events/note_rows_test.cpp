// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/events/note_rows.h"

#include "tests/core/encoding/random_pieces.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace leitmotif {
namespace {

constexpr int kRowsTransposition = 3;

Corpus randomCorpus(Random& random, bool hasFreeBeat, bool isOnGrid = false) {
    return Corpus({randomPiece(random, {.hasFreeBeat = hasFreeBeat,
                                        .isOnGrid = isOnGrid,
                                        .hasDrums = random.below(2) == 0,
                                        .parts = static_cast<int>(1 + random.below(4)),
                                        .notes = static_cast<int>(5 + random.below(120))})});
}

/// The score with its notes cut where the last bar ends.
Score upTo(Tick end, Score score) {
    for (auto& track : score.tracks) {
        auto notes = track->notes();
        for (Note& note : notes)
            note.length = std::min(note.length, end - note.onset);
        track = std::make_shared<const Track>(std::move(notes), track->events());
    }
    return score;
}

TEST(NoteRows, NotesOnTheGridComeBackUnchanged) {
    Random random(1);
    for (int round = 0; round < 60; ++round) {
        const Corpus corpus({randomPiece(
            random, {.isOnGrid = true, .hasPedal = false, .hasDrums = round % 2 == 0})});
        const auto encoding = NoteRows::fitted(corpus, {}, kRowsTransposition);
        const auto& piece = corpus.pieces().front();
        const auto rows = encoding.rows(piece);
        ASSERT_EQ(rows.rows.size(), piece.score.noteCount());
        const Score decoded = encoding.score(rows);
        ASSERT_EQ(describeNotes(decoded), describeNotes(upTo(decoded.end(), piece.score)));
        EXPECT_EQ(decoded.meterMap().changes(), piece.score.meterMap().changes());
    }
}

TEST(NoteRows, WhatWasDecodedGivesPlayableScoresOfAsManyBars) {
    Random random(2);
    for (int round = 0; round < 60; ++round) {
        const bool isFree = round % 2 == 0;
        const Corpus corpus = randomCorpus(random, isFree);
        const auto encoding = NoteRows::fitted(corpus, {}, kRowsTransposition);
        const auto rows = encoding.rows(corpus.pieces().front());
        const Score decoded = encoding.score(rows);
        EXPECT_TRUE(isPlayable(decoded));
        EXPECT_EQ(decoded.noteCount(), rows.rows.size());
        const auto again = encoding.rows({"decoded", decoded, isFree});
        ASSERT_EQ(again.rows.size(), rows.rows.size());
        for (std::size_t i = 0; i < rows.rows.size(); ++i) {
            EXPECT_EQ(again.rows[i].at, rows.rows[i].at);
            EXPECT_EQ(again.rows[i][NoteField::Pitch], rows.rows[i][NoteField::Pitch]);
            EXPECT_EQ(again.rows[i][NoteField::When], rows.rows[i][NoteField::When]);
        }
    }
}

TEST(NoteRows, EveryRowKnowsItsNote) {
    Random random(3);
    for (int round = 0; round < 30; ++round) {
        const Corpus corpus = randomCorpus(random, false);
        const auto encoding = NoteRows::fitted(corpus, {}, 0);
        const Score& score = corpus.pieces().front().score;
        std::vector<Note> notes;
        for (const auto& track : score.tracks)
            notes.insert(notes.end(), track->notes().begin(), track->notes().end());
        const auto rows = encoding.rows(corpus.pieces().front()).rows;
        ASSERT_FALSE(rows.empty());
        std::vector<bool> isTaken(notes.size(), false);
        for (const NoteRow& row : rows) {
            const auto source = static_cast<std::size_t>(row.source);
            EXPECT_EQ(
                encoding.words(NoteField::Pitch)[static_cast<std::size_t>(row[NoteField::Pitch])]
                    .value,
                notes[source].pitch.value);
            EXPECT_EQ(encoding.isDrum(row), notes[source].channel == kDrumChannel);
            EXPECT_FALSE(isTaken[source]);
            isTaken[source] = true;
        }
    }
}

TEST(NoteRows, TransposingBackIsTheIdentity) {
    Random random(4);
    const Corpus corpus({randomPiece(random, {})});
    const auto encoding = NoteRows::fitted(corpus, {}, kRowsTransposition);
    const auto rows = encoding.rows(corpus.pieces().front()).rows;
    const auto [lowest, highest] = encoding.transpositionRange(rows);
    EXPECT_EQ(lowest, -kRowsTransposition);
    EXPECT_EQ(highest, kRowsTransposition);
    for (const NoteRow& row : rows)
        for (int semitones = lowest; semitones <= highest; ++semitones) {
            const int moved = encoding.transposed(row[NoteField::Pitch], semitones);
            EXPECT_EQ(moved == row[NoteField::Pitch], semitones == 0 || encoding.isDrum(row));
            EXPECT_EQ(encoding.transposed(moved, -semitones), row[NoteField::Pitch]);
        }
}

TEST(NoteRows, GoThroughJsonUnchanged) {
    Random random(5);
    for (const bool isFree : {false, true})
        for (const bool hasVelocity : {false, true}) {
            const Corpus corpus = randomCorpus(random, isFree);
            const auto encoding =
                NoteRows::fitted(corpus, {.hasVelocity = hasVelocity}, kRowsTransposition);
            const auto again = NoteRows::fromJson(encoding.toJson());
            ASSERT_TRUE(again) << describe(again.error());
            EXPECT_EQ(again->toJson(), encoding.toJson());
            const auto rows = encoding.rows(corpus.pieces().front());
            EXPECT_EQ(describeNotes(again->score(rows)), describeNotes(encoding.score(rows)));
            EXPECT_EQ(encoding.count(NoteField::Velocity) > 0, hasVelocity);
        }
}

TEST(NoteRows, DamagedJsonIsAnError) {
    Random random(6);
    const auto good = NoteRows::fitted(randomCorpus(random, false), {}, 0).toJson();
    std::vector<nlohmann::json> bad = {nlohmann::json::object(), nlohmann::json(3)};
    for (const char* whens : {"[]", "[[1]]", "[[1,-4]]", "[[7,0]]", "[[2,0]]", "3"}) {
        bad.push_back(good);
        bad.back()["whens"] = nlohmann::json::parse(whens);
    }
    for (const auto& json : bad) {
        const auto encoding = NoteRows::fromJson(json);
        ASSERT_FALSE(encoding) << json.dump();
        EXPECT_EQ(encoding.error().code, ErrorCode::CheckpointUnreadable);
    }
}

} // namespace
} // namespace leitmotif
