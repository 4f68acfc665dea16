// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <utility>

namespace leitmotif {

/// What a person has set for the program as a whole. A value; the owner stores it.
struct Settings {
    QString theme = QStringLiteral("system");     ///< "dark", "light", "system"
    QString language;                             ///< "" is the system's, else "en", "de"
    QString audioDriver = QStringLiteral("auto"); ///< or a driver's name, or "none"
    QString soundFont;                            ///< path, "builtin", "" the first that is found
    QString midiOutput;                           ///< port name, "" none
    QString midiInput;                            ///< port name, "" none
    int threads = 0;                              ///< for training; 0: leave room for the rest
    bool playsNewTakes = true;

    bool operator==(const Settings&) const = default;
};

/// What the settings can be chosen from on this machine.
struct SettingsChoices {
    QStringList audioDrivers;                      ///< without "auto" and "none"
    QList<std::pair<QString, QString>> soundFonts; ///< name, path
    QStringList midiOutputs;
    QStringList midiInputs;
    int mostThreads = 1;

    bool operator==(const SettingsChoices&) const = default;
};

} // namespace leitmotif
