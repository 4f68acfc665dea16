// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/roll/roll_controller.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <optional>

namespace leitmotif {

/// Bar numbers above the canvas. In the lower part a click or drag places the playhead; in the
/// upper strip a drag sets the loop, its edges and its body can be dragged, a click on it switches
/// it on and off. GUI thread.
class RollRuler : public QWidget {
    Q_OBJECT

  public:
    explicit RollRuler(RollController& controller, QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    /// Repaints where the playhead was and is.
    void movePlayhead(double from, double to);
    /// Drops the drag in progress; false if there is none.
    bool cancelDrag();

  signals:
    void seekRequested(qint64 tick);
    void zoomRequested(Qt::Orientation orientation, double factor, QPointF anchor);

  protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

  private:
    enum class Drag : std::uint8_t { None, Seek, NewLoop, LoopStart, LoopEnd, LoopBody };

    [[nodiscard]] const RollScene& scene() const { return m_controller.scene(); }
    [[nodiscard]] Drag dragAt(QPointF position) const;
    [[nodiscard]] Tick tickAt(QPointF position, Qt::KeyboardModifiers modifiers) const;
    void paintLoop(QPainter& painter) const;
    void paintBars(QPainter& painter) const;
    void paintPlayhead(QPainter& painter) const;
    [[nodiscard]] LoopRegion draggedLoop(const QMouseEvent* event) const;
    void seek(const QMouseEvent* event);

    RollController& m_controller;
    Theme m_theme;
    Drag m_drag = Drag::None;
    QPointF m_pressed;
    bool m_isDragged = false;
    LoopRegion m_loopBefore;
    std::optional<Tick> m_lastSeek;
};

} // namespace leitmotif
