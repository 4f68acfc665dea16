// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/settings_controller.h"

#include "app/sessions/run_requests.h"
#include "ui/theme/theme.h"

#include <QThread>

#include <algorithm>

namespace leitmotif {

SettingsController::SettingsController(SettingsStore& store, SoundController& sound, NextRun& next,
                                       MainWindow& window, QObject* parent)
    : QObject(parent), m_store(store), m_sound(sound), m_next(next), m_window(window) {
    connect(&m_store, &SettingsStore::changed, this, &SettingsController::apply);
    connect(&m_window.settings(), &SettingsDialog::settingsChanged, &m_store,
            &SettingsStore::setSettings);
    connect(&m_window, &MainWindow::themeRequested, this,
            [this](const QString& theme) { set(&Settings::theme, theme); });
    connect(&m_window.takes(), &TakesPanel::playsNewTakesChanged, this,
            [this](bool plays) { set(&Settings::playsNewTakes, plays); });
    connect(&m_window.transport(), &TransportBar::soundFontRequested, this,
            &SettingsController::chooseSoundFont);
    connectSound();
    rememberChoices();
}

void SettingsController::connectSound() {
    SettingsDialog& dialog = m_window.settings();
    connect(&m_window, &MainWindow::settingsAboutToShow, &m_sound, &SoundController::findChoices);
    connect(&m_sound, &SoundController::choicesFound, &dialog, &SettingsDialog::setChoices);
    connect(&m_sound, &SoundController::priorityChanged, &dialog,
            &SettingsDialog::setSoundPriority);
    connect(&m_sound, &SoundController::statusChanged, &dialog, &SettingsDialog::setSoundStatus);
    connect(&m_sound, &SoundController::statusChanged, &m_window.transport(),
            &TransportBar::setSoundStatus);
    connect(&m_sound, &SoundController::soundFontsChanged, this, [this] {
        m_window.transport().setSoundFonts(m_sound.soundFonts(), m_sound.soundFontPath());
    });
}

/// Choices in the panels that the next start finds again.
void SettingsController::rememberChoices() {
    TransportBar& transport = m_window.transport();
    transport.setVolumePercent(m_store.volumePercent());
    m_sound.setVolumePercent(m_store.volumePercent());
    connect(&transport, &TransportBar::volumePercentChanged, this, [this](int percent) {
        m_sound.setVolumePercent(percent);
        m_store.setVolumePercent(percent);
    });
    m_window.plot().setSmoothing(m_store.smoothing());
    connect(&m_window.plot(), &LossPlot::smoothingChanged, this,
            [this](double factor) { m_store.setSmoothing(factor); });
}

template <class Value>
void SettingsController::set(Value Settings::*field, const Value& value) {
    Settings settings = m_store.settings();
    settings.*field = value;
    m_store.setSettings(settings);
}

void SettingsController::chooseSoundFont(const QString& path) {
    set(&Settings::soundFont, path);
}

void SettingsController::applyAll() {
    apply(m_store.settings());
}

void SettingsController::apply(const Settings& settings) {
    applyTheme(settings.theme);
    m_window.settings().setSettings(settings);
    m_window.takes().setPlaysNewTakes(settings.playsNewTakes);
    m_next.setThreads(std::clamp(settings.threads > 0 ? settings.threads : defaultThreads(), 1,
                                 QThread::idealThreadCount()));
    m_sound.apply(settings);
}

void SettingsController::applyTheme(const QString& name) {
    m_window.menu().setThemeChoice(name);
    const Theme theme = themeByName(name);
    if (theme.name == m_theme)
        return;
    m_theme = theme.name;
    m_window.setTheme(theme);
    emit themeChanged(theme);
}

} // namespace leitmotif
