// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/e2e/project_window_test.h"

#include "assets/demo_pieces.h"
#include "core/midi/smf_reader.h"
#include "core/store/project_file.h"

#include <QDir>
#include <QPushButton>

#include <algorithm>

namespace leitmotif {

QString ProjectWindowTest::project(const QString& path, int takes) {
    auto file = ProjectFile::open(path.toStdString());
    EXPECT_TRUE(file);
    const auto midi = demoPieces().front().midi;
    const auto source =
        (*file)->addSource("inside.mid", Bytes(midi.begin(), midi.end()), {}).value_or(0);
    if (takes == 0)
        return path;
    const auto run = (*file)->addRun(*preset("lstm"), 7, {source}).value_or(0);
    RunStarted started;
    started.unigramNats = 4.0;
    EXPECT_TRUE((*file)->record({run, started}));
    Take take;
    take.score = std::make_shared<const Score>(readMidi(midi, "take")->score);
    for (int epoch = 1; epoch <= takes; ++epoch) {
        EpochFinished finished;
        finished.epoch = epoch;
        finished.loss = 2.0;
        EXPECT_TRUE((*file)->record({run, finished}));
        take.origin = {run, "lstm", epoch, 1};
        EXPECT_TRUE((*file)->record({run, TakeSampled{take}}));
    }
    EXPECT_TRUE((*file)->record({run, RunFinished{}}));
    return path;
}

std::pair<std::size_t, std::size_t> ProjectWindowTest::runsAndTakesIn(const QString& path) {
    const auto file = ProjectFile::openToRead(path.toStdString());
    EXPECT_TRUE(file);
    return {(*file)->runs()->size(), (*file)->takes()->size()};
}

QStringList ProjectWindowTest::takeTitles() {
    QStringList titles;
    for (int row = 0; row < takes()->rowCount(); ++row)
        titles << takes()->index(row, 0).data().toString();
    return titles;
}

QStringList ProjectWindowTest::unsaved() {
    return QDir(unsavedFolder()).entryList({"*.leitmotif"});
}

void ProjectWindowTest::answerLeaving(const char* button) {
    whenAsked<QMessageBox>("leavingDialog", [button](QMessageBox* box) {
        click(box->findChild<QPushButton*>(QLatin1String(button)));
    });
}

void ProjectWindowTest::openAnother(std::size_t sourcesThen) {
    emit m_window.openRequested({sourceFile()});
    ASSERT_TRUE(waitFor([&] {
        return std::ranges::any_of(m_window.source().sources(), [](const SourceItem& one) {
            return one.report.file.ends_with("prelude.mid");
        });
    }));
    EXPECT_EQ(sources(), sourcesThen);
}

} // namespace leitmotif
