// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/latent_view.h"

#include "core/encoding/pictures/roll_image.h"
#include "tests/ui/sample_data.h"
#include "ui/plots/latent_canvas.h"
#include "ui/plots/latent_sheet.h"

#include <QApplication>
#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

/// The row of the note in a picture of someMap(): from the lowest to the highest.
int noteRow(const LatentMap& map, int cell) {
    return cell * (map.rows - 1) / (map.cellCount() - 1);
}

/// Five pictures a side; each holds one note, higher and later from the upper left on.
std::shared_ptr<const LatentMap> someMap() {
    const RollImage image = *RollImage::fit(Corpus({{"a.mid", sample::score(1), false}}),
                                            {.columnsPerBeat = 4, .bars = 1});
    LatentMap map;
    map.side = 5;
    map.reach = 2.0;
    map.rows = image.rowCount();
    map.columns = image.columnCount();
    map.encoding = image.toJson();
    map.points = {{0.0F, 0.0F, 0, 7, PieceRole::Training},
                  {1.0F, -2.0F, 0, 9, PieceRole::Validation},
                  {40.0F, 0.0F, 0, 11, PieceRole::Training}};
    map.pixels.resize(static_cast<std::size_t>(map.cellCount() * map.rows * map.columns));
    for (int cell = 0; cell < map.cellCount(); ++cell) {
        const auto first = static_cast<std::size_t>(
            (cell * map.rows + noteRow(map, cell)) * map.columns + cell / map.side);
        map.pixels[first] = LatentMap::kSounds + 100;
        map.pixels[first + 1] = LatentMap::kSounds + 100;
    }
    return std::make_shared<const LatentMap>(map);
}

class LatentViewTest : public testing::Test {
  protected:
    LatentViewTest() {
        m_view.resize(700, 320);
        m_view.show();
        m_view.setMap(LatentMapDrawn{20, false, m_map});
        QApplication::processEvents();
    }

    template <class T>
    T* find(const char* name) {
        T* found = m_view.findChild<T*>(QLatin1String(name));
        EXPECT_NE(found, nullptr) << name;
        return found;
    }
    LatentCanvas* canvas() { return find<LatentCanvas>("latentCanvas"); }
    QPoint middleOf(int cell) {
        return cellRect(*m_map, cell, QRectF(canvas()->rect()).adjusted(1, 1, -1, -1))
            .center()
            .toPoint();
    }

    std::shared_ptr<const LatentMap> m_map = someMap();
    LatentView m_view;
};

TEST_F(LatentViewTest, TheWalkBeginsInTheMiddle) {
    EXPECT_EQ(canvas()->currentCell(), 12);
    EXPECT_EQ(m_map->xOf(12), 0.0);
    EXPECT_EQ(m_map->yOf(12), 0.0);
}

TEST_F(LatentViewTest, ADoubleClickIsOneClick) {
    QSignalSpy hear(&m_view, &LatentView::hearRequested);
    QTest::mouseClick(canvas(), Qt::LeftButton, {}, middleOf(4));
    QTest::mouseDClick(canvas(), Qt::LeftButton, {}, middleOf(4));
    EXPECT_EQ(hear.count(), 1);
}

TEST_F(LatentViewTest, AClickChoosesAPictureAndAsksForItsSound) {
    QSignalSpy hear(&m_view, &LatentView::hearRequested);
    for (const int cell : {0, 7, 24}) {
        QTest::mouseClick(canvas(), Qt::LeftButton, {}, middleOf(cell));
        EXPECT_EQ(canvas()->currentCell(), cell);
        ASSERT_FALSE(hear.isEmpty());
        EXPECT_EQ(hear.takeLast().at(0).toInt(), cell);
    }
    EXPECT_TRUE(find<QLabel>("latentPlace")->text().contains(placeWords(*m_map, 24)));
    QTest::mouseClick(canvas(), Qt::RightButton, {}, middleOf(0));
    EXPECT_TRUE(hear.isEmpty());
}

TEST_F(LatentViewTest, KeysWalkInItAndStayInside) {
    canvas()->setCurrentCell(0);
    QTest::keyClick(canvas(), Qt::Key_Left);
    QTest::keyClick(canvas(), Qt::Key_Up);
    EXPECT_EQ(canvas()->currentCell(), 0);
    QTest::keyClick(canvas(), Qt::Key_Right);
    QTest::keyClick(canvas(), Qt::Key_Down);
    EXPECT_EQ(canvas()->currentCell(), 6);
    for (int i = 0; i < 9; ++i) {
        QTest::keyClick(canvas(), Qt::Key_Right);
        QTest::keyClick(canvas(), Qt::Key_Down);
    }
    EXPECT_EQ(canvas()->currentCell(), 24);
    QSignalSpy hear(&m_view, &LatentView::hearRequested);
    QTest::keyClick(canvas(), Qt::Key_Return);
    ASSERT_EQ(hear.count(), 1);
    EXPECT_EQ(hear[0][0].toInt(), 24);
    EXPECT_TRUE(canvas()->accessibleDescription().contains(placeWords(*m_map, 24)));
}

TEST_F(LatentViewTest, ButtonsAreAboutTheChosenPicture) {
    QSignalSpy hear(&m_view, &LatentView::hearRequested);
    QSignalSpy keep(&m_view, &LatentView::keepRequested);
    QSignalSpy losses(&m_view, &LatentView::lossesRequested);
    canvas()->setCurrentCell(3);
    QTest::mouseClick(find<QToolButton>("latentHearButton"), Qt::LeftButton);
    QTest::mouseClick(find<QPushButton>("latentKeepButton"), Qt::LeftButton);
    QTest::mouseClick(find<QToolButton>("showLossesButton"), Qt::LeftButton);
    ASSERT_EQ(hear.count(), 1);
    ASSERT_EQ(keep.count(), 1);
    EXPECT_EQ(hear[0][0].toInt(), 3);
    EXPECT_EQ(keep[0][0].toInt(), 3);
    EXPECT_EQ(losses.count(), 1);
    const QString play = find<QToolButton>("latentHearButton")->accessibleName();
    m_view.setPlayingCell(3);
    EXPECT_NE(find<QToolButton>("latentHearButton")->accessibleName(), play);
    m_view.setPlayingCell(4);
    EXPECT_EQ(find<QToolButton>("latentHearButton")->accessibleName(), play);
    m_view.setCanKeep(false);
    EXPECT_FALSE(find<QPushButton>("latentKeepButton")->isEnabled());
}

TEST_F(LatentViewTest, ANewMapLeavesTheWalkerWhereHeWas) {
    canvas()->setCurrentCell(9);
    m_view.setMap(LatentMapDrawn{25, false, someMap()});
    EXPECT_EQ(canvas()->currentCell(), 9);
    EXPECT_TRUE(find<QLabel>("latentEpoch")->text().contains(QStringLiteral("25")));
    m_view.setMap({});
    EXPECT_FALSE(canvas()->isVisible());
    EXPECT_TRUE(find<QLabel>("latentEmpty")->isVisible());
    EXPECT_FALSE(find<QPushButton>("latentKeepButton")->isEnabled());
    EXPECT_FALSE(find<QToolButton>("latentHearButton")->isEnabled());
}

TEST_F(LatentViewTest, ADamagedMapIsToldInItsPlace) {
    m_view.setMap({});
    const QString none = find<QLabel>("latentEmpty")->text();
    m_view.setDamaged();
    EXPECT_TRUE(find<QLabel>("latentEmpty")->isVisible());
    EXPECT_NE(find<QLabel>("latentEmpty")->text(), none);
    m_view.setMap({});
    EXPECT_EQ(find<QLabel>("latentEmpty")->text(), none);
}

TEST_F(LatentViewTest, DotsOfTheMusicCanBeHidden) {
    const QPoint middle = middleOf(12); // of the first point
    const auto colorThere = [&] { return canvas()->grab().toImage().pixelColor(middle); };
    canvas()->setCurrentCell(0);
    EXPECT_EQ(colorThere(), darkTheme().trainLoss);
    find<QCheckBox>("latentMusicBox")->click();
    EXPECT_NE(colorThere(), darkTheme().trainLoss);
}

TEST(LatentSheet, EveryPixelIsWhereItBelongs) {
    const auto map = someMap();
    const QImage image = sheetImage(*map, lightTheme(), QSize(5 * map->columns, 5 * map->rows));
    const QColor silence = image.pixelColor(0, 0);
    for (int cell = 0; cell < 25; ++cell) {
        const QPoint corner(cell % 5 * map->columns, cell / 5 * map->rows);
        const QPoint note = corner + QPoint(cell / 5, map->rows - 1 - noteRow(*map, cell));
        EXPECT_NE(image.pixelColor(note), silence) << cell;
        EXPECT_EQ(image.pixelColor(note + QPoint(2, 0)), silence) << cell;
    }
}

TEST(LatentSheet, NoNoteIsLostInASmallOneOrTornInALargeOne) {
    const auto map = someMap();
    for (const QSize size : {QSize(97, 41), QSize(5, 5), QSize(900, 731)}) {
        const QImage image = sheetImage(*map, lightTheme(), size);
        for (int cell = 0; cell < 25; ++cell) {
            const QRect there =
                cellRect(*map, cell, QRectF(QPointF(), QSizeF(size))).toAlignedRect();
            int seen = 0;
            for (int y = there.top(); y <= std::min(there.bottom(), size.height() - 1); ++y)
                for (int x = there.left(); x <= std::min(there.right(), size.width() - 1); ++x)
                    seen += image.pixelColor(x, y) != lightTheme().rollBlackRow ? 1 : 0;
            EXPECT_GT(seen, 0) << cell << " at " << size.width();
        }
    }
}

TEST(LatentSheet, PlacesGoThereAndBack) {
    const auto map = someMap();
    const QRectF area(10, 20, 400, 150);
    for (int cell = 0; cell < 25; ++cell) {
        const QPointF place = positionOf(*map, map->xOf(cell), map->yOf(cell), area);
        EXPECT_LT((place - cellRect(*map, cell, area).center()).manhattanLength(), 1e-6);
        EXPECT_EQ(cellAt(*map, place, area), cell);
    }
    EXPECT_EQ(cellAt(*map, {9, 30}, area), -1);
    EXPECT_EQ(cellAt(*map, {100, 171}, area), -1);
}

TEST(LatentSheet, TheReportShowsAllPointsEvenThoseOutsideTheSheet) {
    const auto count = [](const LatentMap& map) {
        const QImage image = latentMapImage(map, darkTheme(), {1020, 520});
        int dots = 0;
        for (int y = 100; y < image.height(); ++y)
            for (int x = image.width() / 2; x < image.width(); ++x)
                dots += image.pixelColor(x, y) == darkTheme().trainLoss ? 1 : 0;
        return dots;
    };
    LatentMap map = *someMap();
    const int all = count(map);
    map.points.pop_back();
    EXPECT_LT(count(map), all);
    EXPECT_GT(count(map), 0);
}

} // namespace
} // namespace leitmotif
