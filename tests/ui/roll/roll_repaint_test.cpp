// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/edit/random_score.h"
#include "tests/ui/roll/roll_fixture.h"

#include <QPainter>
#include <QScreen>

namespace leitmotif {
namespace {

/// What a widget is asked to paint.
class PaintedRegion : public QObject {
  public:
    explicit PaintedRegion(QWidget* widget) { widget->installEventFilter(this); }

    QRegion region;

  protected:
    bool eventFilter(QObject*, QEvent* event) override {
        if (event->type() == QEvent::Paint)
            region += static_cast<QPaintEvent*>(event)->region();
        return false;
    }
};

class RollRepaint : public RollFixture {
  protected:
    static QImage painted(QWidget* widget, QImage before, const QRegion& region) {
        if (region.isEmpty())
            return before;
        QPainter painter(&before);
        widget->render(&painter, region.boundingRect().topLeft(), region, {});
        return before;
    }
    static QImage whole(QWidget* widget) {
        return painted(widget, QImage(widget->size(), QImage::Format_RGB32), widget->rect());
    }

    /// Plays a few strips on over a picture of each view: they end as a full repaint paints them.
    void expectStripsLikeTheWhole(const char* what) {
        for (const char* name : {"rollCanvas", "velocityLane", "rollRuler"}) {
            auto* const view = roll.findChild<QWidget*>(QLatin1String(name));
            const double right = roll.geometry().tickAt(view->width());
            roll.setPlayhead(roll.geometry().leftTick);
            QCoreApplication::processEvents();
            QImage image = whole(view);
            PaintedRegion asked(view);
            for (int step = 1; step < 40; ++step) {
                roll.setPlayhead(roll.geometry().leftTick +
                                 (right - roll.geometry().leftTick) * step / 41.3);
                QCoreApplication::processEvents();
                ASSERT_FALSE(asked.region.isEmpty()) << what << " " << name;
                image = painted(view, image, std::exchange(asked.region, {}));
            }
            EXPECT_TRUE(image == whole(view)) << what << " " << name;
        }
    }
};

TEST_F(RollRepaint, PlayingLeavesBehindWhatAFullRepaintPaints) {
    Random random(5);
    roll.setFollowing(false);
    std::vector<Note> few;
    std::vector<Note> many;
    for (int i = 0; i < 40; ++i)
        few.push_back(note(240 * i, 200 + 30 * (i % 5), 60 + i % 13, 20 + 2 * i));
    for (int i = 0; i < 3000; ++i)
        many.push_back(note(static_cast<std::int64_t>(random.below(12'000)),
                            static_cast<std::int64_t>(1 + random.below(200)),
                            50 + static_cast<int>(random.below(30)),
                            1 + static_cast<int>(random.below(127))));
    openTracks({few, many});
    roll.showTicks({0}, {9600});
    expectStripsLikeTheWhole("few notes over ghosts");
    roll.select({{1, {few[3], few[4], few[9]}}, {2, {document.score().tracks[2]->notes()[7]}}});
    roll.setLoop({{960}, {4800}, true});
    expectStripsLikeTheWhole("selected in two tracks, with a loop");
    roll.setTrack(2);
    expectStripsLikeTheWhole("many notes");
    roll.zoomToFit();
    expectStripsLikeTheWhole("all of them");
    roll.showTicks({0}, {400});
    expectStripsLikeTheWhole("wide ones");
    openTracks({{note(0, 480, 60), note(0, 480, 64), note(0, 480, 67)}});
    expectStripsLikeTheWhole("one chord");
}

TEST_F(RollRepaint, ScrollingLeavesWhatAFullRepaintPaints) {
    Random random(6);
    std::vector<Note> some;
    for (int i = 0; i < 400; ++i)
        some.push_back(note(60 * i, 40 + 60 * (i % 7), 30 + static_cast<int>(random.below(70))));
    openTracks({some, some});
    roll.setLoop({{9600}, {12'000}, true});
    roll.showTicks({9000}, {9000 + 10 * static_cast<std::int64_t>(canvas()->width())});
    roll.setPlayhead(9700.0);
    const auto onScreen = [this] {
        QCoreApplication::processEvents();
        return roll.screen()->grabWindow(roll.winId()).toImage();
    };
    ASSERT_FALSE(onScreen().isNull());
    const QPoint middle = canvas()->rect().center();
    for (int step = 0; step < 40; ++step) {
        const bool inTime = random.below(2) == 0;
        QTest::mouseMove(canvas(), middle + QPoint(static_cast<int>(random.below(200)), 0));
        wheel(canvas(), middle, random.below(2) == 0 ? 1 : -1,
              inTime ? Qt::ShiftModifier : Qt::NoModifier);
        if (random.below(4) == 0)
            drag(middle, middle + QPoint(static_cast<int>(random.below(90)) - 45, 20), {},
                 Qt::MiddleButton);
        if (random.below(8) == 0)
            wheel(canvas(), middle, step % 2 == 0 ? 1 : -1, Qt::ControlModifier);
        const QImage scrolled = onScreen();
        canvas()->update();
        ASSERT_TRUE(scrolled == onScreen()) << step;
    }
    EXPECT_EQ(stack.count(), 0);
}

TEST_F(RollRepaint, HeadsAreThereWhereThereIsRoom) {
    const auto heads = [this] {
        const QImage image = whole(lane());
        int found = 0; // beside the stalk, where only a head is
        for (const Note& each : notes()) {
            const auto x = static_cast<int>(std::round(roll.geometry().xOf(each.onset))) + 3;
            bool isThere = false;
            for (int y = 0; y < image.height() && x < image.width(); ++y)
                isThere = isThere || image.pixelColor(x, y).saturation() > 40;
            found += isThere ? 1 : 0;
        }
        return found;
    };
    open({note(480, 480, 60), note(480, 480, 64), note(480, 480, 67), note(1920, 480, 60)});
    EXPECT_EQ(heads(), 4) << "a chord stands in one place";
    std::vector<Note> dense;
    for (int i = 0; i < 40; ++i)
        dense.push_back(note(96 * i, 20, 60));
    open(dense); // 9.6 pixels each
    EXPECT_EQ(heads(), 40);
}

} // namespace
} // namespace leitmotif
