// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/roll/roll_view.h"

namespace leitmotif {

/// The keys at the left of the rows. A press plays, louder further to the right; dragging plays
/// what it passes. GUI thread.
class RollKeyboard : public RollView {
    Q_OBJECT

  public:
    explicit RollKeyboard(RollController& controller, QWidget* parent = nullptr);

  protected:
    void paintArea(QPainter& painter, const QRect& area) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void hideEvent(QHideEvent* event) override;

  private:
    [[nodiscard]] QColor keyColor(int pitch) const;
    void paintKey(QPainter& painter, int pitch) const;
    void paintName(QPainter& painter, int pitch) const;
    void play(QPointF position);
};

} // namespace leitmotif
