// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings_dialog.h"

#include <QByteArray>
#include <QSettings>
#include <QStringList>

namespace leitmotif {

/// What the program remembers between two starts: the settings, recent files, the window's layout
/// and the last choices of the panels. One INI file in the user's configuration folder. GUI thread.
class SettingsStore {
  public:
    SettingsStore();

    [[nodiscard]] Settings settings() const;
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

  private:
    QSettings m_store;
};

} // namespace leitmotif
