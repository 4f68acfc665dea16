// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <functional>

class QWidget;

namespace leitmotif {

// Dialogs for the names of files. They belong to `parent` and go when they are closed; none blocks
// but waitForProjectName(). GUI thread.

using PathChosen = std::function<void(const QString&)>;

/// MIDI files or a project.
void askForFiles(QWidget* parent, std::function<void(const QStringList&)> chosen);
/// Where to save the project that is called so now; empty: it has no name yet.
void askForProjectName(QWidget* parent, const QString& name, PathChosen chosen);
/// The same, which blocks; empty: nowhere.
[[nodiscard]] QString waitForProjectName(QWidget* parent, const QString& name);
/// Where to export the score of this name. The ending tells the format.
void askForExport(QWidget* parent, const QString& name, PathChosen chosen);
/// The same of a take, with an ending that was chosen already: mid, wav, flac, ogg.
void askForTakeExport(QWidget* parent, const QString& name, const QString& ending,
                      PathChosen chosen);
void askForSoundFont(QWidget* parent, PathChosen chosen);

} // namespace leitmotif
