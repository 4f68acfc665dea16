// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/settings.h"

#include <QByteArray>
#include <QObject>
#include <QSettings>
#include <QStringList>

namespace leitmotif {

/// What the program remembers between two starts: the settings, recent files, the window's layout
/// and the last choices of the panels. One INI file in the user's configuration folder. GUI thread.
class SettingsStore : public QObject {
    Q_OBJECT

  public:
    SettingsStore();

    [[nodiscard]] const Settings& settings() const { return m_settings; }
    /// changed() follows if they are others.
    void setSettings(const Settings& settings);

    /// Newest first; files that are gone are left out.
    [[nodiscard]] QStringList recentFiles() const;
    void addRecentFile(const QString& path);

    [[nodiscard]] QByteArray layout() const;
    void setLayout(const QByteArray& layout);

    [[nodiscard]] int volumePercent() const;
    void setVolumePercent(int percent);
    [[nodiscard]] double smoothing() const;
    void setSmoothing(double factor);
    /// JSON of the recipe that was in the form last; empty at the first start.
    [[nodiscard]] QByteArray recipe() const;
    void setRecipe(const QByteArray& json);

    /// Writes what was set to the disk now, which otherwise happens at the end.
    void sync() { m_store.sync(); }

  signals:
    void changed(const leitmotif::Settings& settings);

  private:
    [[nodiscard]] Settings readSettings() const;

    QSettings m_store;
    Settings m_settings;
};

} // namespace leitmotif
