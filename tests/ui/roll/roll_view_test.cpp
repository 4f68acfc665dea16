// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/roll_view.h"

#include "tests/ui/roll/roll_fixture.h"

namespace leitmotif {
namespace {

/// Adds up the area that a widget is asked to paint.
class PaintMeter : public QObject {
  public:
    explicit PaintMeter(QWidget* widget) { widget->installEventFilter(this); }

    qint64 pixels = 0;

  protected:
    bool eventFilter(QObject*, QEvent* event) override {
        if (event->type() == QEvent::Paint)
            for (const QRect& area : static_cast<QPaintEvent*>(event)->region())
                pixels += static_cast<qint64>(area.width()) * area.height();
        return false;
    }
};

class RollViewTest : public RollFixture {};

TEST_F(RollViewTest, PlayheadRepaintsStripsOnly) {
    open({note(0, 480, 64), note(40'000, 480, 64)});
    roll.setPlayhead(100.0);
    QCoreApplication::processEvents();
    PaintMeter meter(canvas());
    roll.setPlayhead(3000.0);
    QCoreApplication::processEvents();
    EXPECT_GT(meter.pixels, 0);
    EXPECT_LE(meter.pixels, 12 * canvas()->height());
}

TEST_F(RollViewTest, PlayheadIsPaintedWhereItIs) {
    open({});
    for (const double tick : {100.0, 3000.0}) {
        roll.setPlayhead(tick);
        const QImage image = canvas()->grab().toImage();
        const int x = static_cast<int>(std::lround(roll.geometry().xOf(tick)));
        bool found = false;
        for (int near = x - 1; near <= x + 1; ++near)
            found = found || image.pixelColor(near, 5) == darkTheme().playhead;
        EXPECT_TRUE(found) << tick;
    }
}

} // namespace
} // namespace leitmotif
