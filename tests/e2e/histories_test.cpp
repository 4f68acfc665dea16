// SPDX-License-Identifier: GPL-3.0-or-later
// Histories in the real window and in the project: edited, undone, killed, damaged, saved.
#include "core/base/files.h"
#include "core/midi/smf_reader.h"
#include "core/store/project_file.h"
#include "tests/e2e/histories_window_test.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QFrame>
#include <QLabel>
#include <QProcess>

#include <algorithm>
#include <csignal>

namespace leitmotif {
namespace {

constexpr const char* kChildProject = "LEITMOTIF_E2E_HISTORIES"; // of the process that is killed

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
        ASSERT_TRUE(waitFor(
            [&] { return std::ranges::all_of(sitting.takes().all(), &StoredTake::isMeasured); }));
    }
    EXPECT_EQ(content(), before);
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
