// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/roll/roll_controller.h"
#include "ui/roll/roll_painter.h"

#include <QBasicTimer>
#include <QPixmap>
#include <QWidget>

#include <memory>

namespace leitmotif {

/// The field of notes: paints the scene and turns the mouse into gestures of the current tool. GUI
/// thread.
class RollCanvas : public QWidget {
    Q_OBJECT

  public:
    explicit RollCanvas(RollController& controller, QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    void setTool(RollToolKind kind);
    /// Repaints the strips where the playhead was and is.
    void movePlayhead(double from, double to);
    /// Drops the gesture in progress; false if there is none.
    bool cancelGesture();

  signals:
    void zoomRequested(Qt::Orientation orientation, double factor, QPointF anchor);
    void scrollRequested(QPointF pixels);
    void menuRequested(QPoint globalPosition);
    void resized();

  protected:
    void paintEvent(QPaintEvent* event) override;
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
    [[nodiscard]] const RollScene& scene() const { return m_controller.scene(); }
    [[nodiscard]] RollPointer pointerAt(QPointF position, Qt::KeyboardModifiers modifiers) const;
    void paintArea(QPainter& painter, const QRect& area);
    void paintLoop(QPainter& painter, const QRect& area) const;
    void paintNotes(QPainter& painter, const QRect& area);
    void paintOthers(QPainter& painter, const QRect& area);
    void paintPreview(QPainter& painter, const QRect& area);
    void paintCursor(QPainter& painter) const;
    void paintPlayhead(QPainter& painter) const;
    void refreshGrid();
    /// After scrolling by whole pixels only what came into view is painted.
    void followView();
    [[nodiscard]] bool scrollGrid(QPoint pixels);
    void takeModifiers(Qt::KeyboardModifiers modifiers);
    void moveGesture();
    void finishGesture();
    void hover();
    void repaintHover();

    /// What the cached grid was painted for.
    struct GridKey {
        RollGeometry geometry;
        QSize size;
        double pixelRatio = 0.0;
        Snap snap = Snap::Off;
        Division division;
        std::vector<SignatureChange> signatures;

        bool operator==(const GridKey&) const = default;
    };

    RollController& m_controller;
    RollPainter m_painter;
    RollGeometry m_shown; ///< what was painted last
    QPixmap m_grid;
    GridKey m_gridKey;
    std::unique_ptr<RollTool> m_tool;
    std::unique_ptr<RollGesture> m_gesture;
    Qt::MouseButton m_gestureButton = Qt::NoButton;
    QPointF m_pointer; ///< where it was last
    Qt::KeyboardModifiers m_modifiers;
    bool m_isPanning = false;
    bool m_showsCursor = false; ///< the keyboard was used last
    QRect m_hoverRect;
    QBasicTimer m_autoScroll;
};

} // namespace leitmotif
