// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/label_places.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace leitmotif {
namespace {

TEST(LabelPlaces, TheFirstFreeBoxIsTaken) {
    const std::vector<QRectF> boxes = {{0, 0, 20, 10}, {40, 0, 20, 10}, {80, 0, 20, 10}};
    EXPECT_EQ(freestBox(boxes, {}, {}), boxes[0]);
    const std::vector<QPointF> points = {{10, 5}};
    EXPECT_EQ(freestBox(boxes, points, {}), boxes[1]);
    const std::vector<QRectF> taken = {{45, 5, 5, 5}};
    EXPECT_EQ(freestBox(boxes, points, taken), boxes[2]);
    EXPECT_TRUE(freestBox({}, points, taken).isEmpty());
}

TEST(LabelPlaces, WithoutAFreeBoxTheFewestPointsAreCovered) {
    const std::vector<QRectF> boxes = {{0, 0, 20, 10}, {40, 0, 20, 10}};
    const std::vector<QPointF> points = {{10, 5}, {11, 5}, {50, 5}};
    EXPECT_EQ(freestBox(boxes, points, {}), boxes[1]);
    const std::vector<QRectF> taken = {boxes[1]};
    EXPECT_EQ(freestBox(boxes, points, taken), boxes[0]);
}

TEST(LabelPlaces, PointsOfALineAreDense) {
    const std::vector<QPointF> line = {{0, 0}, {100, 40}, {std::nan(""), 0}, {200, 0}, {200, 90}};
    const std::vector<QPointF> points = pointsAlong(line, 3.0);
    int gaps = 0;
    for (std::size_t i = 1; i < points.size(); ++i) {
        const QPointF way = points[i] - points[i - 1];
        gaps += std::max(std::abs(way.x()), std::abs(way.y())) > 3.0 ? 1 : 0;
    }
    EXPECT_EQ(gaps, 1) << "where the line is interrupted";
}

TEST(LabelPlaces, MarksNeverTouch) {
    for (const double distance : {0.3, 2.0, 7.0, 18.0}) {
        std::vector<double> places(300);
        for (std::size_t i = 0; i < places.size(); ++i)
            places[i] = static_cast<double>(i) * distance;
        const std::vector<int> sizes = markSizes(places, 17.0, 5.0);
        ASSERT_EQ(sizes.size(), places.size());
        EXPECT_EQ(sizes[0], 2);
        double last = -1e9;
        int lastSize = 0;
        for (std::size_t i = 0; i < places.size(); ++i) {
            if (sizes[i] == 0)
                continue;
            const double least = sizes[i] == 2 && lastSize == 2   ? 17.0
                                 : sizes[i] == 1 && lastSize == 1 ? 5.0
                                                                  : 8.0;
            EXPECT_GE(places[i] - last, least) << distance << " " << i;
            last = places[i];
            lastSize = sizes[i];
        }
        if (distance > 17.0) {
            EXPECT_EQ(std::accumulate(sizes.begin(), sizes.end(), 0), 600);
        }
    }
}

} // namespace
} // namespace leitmotif
