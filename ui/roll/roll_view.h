// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/roll/roll_controller.h"
#include "ui/theme/theme.h"

#include <QWidget>

namespace leitmotif {

inline constexpr int kPlayheadReach = 2; ///< pixels on either side of the playhead

/// What the views of one piano roll share: they paint the same scene in the colours of a theme,
/// one exposed rectangle after the other, repaint strips where the playhead moves, and read the
/// wheel in the same way. GUI thread.
class RollView : public QWidget {
    Q_OBJECT

  public:
    virtual void setTheme(const Theme& theme);
    /// Drops the drag in progress; false if there is none.
    virtual bool cancelGesture() { return false; }

  signals:
    void zoomRequested(Qt::Orientation orientation, double factor, QPointF anchor);
    /// By so many pixels to the right and downwards.
    void scrollRequested(QPointF pixels);

  protected:
    /// When the playhead moves, `playheadReach` pixels on both sides of where it was and is are
    /// painted again; 0: the view shows no playhead.
    RollView(RollController& controller, int playheadReach, QWidget* parent);

    [[nodiscard]] RollController& controller() const { return m_controller; }
    [[nodiscard]] const RollScene& scene() const { return m_controller.scene(); }
    [[nodiscard]] const Theme& theme() const { return m_theme; }

    void paintEvent(QPaintEvent* event) override;
    /// Paints this part of the view; `painter` is clipped to it.
    virtual void paintArea(QPainter& painter, const QRect& area) = 0;
    /// A line from top to bottom.
    void paintPlayhead(QPainter& painter) const;

    /// Notches that the wheel was turned to the left and away from the person.
    [[nodiscard]] static QPointF notchesOf(const QWheelEvent& event);
    /// The same for a wheel that acts in one direction only: some platforms turn one with Shift or
    /// Alt into a sideways one.
    [[nodiscard]] static double turnOf(const QWheelEvent& event);
    void zoomByNotches(Qt::Orientation orientation, double notches, QPointF anchor);
    void scrollByNotches(QPointF notches);

  private:
    void repaintPlayhead(double from, double to);

    RollController& m_controller;
    const int m_playheadReach;
    Theme m_theme;
};

} // namespace leitmotif
