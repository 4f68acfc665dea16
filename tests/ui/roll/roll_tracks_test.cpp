// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/placed_score.h"
#include "tests/ui/roll/roll_fixture.h"
#include "ui/roll/roll_tools.h"

namespace leitmotif {
namespace {

/// What is selected in several tracks at once, as after a take was laid into the piece.
class RollTracks : public RollFixture {
  protected:
    RollTracks() {
        const auto on = [](std::uint8_t channel, std::vector<Note> notes) {
            for (Note& each : notes)
                each.channel = channel;
            return notes;
        };
        openTracks({on(0, {note(0, 480, 60)}), on(1, {note(0, 480, 55), note(3840, 480, 57)}),
                    on(2, {note(0, 960, 66)})});
        Score take = emptyScore();
        for (const std::uint8_t channel : {0, 1, 5}) // the last brings a track of its own
            take.tracks.push_back(std::make_shared<const Track>(
                on(channel, {note(0, 480, 62 + channel), note(480, 480, 63 + channel)}),
                std::vector<Event>{}));
        original = document.score();
        placement = placed(document.score(), take, {1920});
        stack.push(new TestCommand(document, placement.edit, QStringLiteral("Place"), 0));
        whole = document.score();
        roll.select(placement.notes);
    }

    /// The notes of all tracks that are not in the original.
    [[nodiscard]] std::vector<Note> added() const {
        std::vector<Note> found;
        for (std::size_t track = 0; track < document.score().tracks.size(); ++track)
            for (const Note& each : document.score().tracks[track]->notes())
                if (track >= original.tracks.size() ||
                    std::ranges::find(original.tracks[track]->notes(), each) ==
                        original.tracks[track]->notes().end())
                    found.push_back(each);
        return found;
    }

    Score original;
    Score whole;
    Settlement placement;
};

TEST_F(RollTracks, PlacedNotesAreAllSelected) {
    EXPECT_EQ(roll.wholeSelection().size(), 6U);
    EXPECT_EQ(roll.wholeSelection().tracks().size(), 3U);
    EXPECT_FALSE(roll.selection().isEmpty());
    EXPECT_TRUE(
        canvas()->accessibleDescription().contains(QStringLiteral("6 notes in 3 tracks selected")))
        << qPrintable(canvas()->accessibleDescription());
}

TEST_F(RollTracks, KeysMoveAllOfThem) {
    const std::vector<Note> before = added();
    key(Qt::Key_Right);
    key(Qt::Key_Right);
    key(Qt::Key_Up);
    const std::vector<Note> after = added();
    ASSERT_EQ(after.size(), before.size());
    for (std::size_t i = 0; i < before.size(); ++i) {
        EXPECT_EQ(after[i].onset, before[i].onset + Tick{240});
        EXPECT_EQ(after[i].pitch.value, before[i].pitch.value + 1);
    }
    EXPECT_EQ(roll.wholeSelection().size(), 6U);
    EXPECT_EQ(stack.count(), 2);
    stack.undo();
    EXPECT_EQ(added(), before);
    EXPECT_EQ(roll.wholeSelection().size(), 6U) << "what was moved stays selected";
    key(Qt::Key_Plus);
    for (const Note& each : added())
        EXPECT_EQ(each.velocity.value, 85);
}

TEST_F(RollTracks, ADragMovesAllOfThem) {
    const Note grabbed = roll.selection().notes().front();
    const std::vector<Note> before = added();
    drag(at(grabbed.onset.value + 200, grabbed.pitch.value),
         at(grabbed.onset.value + 200 + 480, grabbed.pitch.value + 2));
    const std::vector<Note> after = added();
    ASSERT_EQ(after.size(), before.size());
    for (std::size_t i = 0; i < before.size(); ++i) {
        EXPECT_EQ(after[i].onset, before[i].onset + Tick{480});
        EXPECT_EQ(after[i].pitch.value, before[i].pitch.value + 2);
    }
    stack.undo();
    const Note again = roll.selection().notes().front();
    drag(at(again.onset.value + 200, again.pitch.value),
         at(again.onset.value + 200 + 1920, again.pitch.value), Qt::ShiftModifier);
    EXPECT_EQ(added().size(), 12U);
    EXPECT_EQ(roll.wholeSelection().size(), 6U);
    stack.undo();
    EXPECT_EQ(added().size(), 6U);
}

TEST_F(RollTracks, AMovePreviewsEveryTrack) {
    const Note grabbed = roll.selection().notes().front();
    for (const bool showsOthers : {true, false}) {
        roll.action(QStringLiteral("rollGhosts"))->setChecked(!showsOthers);
        roll.action(QStringLiteral("rollGhosts"))->trigger();
        press(at(grabbed.onset.value + 200, grabbed.pitch.value));
        move(canvas(), at(grabbed.onset.value + 1160, grabbed.pitch.value), {}, Qt::LeftButton);
        const QImage image = canvas()->grab().toImage();
        for (const auto& [track, notes] : roll.wholeSelection().tracks())
            for (const Note& each : notes.notes()) {
                const QRectF there = roll.geometry().rectOf(each).translated(96.0, 0.0);
                if (!QRectF(canvas()->rect()).contains(there))
                    continue;
                const QColor edge = image.pixelColor(there.center().toPoint().x(),
                                                     static_cast<int>(std::lround(there.top())));
                EXPECT_EQ(edge, darkTheme().selectedNote) << track << " " << showsOthers;
            }
        key(Qt::Key_Escape);
        QTest::mouseRelease(canvas(), Qt::LeftButton, {}, at(100, 80));
    }
    EXPECT_EQ(stack.count(), 1);
}

TEST_F(RollTracks, CopiesGoToTheirTracks) {
    key(Qt::Key_C, Qt::ControlModifier);
    roll.setPlayhead(7680.0);
    key(Qt::Key_V, Qt::ControlModifier);
    const auto pasted = roll.wholeSelection();
    EXPECT_EQ(pasted.size(), 6U);
    for (const auto& [track, notes] : pasted.tracks()) {
        const auto& from = placement.notes.at(track);
        ASSERT_EQ(notes.size(), from.size());
        for (std::size_t i = 0; i < from.size(); ++i)
            EXPECT_EQ(notes.notes()[i].onset, from[i].onset + Tick{7680 - 1920});
    }
    key(Qt::Key_Delete);
    EXPECT_EQ(added().size(), 6U);
    key(Qt::Key_D, Qt::ControlModifier);
    EXPECT_EQ(added().size(), 6U) << "nothing is selected";

    open({}); // a piece of one track
    QSignalSpy said(&roll, &PianoRoll::noticed);
    key(Qt::Key_V, Qt::ControlModifier);
    EXPECT_LT(document.score().noteCount(), 6U);
    ASSERT_EQ(said.count(), 1);
    EXPECT_TRUE(said[0][0].toString().contains(
        QString::number(6 - static_cast<int>(document.score().noteCount()))));
}

TEST_F(RollTracks, DeletingTakesAllOfThem) {
    key(Qt::Key_Delete);
    EXPECT_TRUE(added().empty());
    stack.undo();
    EXPECT_EQ(added().size(), 6U);
}

TEST_F(RollTracks, QuantizingAndLengthsTakeAllOfThem) {
    key(Qt::Key_Greater);
    key(Qt::Key_Q);
    for (const Note& each : added())
        EXPECT_EQ(each.onset.value % 120, 0);
    key(Qt::Key_Left, Qt::ShiftModifier);
    for (const Note& each : added())
        EXPECT_EQ(each.length, Tick{360});
    key(Qt::Key_D, Qt::ControlModifier);
    EXPECT_EQ(added().size(), 12U);
}

TEST_F(RollTracks, AClickSelectsInOneTrackAgain) {
    roll.setTool(selectTool());
    const Note one = roll.selection().notes().front();
    click(at(one.onset.value + 200, one.pitch.value));
    EXPECT_EQ(roll.wholeSelection().size(), 1U);
    roll.select(placement.notes);
    click(at(one.onset.value + 200, one.pitch.value), Qt::ControlModifier);
    EXPECT_EQ(roll.wholeSelection().size(), 5U) << "taken out";
    press(at(9000, 70));
    QTest::mouseRelease(canvas(), Qt::LeftButton, {}, at(9000, 70));
    EXPECT_TRUE(roll.wholeSelection().isEmpty());
}

} // namespace
} // namespace leitmotif
