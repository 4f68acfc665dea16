// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/roll/roll_gesture.h"

#include <memory>

namespace leitmotif {

/// Where velocities are in a lane of a given height, in pixels.
struct VelocityScale {
    static constexpr double kTop = 8.0; ///< room for the head of the loudest note

    double height = 96.0;

    [[nodiscard]] double yOf(int velocity) const {
        return height - 1.0 - (height - 1.0 - kTop) * velocity / 127.0;
    }
    /// 1 to 127.
    [[nodiscard]] int velocityAt(double y) const;
};

/// The note whose head in the lane is at the position, or null; of several the selected one.
[[nodiscard]] const Note* headAt(const RollScene& scene, const VelocityScale& scale,
                                 QPointF position);
/// The same for any place on the stalk.
[[nodiscard]] const Note* stalkAt(const RollScene& scene, double x);

/// The notes whose velocity changes with a note's: all selected ones if it is one of them, else it
/// alone.
[[nodiscard]] TrackNotes notesToChange(const RollScene& scene, const Note& note);

/// What a press in the velocity lane begins. On a head: that note, and all selected ones if it is
/// selected, get louder or softer together; a click selects it. Elsewhere a drag draws a line, and
/// the notes that it passes take its height; only selected ones, if there are any.
[[nodiscard]] std::unique_ptr<RollGesture> pressInLane(RollHost& host, const VelocityScale& scale,
                                                       const RollPointer& pointer);

} // namespace leitmotif
