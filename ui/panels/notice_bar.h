// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QTimer>

#include <functional>

class QLabel;
class QPushButton;

namespace leitmotif {

/// A line of the window with what it says, a button that helps and one that closes it. GUI thread.
class NoticeBar : public QFrame {
    Q_OBJECT

  public:
    /// `name`, "error" say, begins the object names of its parts.
    explicit NoticeBar(const QString& name, QWidget* parent = nullptr);

    /// It goes by itself after so long.
    void setLifetime(int milliseconds) { m_life.setInterval(milliseconds); }
    /// In place of what it said before, which goes first. Either `onAction` is called, because the
    /// button named `action` was pressed, or `onGone`.
    void tell(const QString& sentence, const QString& action = {},
              std::function<void()> onAction = {}, std::function<void()> onGone = {});
    void dismiss();

  private:
    void act();
    void end(const std::function<void()>& then);

    QLabel* m_text;
    QPushButton* m_action;
    std::function<void()> m_onAction;
    std::function<void()> m_onGone;
    QTimer m_life;
};

} // namespace leitmotif
