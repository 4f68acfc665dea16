// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;
class QToolButton;

namespace leitmotif {

/// What is done with takes that were just made: keep the chosen one, throw it away, keep all, or
/// look at the others meanwhile. Above the list of takes; not there while none is new. GUI thread.
class CandidateBar : public QFrame {
    Q_OBJECT

  public:
    explicit CandidateBar(QWidget* parent = nullptr);

    /// So many are left to judge; 0: it hides. `isOnOne`: one of them is chosen.
    void setLeft(int left, bool isOnOne);
    /// The others are out of sight.
    [[nodiscard]] bool showsOnlyNew() const;

  signals:
    void keepClicked();
    void throwAwayClicked();
    void keepAllClicked();
    void onlyNewChanged();

  private:
    QLabel* m_words;
    QToolButton* m_onlyNew;
    QPushButton* m_keep;
    QPushButton* m_throwAway;
    QToolButton* m_keepAll;
};

} // namespace leitmotif
