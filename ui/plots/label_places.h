// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QRectF>

#include <span>
#include <vector>

namespace leitmotif {

/// The first of these boxes that covers no point and meets no taken box; if there is none, the one
/// that covers the fewest points, where a taken box counts as many. Empty without candidates.
[[nodiscard]] QRectF freestBox(std::span<const QRectF> candidates, std::span<const QPointF> points,
                               std::span<const QRectF> taken);

/// Points along the lines between these, none farther than `step` pixels from the next in x or in
/// y. A point that is not finite interrupts the line.
[[nodiscard]] std::vector<QPointF> pointsAlong(std::span<const QPointF> line, double step);

/// How to draw marks at these places, ascending in x, so that they do not become a band: 2 as a
/// mark with its sign in it, 1 as a dot, 0 not at all.
[[nodiscard]] std::vector<int> markSizes(std::span<const double> places, double markRoom,
                                         double dotRoom);

} // namespace leitmotif
