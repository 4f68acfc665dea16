// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/midi/smf_reader.h"
#include "core/midi/smf_writer.h"
#include "tests/core/edit/random_score.h"
#include "tests/ui/roll/roll_fixture.h"
#include "ui/roll/roll_tools.h"

namespace leitmotif {
namespace {

/// Somebody at the roll who does anything, with seeds: keys, drags that are given up or end
/// outside, velocities, wheels, tools, undo and redo.
class RollSessions : public RollFixture {
  protected:
    void act(Random& random) {
        switch (random.below(10)) {
        case 0:
        case 1:
        case 2:
            return pressKeys(random);
        case 3:
        case 4:
            return dragSomewhere(random, canvas());
        case 5:
            return dragSomewhere(random, lane());
        case 6:
            return turnWheel(random);
        case 7:
            return roll.setTool(*rollTools()[random.below(rollTools().size())]);
        case 8:
            return undoOrRedo(random);
        default:
            return selectSomething(random);
        }
    }

    void finish() {
        key(Qt::Key_Escape);
        while (stack.canRedo())
            stack.redo();
    }

    static bool isSame(const Score& a, const Score& b) {
        return std::ranges::equal(a.tracks, b.tracks, [](const TrackPtr& one, const TrackPtr& two) {
            return sameContent(*one, *two);
        });
    }

  private:
    void pressKeys(Random& random) {
        static const std::vector<std::pair<Qt::Key, Qt::KeyboardModifiers>> kKeys = {
            {Qt::Key_Up, {}},
            {Qt::Key_Down, {}},
            {Qt::Key_Left, {}},
            {Qt::Key_Right, {}},
            {Qt::Key_Up, Qt::ShiftModifier},
            {Qt::Key_Down, Qt::ControlModifier},
            {Qt::Key_Left, Qt::ShiftModifier},
            {Qt::Key_Right, Qt::ShiftModifier},
            {Qt::Key_Less, {}},
            {Qt::Key_Greater, {}},
            {Qt::Key_Plus, {}},
            {Qt::Key_Minus, {}},
            {Qt::Key_Q, {}},
            {Qt::Key_C, Qt::ControlModifier},
            {Qt::Key_X, Qt::ControlModifier},
            {Qt::Key_V, Qt::ControlModifier},
            {Qt::Key_D, Qt::ControlModifier},
            {Qt::Key_Delete, {}},
            {Qt::Key_N, {}},
            {Qt::Key_Escape, {}},
            {Qt::Key_F11, {}},
            {Qt::Key_Comma, {}},
            {Qt::Key_5, Qt::ControlModifier},
            {Qt::Key_4, Qt::ControlModifier},
        };
        // Some are held, or pressed in a burst of several.
        for (std::size_t kinds = 1 + random.below(3); kinds > 0; --kinds) {
            const auto& [which, modifiers] = kKeys[random.below(kKeys.size())];
            for (std::size_t times = 1 + random.below(6); times > 0; --times)
                key(which, modifiers);
        }
    }

    QPoint anywhere(Random& random, const QWidget* widget) {
        // Now and then beyond the border.
        return {static_cast<int>(random.below(static_cast<std::size_t>(widget->width()) + 60)) - 30,
                static_cast<int>(random.below(static_cast<std::size_t>(widget->height()) + 60)) -
                    30};
    }
    QPoint onANote(Random& random) {
        const auto& notes = roll.score().tracks[static_cast<std::size_t>(roll.track())]->notes();
        if (notes.empty())
            return anywhere(random, canvas());
        const Note& one = notes[random.below(notes.size())];
        return at(one.onset.value + one.length.value / 2, one.pitch.value);
    }

    void dragSomewhere(Random& random, QWidget* widget) {
        const Qt::MouseButton button = random.below(5) == 0 && &roll.tool() != &selectTool()
                                           ? Qt::RightButton
                                           : Qt::LeftButton;
        static const std::vector<Qt::KeyboardModifiers> kModifiers = {
            {}, {}, {}, Qt::ShiftModifier, Qt::ControlModifier, Qt::AltModifier};
        const Qt::KeyboardModifiers atPress = kModifiers[random.below(kModifiers.size())];
        QPoint place =
            random.below(2) == 0 && widget == canvas() ? onANote(random) : anywhere(random, widget);
        send(QEvent::MouseButtonPress, widget, place, atPress, button);
        for (std::size_t i = random.below(5); i > 0; --i) {
            place = anywhere(random, widget);
            move(widget, place, kModifiers[random.below(kModifiers.size())], button);
        }
        if (random.below(6) == 0)
            key(Qt::Key_Escape);
        send(QEvent::MouseButtonRelease, widget, place, {}, button);
    }

    /// QTest complains about places outside of the widget.
    static void send(QEvent::Type type, QWidget* widget, QPoint place,
                     Qt::KeyboardModifiers modifiers, Qt::MouseButton button) {
        const Qt::MouseButtons held =
            type == QEvent::MouseButtonPress ? button : Qt::MouseButtons(Qt::NoButton);
        QMouseEvent event(type, place, widget->mapToGlobal(QPointF(place)), button, held,
                          modifiers);
        QApplication::sendEvent(widget, &event);
    }

    void turnWheel(Random& random) {
        static const std::vector<Qt::KeyboardModifiers> kModifiers = {
            {}, Qt::ShiftModifier, Qt::ControlModifier, Qt::ControlModifier | Qt::ShiftModifier};
        QWidget* const widget = random.below(2) == 0 ? static_cast<QWidget*>(canvas()) : lane();
        const QPoint place(
            static_cast<int>(random.below(static_cast<std::size_t>(widget->width()))), 20);
        const Qt::KeyboardModifiers modifiers = kModifiers[random.below(kModifiers.size())];
        for (std::size_t i = 1 + random.below(4); i > 0; --i)
            wheel(widget, place, random.below(2) == 0 ? 1 : -1, modifiers);
    }

    void undoOrRedo(Random& random) {
        for (std::size_t i = 1 + random.below(4); i > 0; --i)
            random.below(3) == 0 ? stack.redo() : stack.undo();
    }

    void selectSomething(Random& random) {
        switch (random.below(4)) {
        case 0:
            return key(Qt::Key_A, Qt::ControlModifier);
        case 1:
            return key(Qt::Key_Right, Qt::ControlModifier);
        case 2:
            return roll.setTrack(static_cast<int>(random.below(roll.score().tracks.size())));
        default: // in several tracks
            TrackNotes some;
            for (std::size_t track = 0; track < roll.score().tracks.size(); ++track)
                some[track] =
                    randomSubset(random, roll.score().tracks[track]->notes(), random.below(4));
            return roll.select(some);
        }
    }
};

TEST_F(RollSessions, UndoLeadsBackToTheFirstByteAndRedoToTheLast) {
    std::vector<Score> scores;
    Random random(62);
    for (const std::size_t tracks : {1U, 4U}) { // chords on the beat, with a pedal
        Score tidy = emptyScore();
        for (std::uint8_t track = 0; track < tracks; ++track) {
            std::vector<Note> notes;
            for (int beat = 0; beat < 32; ++beat)
                for (const int third : {0, 4, 7, 12})
                    notes.push_back(note(480 * beat, 240 + 60 * third, 48 + third + beat % 5)
                                        .withChannel(track));
            tidy.tracks.push_back(std::make_shared<const Track>(
                std::move(notes), std::vector{controllerEvent({960}, track, 64, 127),
                                              controllerEvent({1920}, track, 64, 0)}));
        }
        scores.push_back(readMidi(midiBytes(tidy), "tidy")->score);
    }
    Score rough = emptyScore({8});
    rough.tracks.push_back(randomFileTrack(random, 120));
    rough.tracks.push_back(randomFileTrack(random, 60));
    scores.push_back(readMidi(midiBytes(rough), "rough")->score);
    Score single = rough; // format 0
    single.format = 0;
    single.tracks = {single.tracks[1]};
    scores.push_back(readMidi(midiBytes(single), "single")->score);
    int changed = 0;
    for (std::size_t round = 0; round < 12 * scores.size(); ++round) {
        const Score& original = scores[round % scores.size()];
        document.replace(original);
        stack.clear();
        for (int step = 0; step < 250; ++step)
            act(random);
        finish();
        const Score end = document.score();
        changed += isSame(end, original) ? 0 : 1;
        for (const Score* wanted : {&original, &end, &original}) {
            while (wanted == &original ? stack.canUndo() : stack.canRedo())
                wanted == &original ? stack.undo() : stack.redo();
            ASSERT_TRUE(isSame(document.score(), *wanted)) << "round " << round;
        }
        EXPECT_EQ(midiBytes(document.score()), midiBytes(original)) << "round " << round;
        EXPECT_TRUE(isSame(roll.score(), document.score()));
    }
    EXPECT_GT(changed, 40);
}

} // namespace
} // namespace leitmotif
