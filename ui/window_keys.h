// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>
#include <vector>

class QAbstractItemView;
class QKeyEvent;
class QWidget;

namespace leitmotif {

/// Keys of the window that act only if the focused control has no use for them, so that Space still
/// presses a button and Enter ends typing: those of playing, Escape and "?". GUI thread.
class WindowKeys : public QObject {
    Q_OBJECT

  public:
    /// Owned by the window, which has all its lists by now.
    explicit WindowKeys(QWidget& window);

    /// Escape does `act` while `isUseful`, unless something that was added before has a use for it.
    void addEscape(std::function<bool()> isUseful, std::function<void()> act);

  signals:
    void playOrPauseRequested();
    void stopRequested();
    void toStartRequested();
    void shortcutsRequested();

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    struct Escape {
        std::function<bool()> isUseful;
        std::function<void()> act;
    };

    [[nodiscard]] const Escape* usefulEscape() const;
    /// Whether a list leaves the key to the window.
    [[nodiscard]] static bool isOfWindow(const QKeyEvent& press, const QAbstractItemView& list);
    /// Whether the key was used.
    bool press(const QKeyEvent& event);

    QWidget& m_window;
    std::vector<Escape> m_escapes;
};

} // namespace leitmotif
