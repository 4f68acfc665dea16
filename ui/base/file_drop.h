// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>

class QLabel;
class QWidget;

namespace leitmotif {

/// Lets files be dropped anywhere on a window, under words that say so. They are copied whatever
/// was proposed: after a move, who dragged them would delete them. What is dragged out of the
/// window itself is no file to open. GUI thread.
class FileDrop : public QObject {
    Q_OBJECT

  public:
    /// Owned by the window. `words`: what a drop does.
    FileDrop(QWidget& window, const QString& words);

  signals:
    void dropped(const QStringList& paths);

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void showHint();

    QWidget& m_window;
    QLabel* m_hint;
};

} // namespace leitmotif
