// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings_dialog.h"

#include "ui/base/translations.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

class SettingsDialogTest : public testing::Test {
  protected:
    SettingsDialogTest() {
        SettingsChoices choices;
        choices.audioDrivers = {QStringLiteral("jack"), QStringLiteral("alsa")};
        choices.soundFonts = {{QStringLiteral("Built-in"), QStringLiteral("builtin")}};
        choices.midiOutputs = {QStringLiteral("Synth 1")};
        choices.midiInputs = {QStringLiteral("Keys 1")};
        choices.mostThreads = 8;
        m_dialog.setChoices(choices);
        m_dialog.show();
    }

    void chooseNext(const char* name) {
        auto* box = m_dialog.findChild<QComboBox*>(QLatin1String(name));
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Down);
    }

    SettingsDialog m_dialog;
};

TEST_F(SettingsDialogTest, AnotherLanguageSaysWhenItIsSpoken) {
    Settings settings;
    settings.language = QStringLiteral("en");
    m_dialog.setSettings(settings);
    const auto* note = m_dialog.findChild<QLabel*>(QStringLiteral("languageNote"));
    EXPECT_FALSE(note->isVisible());
    chooseNext("languageBox"); // Deutsch
    ASSERT_EQ(m_dialog.settings().language, QStringLiteral("de"));
    EXPECT_TRUE(note->isVisible());
    EXPECT_TRUE(note->text().contains(QStringLiteral("started again")));
    if (translatedLanguages().contains(QStringLiteral("de"))) {
        EXPECT_TRUE(note->text().contains(QStringLiteral("neu gestartet"))) << "in both languages";
    }
    settings.language.clear();
    m_dialog.setSettings(settings);
    settings.language = QStringLiteral("en");
    m_dialog.setSettings(settings);
    EXPECT_FALSE(note->isVisible()) << "as it was";
}

TEST_F(SettingsDialogTest, EveryFieldChangesItsSetting) {
    QSignalSpy changed(&m_dialog, &SettingsDialog::settingsChanged);
    for (const char* name : {"themeBox", "languageBox", "audioDriverBox", "settingsSoundFontBox",
                             "midiOutputBox", "midiInputBox"})
        chooseNext(name);
    m_dialog.findChild<QSpinBox*>(QStringLiteral("settingsThreadsBox"))->setValue(3);
    m_dialog.findChild<QCheckBox*>(QStringLiteral("settingsPlayNewTakesBox"))->click();
    EXPECT_EQ(changed.count(), 8);
    Settings expected;
    expected.theme = QStringLiteral("dark");
    expected.language = QStringLiteral("en");
    expected.audioDriver = QStringLiteral("jack");
    expected.soundFont = QStringLiteral("builtin");
    expected.midiOutput = QStringLiteral("Synth 1");
    expected.midiInput = QStringLiteral("Keys 1");
    expected.threads = 3;
    expected.playsNewTakes = false;
    EXPECT_EQ(m_dialog.settings(), expected);
    EXPECT_EQ(changed.last()[0].value<Settings>(), expected);
}

TEST_F(SettingsDialogTest, SaysWhatPriorityTheSystemGrants) {
    auto* label = m_dialog.findChild<QLabel*>(QStringLiteral("settingsSoundPriority"));
    EXPECT_FALSE(label->isVisible());
    m_dialog.setSoundPriority(QStringLiteral("Sound has realtime priority 10."));
    EXPECT_TRUE(label->isVisible());
    EXPECT_EQ(label->text(), QStringLiteral("Sound has realtime priority 10."));
    m_dialog.setSoundPriority({});
    EXPECT_FALSE(label->isVisible());
}

TEST_F(SettingsDialogTest, WhatIsSetButMissingStaysVisible) {
    Settings settings;
    settings.midiOutput = QStringLiteral("Unplugged");
    QSignalSpy changed(&m_dialog, &SettingsDialog::settingsChanged);
    m_dialog.setSettings(settings);
    auto* box = m_dialog.findChild<QComboBox*>(QStringLiteral("midiOutputBox"));
    EXPECT_TRUE(box->currentText().contains(QStringLiteral("Unplugged")));
    EXPECT_EQ(box->currentData().toString(), QStringLiteral("Unplugged"));
    EXPECT_EQ(changed.count(), 0);
}

} // namespace
} // namespace leitmotif
