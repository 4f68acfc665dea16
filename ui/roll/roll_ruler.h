// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/roll/roll_view.h"

#include <optional>

namespace leitmotif {

/// Bar numbers above the canvas. In the lower part a click or drag places the playhead; in the
/// upper strip a drag sets the loop, its edges and its body can be dragged, a click on it switches
/// it on and off. GUI thread.
class RollRuler : public RollView {
    Q_OBJECT

  public:
    explicit RollRuler(RollController& controller, QWidget* parent = nullptr);

    bool cancelGesture() override;

  signals:
    void seekRequested(qint64 tick);

  protected:
    void paintArea(QPainter& painter, const QRect& area) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

  private:
    enum class Drag : std::uint8_t { None, Seek, NewLoop, LoopStart, LoopEnd, LoopBody };

    [[nodiscard]] Drag dragAt(QPointF position) const;
    [[nodiscard]] Tick tickAt(QPointF position, Qt::KeyboardModifiers modifiers) const;
    void paintLoop(QPainter& painter) const;
    void paintBars(QPainter& painter) const;
    void paintFlag(QPainter& painter) const;
    [[nodiscard]] LoopRegion draggedLoop(const QMouseEvent* event) const;
    void seek(const QMouseEvent* event);

    Drag m_drag = Drag::None;
    QPointF m_pressed;
    bool m_isDragged = false;
    LoopRegion m_loopBefore;
    std::optional<Tick> m_lastSeek;
};

} // namespace leitmotif
