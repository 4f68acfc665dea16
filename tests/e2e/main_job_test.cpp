// SPDX-License-Identifier: GPL-3.0-or-later
// The main job in the real window: open, train, listen, edit, undo, export, read back. A file of
// one's own is taken from LEITMOTIF_E2E_FILE, screenshots go to LEITMOTIF_E2E_SHOTS.
#include "core/midi/smf_reader.h"
#include "tests/e2e/window_test.h"
#include "ui/plots/loss_chart.h"
#include "ui/roll/piano_roll.h"
#include "ui/roll/roll_tools.h"

#include <QAbstractItemView>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

#include <sndfile.h>

#include <algorithm>
#include <cmath>

namespace leitmotif {
namespace {

class MainJobTest : public WindowTest {
  protected:
    void exportAs(const QString& path) {
        QTest::keyClick(&m_window, Qt::Key_E, Qt::ControlModifier);
        QFileDialog* dialog = nullptr;
        ASSERT_TRUE(QTest::qWaitFor(
            [&] { return (dialog = m_window.findChild<QFileDialog*>("saveDialog")) != nullptr; },
            kPatienceMs));
        auto* const name = dialog->findChild<QLineEdit*>("fileNameEdit");
        auto* const buttons = dialog->findChild<QDialogButtonBox*>();
        ASSERT_TRUE(name && buttons);
        name->setText(path); // typed, its completions would lie over the button
        click(buttons->button(QDialogButtonBox::Save));
        ASSERT_TRUE(QTest::qWaitFor([&] { return QFile::exists(path); }, kPatienceMs));
        ASSERT_TRUE(QTest::qWaitFor(
            [&] { return m_window.findChild<QFileDialog*>("saveDialog") == nullptr; },
            kPatienceMs));
    }
};

/// The frame of the first sample that can be heard.
std::int64_t firstSound(const QString& path, int& sampleRate, float& peak) {
    SF_INFO info{};
    SNDFILE* const file = sf_open(path.toUtf8().constData(), SFM_READ, &info);
    EXPECT_NE(file, nullptr);
    std::vector<float> frames(static_cast<std::size_t>(info.frames * info.channels));
    sf_readf_float(file, frames.data(), info.frames);
    sf_close(file);
    sampleRate = info.samplerate;
    peak = 0.0F;
    std::int64_t first = -1;
    for (std::size_t i = 0; i < frames.size(); ++i) {
        peak = std::max(peak, std::abs(frames[i]));
        if (first < 0 && std::abs(frames[i]) > 1e-3F)
            first = static_cast<std::int64_t>(i) / info.channels;
    }
    return first;
}

TEST_F(MainJobTest, OpenTrainListenEditUndoExport) {
    Workspace workspace(m_window, m_settings);
    workspace.start({sourceFile()});
    auto* const train = find<QPushButton>("trainButton");
    ASSERT_TRUE(QTest::qWaitFor([&] { return train->isEnabled(); }, kPatienceMs));
    auto* const roll = find<PianoRoll>("pianoRoll");
    EXPECT_GT(roll->score().noteCount(), 100U);
    shoot("opened");

    type(find<QSpinBox>("setting_epochs"), 4);
    type(find<QSpinBox>("setting_sample_every"), 2);
    click(train);
    auto* const list = find<QAbstractItemView>("takesList");
    ASSERT_TRUE(QTest::qWaitFor([&] { return list->model()->rowCount() >= 1; }, kPatienceMs));
    shoot("training");
    ASSERT_TRUE(QTest::qWaitFor(
        [&] {
            return m_window.train().state() == TrainingState::Idle &&
                   m_window.train().recipe().training.epochs == 4;
        },
        kPatienceMs));

    // A click on the first sample's marker plays it.
    if (m_window.transport().isPlaying())
        click(find<QToolButton>("stopButton"));
    ASSERT_TRUE(QTest::qWaitFor([&] { return !m_window.transport().isPlaying(); }, kPatienceMs));
    auto* const chart = find<LossChart>("lossChart");
    QTest::mouseClick(chart, Qt::LeftButton, {}, chart->overlay().markerPosition(0).toPoint());
    EXPECT_TRUE(QTest::qWaitFor([&] { return m_window.transport().isPlaying(); }, kPatienceMs));
    shoot("playing");
    click(find<QToolButton>("stopButton"));

    // The newest take goes into the editor; a note is drawn, taken back and brought back.
    list->setCurrentIndex(list->model()->index(0, 0));
    click(find<QToolButton>("editTakeButton"));
    const auto notes = [roll] { return roll->score().noteCount(); };
    const Take take = *workspace.takes().find(*m_window.takes().currentTake());
    ASSERT_TRUE(QTest::qWaitFor([&] { return notes() == take.notes; }, kPatienceMs));
    ASSERT_GE(take.notes, 16U);
    roll->setTool(drawTool());
    auto* const canvas = find<QWidget>("rollCanvas");
    // The top of the field: no note of the piece is there to be hit.
    QTest::mouseClick(canvas, Qt::LeftButton, {}, QPoint(canvas->width() / 2, 4));
    ASSERT_TRUE(QTest::qWaitFor([&] { return notes() == take.notes + 1; }, kPatienceMs));
    shoot("edited");
    QTest::keyClick(canvas, Qt::Key_Z, Qt::ControlModifier);
    ASSERT_TRUE(QTest::qWaitFor([&] { return notes() == take.notes; }, kPatienceMs));
    QTest::keyClick(canvas, Qt::Key_Y, Qt::ControlModifier);
    ASSERT_TRUE(QTest::qWaitFor([&] { return notes() == take.notes + 1; }, kPatienceMs));

    const QString midi = m_folder.filePath(QStringLiteral("take.mid"));
    exportAs(midi);
    const auto read = readMidiFile(midi.toStdString());
    ASSERT_TRUE(read);
    EXPECT_TRUE(read->findings.empty());
    ASSERT_EQ(read->score.noteCount(), take.notes + 1);
    EXPECT_EQ(read->score.tempoMap().changes(), take.score->tempoMap().changes());

    const QString wav = m_folder.filePath(QStringLiteral("take.wav"));
    exportAs(wav);
    int sampleRate = 0;
    float peak = 0.0F;
    const std::int64_t sound = firstSound(wav, sampleRate, peak);
    EXPECT_GT(peak, 0.02F);
    EXPECT_LE(peak, 1.0F);
    Tick first = read->score.end();
    for (const TrackPtr& track : read->score.tracks)
        if (!track->notes().empty())
            first = std::min(first, track->notes().front().onset);
    const double expected = read->score.tempoMap().secondsAt(first) * sampleRate;
    EXPECT_NEAR(static_cast<double>(sound), expected, 64.0);
}

} // namespace
} // namespace leitmotif
