// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/roll/active_gesture.h"
#include "ui/roll/roll_background.h"
#include "ui/roll/roll_painter.h"
#include "ui/roll/roll_tool.h"
#include "ui/roll/roll_view.h"

#include <QBasicTimer>

namespace leitmotif {

/// The field of notes: paints the scene and turns the mouse into gestures of the current tool. GUI
/// thread.
class RollCanvas : public RollView {
    Q_OBJECT

  public:
    explicit RollCanvas(RollController& controller, QWidget* parent = nullptr);

    void setTheme(const Theme& theme) override;
    void setTool(const RollTool& tool);
    [[nodiscard]] const RollTool& tool() const { return *m_tool; }
    bool cancelGesture() override;

  signals:
    void menuRequested(QPoint globalPosition);
    void resized();

  protected:
    void paintArea(QPainter& painter, const QRect& area) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void timerEvent(QTimerEvent* event) override;

  private:
    [[nodiscard]] RollPointer pointerAt(QPointF position, Qt::KeyboardModifiers modifiers) const;
    void paintLoop(QPainter& painter, const QRect& area) const;
    void paintNotes(QPainter& painter, const QRect& area);
    void paintOthers(QPainter& painter, const QRect& area);
    void paintPreview(QPainter& painter, const QRect& area);
    void paintCursor(QPainter& painter) const;
    /// After scrolling by whole pixels only what came into view is painted.
    void followView();
    void setModifiers(Qt::KeyboardModifiers modifiers);
    void moveGesture();
    void finishGesture();
    void hover();
    void repaintHover();

    RollPainter m_painter;
    RollGeometry m_shown; ///< what was painted last
    RollBackground m_background;
    const RollTool* m_tool;
    ActiveGesture m_gesture;
    Qt::MouseButton m_gestureButton = Qt::NoButton;
    QPointF m_pointer; ///< where it was last
    Qt::KeyboardModifiers m_modifiers;
    bool m_isPanning = false;
    bool m_showsCursor = false; ///< the keyboard was used after the mouse
    QRect m_hoverRect;
    QBasicTimer m_autoScroll;
};

} // namespace leitmotif
