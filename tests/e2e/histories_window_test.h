// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/midi/smf_writer.h"
#include "tests/e2e/window_test.h"
#include "ui/roll/piano_roll.h"

#include <QAction>
#include <QLabel>
#include <QListView>

#include <optional>

namespace leitmotif {

template <class T>
T require(Result<T> result) {
    EXPECT_TRUE(result) << describe(result.error());
    return std::move(*result);
}

[[nodiscard]] Bytes demo(std::size_t piece);
/// The first eight bars or so of a demo piece, so that whole selections are quickly moved.
[[nodiscard]] Score part(std::size_t piece);

/// Histories in the real window: each source and take has one, and the project keeps it.
class HistoriesWindowTest : public WindowTest {
  protected:
    static constexpr int kDocuments = 5; // two sources, three takes
    static constexpr int kSources = 2;

    /// From a start of the program to its end, with an editor of its own in the window.
    class Sitting {
      public:
        Sitting(HistoriesWindowTest& test, const QString& path);
        ~Sitting();
        Sitting(const Sitting&) = delete;
        Sitting& operator=(const Sitting&) = delete;

        void open(const QString& path) { m_workspace->open({path}); }
        const TakeLibrary& takes() const { return m_workspace->takes(); }

      private:
        MainWindow& m_window;
        std::optional<Workspace> m_workspace;
    };

    /// Two sources, and a run with three takes, of which the first is a piece of its source.
    QString project(const char* name);

    PianoRoll& roll() { return *find<PianoRoll>("pianoRoll"); }
    Bytes shownBytes() { return midiBytes(roll().score()); }
    QString title() { return find<QLabel>("editorTitle")->text(); }
    QAbstractItemModel& takes() { return *find<QListView>("takesList")->model(); }

    /// Shows a source (0, 1) or a take (from 2 on, oldest first) by click and key.
    void show(int document);
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {});
    /// One thing that somebody might do in the editor.
    void edit(Random& random);
    void undoAll();
    void expectFirstBytes(const QString& path);
};

} // namespace leitmotif
