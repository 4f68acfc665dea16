// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QToolButton;

namespace leitmotif {

/// What is being worked out in the background, and a button to stop it; not there while nothing is.
/// GUI thread.
class WorkLine : public QWidget {
    Q_OBJECT

  public:
    explicit WorkLine(QWidget* parent = nullptr);

    /// An empty sentence: nothing is under way.
    void setWork(const QString& sentence);

  signals:
    void stopRequested();

  private:
    QLabel* m_sentence;
    QToolButton* m_stop;
};

} // namespace leitmotif
