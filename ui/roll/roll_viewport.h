// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/roll/roll_controller.h"

#include <QObject>
#include <QSizeF>

#include <cstdint>

namespace leitmotif {

/// Which part of the piece a piano roll shows: places, fits, zooms and scrolls the controller's
/// geometry for a canvas of a given size. It is no widget and knows none. GUI thread.
class RollViewport : public QObject {
    Q_OBJECT

  public:
    explicit RollViewport(RollController& controller, QObject* parent = nullptr);

    /// The size of what is shown, in pixels. Moves nothing.
    void setCanvas(QSizeF size) { m_canvas = size; }

    /// Another piece: until it is zoomed or scrolled, place() shows where its track begins.
    void open() { m_mode = Mode::Opening; }
    [[nodiscard]] bool isOpening() const { return m_mode == Mode::Opening; }
    /// Everything is shown, so there is nothing to scroll to.
    [[nodiscard]] bool isFitted() const { return m_mode == Mode::Fitted; }
    /// It was zoomed or scrolled to what is shown.
    [[nodiscard]] bool isChosen() const { return m_mode == Mode::Chosen; }

    /// Shows what suits the size: everything if it is fitted, else the first bars in which the
    /// edited track sounds, around their notes.
    void place();
    /// Shows everything, now and whenever it is placed.
    void fit();
    /// Stays where it is, as far as piece and canvas allow.
    void keepInBounds();
    /// Shows this part of the piece over the whole width.
    void showTicks(Tick from, Tick to);

    /// What is at `anchor` stays there.
    void zoom(Qt::Orientation orientation, double factor, QPointF anchor);
    /// Around the middle of the canvas.
    void zoomInTime(double factor);
    void scrollBy(QPointF pixels);
    /// To so many pixels from the beginning of the piece, or from the highest row.
    void scrollTo(Qt::Orientation orientation, double pixels);
    /// Scrolls until this place is in sight; does nothing if it is.
    void reveal(const RollCursor& place);
    /// Turns the page when the playhead, which moved, left the view.
    void follow(double from, double to);

    [[nodiscard]] bool isInSight(const Note& note) const;
    /// The size of everything that one can scroll to, in pixels.
    [[nodiscard]] QSizeF scrollSize() const;
    /// How far the canvas is from the upper left of that.
    [[nodiscard]] QPointF scrollPlace() const;

  signals:
    /// The view was set, or the room to scroll in; not by scrollTo().
    void changed();

  private:
    /// What the view does when its size changes.
    enum class Mode : std::uint8_t {
        Opening, ///< shows where the track begins
        Fitted,  ///< shows everything
        Chosen,  ///< stays where it was zoomed or scrolled to
    };

    [[nodiscard]] const RollScene& scene() const { return m_controller.scene(); }
    [[nodiscard]] const RollGeometry& geometry() const { return scene().geometry; }
    void set(const RollGeometry& geometry);
    void choose(const RollGeometry& geometry);
    void placeOpening();
    void placeFitted();
    /// With these ticks over the whole width.
    [[nodiscard]] RollGeometry withTicks(Tick from, Tick to) const;
    void centreRows(RollGeometry& view, int lowest, int highest) const;

    RollController& m_controller;
    QSizeF m_canvas{1.0, 1.0};
    Mode m_mode = Mode::Opening;
};

} // namespace leitmotif
