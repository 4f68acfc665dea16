// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/events/row_revision.h"

#include "core/midi/smf_writer.h"
#include "tests/core/encoding/random_pieces.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace leitmotif {
namespace {

/// Notes of all tracks outside a revision, and those inside.
struct Divided {
    std::vector<std::pair<std::size_t, Note>> closed;
    std::vector<std::pair<std::size_t, Note>> open;
};

Divided divided(const Score& score, Tick from, Tick to) {
    Divided result;
    for (std::size_t i = 0; i < score.tracks.size(); ++i)
        for (const Note& note : score.tracks[i]->notes())
            (note.onset >= from && note.onset < to ? result.open : result.closed)
                .emplace_back(i, note);
    return result;
}

CorpusPiece gridPieceOf(Random& random) {
    return randomPiece(random, {.isOnGrid = true, .hasDrums = random.below(2) == 0, .parts = 3});
}

TEST(RowRevision, UnchangedRowsGiveTheSameBytes) {
    Random random(1);
    for (int round = 0; round < 40; ++round) {
        const Corpus corpus({randomPiece(random, {.notes = 80})});
        const Score& score = corpus.pieces().front().score;
        const auto encoding = NoteRows::fitted(corpus, {}, 0);
        const auto bars = static_cast<std::uint64_t>(score.barCount());
        const auto first = static_cast<std::int64_t>(random.below(bars));
        const auto revision = RowRevision::create(encoding, score, first, first);
        ASSERT_TRUE(revision) << describe(revision.error());
        // Also notes that have no row of their own, as those that strike a key twice at once.
        const auto applied = revision->applied(revision->piece(), false);
        ASSERT_TRUE(applied) << describe(applied.error());
        EXPECT_EQ(midiBytes(*applied), midiBytes(score));
    }
}

TEST(RowRevision, NewNotesAreAsLateAsTheirTrack) {
    std::vector<Note> notes;
    for (std::int64_t i = 0; i < 64; ++i)
        notes.push_back({.onset = {i * 240 + 37},
                         .length = {200},
                         .pitch = {static_cast<std::uint8_t>(60 + i % 5)}});
    const Score score = scoreOf(notes);
    const Corpus corpus(corpusPieces(score, "late").value());
    const auto encoding = NoteRows::fitted(corpus, {}, 0);
    const auto revision = RowRevision::create(encoding, score, 2, 2);
    ASSERT_TRUE(revision);
    auto revised = revision->piece();
    for (NoteRow& row : revised.rows) {
        EXPECT_EQ(row.at % 6, 0);
        if (revision->isOpen(row))
            row.source = -1;
    }
    const auto applied = revision->applied(revised, true);
    ASSERT_TRUE(applied);
    ASSERT_EQ(applied->noteCount(), score.noteCount());
    for (std::size_t i = 0; i < notes.size(); ++i)
        EXPECT_EQ(applied->tracks[1]->notes()[i].onset, notes[i].onset);
}

TEST(RowRevision, OtherBarsStayBitForBit) {
    Random random(2);
    for (int round = 0; round < 60; ++round) {
        const Corpus corpus({gridPieceOf(random)});
        const Score& score = corpus.pieces().front().score;
        const auto encoding = NoteRows::fitted(corpus, {}, 0);
        const auto bars = static_cast<std::uint64_t>(score.barCount());
        const auto first = static_cast<std::int64_t>(random.below(bars));
        const auto last = std::min<std::int64_t>(score.barCount() - 1, first + 2);
        const auto revision = RowRevision::create(encoding, score, first, last);
        ASSERT_TRUE(revision);
        auto revised = revision->piece();
        std::size_t changed = 0;
        for (NoteRow& row : revised.rows)
            if (revision->isOpen(row) && random.below(2) == 0) {
                row.source = -1;
                row.at = static_cast<int>(random.below(static_cast<std::uint64_t>(row.at + 1)));
                ++changed;
            }
        const auto applied = revision->applied(revised, true);
        ASSERT_TRUE(applied) << describe(applied.error());
        const auto meters = score.meterMap();
        const Tick from = meters.barStart(first);
        const Tick to = meters.barStart(last + 1);
        EXPECT_EQ(divided(*applied, from, to).closed, divided(score, from, to).closed);
        for (std::size_t i = 0; i < score.tracks.size(); ++i)
            EXPECT_EQ(applied->tracks[i]->events(), score.tracks[i]->events());
        EXPECT_LE(divided(*applied, from, to).open.size(), divided(score, from, to).open.size());
        EXPECT_EQ(applied->hash() == score.hash(), changed == 0);
    }
}

TEST(RowRevision, NewNotesStandWhereTheirRowsSay) {
    Random random(3);
    const Corpus corpus({gridPieceOf(random)});
    const Score& score = corpus.pieces().front().score;
    const auto encoding = NoteRows::fitted(corpus, {}, 0);
    const auto revision = RowRevision::create(encoding, score, 0, score.barCount() - 1);
    ASSERT_TRUE(revision);
    auto revised = revision->piece();
    for (NoteRow& row : revised.rows)
        row.source = -1;
    const auto applied = revision->applied(revised, true);
    ASSERT_TRUE(applied);
    // Without pedal a row holds everything of a note on the grid except its exact velocity.
    const auto places = [](const Score& of) {
        std::vector<std::tuple<std::size_t, Tick, Pitch>> all;
        for (std::size_t i = 0; i < of.tracks.size(); ++i)
            for (const Note& note : of.tracks[i]->notes())
                all.emplace_back(i, note.onset, note.pitch);
        std::ranges::sort(all);
        return all;
    };
    EXPECT_EQ(places(*applied), places(score));
}

TEST(RowRevision, EmptiedBarsHaveNoNotes) {
    Random random(4);
    const Corpus corpus({gridPieceOf(random)});
    const Score& score = corpus.pieces().front().score;
    const auto encoding = NoteRows::fitted(corpus, {}, 0);
    const auto revision = RowRevision::create(encoding, score, 1, 2);
    ASSERT_TRUE(revision);
    auto revised = revision->piece();
    std::erase_if(revised.rows, [&](const NoteRow& row) { return revision->isOpen(row); });
    const auto applied = revision->applied(revised, true);
    ASSERT_TRUE(applied);
    const auto meters = score.meterMap();
    const auto parts = divided(*applied, meters.barStart(1), meters.barStart(3));
    EXPECT_TRUE(parts.open.empty());
    EXPECT_EQ(parts.closed, divided(score, meters.barStart(1), meters.barStart(3)).closed);
}

TEST(RowRevision, KeepsNotesThatSoundIntoTheBars) {
    // A long note that stays and one of the same key inside it.
    const auto noteAt = [](std::int64_t onset, std::int64_t length) {
        return Note{.onset = {onset}, .length = {length}, .pitch = {60}, .velocity = {80}};
    };
    const Score score = scoreOf({noteAt(0, 2880), noteAt(3840, 480)});
    const Corpus corpus({{"long", score, false}});
    const auto encoding = NoteRows::fitted(corpus, {}, 0);
    const auto revision = RowRevision::create(encoding, score, 1, 1);
    ASSERT_TRUE(revision);
    auto revised = revision->piece();
    auto inside = revised.rows.front();
    inside.bar = 1;
    inside.source = -1;
    auto before = inside;
    before.at = 36; // beat 4, after the long note, until it is struck again
    revised.rows.push_back(inside);
    revised.rows.push_back(before);
    const auto applied = revision->applied(revised, true);
    ASSERT_TRUE(applied);
    const auto& notes = applied->tracks.back()->notes();
    ASSERT_EQ(notes.size(), 3U);
    EXPECT_EQ(notes[0].length, Tick{2880});
    EXPECT_EQ(notes[1].onset, Tick{1920 + 1440});
    EXPECT_EQ(notes[1].end(), Tick{3840});
    EXPECT_EQ(notes[2], score.tracks.back()->notes()[1]);
}

TEST(RowRevision, LockedTracksKeepTheirNotesAndGetNone) {
    Random random(6);
    for (int round = 0; round < 20; ++round) {
        const Corpus corpus({gridPieceOf(random)});
        const Score& score = corpus.pieces().front().score;
        const auto encoding = NoteRows::fitted(corpus, {}, 0);
        const auto last = score.barCount() - 1;
        const auto revision = RowRevision::create(encoding, score, 0, last, {{1}, {2}});
        ASSERT_TRUE(revision) << describe(revision.error());
        auto revised = revision->piece();
        std::erase_if(revised.rows, [&](const NoteRow& row) { return revision->isOpen(row); });
        EXPECT_FALSE(revised.rows.empty());
        for (const NoteRow& row : revised.rows)
            EXPECT_TRUE(revision->isLocked(row.source));
        auto more = revised.rows; // the same notes once more, by whoever may play them
        for (NoteRow& row : more)
            row.source = -1;
        revised.rows.insert(revised.rows.end(), more.begin(), more.end());
        const auto applied = revision->applied(revised, true);
        ASSERT_TRUE(applied);
        for (std::size_t track = 1; track <= 2; ++track)
            EXPECT_EQ(applied->tracks[track]->notes(), score.tracks[track]->notes());
    }
}

TEST(RowRevision, NewNotesDoNotMeetLockedOnesOfTheirChannel) {
    const auto noteAt = [](std::int64_t onset) {
        return Note{.onset = {onset}, .length = {960}, .pitch = {60}, .velocity = {80}};
    };
    Score score = scoreOf({noteAt(0)});
    score.tracks.push_back(std::make_shared<const Track>(
        std::vector<Note>{noteAt(1920), noteAt(5760)}, std::vector<Event>{})); // the same channel
    const Corpus corpus({{"two", score, false}});
    const auto encoding = NoteRows::fitted(corpus, {}, 0);
    const auto revision = RowRevision::create(encoding, score, 0, 3, {{2}});
    ASSERT_TRUE(revision);
    auto revised = revision->piece();
    std::erase_if(revised.rows, [&](const NoteRow& row) { return revision->isOpen(row); });
    ASSERT_EQ(revised.rows.size(), 2U);
    auto row = revised.rows.front();
    row.source = -1;
    const auto& parts = revision->parts(); // by the track that is not locked
    row[NoteField::Part] = static_cast<int>(std::ranges::find(parts, 1) - parts.begin());
    row.at = 12; // while the locked one sounds
    revised.rows.push_back(row);
    row.bar = 2; // where nothing does
    revised.rows.push_back(row);
    const auto applied = revision->applied(revised, true);
    ASSERT_TRUE(applied);
    ASSERT_EQ(applied->tracks[1]->notes().size(), 1U);
    EXPECT_EQ(applied->tracks[1]->notes()[0].onset, Tick{3840 + 480});
    EXPECT_EQ(applied->tracks[2]->notes(), score.tracks[2]->notes());
    EXPECT_FALSE(RowRevision::create(encoding, score, 0, 3, {{1}, {2}}));
}

TEST(RowRevision, RefusesBarsThatAreNotThere) {
    Random random(5);
    const Corpus corpus({gridPieceOf(random)});
    const Score& score = corpus.pieces().front().score;
    const auto encoding = NoteRows::fitted(corpus, {}, 0);
    for (const auto& [first, last] :
         {std::pair<std::int64_t, std::int64_t>{-1, 0}, {2, 1}, {0, score.barCount()}}) {
        const auto revision = RowRevision::create(encoding, score, first, last);
        ASSERT_FALSE(revision);
        EXPECT_EQ(revision.error().code, ErrorCode::NoSuchBars);
    }
    const auto nobody = RowRevision::create(encoding, emptyScore(), 0, 0);
    ASSERT_FALSE(nobody);
    EXPECT_EQ(nobody.error().code, ErrorCode::BadArgument);
}

} // namespace
} // namespace leitmotif
