// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/playback_controller.h"
#include "app/window/take_library.h"
#include "ui/main_window.h"

#include <QObject>

#include <cstdint>
#include <optional>

namespace leitmotif {

/// Two takes beside each other in the editor's place. GUI thread.
class CompareController : public QObject {
    Q_OBJECT

  public:
    CompareController(TakeLibrary& takes, PlaybackController& playback, MainWindow& window,
                      QObject* parent = nullptr);

    /// Back to the editor.
    void close();
    [[nodiscard]] bool isOpen() const { return m_shown.has_value(); }

  private:
    struct Pair {
        qint64 upper = 0;
        qint64 lower = 0;
    };

    void open(qint64 take);
    /// Another one in place of the lower.
    void choose(std::optional<qint64> take);
    void update(const StoredTake& take);
    void forget(qint64 take);

    TakeLibrary& m_takes;
    PlaybackController& m_playback;
    MainWindow& m_window;
    std::optional<Pair> m_shown; // nothing: the editor is
};

} // namespace leitmotif
