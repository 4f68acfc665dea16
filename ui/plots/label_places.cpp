// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/label_places.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace leitmotif {

QRectF freestBox(std::span<const QRectF> candidates, std::span<const QPointF> points,
                 std::span<const QRectF> taken) {
    constexpr double kMargin = 3.0;
    constexpr std::ptrdiff_t kTaken = 1'000'000;
    QRectF best;
    std::ptrdiff_t fewest = std::numeric_limits<std::ptrdiff_t>::max();
    for (const QRectF& box : candidates) {
        const QRectF room = box.adjusted(-kMargin, -kMargin, kMargin, kMargin);
        const std::ptrdiff_t covered =
            std::ranges::count_if(points, [&](QPointF point) { return room.contains(point); }) +
            kTaken * std::ranges::count_if(taken,
                                           [&](const QRectF& one) { return one.intersects(room); });
        if (covered == 0)
            return box;
        if (covered < fewest) {
            fewest = covered;
            best = box;
        }
    }
    return best;
}

std::vector<QPointF> pointsAlong(std::span<const QPointF> line, double step) {
    std::vector<QPointF> points;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const auto isFinite = [](QPointF point) {
            return std::isfinite(point.x()) && std::isfinite(point.y());
        };
        if (!isFinite(line[i]))
            continue;
        if (i > 0 && isFinite(line[i - 1])) {
            const QPointF way = line[i] - line[i - 1];
            const double longest = std::max(std::abs(way.x()), std::abs(way.y()));
            const int parts = static_cast<int>(std::min(1000.0, std::ceil(longest / step)));
            for (int part = 1; part < parts; ++part)
                points.push_back(line[i - 1] + way * part / parts);
        }
        points.push_back(line[i]);
    }
    return points;
}

std::vector<int> markSizes(std::span<const double> places, double markRoom, double dotRoom) {
    std::vector<int> sizes(places.size(), 0);
    double last = -std::numeric_limits<double>::infinity(); // right end of the last mark
    double lastMark = last;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const bool isMark = places[i] - lastMark >= markRoom;
        if (isMark) {
            // Dots that overlap this mark are left out.
            for (std::size_t before = i; before-- > 0 && places[i] - places[before] < markRoom / 2;)
                sizes[before] = 0;
            lastMark = places[i];
        }
        const bool isDot = places[i] - lastMark >= markRoom / 2 && places[i] - last >= dotRoom;
        sizes[i] = isMark ? 2 : isDot ? 1 : 0;
        if (sizes[i] > 0)
            last = places[i];
    }
    return sizes;
}

} // namespace leitmotif
