// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/edit/random_score.h"
#include "tests/ui/roll/roll_fixture.h"
#include "ui/roll/roll_tools.h"

#include <functional>

namespace leitmotif {
namespace {

/// Keys in a row on one selection.
class RollBursts : public RollFixture {
  protected:
    using Press = std::pair<Qt::Key, Qt::KeyboardModifiers>;

    void press(int times, Qt::Key which, Qt::KeyboardModifiers modifiers = {}) {
        for (int i = 0; i < times; ++i)
            key(which, modifiers);
    }
    void selectByClick(std::int64_t tick, int pitch) {
        roll.setTool(selectTool());
        click(at(tick, pitch));
        ASSERT_EQ(roll.selection().size(), 1U);
    }
    static bool isSame(const Score& a, const Score& b) {
        return std::ranges::equal(a.tracks, b.tracks, [](const TrackPtr& one, const TrackPtr& two) {
            return sameContent(*one, *two);
        });
    }
    /// Whatever notes a burst passes, it does what one edit from before it does, and is one step.
    void expectOneEdit(const std::vector<Press>& presses,
                       const std::function<std::vector<Note>(std::vector<Note>)>& change) {
        const Score before = document.score();
        const std::vector<Note> chosen = roll.selection().notes();
        const int steps = stack.count();
        for (const auto& [which, modifiers] : presses)
            key(which, modifiers);
        const auto expected = applied(before, replacing(before, 1, chosen, change(chosen)));
        ASSERT_TRUE(expected);
        EXPECT_TRUE(isSame(document.score(), *expected));
        EXPECT_LE(stack.count(), steps + 1);
        if (stack.count() > steps)
            stack.undo();
        EXPECT_TRUE(isSame(document.score(), before));
    }
};

TEST_F(RollBursts, ANoteMovedThroughAChordEatsNothing) {
    const std::vector<Note> chord{note(480, 480, 60), note(480, 480, 64), note(480, 480, 67),
                                  note(480, 480, 72)};
    open(chord);
    selectByClick(700, 60);
    press(5, Qt::Key_Up);
    EXPECT_EQ(notes().size(), 4U);
    EXPECT_EQ(stack.count(), 1);
    press(5, Qt::Key_Down);
    EXPECT_EQ(notes(), chord);
    EXPECT_EQ(stack.count(), 1);
    press(12, Qt::Key_Up); // onto the highest
    EXPECT_EQ(notes().size(), 3U);
    press(1, Qt::Key_Up);
    EXPECT_EQ(notes().size(), 4U);
    stack.undo();
    EXPECT_EQ(notes(), chord);
}

TEST_F(RollBursts, ANoteMovedPastOneOfItsPitchCutsNothing) {
    const std::vector<Note> two{note(0, 960, 64), note(960, 960, 64)};
    open(two);
    selectByClick(100, 64);
    press(9, Qt::Key_Right);
    EXPECT_EQ(notes()[0], note(960, 120, 64)) << "where it ends now, it is cut";
    press(9, Qt::Key_Left);
    EXPECT_EQ(notes(), two);
    press(20, Qt::Key_Right);
    EXPECT_EQ(notes(), (std::vector{note(960, 960, 64), note(2400, 960, 64)}));
    EXPECT_EQ(stack.count(), 1);
}

TEST_F(RollBursts, LengthsAndVelocitiesComeBack) {
    const std::vector<Note> three{note(0, 480, 64, 20), note(0, 120, 67, 125),
                                  note(960, 480, 64, 100)};
    open(three);
    key(Qt::Key_A, Qt::ControlModifier);
    press(12, Qt::Key_Right, Qt::ShiftModifier);
    press(12, Qt::Key_Left, Qt::ShiftModifier);
    EXPECT_EQ(notes(), three);
    press(30, Qt::Key_Plus);
    press(22, Qt::Key_Minus); // 127 is reached by all after 22 presses, and no further
    EXPECT_EQ(notes(), three);
    EXPECT_EQ(stack.count(), 2);
}

TEST_F(RollBursts, AtABorderTheFirstPressBackCounts) {
    open({note(240, 240, 126)});
    key(Qt::Key_A, Qt::ControlModifier);
    press(5, Qt::Key_Left);
    press(5, Qt::Key_Up);
    EXPECT_EQ(notes()[0], note(0, 240, 127));
    key(Qt::Key_Right);
    key(Qt::Key_Down);
    EXPECT_EQ(notes()[0], note(120, 240, 126));
    key(Qt::Key_Up, Qt::ShiftModifier);
    EXPECT_EQ(notes()[0], note(120, 240, 126)) << "no half of an octave";
}

TEST_F(RollBursts, WhatElseHappensEndsABurst) {
    const std::vector<Note> two{note(0, 480, 64), note(0, 480, 65), note(960, 480, 60)};
    const std::vector<std::pair<const char*, std::function<void()>>> ends = {
        {"a click", [this] { click(at(200, roll.selection().notes()[0].pitch.value)); }},
        {"another selection",
         [this] {
             key(Qt::Key_Right, Qt::ControlModifier);
             key(Qt::Key_Left, Qt::ControlModifier);
         }},
        {"another command", [this] { key(Qt::Key_C, Qt::ControlModifier); }},
        {"another kind of step", [this] { key(Qt::Key_Plus); }},
        {"undo and redo",
         [this] {
             stack.undo();
             stack.redo();
         }},
    };
    for (const auto& [what, end] : ends) {
        open(two);
        selectByClick(200, 64);
        key(Qt::Key_Up); // onto the second
        ASSERT_EQ(notes().size(), 2U) << what;
        end();
        ASSERT_EQ(roll.selection().size(), 1U) << what;
        const int steps = stack.count();
        key(Qt::Key_Up);
        EXPECT_EQ(notes().size(), 2U) << what << ": what was replaced before stays so";
        EXPECT_EQ(stack.count(), steps + 1) << what;
        while (stack.canUndo())
            stack.undo();
        EXPECT_EQ(notes(), two) << what;
    }
}

TEST_F(RollBursts, AnotherScoreEndsABurst) {
    open({note(0, 480, 64)});
    key(Qt::Key_A, Qt::ControlModifier);
    key(Qt::Key_Up);
    open({note(0, 480, 65), note(0, 480, 70)});
    key(Qt::Key_A, Qt::ControlModifier);
    key(Qt::Key_Up);
    EXPECT_EQ(notes(), (std::vector{note(0, 480, 66), note(0, 480, 71)}));
}

TEST_F(RollBursts, AHeldKeyIsOneStepHoweverItsRepeatsAreReported) {
    for (const bool isReported : {false, true}) {
        open({note(480, 240, 64), note(480, 240, 66)});
        selectByClick(500, 64);
        for (int i = 0; i < 12; ++i) {
            QTest::simulateEvent(canvas(), true, Qt::Key_Up, Qt::NoModifier, {},
                                 isReported && i > 0);
            if (!isReported) // X sends a release before each repeat
                QTest::simulateEvent(canvas(), false, Qt::Key_Up, Qt::NoModifier, {}, false);
        }
        EXPECT_EQ(notes(), (std::vector{note(480, 240, 66), note(480, 240, 76)}));
        EXPECT_EQ(stack.count(), 1);
        stack.undo();
        EXPECT_EQ(notes(), (std::vector{note(480, 240, 64), note(480, 240, 66)}));
    }
}

TEST_F(RollBursts, WhatIsCutIsSaidAndTakenBack) {
    open({note(0, 480, 64), note(0, 480, 65)});
    selectByClick(200, 64);
    QSignalSpy said(&roll, &PianoRoll::noticed);
    key(Qt::Key_Up);
    key(Qt::Key_Up);
    ASSERT_EQ(said.count(), 2);
    EXPECT_EQ(said[0][0].toString(), QStringLiteral("1 note replaced."));
    EXPECT_TRUE(said[1][0].toString().isEmpty()) << "it came back";
}

TEST_F(RollBursts, TheWheelOverAVelocityIsABurst) {
    open({note(480, 480, 64, 120), note(1920, 480, 64, 60)});
    const QPoint stalk(static_cast<int>(roll.geometry().xOf(Tick{480})), lane()->height() / 2);
    for (int i = 0; i < 9; ++i) {
        wheel(lane(), stalk, 1);
        QTest::mouseMove(lane(), stalk + QPoint(i % 2, 0)); // a hand shakes
    }
    EXPECT_EQ(notes()[0].velocity.value, 127);
    for (int i = 0; i < 7; ++i)
        wheel(lane(), stalk, -1);
    EXPECT_EQ(notes()[0].velocity.value, 120);
    EXPECT_EQ(stack.count(), 1);
}

TEST_F(RollBursts, StepsFollowTheMetreThereAndBack) {
    Score score = emptyScore({480}, 500'000, 3, 4);
    std::vector<Event> events = score.tracks[0]->events();
    events.push_back(timeSignatureEvent({2 * 1440}, 4, 4));
    score.tracks[0] = std::make_shared<const Track>(std::vector<Note>{}, std::move(events));
    score.tracks.push_back(
        std::make_shared<const Track>(std::vector{note(0, 480, 64)}, std::vector<Event>{}));
    openScore(score);
    roll.setSnap(Snap::Bar);
    key(Qt::Key_A, Qt::ControlModifier);
    press(3, Qt::Key_Right);
    EXPECT_EQ(notes()[0].onset, Tick{2 * 1440 + 1920});
    press(3, Qt::Key_Left);
    EXPECT_EQ(notes()[0].onset, Tick{0});
    press(3, Qt::Key_Right);
    roll.setSnap(Snap::Quarter);
    press(2, Qt::Key_Right);
    EXPECT_EQ(notes()[0].onset, Tick{2 * 1440 + 1920 + 960});
    press(2, Qt::Key_Left);
    roll.setSnap(Snap::Bar);
    press(3, Qt::Key_Left);
    EXPECT_EQ(notes()[0].onset, Tick{0});
}

/// On tracks as files have them: overlaps, hanging notes, notes without length, stray ends.
TEST_F(RollBursts, EveryBurstIsOneEditFromBeforeIt) {
    Random random(71);
    const std::vector<Press> moves = {{Qt::Key_Up, {}},
                                      {Qt::Key_Down, {}},
                                      {Qt::Key_Left, {}},
                                      {Qt::Key_Right, {}},
                                      {Qt::Key_Less, {}},
                                      {Qt::Key_Greater, {}},
                                      {Qt::Key_Up, Qt::ShiftModifier},
                                      {Qt::Key_Down, Qt::ControlModifier}};
    for (int round = 0; round < 60; ++round) {
        Score score = emptyScore({8});
        score.tracks.push_back(randomFileTrack(random, 80));
        openScore(score);
        roll.showTicks({0}, {80});
        roll.setSnap(Snap::Sixteenth); // two ticks; a fine step is one
        key(Qt::Key_Home, Qt::ControlModifier);
        for (std::size_t i = random.below(6); i > 0; --i)
            key(Qt::Key_Right,
                Qt::ControlModifier | (random.below(2) == 0 ? Qt::ShiftModifier : Qt::NoModifier));
        Tick left = roll.selection().notes().front().onset;
        Tick by;
        int semitones = 0;
        std::vector<Press> presses;
        for (std::size_t i = 1 + random.below(12); i > 0; --i) {
            const std::size_t which = random.below(moves.size());
            const int step = which == 2   ? -2
                             : which == 3 ? 2
                             : which == 4 ? -1
                             : which == 5 ? 1
                                          : 0;
            if (left + by + Tick{step} < Tick{0})
                continue; // borders have a test of their own
            by += Tick{step};
            const int pitches = which == 0   ? 1
                                : which == 1 ? -1
                                : which == 6 ? 12
                                : which == 7 ? -12
                                             : 0;
            semitones += pitches;
            presses.push_back(moves[which]);
        }
        if (std::abs(semitones) > 48)
            continue;
        expectOneEdit(presses,
                      [&](std::vector<Note> chosen) { return moved(chosen, by, semitones); });
        if (HasFailure())
            FAIL() << "round " << round;
    }
}

} // namespace
} // namespace leitmotif
