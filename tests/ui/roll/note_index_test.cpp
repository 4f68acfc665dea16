// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/note_index.h"

#include "tests/core/edit/random_score.h"

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

TEST(NoteIndex, FindsWhatLookingAtAllNotesFinds) {
    Random random(51);
    for (int round = 0; round < 50; ++round) {
        std::vector<Note> notes;
        for (int i = 0; i < 500; ++i) {
            Note note = randomNote(random);
            note.onset = {static_cast<std::int64_t>(random.below(5000))};
            if (random.below(100) == 0)
                note.length = {4000};
            notes.push_back(note);
        }
        const auto track = std::make_shared<const Track>(notes, std::vector<Event>{});
        const NoteIndex index(track);
        const Tick from{static_cast<std::int64_t>(random.below(6000))};
        const Tick to = from + Tick{static_cast<std::int64_t>(random.below(300))};
        std::vector<Note> expected;
        for (const Note& note : track->notes())
            if (note.onset < to && note.end() > from)
                expected.push_back(note);
        std::vector<Note> found;
        index.forEachSpanning(from, to, [&](const Note& note) { found.push_back(note); });
        EXPECT_EQ(found, expected);
    }
}

TEST(NoteIndex, TopNoteIsTheOneThatBeginsLast) {
    const Note below{.onset = {0}, .length = {100}, .pitch = {60}};
    const Note above{.onset = {50}, .length = {100}, .pitch = {60}};
    const NoteIndex index(
        std::make_shared<const Track>(std::vector{below, above}, std::vector<Event>{}));
    EXPECT_EQ(*index.at({20}, {60}), below);
    EXPECT_EQ(*index.at({60}, {60}), above);
    EXPECT_EQ(index.at({60}, {61}), nullptr);
    EXPECT_EQ(index.at({150}, {60}), nullptr);
    EXPECT_EQ(NoteIndex().at({0}, {60}), nullptr);
}

} // namespace
} // namespace leitmotif
