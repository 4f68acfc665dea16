// SPDX-License-Identifier: GPL-3.0-or-later
// What the window shows of sources and takes that were edited.
#include "core/base/files.h"
#include "core/midi/smf_reader.h"
#include "core/store/project_file.h"
#include "tests/e2e/histories_window_test.h"

#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QToolButton>

namespace leitmotif {
namespace {

TEST_F(HistoriesWindowTest, AnEditedTakeStaysOneCardThatSaysSoAndIsMeasuredAnew) {
    const QString path = project("song.leitmotif");
    const Sitting sitting(*this, path);
    show(2); // the piece of its source
    const auto take = [&] { return *sitting.takes().find(1); };
    const auto card = [&] { return takes().index(2, 0).data().toString(); };
    EXPECT_EQ(title(), QStringLiteral("lstm-r1-e1"));
    EXPECT_FALSE(action("revertAction")->isEnabled());
    const std::size_t notes = take().notes;
    press(Qt::Key_A, Qt::ControlModifier);
    press(Qt::Key_Up, Qt::ShiftModifier);
    EXPECT_TRUE(take().isEdited);
    EXPECT_FALSE(take().isMeasured);
    EXPECT_EQ(take().score->hash(), roll().score().hash());
    EXPECT_EQ(title(), QStringLiteral("lstm-r1-e1-edited"));
    EXPECT_EQ(find<QLabel>("heardName")->text(), title());
    EXPECT_EQ(card(), QStringLiteral("LSTM, epoch 1, edited"));
    ASSERT_TRUE(waitFor([&] { return take().isMeasured; }));
    EXPECT_GT(take().copied, 0.5) << "most of it stands in the source";
    EXPECT_GT(take().longestCopy, 9U);
    EXPECT_EQ(take().notes, notes);
    show(0);
    EXPECT_EQ(takes().rowCount(), 3);
    shoot("edited-take");

    show(2);
    EXPECT_EQ(title(), QStringLiteral("lstm-r1-e1-edited"));
    click(find<QToolButton>("playTakeButton"));
    EXPECT_EQ(find<QLabel>("heardName")->text(), title());
    click(find<QToolButton>("playTakeButton"));
    action("revertAction")->trigger();
    EXPECT_EQ(shownBytes(), midiBytes(part(0)));
    EXPECT_EQ(title(), QStringLiteral("lstm-r1-e1"));
    EXPECT_FALSE(action("revertAction")->isEnabled());
    EXPECT_FALSE(take().isEdited);
    EXPECT_EQ(take().copied, 0.25) << "as its run told";
    press(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_TRUE(take().isEdited);
    press(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(shownBytes(), midiBytes(part(0)));
    EXPECT_FALSE(take().isEdited);
    EXPECT_EQ(card(), QStringLiteral("LSTM, epoch 1"));
    show(0);
    EXPECT_EQ(takes().rowCount(), 3);
}

TEST_F(HistoriesWindowTest, ASourceComesBackAsItsFileHasIt) {
    const QString path = project("song.leitmotif");
    {
        const Sitting sitting(*this, path);
        auto* const revert = find<QToolButton>("revertSourceButton");
        auto* const files = find<QListWidget>("sourceList");
        show(1);
        const Bytes before = shownBytes();
        EXPECT_FALSE(revert->isVisible());
        press(Qt::Key_A, Qt::ControlModifier);
        press(Qt::Key_Delete);
        EXPECT_NE(shownBytes(), before);
        show(3);
        ASSERT_TRUE(waitFor([&] { return files->item(1)->text() == "two.mid (edited)"; }));
        EXPECT_TRUE(revert->isVisible());
        shoot("edited-source");
        click(revert);
        EXPECT_EQ(title(), QStringLiteral("two"));
        EXPECT_EQ(shownBytes(), before);
        ASSERT_TRUE(waitFor([&] { return files->item(1)->text() == "two.mid"; }));
        EXPECT_FALSE(revert->isVisible());
        press(Qt::Key_Z, Qt::ControlModifier);
        EXPECT_NE(shownBytes(), before);
        press(Qt::Key_Z, Qt::ControlModifier);
        EXPECT_EQ(shownBytes(), before);
        EXPECT_FALSE(action("undoAction")->isEnabled());
    }
    expectFirstBytes(path);
}

TEST_F(HistoriesWindowTest, UndoAndRedoShowWhatTheyChanged) {
    const Sitting sitting(*this, project("song.leitmotif"));
    show(0);
    const auto track = static_cast<std::size_t>(roll().track());
    const Note first = roll().score().tracks[track]->notes().front();
    ScoreEdit erase;
    erase.tracks = {{track, {first}, {}, {}, {}}};
    emit roll().editRequested(erase, QStringLiteral("Erase"), 0);
    const auto isInSight = [&] {
        return roll().geometry().rectOf(first).intersects(
            QRectF(find<QWidget>("rollCanvas")->rect()));
    };
    const Tick end = roll().score().lastNoteEnd();
    for (const Qt::Key key : {Qt::Key_Z, Qt::Key_Y}) {
        roll().showTicks(end - Tick{2'000}, end);
        ASSERT_FALSE(isInSight());
        press(key, Qt::ControlModifier);
        EXPECT_TRUE(isInSight());
    }
}

TEST_F(HistoriesWindowTest, RunsLearnFromASourceAsItWasEdited) {
    const QString path = project("song.leitmotif");
    Bytes edited;
    {
        const Sitting sitting(*this, path);
        show(1);
        press(Qt::Key_A, Qt::ControlModifier);
        press(Qt::Key_Up, Qt::ShiftModifier);
        edited = shownBytes();
        choose(find<QComboBox>("presetBox"), QStringLiteral("ngram"));
        pressAndWait("trainButton");
        auto* const isChanged = find<QLabel>("runNote");
        ASSERT_TRUE(waitFor([&] { return !isChanged->isVisible(); }));
        press(Qt::Key_Z, Qt::ControlModifier);
        ASSERT_TRUE(waitFor([&] { return isChanged->isVisible(); }));
        press(Qt::Key_Y, Qt::ControlModifier);
        ASSERT_TRUE(waitFor([&] { return !isChanged->isVisible(); }));
        press(Qt::Key_Z, Qt::ControlModifier);
    }
    const auto file = require(ProjectFile::openToRead(path.toStdString()));
    const auto sources = require(file->sourcesOf(2));
    ASSERT_EQ(sources.size(), 2U);
    EXPECT_EQ(*sources[0].bytes, demo(0));
    EXPECT_EQ(*sources[1].bytes, edited);
    EXPECT_EQ(*require(file->sources())[1].bytes, midiBytes(part(1)));
    EXPECT_EQ(*require(file->sourcesAsEdited())[1].bytes, midiBytes(part(1)));
}

TEST_F(HistoriesWindowTest, WhatIsRemovedComesBackWithItsHistory) {
    const QString path = project("song.leitmotif");
    const Sitting sitting(*this, path);
    show(0);
    const Bytes first = shownBytes();
    press(Qt::Key_A, Qt::ControlModifier);
    press(Qt::Key_Up);
    const Bytes edited = shownBytes();
    click(find<QToolButton>("removeSourceButton"));
    EXPECT_EQ(title(), QStringLiteral("two"));
    EXPECT_EQ(m_window.source().sources().size(), 1U);
    click(find<QPushButton>("undoActionButton"));
    EXPECT_EQ(title(), QStringLiteral("one"));
    EXPECT_EQ(shownBytes(), edited);
    EXPECT_EQ(QString::fromStdString(m_window.source().sources()[0].report.file), "one.mid");
    press(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(shownBytes(), first);

    show(4);
    press(Qt::Key_A, Qt::ControlModifier);
    press(Qt::Key_Up);
    click(find<QToolButton>("removeTakeButton"));
    EXPECT_EQ(title(), QStringLiteral("one")) << "what is deleted is not edited any more";
    click(find<QPushButton>("undoActionButton"));
    EXPECT_EQ(takes().rowCount(), 3);
    show(4);
    EXPECT_EQ(title(), QStringLiteral("lstm-r1-e3-edited"));
    press(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(shownBytes(), midiBytes(part(1)));
    click(find<QToolButton>("removeSourceButton"));
    click(find<QToolButton>("closeUndoButton"));
    EXPECT_EQ(m_window.source().sources().size(), 1U);
}

} // namespace
} // namespace leitmotif
