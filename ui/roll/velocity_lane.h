// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/roll/edit_burst.h"
#include "ui/roll/roll_controller.h"
#include "ui/roll/roll_painter.h"
#include "ui/roll/velocity_gesture.h"

#include <QPointer>
#include <QWidget>

#include <memory>

class QSpinBox;

namespace leitmotif {

/// A stalk for each note of the edited track, as high as it is loud. Drag a head, draw a ramp, turn
/// the wheel over a stalk for single steps, double click one to type its value. GUI thread.
class VelocityLane : public QWidget {
    Q_OBJECT

  public:
    /// `burst` takes the steps of the wheel.
    VelocityLane(RollController& controller, EditBurst& burst, QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    void movePlayhead(double from, double to);
    /// Drops the gesture in progress; false if there is none.
    bool cancelGesture();

  signals:
    void zoomRequested(Qt::Orientation orientation, double factor, QPointF anchor);
    void scrollRequested(QPointF pixels);

  protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    struct Stalk {
        double x;
        int velocity;
        const Note* note;
        bool isSelected;
    };

    [[nodiscard]] const RollScene& scene() const { return m_controller.scene(); }
    [[nodiscard]] VelocityScale scale() const { return {static_cast<double>(height())}; }
    [[nodiscard]] RollPointer pointerAt(const QMouseEvent* event) const;
    void collectStalks(const QRect& area);
    /// Whether the whole view has no room for heads, whatever part of it is painted.
    [[nodiscard]] bool isCrowded() const;
    void thinStalks();
    void paintStalks(QPainter& painter, const NoteStyle& style);
    void paintValue(QPainter& painter) const;
    void editValue(const Note& note);
    void takeValue();
    void closeEditor();

    RollController& m_controller;
    EditBurst& m_burst;
    RollPainter m_painter;
    std::unique_ptr<RollGesture> m_gesture;
    QPointF m_pointer;
    std::vector<Stalk> m_stalks; // scratch
    QSpinBox* m_editor;
    QPointer<QWidget> m_focusBefore; ///< the editor opened
    std::optional<Note> m_editedNote;
};

} // namespace leitmotif
