// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/document.h"
#include "ui/roll/piano_roll.h"
#include "ui/roll/roll_canvas.h"

#include <QSignalSpy>
#include <QTest>
#include <QUndoStack>
#include <QWheelEvent>

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace leitmotif {

/// The score that a roll shows, which hears of every change.
class ShownDocument {
  public:
    explicit ShownDocument(PianoRoll& roll) : m_roll(roll) {}

    [[nodiscard]] const Score& score() const { return m_document.score(); }
    Result<void> apply(const ScoreEdit& edit) {
        auto made = m_document.apply(edit);
        if (made)
            m_roll.setScore(score());
        return made;
    }
    void replace(Score score) {
        m_document.replace(std::move(score));
        m_roll.openScore(m_document.score());
    }

  private:
    PianoRoll& m_roll;
    Document m_document;
};

/// One edit on the undo stack; edits of one gesture are one step.
class TestCommand : public QUndoCommand {
  public:
    TestCommand(ShownDocument& document, ScoreEdit edit, const QString& label, quint64 gesture)
        : QUndoCommand(label), m_document(document), m_edit(std::move(edit)), m_gesture(gesture) {}

    void redo() override { EXPECT_TRUE(m_document.apply(m_edit)); }
    void undo() override { EXPECT_TRUE(m_document.apply(m_edit.inverted())); }
    [[nodiscard]] int id() const override { return 1; }
    bool mergeWith(const QUndoCommand* other) override {
        const auto* next = static_cast<const TestCommand*>(other);
        if (next->m_gesture != m_gesture)
            return false;
        m_edit = *composed(m_edit, next->m_edit);
        return true;
    }

  private:
    ShownDocument& m_document;
    ScoreEdit m_edit;
    quint64 m_gesture;
};

/// A real piano roll with a document and an undo stack behind it, driven by real events. Ticks are
/// 480 a beat; the view shows 0.1 pixels a tick and rows of 16 pixels from pitch 84 down.
class RollFixture : public testing::Test {
  protected:
    RollFixture() {
        QObject::connect(&roll, &PianoRoll::editRequested, &roll,
                         [this](const ScoreEdit& edit, const QString& label, quint64 gesture) {
                             stack.push(new TestCommand(document, edit, label, gesture));
                         });
        roll.resize(1000, 600);
        roll.show();
        roll.activateWindow();
        EXPECT_TRUE(QTest::qWaitForWindowActive(&roll));
        canvas()->setFocus();
        open({});
    }

    void open(std::vector<Note> notes) { openTracks({std::move(notes)}); }

    /// Each after the conductor track; the first of them is edited.
    void openTracks(std::vector<std::vector<Note>> tracks) {
        Score score = emptyScore();
        for (std::vector<Note>& notes : tracks)
            score.tracks.push_back(
                std::make_shared<const Track>(std::move(notes), std::vector<Event>{}));
        openScore(std::move(score));
    }

    void openScore(Score score) {
        document.replace(std::move(score));
        roll.setTrack(1);
        roll.setSnap(Snap::Sixteenth);
        setView();
        stack.clear();
    }

    /// Puts the view where the tests reckon, by zooming and scrolling as a user would.
    void setView() { roll.showTicks({0}, {static_cast<std::int64_t>(canvas()->width() * 10)}); }

    [[nodiscard]] RollCanvas* canvas() const {
        return roll.findChild<RollCanvas*>(QStringLiteral("rollCanvas"));
    }
    [[nodiscard]] QWidget* lane() const {
        return roll.findChild<QWidget*>(QStringLiteral("velocityLane"));
    }
    [[nodiscard]] const std::vector<Note>& notes() const {
        return document.score().tracks[1]->notes();
    }
    [[nodiscard]] QPoint at(std::int64_t tick, int pitch) const {
        const RollGeometry& g = roll.geometry();
        return QPointF(g.xOf(Tick{tick}), g.yOf(pitch) + g.rowHeight / 2.0).toPoint();
    }

    void press(QPoint place, Qt::KeyboardModifiers modifiers = {},
               Qt::MouseButton button = Qt::LeftButton) {
        QTest::mouseMove(canvas(), place);
        QTest::mousePress(canvas(), button, modifiers, place);
    }
    /// QTest::mouseMove knows no modifiers.
    void move(QWidget* widget, QPoint place, Qt::KeyboardModifiers modifiers,
              Qt::MouseButton button) {
        QMouseEvent event(QEvent::MouseMove, place, widget->mapToGlobal(QPointF(place)),
                          Qt::NoButton, button, modifiers);
        QApplication::sendEvent(widget, &event);
    }
    void drag(QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = {},
              Qt::MouseButton button = Qt::LeftButton) {
        press(from, modifiers, button);
        move(canvas(), (from + to) / 2, modifiers, button);
        move(canvas(), to, modifiers, button);
        QTest::mouseRelease(canvas(), button, modifiers, to);
    }
    void click(QPoint place, Qt::KeyboardModifiers modifiers = {}) {
        QTest::mouseClick(canvas(), Qt::LeftButton, modifiers, place);
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        QTest::keyClick(canvas(), key, modifiers);
    }
    void wheel(QWidget* widget, QPoint place, int notches, Qt::KeyboardModifiers modifiers = {}) {
        QWheelEvent event(place, widget->mapToGlobal(QPointF(place)), {}, {0, 120 * notches},
                          Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
        QApplication::sendEvent(widget, &event);
    }

    static Note note(std::int64_t onset, std::int64_t length, int pitch, int velocity = 80) {
        return {.onset = {onset},
                .length = {length},
                .pitch = {static_cast<std::uint8_t>(pitch)},
                .velocity = {static_cast<std::uint8_t>(velocity)}};
    }

    ShownDocument document{roll};
    QUndoStack stack;
    PianoRoll roll;
};

} // namespace leitmotif
