// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/roll_painter.h"

#include "tests/core/edit/random_score.h"
#include "tests/ui/theme/contrast.h"

#include <QPainter>

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

TrackPtr trackOf(std::vector<Note> notes) {
    return std::make_shared<const Track>(std::move(notes), std::vector<Event>{});
}

QImage painted(RollPainter& roll, const NoteIndex& notes, const NoteStyle& style,
               const RollGeometry& geometry, QRectF area, double pixelRatio = 1.0) {
    QImage image(QSize(400, 200) * pixelRatio, QImage::Format_RGB32);
    image.setDevicePixelRatio(pixelRatio);
    image.fill(Qt::black);
    QPainter painter(&image);
    painter.setClipRect(area);
    roll.paintNotes(painter, area, geometry, notes, style);
    return image;
}

const QRectF kAll(0, 0, 400, 200);

TEST(RollPainter, NotesStandWhereTheGeometrySays) {
    RollPainter roll(darkTheme());
    const RollGeometry geometry{.pixelsPerTick = 0.5, .rowHeight = 10, .topRow = 60};
    const Note note{.onset = {100}, .length = {200}, .pitch = {60}, .velocity = {120}};
    const QImage image = painted(roll, NoteIndex(trackOf({note})), {}, geometry, kAll);
    const QPointF centre = geometry.rectOf(note).center();
    EXPECT_EQ(image.pixelColor(centre.toPoint()), roll.noteColor(note, {}));
    EXPECT_EQ(image.pixelColor(40, static_cast<int>(centre.y())), QColor(Qt::black));
    EXPECT_EQ(image.pixelColor(160, static_cast<int>(centre.y())), QColor(Qt::black));
    EXPECT_EQ(image.pixelColor(100, static_cast<int>(centre.y()) - 10), QColor(Qt::black));
}

TEST(RollPainter, LouderNotesStandOutMore) {
    for (const Theme& theme : {darkTheme(), lightTheme()}) {
        const RollPainter roll(theme);
        const auto distance = [&](int velocity) {
            const QColor color =
                roll.noteColor({.velocity = {static_cast<std::uint8_t>(velocity)}}, {});
            return std::abs(color.lightness() - theme.rollWhiteRow.lightness());
        };
        EXPECT_LT(distance(10), distance(60));
        EXPECT_LT(distance(60), distance(127));
    }
}

TEST(RollPainter, GhostsAreSeenButStayBehind) {
    for (const Theme& theme : {darkTheme(), lightTheme()})
        for (std::size_t color = 0; color < theme.tracks.size(); ++color) {
            const RollPainter roll(theme);
            const Note note{.velocity = {70}};
            const double ghost = contrastRatio(
                roll.noteColor(note, {.color = color, .isGhost = true}), theme.rollBlackRow);
            const double real =
                contrastRatio(roll.noteColor(note, {.color = color}), theme.rollBlackRow);
            EXPECT_GT(ghost, theme.isDark ? 1.8 : 1.25) << color;
            EXPECT_LT(ghost, 0.8 * real) << color;
        }
}

TEST(RollPainter, PaintingAPartGivesThoseVeryPixels) {
    Random random(61);
    std::vector<Note> notes;
    for (int i = 0; i < 300; ++i)
        notes.push_back(randomNote(random)
                            .withOnset({static_cast<std::int64_t>(random.below(1500))})
                            .withPitch({static_cast<std::uint8_t>(50 + random.below(20))}));
    const NoteIndex index(trackOf(notes));
    RollPainter roll(darkTheme());
    for (const double zoom : {0.05, 0.25, 2.0})
        for (const double row : {4.0, 14.0}) {
            const RollGeometry geometry{.pixelsPerTick = zoom, .rowHeight = row, .topRow = 57};
            const QRectF strip(120, 0, 40, 200);
            const QImage whole = painted(roll, index, {}, geometry, kAll);
            const QImage part = painted(roll, index, {}, geometry, strip);
            int different = 0;
            for (int y = 0; y < 200; ++y)
                for (int x = 121; x < 159; ++x)
                    different += whole.pixel(x, y) != part.pixel(x, y) ? 1 : 0;
            EXPECT_EQ(different, 0) << zoom << " " << row;
        }
}

TEST(RollPainter, HiddenNotesAreNotPaintedAndSelectedOnesDiffer) {
    RollPainter roll(lightTheme());
    const RollGeometry geometry{.pixelsPerTick = 0.5, .rowHeight = 10, .topRow = 60};
    const Note note{.onset = {100}, .length = {200}, .pitch = {60}, .velocity = {90}};
    const NoteIndex index(trackOf({note}));
    const NoteSelection chosen(std::vector{note});
    const QPoint centre = geometry.rectOf(note).center().toPoint();
    const auto colorWith = [&](const NoteStyle& style) {
        return painted(roll, index, style, geometry, kAll).pixelColor(centre);
    };
    EXPECT_EQ(colorWith({.hidden = &chosen}), QColor(Qt::black));
    EXPECT_NE(colorWith({.selected = &chosen}), colorWith({}));
}

} // namespace
} // namespace leitmotif
