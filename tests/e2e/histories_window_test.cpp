// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/e2e/histories_window_test.h"

#include "assets/demo_pieces.h"
#include "core/midi/smf_reader.h"
#include "core/store/project_file.h"
#include "ui/roll/revision_button.h"
#include "ui/roll/roll_toolbar.h"

#include <QListWidget>

namespace leitmotif {

Bytes demo(std::size_t piece) {
    const auto midi = demoPieces()[piece].midi;
    return {midi.begin(), midi.end()};
}

Score part(std::size_t piece) {
    Score score = require(readMidi(demo(piece), "part")).score;
    for (TrackPtr& track : score.tracks) {
        auto notes = track->notes();
        std::erase_if(notes, [](const Note& note) { return note.onset.value > 16'000; });
        track = std::make_shared<const Track>(std::move(notes), track->events());
    }
    return score;
}

HistoriesWindowTest::Sitting::Sitting(HistoriesWindowTest& test, const QString& path)
    : m_window(test.m_window), m_workspace(std::in_place, test.m_window, test.m_settings) {
    m_workspace->start({path});
}

HistoriesWindowTest::Sitting::~Sitting() {
    m_workspace.reset();
    const auto rolls = m_window.findChildren<PianoRoll*>();
    EXPECT_EQ(rolls.size(), 1);
    qDeleteAll(m_window.findChildren<RollToolbar*>());
    qDeleteAll(m_window.findChildren<RevisionButton*>());
    qDeleteAll(rolls);
    m_window.clearError();
}

QString HistoriesWindowTest::project(const char* name) {
    const QString path = m_folder.filePath(QLatin1String(name));
    const auto file = require(ProjectFile::open(path.toStdString()));
    const auto source = require(file->addSource("one.mid", demo(0), {}));
    (void)require(file->addSource("two.mid", midiBytes(part(1)), {}));
    const auto run = require(file->addRun(*preset("lstm"), 7, {source}));
    RunStarted started;
    started.unigramNats = 4.0;
    (void)require(file->record({run, started}));
    for (int epoch = 1; epoch <= 3; ++epoch) {
        EpochFinished finished;
        finished.epoch = epoch;
        finished.loss = 2.0;
        (void)require(file->record({run, finished}));
        Take take;
        take.score = std::make_shared<const Score>(part(epoch == 1 ? 0 : 1));
        take.notes = take.score->noteCount();
        take.bars = take.score->barCount();
        take.copied = 0.25;
        take.longestCopy = 9;
        take.origin = {run, "lstm", epoch, static_cast<std::uint64_t>(epoch)};
        (void)require(file->record({run, TakeSampled{take}}));
    }
    (void)require(file->record({run, RunFinished{}}));
    return path;
}

void HistoriesWindowTest::show(int document) {
    if (document < kSources) {
        auto* const files = find<QListWidget>("sourceList");
        const QRect place = files->visualItemRect(files->item(document));
        QTest::mouseClick(files->viewport(), Qt::LeftButton, {}, place.center());
        return;
    }
    auto* const list = find<QListView>("takesList");
    list->setCurrentIndex(takes().index(kDocuments - 1 - document, 0));
    list->setFocus();
    QTest::keyClick(list, Qt::Key_E);
}

void HistoriesWindowTest::press(Qt::Key key, Qt::KeyboardModifiers modifiers) {
    auto* const canvas = find<QWidget>("rollCanvas");
    canvas->setFocus();
    QTest::keyClick(canvas, key, modifiers);
}

void HistoriesWindowTest::edit(Random& random) {
    auto* const canvas = find<QWidget>("rollCanvas");
    const auto place = [&] {
        return QPoint(static_cast<int>(random.below(static_cast<unsigned>(canvas->width()))),
                      static_cast<int>(random.below(static_cast<unsigned>(canvas->height()))));
    };
    switch (random.below(16)) {
    case 0:
        press(Qt::Key_Z, Qt::ControlModifier);
        press(Qt::Key_Z, Qt::ControlModifier);
        break;
    case 1:
        press(Qt::Key_Y, Qt::ControlModifier);
        break;
    case 2:
        action("revertAction")->trigger();
        break;
    case 3:
        press(Qt::Key_A, Qt::ControlModifier);
        press(Qt::Key_Delete);
        break;
    case 4:
    case 5:
        press(Qt::Key_A, Qt::ControlModifier);
        press(random.below(2) == 0 ? Qt::Key_Up : Qt::Key_Down);
        break;
    case 6:
        press(Qt::Key_A, Qt::ControlModifier);
        press(Qt::Key_Right);
        break;
    case 7:
        press(Qt::Key_A, Qt::ControlModifier);
        press(Qt::Key_Plus);
        break;
    case 8:
    case 9:
    case 10:
        QTest::mouseClick(canvas, Qt::RightButton, {}, place());
        break;
    default:
        QTest::mousePress(canvas, Qt::LeftButton, {}, place());
        QTest::mouseMove(canvas, place());
        QTest::mouseRelease(canvas, Qt::LeftButton, {}, place());
    }
}

void HistoriesWindowTest::undoAll() {
    for (int steps = 0; action("undoAction")->isEnabled(); ++steps) {
        ASSERT_LT(steps, 1'000);
        press(Qt::Key_Z, Qt::ControlModifier);
    }
}

void HistoriesWindowTest::expectFirstBytes(const QString& path) {
    const auto file = require(ProjectFile::openToRead(path.toStdString()));
    EXPECT_EQ(*require(file->sources())[0].bytes, demo(0));
    EXPECT_EQ(*require(file->sourcesAsEdited())[0].bytes, demo(0));
    EXPECT_EQ(*require(file->sourcesAsEdited())[1].bytes, midiBytes(part(1)));
    const auto takes = require(file->takes());
    ASSERT_EQ(takes.size(), 3U) << "no second card";
    for (const StoredTake& take : takes) {
        EXPECT_FALSE(take.isEdited);
        EXPECT_EQ(midiBytes(*take.score), midiBytes(part(take.origin.epoch == 1 ? 0 : 1)));
        EXPECT_EQ(take.copied, 0.25);
    }
}

} // namespace leitmotif
