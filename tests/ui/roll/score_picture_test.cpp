// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/score_picture.h"

#include <QPainter>

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

TrackPtr pictureTrack(std::vector<Note> notes) {
    return std::make_shared<const Track>(std::move(notes), std::vector<Event>{});
}

TEST(ScorePicture, MiniatureShowsTheNotesAndStaysInItsArea) {
    Score score = emptyScore();
    score.tracks.push_back(
        pictureTrack({{.onset = {0}, .length = {480}, .pitch = {60}, .velocity = {127}},
                      {.onset = {960}, .length = {480}, .pitch = {72}, .velocity = {127}}}));
    for (const double pixelRatio : {1.0, 2.0}) {
        QImage image(QSize(300, 100) * pixelRatio, QImage::Format_RGB32);
        image.setDevicePixelRatio(pixelRatio);
        image.fill(Qt::magenta);
        QPainter painter(&image);
        paintMiniature(painter, QRectF(50, 20, 200, 60), score, darkTheme());
        painter.end();
        int noted = 0;
        const QColor note = darkTheme().tracks[1];
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x) {
                const QPointF place = QPointF(x + 0.5, y + 0.5) / pixelRatio;
                const bool isInside = QRectF(50, 20, 200, 60).contains(place);
                ASSERT_EQ(image.pixelColor(x, y) == QColor(Qt::magenta), !isInside);
                noted += image.pixelColor(x, y) == note ? 1 : 0;
            }
        EXPECT_GT(noted, 100);
    }
}

TEST(ScorePicture, EmptyAndTinyPicturesAreHarmless) {
    QImage image(10, 10, QImage::Format_RGB32);
    QPainter painter(&image);
    paintMiniature(painter, QRectF(), emptyScore(), darkTheme());
    paintMiniature(painter, QRectF(0, 0, 1, 1), emptyScore(), darkTheme());
    EXPECT_FALSE(scorePicture(emptyScore(), lightTheme(), QSize(200, 100)).isNull());
    EXPECT_EQ(scorePicture(emptyScore(), lightTheme(), QSize(200, 100), 2.0).size(),
              QSize(400, 200));
}

} // namespace
} // namespace leitmotif
