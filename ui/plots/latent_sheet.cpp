// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/latent_sheet.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <vector>

namespace leitmotif {

namespace {

struct LatentSheet {
    Q_DECLARE_TR_FUNCTIONS(LatentSheet)
};

constexpr double kFaintest = 0.7;  // share of the note colour, for the softest note
constexpr double kNearly = 0.35;   // the same for a pixel that nearly became a note
constexpr std::uint8_t kSeen = 16; // a chance, of 127, that shows
constexpr double kDot = 3.0;       // radius
constexpr int kMargin = 56;
constexpr double kAround = 1.08; // so that no dot lies on an edge
constexpr double kTickLength = 5.0;
constexpr double kRounding = 1e-9;

QColor between(const QColor& from, const QColor& to, double share) {
    const auto mixed = [&](int a, int b) {
        return static_cast<int>(std::lround(a + share * (b - a)));
    };
    return {mixed(from.red(), to.red()), mixed(from.green(), to.green()),
            mixed(from.blue(), to.blue())};
}

/// The colour of each value that a pixel can have.
std::array<QRgb, 256> palette(const Theme& theme) {
    constexpr double kMost = LatentMap::kSounds - 1;
    std::array<QRgb, 256> colors{};
    for (std::size_t value = 0; value < colors.size(); ++value) {
        const bool sounds = value >= LatentMap::kSounds;
        const double level = static_cast<double>(value % LatentMap::kSounds) / kMost;
        colors[value] = between(theme.rollBlackRow, theme.tracks[0],
                                sounds ? kFaintest + (1.0 - kFaintest) * level : kNearly * level)
                            .rgb();
    }
    return colors;
}

std::span<const std::uint8_t> pixelsOf(const LatentMap& map, int cell, int row) {
    return map.picture(cell).subspan(static_cast<std::size_t>(row * map.columns),
                                     static_cast<std::size_t>(map.columns));
}

/// Rows that hold something to see, none of which is shown without need.
struct RowRange {
    int first = 0;
    int count = 0;
};

RowRange rowsInUse(const LatentMap& map) {
    int first = map.rows;
    int last = -1;
    for (int row = 0; row < map.rows; ++row)
        for (int cell = 0; cell < map.cellCount(); ++cell)
            if (std::ranges::any_of(pixelsOf(map, cell, row),
                                    [](std::uint8_t pixel) { return pixel >= kSeen; })) {
                first = std::min(first, row);
                last = row;
                break;
            }
    if (last < first)
        return {0, map.rows};
    first = std::max(0, first - 1); // a free row on either side
    return {first, std::min(map.rows - 1, last + 1) - first + 1};
}

/// What a device pixel of a sheet shows along one axis: steps [first, last) of one picture.
struct Span {
    int cell = 0;
    int first = 0;
    int last = 1;
};

/// The spans of `pixels` that show `cells` pictures of `steps` each; no step is left out.
std::vector<Span> spans(int pixels, int cells, int steps) {
    const auto stepAt = [&](int edge) {
        return static_cast<int>(std::int64_t{edge} * cells * steps / pixels);
    };
    std::vector<Span> all;
    int shown = 0; // steps so far
    for (int pixel = 0; pixel < pixels; ++pixel) {
        const int first = std::min(shown, stepAt(pixel));
        const int cell = first / steps;
        shown = std::clamp(stepAt(pixel + 1), first + 1, (cell + 1) * steps);
        all.push_back({cell, first - cell * steps, shown - cell * steps});
    }
    return all;
}

QColor colorOf(PieceRole part, const Theme& theme) {
    return part == PieceRole::Training ? theme.trainLoss : theme.validationLoss;
}

void paintDot(QPainter& painter, QPointF place, const QColor& color, const Theme& theme) {
    painter.setPen(QPen(theme.window, 1.0));
    painter.setBrush(color);
    painter.drawEllipse(place, kDot, kDot);
}

/// Text of a number on an axis, short.
QString numberText(double value) {
    return QLocale().toString(value, 'g', 3);
}

/// The largest of 1, 2 and 5 times a power of ten that is no larger.
double roundStep(double most) {
    const double power = std::pow(10.0, std::floor(std::log10(most) + kRounding));
    for (const double factor : {5.0, 2.0})
        if (factor * power <= most * (1.0 + kRounding))
            return factor * power;
    return power;
}

/// Numbers along the lower and left edge of a square; `inset` is how far within its edges −reach
/// and reach are.
void paintAxes(QPainter& painter, const QRectF& area, double reach, double inset,
               const Theme& theme) {
    painter.setPen(theme.mutedText);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(area);
    const double half = area.width() / 2.0 - inset;
    const double step = roundStep(reach / 2.0);
    const int steps = static_cast<int>(reach / step + kRounding);
    for (int i = -steps; i <= steps; ++i) {
        const QString text = numberText(i * step);
        const double x = area.center().x() + i * step / reach * half;
        const double y = area.center().y() - i * step / reach * half;
        painter.drawLine(QPointF(x, area.bottom()), QPointF(x, area.bottom() + kTickLength));
        painter.drawLine(QPointF(area.left() - kTickLength, y), QPointF(area.left(), y));
        painter.drawText(QRectF(x - 40, area.bottom() + kTickLength, 80, 20), Qt::AlignCenter,
                         text);
        painter.drawText(QRectF(area.left() - kTickLength - 44, y - 10, 40, 20),
                         Qt::AlignRight | Qt::AlignVCenter, text);
    }
}

void paintTitle(QPainter& painter, const QRectF& area, const QString& text, const Theme& theme) {
    painter.setPen(theme.text);
    painter.drawText(QRectF(area.left(), area.top() - 34, area.width(), 24),
                     Qt::AlignLeft | Qt::AlignVCenter, text);
}

/// How far the codes reach from the middle, at least as far as the sheet does.
double reachOfAll(const LatentMap& map) {
    double reach = map.reach;
    for (const LatentPoint& point : map.points)
        reach = std::max({reach, std::abs(double{point.x}), std::abs(double{point.y})});
    return reach;
}

void paintScatter(QPainter& painter, const LatentMap& map, const Theme& theme, const QRectF& area) {
    painter.fillRect(area, theme.rollBlackRow);
    const double reach = kAround * reachOfAll(map);
    const auto at = [&](double x, double y) {
        return area.center() + QPointF(x, -y) * (area.width() / 2.0 / reach);
    };
    painter.setPen(theme.gridBar);
    painter.drawLine(at(-reach, 0.0), at(reach, 0.0));
    painter.drawLine(at(0.0, -reach), at(0.0, reach));
    painter.setPen(QPen(theme.mutedText, 1.0, Qt::DashLine)); // the sheet
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(at(-map.reach, map.reach), at(map.reach, -map.reach)));
    for (const LatentPoint& point : map.points)
        paintDot(painter, at(point.x, point.y), colorOf(point.part, theme), theme);
    paintAxes(painter, area, reach, 0.0, theme);
}

void paintKey(QPainter& painter, const QRectF& area, const Theme& theme) {
    double right = area.right();
    for (const auto& [part, text] :
         {std::pair(PieceRole::Validation, LatentSheet::tr("held out")),
          std::pair(PieceRole::Training, LatentSheet::tr("learned from"))}) {
        right -= painter.fontMetrics().horizontalAdvance(text);
        painter.setPen(theme.text);
        painter.drawText(QPointF(right, area.top() - 16), text);
        right -= 12.0;
        paintDot(painter, QPointF(right, area.top() - 21), colorOf(part, theme), theme);
        right -= 20.0;
    }
}

} // namespace

QImage sheetImage(const LatentMap& map, const Theme& theme, QSize size) {
    const auto colors = palette(theme);
    const RowRange rows = rowsInUse(map);
    QImage image(size, QImage::Format_RGB32);
    image.fill(colors[0]);
    const std::vector<Span> columns = spans(size.width(), map.side, map.columns);
    const std::vector<Span> lines = spans(size.height(), map.side, rows.count);
    for (int y = 0; y < size.height(); ++y) {
        auto* pixel = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (const Span& across : columns) {
            const Span& down = lines[static_cast<std::size_t>(y)];
            const int cell = down.cell * map.side + across.cell;
            std::uint8_t loudest = 0;
            for (int line = down.first; line < down.last; ++line) {
                const int row = rows.first + rows.count - 1 - line; // lowest pitch below
                const auto pixels = pixelsOf(map, cell, row);
                loudest = std::max(loudest, *std::max_element(pixels.begin() + across.first,
                                                              pixels.begin() + across.last));
            }
            *pixel++ = colors[loudest];
        }
    }
    return image;
}

void paintCellLines(QPainter& painter, const LatentMap& map, const Theme& theme,
                    const QRectF& area) {
    painter.setPen(theme.gridBeat);
    for (int i = 1; i < map.side; ++i) {
        const QPointF corner = cellRect(map, i * (map.side + 1), area).topLeft();
        painter.drawLine(QPointF(corner.x(), area.top()), QPointF(corner.x(), area.bottom()));
        painter.drawLine(QPointF(area.left(), corner.y()), QPointF(area.right(), corner.y()));
    }
}

QRectF cellRect(const LatentMap& map, int cell, const QRectF& area) {
    const double width = area.width() / map.side;
    const double height = area.height() / map.side;
    return {area.left() + cell % map.side * width, area.top() + cell / map.side * height, width,
            height};
}

int cellAt(const LatentMap& map, QPointF position, const QRectF& area) {
    if (!area.contains(position))
        return -1;
    const auto step = [&](double distance, double length) {
        return std::clamp(static_cast<int>(distance / length * map.side), 0, map.side - 1);
    };
    return step(position.y() - area.top(), area.height()) * map.side +
           step(position.x() - area.left(), area.width());
}

QPointF positionOf(const LatentMap& map, double x, double y, const QRectF& area) {
    // Pictures on the edge have their middles on it: half a cell further in.
    const double share = (1.0 - 1.0 / map.side) / 2.0 / map.reach;
    return area.center() + QPointF(x * share * area.width(), -y * share * area.height());
}

void paintMusic(QPainter& painter, const LatentMap& map, const Theme& theme, const QRectF& area) {
    painter.save();
    painter.setClipRect(area, Qt::IntersectClip);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const LatentPoint& point : map.points)
        paintDot(painter, positionOf(map, point.x, point.y, area), colorOf(point.part, theme),
                 theme);
    painter.restore();
}

QImage latentMapImage(const LatentMap& map, const Theme& theme, QSize size) {
    QImage image(size, QImage::Format_RGB32);
    image.fill(theme.surface);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    QFont font = painter.font();
    font.setPixelSize(15);
    painter.setFont(font);
    const double side =
        std::min((size.width() - 4.0 * kMargin) / 2.0, size.height() - 2.0 * kMargin);
    const QRectF left(1.5 * kMargin, kMargin, side, side);
    const QRectF right(left.right() + 1.5 * kMargin, kMargin, side, side);
    paintTitle(painter, left, LatentSheet::tr("What the decoder makes"), theme);
    painter.drawImage(left.topLeft(), sheetImage(map, theme, left.size().toSize()));
    paintCellLines(painter, map, theme, left);
    paintAxes(painter, left, map.reach, left.width() / map.side / 2.0, theme);
    const QString shown =
        map.shown < 0.9995
            ? LatentSheet::tr("Where the music lies (%1 % of its spread is in this plane)")
                  .arg(std::lround(100.0 * map.shown))
            : LatentSheet::tr("Where the music lies");
    paintTitle(painter, right, shown, theme);
    paintKey(painter, right, theme);
    paintScatter(painter, map, theme, right);
    return image;
}

} // namespace leitmotif
