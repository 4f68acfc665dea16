// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/next_run.h"
#include "app/window/settings_store.h"
#include "app/window/sound_controller.h"
#include "ui/main_window.h"

#include <QObject>

namespace leitmotif {

/// Puts the settings into effect, whoever changes them: the dialog, a menu or a panel. GUI thread.
class SettingsController : public QObject {
    Q_OBJECT

  public:
    SettingsController(SettingsStore& store, SoundController& sound, NextRun& next,
                       MainWindow& window, QObject* parent = nullptr);

    /// For a start.
    void applyAll();
    void chooseSoundFont(const QString& path);

  signals:
    void themeChanged(const leitmotif::Theme& theme);

  private:
    void connectSound();
    void rememberChoices();
    void apply(const Settings& settings);
    void applyTheme(const QString& name);
    /// One setting is another now.
    template <class Value>
    void set(Value Settings::*field, const Value& value);

    SettingsStore& m_store;
    SoundController& m_sound;
    NextRun& m_next;
    MainWindow& m_window;
    QString m_theme; // name of the one that is in effect
};

} // namespace leitmotif
