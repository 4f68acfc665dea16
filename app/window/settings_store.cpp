// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/settings_store.h"

#include <QFileInfo>

namespace leitmotif {

namespace {
constexpr int kMostRecentFiles = 12;
constexpr int kDefaultVolume = 80;
constexpr double kDefaultSmoothing = 0.6;
} // namespace

SettingsStore::SettingsStore()
    : m_store(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("leitmotif"),
              QStringLiteral("leitmotif")),
      m_settings(readSettings()) {}

Settings SettingsStore::readSettings() const {
    const Settings defaults;
    Settings settings;
    settings.theme = m_store.value("theme", defaults.theme).toString();
    settings.language = m_store.value("language", defaults.language).toString();
    settings.audioDriver = m_store.value("audio_driver", defaults.audioDriver).toString();
    settings.soundFont = m_store.value("soundfont", defaults.soundFont).toString();
    settings.midiOutput = m_store.value("midi_output", defaults.midiOutput).toString();
    settings.midiInput = m_store.value("midi_input", defaults.midiInput).toString();
    settings.threads = m_store.value("threads", defaults.threads).toInt();
    settings.playsNewTakes = m_store.value("plays_new_takes", defaults.playsNewTakes).toBool();
    return settings;
}

void SettingsStore::setSettings(const Settings& settings) {
    if (settings == m_settings)
        return;
    m_settings = settings;
    m_store.setValue("theme", settings.theme);
    m_store.setValue("language", settings.language);
    m_store.setValue("audio_driver", settings.audioDriver);
    m_store.setValue("soundfont", settings.soundFont);
    m_store.setValue("midi_output", settings.midiOutput);
    m_store.setValue("midi_input", settings.midiInput);
    m_store.setValue("threads", settings.threads);
    m_store.setValue("plays_new_takes", settings.playsNewTakes);
    emit changed(settings);
}

QStringList SettingsStore::recentFiles() const {
    QStringList paths = m_store.value("recent_files").toStringList();
    paths.removeIf([](const QString& path) { return !QFileInfo::exists(path); });
    return paths;
}

void SettingsStore::addRecentFile(const QString& path) {
    const QString absolute = QFileInfo(path).absoluteFilePath();
    QStringList paths = m_store.value("recent_files").toStringList();
    paths.removeAll(absolute);
    paths.prepend(absolute);
    m_store.setValue("recent_files",
                     QStringList(paths.first(qMin(paths.size(), qsizetype(kMostRecentFiles)))));
}

QByteArray SettingsStore::layout() const {
    return m_store.value("layout").toByteArray();
}

void SettingsStore::setLayout(const QByteArray& layout) {
    m_store.setValue("layout", layout);
}

int SettingsStore::volumePercent() const {
    return m_store.value("volume", kDefaultVolume).toInt();
}

void SettingsStore::setVolumePercent(int percent) {
    m_store.setValue("volume", percent);
}

double SettingsStore::smoothing() const {
    return m_store.value("smoothing", kDefaultSmoothing).toDouble();
}

void SettingsStore::setSmoothing(double factor) {
    m_store.setValue("smoothing", factor);
}

QByteArray SettingsStore::recipe() const {
    return m_store.value("recipe").toByteArray();
}

void SettingsStore::setRecipe(const QByteArray& json) {
    m_store.setValue("recipe", json);
}

} // namespace leitmotif
