// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/roll/active_gesture.h"
#include "ui/roll/edit_burst.h"
#include "ui/roll/roll_painter.h"
#include "ui/roll/roll_view.h"
#include "ui/roll/velocity_gesture.h"

#include <QPointer>

#include <optional>
#include <vector>

class QSpinBox;

namespace leitmotif {

/// A stalk for each note of the edited track, as high as it is loud. Drag a head, draw a ramp, turn
/// the wheel over a stalk for single steps, double click one to type its value. GUI thread.
class VelocityLane : public RollView {
    Q_OBJECT

  public:
    /// `burst` takes the steps of the wheel.
    VelocityLane(RollController& controller, EditBurst& burst, QWidget* parent = nullptr);

    void setTheme(const Theme& theme) override;
    bool cancelGesture() override { return m_gesture.cancel(); }

  protected:
    void paintArea(QPainter& painter, const QRect& area) override;
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

    [[nodiscard]] VelocityScale scale() const { return {static_cast<double>(height())}; }
    [[nodiscard]] RollPointer pointerAt(const QMouseEvent* event) const;
    void collectStalks(const QRect& area);
    /// Whether the stalks in the whole view stand too close for heads.
    [[nodiscard]] bool isCrowded() const;
    void thinStalks();
    void paintGrid(QPainter& painter, const QRect& area) const;
    void paintStalks(QPainter& painter, const NoteStyle& style);
    void paintValue(QPainter& painter) const;
    void editValue(const Note& note);
    void applyValue();
    void closeEditor();

    EditBurst& m_burst;
    RollPainter m_painter;
    ActiveGesture m_gesture;
    QPointF m_pointer;
    std::vector<Stalk> m_stalks; ///< of the last paint; kept for its memory
    QSpinBox* m_editor;
    QPointer<QWidget> m_focusBefore; ///< what had the focus before the value was typed
    std::optional<Note> m_editedNote;
};

} // namespace leitmotif
