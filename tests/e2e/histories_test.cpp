// SPDX-License-Identifier: GPL-3.0-or-later
// Histories in the real window: each source and take has one, and the project keeps it.
#include "app/window/document_controller.h"
#include "assets/demo_pieces.h"
#include "core/base/files.h"
#include "core/base/random.h"
#include "core/edit/drum_switch.h"
#include "core/midi/smf_reader.h"
#include "core/midi/smf_writer.h"
#include "core/store/project_file.h"
#include "tests/e2e/window_test.h"
#include "ui/roll/piano_roll.h"
#include "ui/roll/revision_button.h"
#include "ui/roll/roll_toolbar.h"

#include <QAction>
#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QFrame>
#include <QLabel>
#include <QListView>
#include <QListWidget>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>

#include <algorithm>
#include <csignal>
#include <optional>

namespace leitmotif {
namespace {

constexpr const char* kChildProject = "LEITMOTIF_E2E_HISTORIES"; // of the process that is killed
constexpr int kDocuments = 5;                                    // two sources, three takes
constexpr int kSources = 2;

template <class T>
T require(Result<T> result) {
    EXPECT_TRUE(result) << describe(result.error());
    return std::move(*result);
}

Bytes demo(std::size_t piece) {
    const auto midi = demoPieces()[piece].midi;
    return {midi.begin(), midi.end()};
}

/// The first eight bars or so of a demo piece, so that whole selections are quickly moved.
Score part(std::size_t piece) {
    Score score = require(readMidi(demo(piece), "part")).score;
    for (TrackPtr& track : score.tracks) {
        auto notes = track->notes();
        std::erase_if(notes, [](const Note& note) { return note.onset.value > 16'000; });
        track = std::make_shared<const Track>(std::move(notes), track->events());
    }
    return score;
}

class HistoriesWindowTest : public WindowTest {
  protected:
    /// From a start of the program to its end, with an editor of its own in the window.
    class Sitting {
      public:
        Sitting(HistoriesWindowTest& test, const QString& path)
            : m_window(test.m_window), m_workspace(std::in_place, test.m_window, test.m_settings) {
            m_workspace->start({path});
        }
        ~Sitting() {
            m_workspace.reset();
            const auto rolls = m_window.findChildren<PianoRoll*>();
            EXPECT_EQ(rolls.size(), 1);
            qDeleteAll(m_window.findChildren<RollToolbar*>());
            qDeleteAll(m_window.findChildren<RevisionButton*>());
            qDeleteAll(rolls);
            m_window.clearError();
        }
        Sitting(const Sitting&) = delete;
        Sitting& operator=(const Sitting&) = delete;

        void open(const QString& path) { m_workspace->open({path}); }

      private:
        MainWindow& m_window;
        std::optional<Workspace> m_workspace;
    };

    /// Two sources, and a run with three takes, of which the first is a piece of its source.
    QString project(const char* name) {
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

    PianoRoll& roll() { return *find<PianoRoll>("pianoRoll"); }
    Bytes shownBytes() { return midiBytes(roll().score()); }
    QAction* action(const char* name) {
        for (QAction* const one : m_window.findChildren<QAction*>())
            if (one->objectName() == QLatin1String(name))
                return one;
        for (const QWidget* const menu : m_window.findChildren<QWidget*>())
            for (QAction* const one : menu->actions())
                if (one->objectName() == QLatin1String(name))
                    return one;
        ADD_FAILURE() << name;
        return nullptr;
    }
    QString title() { return find<QLabel>("editorTitle")->text(); }
    QAbstractItemModel& takes() { return *find<QListView>("takesList")->model(); }

    /// Shows a source (0, 1) or a take (from 2 on, oldest first) by click and key.
    void show(int document) {
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

    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        auto* const canvas = find<QWidget>("rollCanvas");
        canvas->setFocus();
        QTest::keyClick(canvas, key, modifiers);
    }

    /// One thing that somebody might do in the editor.
    void edit(Random& random) {
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

    void undoAll() {
        for (int steps = 0; action("undoAction")->isEnabled(); ++steps) {
            ASSERT_LT(steps, 1'000);
            press(Qt::Key_Z, Qt::ControlModifier);
        }
    }

    void expectFirstBytes(const QString& path) {
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
};

TEST_F(HistoriesWindowTest, TwoSourcesAndThreeTakesAreEditedInTurnAndEachUndoneToItsFirstBytes) {
    const QString path = project("song.leitmotif");
    std::vector<Bytes> first(kDocuments);
    std::vector<Bytes> last(kDocuments);
    {
        const Sitting sitting(*this, path);
        for (int document = 0; document < kDocuments; ++document) {
            show(document);
            first[document] = last[document] = shownBytes();
        }
        EXPECT_EQ(first[0], midiBytes(require(readMidi(demo(0), "one")).score));
        Random random(2'026);
        for (int step = 0; step < 200; ++step) {
            const auto document = static_cast<int>(random.below(kDocuments));
            show(document);
            ASSERT_EQ(shownBytes(), last[document]) << step;
            edit(random);
            last[document] = shownBytes();
        }
        EXPECT_EQ(takes().rowCount(), 3);
        for (int document = 0; document < kDocuments; ++document)
            EXPECT_NE(last[document], first[document]) << "it was edited";
    }
    { // its histories come with the project
        const Sitting sitting(*this, path);
        for (int document = 0; document < kDocuments; ++document) {
            show(document);
            EXPECT_EQ(shownBytes(), last[document]) << document;
        }
        for (int document = kDocuments - 1; document >= 0; --document) {
            show(document);
            undoAll();
            EXPECT_EQ(shownBytes(), first[document]) << document;
        }
        for (int document = 0; document < kDocuments; ++document) { // and redone, and undone
            show(document);
            while (action("redoAction")->isEnabled())
                press(Qt::Key_Y, Qt::ControlModifier);
            undoAll();
            EXPECT_EQ(shownBytes(), first[document]) << document;
        }
    }
    expectFirstBytes(path);
}

TEST_F(HistoriesWindowTest, EditsUntilItIsKilled) {
    if (!qEnvironmentVariableIsSet(kChildProject))
        GTEST_SKIP()
            << "this is for the process that AKillLosesNoEditButThoseOfItsLastSecond kills";
    const Sitting sitting(*this, qEnvironmentVariable(kChildProject));
    QFile out;
    ASSERT_TRUE(out.open(stdout, QIODevice::WriteOnly | QIODevice::Unbuffered));
    QElapsedTimer clock;
    clock.start();
    Random random(11);
    for (;;) {
        const auto document = static_cast<int>(random.below(kDocuments));
        out.write(QByteArray("begin ") + QByteArray::number(document) + '\n');
        show(document);
        edit(random);
        out.write(QStringLiteral("state %1 %2 %3\n")
                      .arg(clock.elapsed())
                      .arg(document)
                      .arg(roll().score().hash())
                      .toLatin1());
        QApplication::processEvents();
    }
}

TEST_F(HistoriesWindowTest, AKillLosesNoEditButThoseOfItsLastSecond) {
    const QString path = project("song.leitmotif");
    struct State {
        qint64 at = 0;
        std::uint64_t hash = 0;
    };
    std::vector<std::vector<State>> states(kDocuments);
    std::vector<Bytes> first = {midiBytes(require(readMidi(demo(0), "one")).score),
                                midiBytes(part(1)), midiBytes(part(0)), midiBytes(part(1)),
                                midiBytes(part(1))};
    QProcess child;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QLatin1String(kChildProject), path);
    child.setProcessEnvironment(environment);
    child.start(QCoreApplication::applicationFilePath(),
                {QStringLiteral("--gtest_filter=HistoriesWindowTest.EditsUntilItIsKilled")});
    qint64 last = 0;
    int count = 0;
    int begun = -1; // a step that was cut off
    const auto takeLine = [&](const QByteArray& line) {
        const QList<QByteArray> words = line.simplified().split(' ');
        if (words.size() == 2 && words[0] == "begin")
            begun = words[1].toInt();
        if (words.size() != 4 || words[0] != "state")
            return;
        begun = -1;
        last = words[1].toLongLong();
        states[words[2].toUInt()].push_back({last, words[3].toULongLong()});
        ++count;
    };
    while (count < 200) {
        ASSERT_TRUE(child.canReadLine() || child.waitForReadyRead(kPatienceMs))
            << child.readAll().toStdString();
        while (child.canReadLine())
            takeLine(child.readLine());
    }
    ASSERT_EQ(::kill(static_cast<pid_t>(child.processId()), SIGKILL), 0);
    ASSERT_TRUE(child.waitForFinished(kPatienceMs));
    while (child.canReadLine())
        takeLine(child.readLine());

    m_window.activateWindow();
    ASSERT_TRUE(QTest::qWaitForWindowActive(&m_window, kPatienceMs));
    {
        const Sitting sitting(*this, path);
        for (int document = 0; document < kDocuments; ++document) {
            show(document);
            const std::uint64_t hash = roll().score().hash();
            const auto& known = states[document];
            ASSERT_FALSE(known.empty());
            // The last one of its time, or one of the last second before the end.
            bool isKept = false;
            for (std::size_t i = known.size(); i-- > 0 && !isKept;) {
                isKept = known[i].hash == hash;
                if (known[i].at < last - 1'000)
                    break;
            }
            EXPECT_TRUE(isKept || document == begun) << document;
            undoAll();
            EXPECT_EQ(shownBytes(), first[document]) << document;
        }
    }
    expectFirstBytes(path);
}

TEST_F(HistoriesWindowTest, OpeningAndLookingWritesNothing) {
    const QString path = project("song.leitmotif");
    const auto content = [&] { return require(readFile(path.toStdString())); };
    {
        const Sitting sitting(*this, path);
        show(0);
        press(Qt::Key_Up);
        press(Qt::Key_A, Qt::ControlModifier);
        press(Qt::Key_Up);
        show(3);
        press(Qt::Key_A, Qt::ControlModifier);
        press(Qt::Key_Delete);
    }
    const Bytes before = content();
    for (int round = 0; round < 2; ++round) {
        const Sitting sitting(*this, path);
        EXPECT_EQ(title(), QStringLiteral("lstm-r1-e2-edited")) << "what was edited last";
        for (int document = 0; document < kDocuments; ++document)
            show(document);
        ASSERT_TRUE(waitFor([&] {
            return std::ranges::all_of(m_window.takes().takes(), &StoredTake::isMeasured);
        }));
    }
    EXPECT_EQ(content(), before);
}

TEST_F(HistoriesWindowTest, AnEditedTakeStaysOneCardThatSaysSoAndIsMeasuredAnew) {
    const QString path = project("song.leitmotif");
    const Sitting sitting(*this, path);
    show(2); // the piece of its source
    const auto take = [&] { return *m_window.takes().take(1); };
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

TEST_F(HistoriesWindowTest, DrumsThatAreTakenBackAreToldAtOnceAndNotesAfterAPause) {
    ProjectController project;
    SourcePanel panel;
    SourceController sources(project, panel);
    DocumentController documents(project, sources);
    ASSERT_TRUE(project.openUnnamed());
    const std::string_view piece = demoPieces().front().id;
    sources.openDemoPiece(QString::fromUtf8(piece.data(), qsizetype(piece.size())));
    documents.openSource(panel.currentSource());
    ASSERT_FALSE(documents.isEmpty());
    const QSignalSpy told(&documents, &DocumentController::sourceEdited);
    const Score score = documents.score();
    const std::size_t track = static_cast<std::size_t>(
        std::ranges::find_if(score.tracks,
                             [](const TrackPtr& one) { return !one->notes().empty(); }) -
        score.tracks.begin());
    documents.edit(playedAsDrums(score, {track}, true), QStringLiteral("Drums"), 0);
    documents.flush();
    ASSERT_EQ(told.count(), 1);
    documents.undoGroup().undo();
    EXPECT_EQ(told.count(), 2);
    Note lower = score.tracks[track]->notes().front();
    const Note note = lower;
    lower.pitch.value = static_cast<std::uint8_t>(note.pitch.value - 1);
    documents.edit({{{track, {note}, {lower}}}}, QStringLiteral("Move"), 0);
    documents.undoGroup().undo();
    EXPECT_EQ(told.count(), 2);
    documents.flush();
    EXPECT_EQ(told.count(), 3);
    project.discardWhenLeft();
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
        EXPECT_FALSE(isChanged->isVisible());
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

TEST_F(HistoriesWindowTest, ADamagedHistoryIsToldAndGoesOnFromTheDamage) {
    const QString path = project("song.leitmotif");
    Bytes edited;
    {
        const Sitting sitting(*this, path);
        show(1);
        press(Qt::Key_A, Qt::ControlModifier);
        press(Qt::Key_Up);
        edited = shownBytes();
    }
    {
        const auto file = require(ProjectFile::open(path.toStdString()));
        ScoreEdit impossible; // takes away a note that is not there
        impossible.tracks = {{0, {Note{}}, {}, {}, {}}};
        for (int i = 0; i < 3; ++i)
            ASSERT_TRUE(file->addEdit({DocumentKey::Kind::Source, 2}, {"", false, impossible}));
    }
    {
        const Sitting sitting(*this, path);
        EXPECT_TRUE(find<QLabel>("errorText")->text().contains("two.mid"));
        show(1);
        EXPECT_EQ(shownBytes(), edited);
        press(Qt::Key_A, Qt::ControlModifier);
        press(Qt::Key_Delete);
        edited = shownBytes();
    }
    const Sitting sitting(*this, path);
    EXPECT_FALSE(find<QFrame>("errorBar")->isVisible());
    show(1);
    EXPECT_EQ(shownBytes(), edited);
    undoAll();
    EXPECT_EQ(shownBytes(), midiBytes(part(1)));
}

TEST_F(HistoriesWindowTest, SaveAsTakesEveryHistoryAlong) {
    const QString path = project("song.leitmotif");
    const QString copy = m_folder.filePath("copy.leitmotif");
    std::vector<Bytes> edited;
    {
        const auto held = require(ProjectFile::open(path.toStdString())); // the window only reads
        const Sitting sitting(*this, path);
        for (int document = 0; document < kDocuments; ++document) {
            show(document);
            press(Qt::Key_A, Qt::ControlModifier);
            press(Qt::Key_Up);
            press(Qt::Key_Plus);
            edited.push_back(shownBytes());
        }
        emit m_window.saveAsRequested(copy);
        show(0);
        press(Qt::Key_Z, Qt::ControlModifier);
        edited[0] = shownBytes();
    }
    expectFirstBytes(path);
    Sitting sitting(*this, copy);
    for (int document = 0; document < kDocuments; ++document) {
        show(document);
        EXPECT_EQ(shownBytes(), edited[document]) << document;
        undoAll();
    }
    sitting.open(path); // so that the copy is closed
    expectFirstBytes(copy);
}

} // namespace
} // namespace leitmotif
