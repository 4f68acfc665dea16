// SPDX-License-Identifier: GPL-3.0-or-later
// Sound and MIDI of the real window while its JACK server starts, crashes, ends and starts again.
#include "app/devices/midi_ports.h"
#include "tests/app/devices/jack_server.h"
#include "tests/e2e/window_test.h"
#include "ui/panels/level_meter.h"

#include <QLabel>
#include <QPushButton>
#include <QToolButton>

#include <fstream>

namespace leitmotif {
namespace {

class SoundWindowTest : public WindowTest {
  protected:
    void SetUp() override {
        if (std::ifstream("/dev/snd/seq"))
            GTEST_SKIP() << "the virtual ports are those of ALSA here";
        m_server = JackServer::start(48'000, 256);
        if (!m_server)
            GTEST_SKIP() << "no JACK server can be started here";
        m_server->stop();
        WindowTest::SetUp();
        Settings settings = m_settings.settings();
        settings.audioDriver = QStringLiteral("auto");
        settings.midiOutput = QLatin1String(kVirtualMidiPort);
        settings.midiInput = QLatin1String(kVirtualMidiPort);
        m_settings.setSettings(settings);
    }

    [[nodiscard]] bool isSilent() {
        return find<QToolButton>("soundStatusButton")->text() == QLatin1String("No sound");
    }
    [[nodiscard]] bool isMeterStill() { return find<LevelMeter>("levelMeter")->isStill(); }
    [[nodiscard]] QString place() { return find<QLabel>("barPosition")->text(); }

    /// Sound and both directions of MIDI, under their names, and the meter moves.
    void expectSound() {
        EXPECT_TRUE(waitFor([&] { return !isSilent(); }));
        for (const char* name :
             {"Leitmotif:left", "Leitmotif:right", "Leitmotif:MIDI out", "Leitmotif:MIDI in"})
            EXPECT_TRUE(waitFor([&] { return m_server->hasPort(name); })) << name;
        EXPECT_TRUE(waitFor([&] { return !isMeterStill(); }));
    }

    /// The window says so, the meter is still, and playing goes on.
    void expectSilence() {
        EXPECT_TRUE(waitFor([&] { return isSilent(); }));
        EXPECT_TRUE(waitFor([&] { return isMeterStill(); }));
        const QString before = place();
        EXPECT_TRUE(waitFor([&] { return place() != before; }));
        EXPECT_TRUE(isMeterStill());
        EXPECT_TRUE(m_window.transport().isPlaying());
    }

    std::unique_ptr<JackServer> m_server;
};

TEST_F(SoundWindowTest, SoundSurvivesItsServerWhilePlayingAndTraining) {
    const int rounds = qEnvironmentVariableIntValue("LEITMOTIF_E2E_ROUNDS");
    Workspace workspace(m_window, m_settings);
    workspace.start({sourceFile()});
    auto* const train = find<QPushButton>("trainButton");
    ASSERT_TRUE(waitFor([&] { return train->isEnabled(); }));
    // It starts later than the program.
    EXPECT_TRUE(waitFor([&] { return isSilent(); }));
    auto* const loop = find<QToolButton>("loopButton");
    if (!loop->isChecked())
        click(loop); // of all of it
    click(find<QToolButton>("playButton"));
    expectSilence();
    ASSERT_TRUE(m_server->restart());
    expectSound();

    type(find<QSpinBox>("setting_epochs"), 9'999);
    click(train);
    ASSERT_TRUE(waitFor([&] { return m_window.train().state() == TrainingState::Training; }));
    for (int round = 0; round < std::max(2, rounds); ++round) {
        SCOPED_TRACE(round);
        if (round % 2 == 0)
            m_server->kill();
        else
            m_server->stop();
        expectSilence();
        ASSERT_TRUE(m_server->restart());
        expectSound();
        EXPECT_EQ(m_window.train().state(), TrainingState::Training);
        if (HasFailure())
            break;
    }
    click(find<QPushButton>("stopTrainingButton"));
    EXPECT_TRUE(waitFor([&] { return m_window.train().state() == TrainingState::Idle; }));
}

} // namespace
} // namespace leitmotif
