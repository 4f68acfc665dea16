// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/e2e/window_test.h"

#include <QAbstractItemModel>
#include <QListView>
#include <QMessageBox>
#include <QTimer>

#include <utility>

namespace leitmotif {

/// Projects in the real window.
class ProjectWindowTest : public WindowTest {
  protected:
    /// A project with one source, and a run with so many takes.
    static QString project(const QString& path, int takes = 0);
    static std::pair<std::size_t, std::size_t> runsAndTakesIn(const QString& path);

    QAbstractItemModel* takes() { return find<QListView>("takesList")->model(); }
    QStringList takeTitles();
    QString unsavedFolder() { return m_folder.filePath("data/leitmotif/unsaved"); }
    QStringList unsaved();

    /// Does it as soon as there is such a dialog: somebody else waits for its answer.
    template <class Dialog>
    void whenAsked(const char* name, std::function<void(Dialog*)> then) {
        auto* const dialog = m_window.findChild<Dialog*>(QLatin1String(name));
        if (dialog && dialog->isVisible())
            then(dialog);
        else
            QTimer::singleShot(0, &m_window, [=, this] { whenAsked(name, then); });
    }
    /// Presses a button of the question that is about to be asked.
    void answerLeaving(const char* button);

    std::size_t sources() { return m_window.source().sources().size(); }
    /// Opens a MIDI file and waits for it: files arrive in the order of opening, so that all that
    /// was opened before has arrived too.
    void openAnother(std::size_t sourcesThen);
};

} // namespace leitmotif
