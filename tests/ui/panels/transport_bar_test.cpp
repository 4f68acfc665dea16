// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/transport_bar.h"

#include <QComboBox>
#include <QLabel>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

class TransportBarTest : public testing::Test {
  protected:
    TransportBarTest() { m_bar.show(); }

    void click(const char* name) {
        QTest::mouseClick(m_bar.findChild<QToolButton*>(QLatin1String(name)), Qt::LeftButton);
    }
    QString text(const char* name) { return m_bar.findChild<QLabel*>(QLatin1String(name))->text(); }

    TransportBar m_bar;
};

TEST_F(TransportBarTest, ButtonsEmitWhatTheySay) {
    QSignalSpy play(&m_bar, &TransportBar::playRequested);
    QSignalSpy pause(&m_bar, &TransportBar::pauseRequested);
    QSignalSpy stop(&m_bar, &TransportBar::stopRequested);
    QSignalSpy start(&m_bar, &TransportBar::toStartRequested);
    QSignalSpy loop(&m_bar, &TransportBar::loopToggled);
    QSignalSpy panic(&m_bar, &TransportBar::panicRequested);
    QSignalSpy settings(&m_bar, &TransportBar::settingsRequested);
    click("playButton");
    EXPECT_EQ(play.count(), 1);
    m_bar.setPlaying(true);
    click("playButton");
    EXPECT_EQ(pause.count(), 1);
    EXPECT_EQ(play.count(), 1);
    click("stopButton");
    click("toStartButton");
    click("loopButton");
    click("panicButton");
    click("soundStatusButton");
    for (const QSignalSpy* spy : {&stop, &start, &loop, &panic, &settings})
        EXPECT_EQ(spy->count(), 1);
    EXPECT_TRUE(loop[0][0].toBool());
}

TEST_F(TransportBarTest, WhatTheOwnerSetsIsNotEmittedBack) {
    QSignalSpy loop(&m_bar, &TransportBar::loopToggled);
    QSignalSpy tempo(&m_bar, &TransportBar::tempoPercentChanged);
    QSignalSpy volume(&m_bar, &TransportBar::volumePercentChanged);
    m_bar.setLooping(true);
    m_bar.setTempoPercent(150);
    m_bar.setVolumePercent(30);
    EXPECT_EQ(loop.count() + tempo.count() + volume.count(), 0);
    EXPECT_EQ(m_bar.tempoPercent(), 150);
    EXPECT_EQ(m_bar.volumePercent(), 30);
    m_bar.findChild<QSlider*>(QStringLiteral("volumeSlider"))->setValue(55);
    m_bar.findChild<QSpinBox*>(QStringLiteral("tempoPercentBox"))->setValue(75);
    ASSERT_EQ(volume.count(), 1);
    EXPECT_EQ(volume[0][0].toInt(), 55);
    ASSERT_EQ(tempo.count(), 1);
    EXPECT_EQ(tempo[0][0].toInt(), 75);
}

TEST_F(TransportBarTest, ShowsPositionAndHeardTempo) {
    m_bar.setPosition({4, 2, {7}}, 65.0, 125.0);
    EXPECT_EQ(text("barPosition"), QStringLiteral("5:3:007"));
    EXPECT_EQ(text("timePosition"), QStringLiteral("1:05 / 2:05"));
    m_bar.setTempo(120.0);
    EXPECT_EQ(text("tempoReadout"), QStringLiteral("120 bpm"));
    m_bar.setTempoPercent(50);
    EXPECT_EQ(text("tempoReadout"), QStringLiteral("60 bpm"));
}

TEST_F(TransportBarTest, TempoStaysWithinItsLimits) {
    m_bar.setTempoPercent(1);
    EXPECT_EQ(m_bar.tempoPercent(), 25);
    m_bar.setTempoPercent(999);
    EXPECT_EQ(m_bar.tempoPercent(), 200);
}

TEST_F(TransportBarTest, SoundFontsAreChosenOrLookedFor) {
    m_bar.setSoundFonts({{QStringLiteral("A"), QStringLiteral("/a.sf2")},
                         {QStringLiteral("Built-in"), QStringLiteral("builtin")}},
                        QStringLiteral("builtin"));
    QSignalSpy chosen(&m_bar, &TransportBar::soundFontRequested);
    QSignalSpy dialog(&m_bar, &TransportBar::soundFontDialogRequested);
    auto* box = m_bar.findChild<QComboBox*>(QStringLiteral("soundFontBox"));
    EXPECT_EQ(box->currentText(), QStringLiteral("Built-in"));
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Up);
    ASSERT_EQ(chosen.count(), 1);
    EXPECT_EQ(chosen[0][0].toString(), QStringLiteral("/a.sf2"));
    QTest::keyClick(box, Qt::Key_End);
    EXPECT_EQ(dialog.count(), 1);
    EXPECT_EQ(box->currentText(), QStringLiteral("A"));
}

TEST_F(TransportBarTest, SilenceIsSaidWithItsReason) {
    m_bar.setSoundStatus(QStringLiteral("No sound: no JACK server"), true);
    auto* status = m_bar.findChild<QToolButton*>(QStringLiteral("soundStatusButton"));
    EXPECT_EQ(status->text(), QStringLiteral("No sound"));
    EXPECT_EQ(status->accessibleDescription(), QStringLiteral("No sound: no JACK server"));
    m_bar.setSoundStatus(QStringLiteral("JACK, 48 kHz"), false);
    EXPECT_TRUE(status->text().isEmpty());
    EXPECT_EQ(status->toolTip(), QStringLiteral("JACK, 48 kHz"));
}

} // namespace
} // namespace leitmotif
