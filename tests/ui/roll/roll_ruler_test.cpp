// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/roll_ruler.h"

#include "tests/ui/roll/roll_fixture.h"

namespace leitmotif {
namespace {

class RollRulerTest : public RollFixture {};

TEST_F(RollRulerTest, RulerSeeksAndLoops) {
    auto* ruler = roll.findChild<QWidget*>(QStringLiteral("rollRuler"));
    QSignalSpy seeks(&roll, &PianoRoll::seekRequested);
    QSignalSpy loops(&roll, &PianoRoll::loopChanged);
    const auto x = [&](std::int64_t tick) {
        return static_cast<int>(roll.geometry().xOf(Tick{tick}));
    };
    QTest::mouseClick(ruler, Qt::LeftButton, {}, QPoint(x(965), 25));
    ASSERT_EQ(seeks.count(), 1);
    EXPECT_EQ(seeks[0][0].toLongLong(), 960);
    QTest::mousePress(ruler, Qt::LeftButton, {}, QPoint(x(960), 5));
    move(ruler, QPoint(x(2880), 5), {}, Qt::LeftButton);
    QTest::mouseRelease(ruler, Qt::LeftButton, {}, QPoint(x(2880), 5));
    ASSERT_EQ(loops.count(), 1);
    EXPECT_EQ(roll.loop(), (LoopRegion{{960}, {2880}, true}));
    QTest::mouseClick(ruler, Qt::LeftButton, {}, QPoint(x(1920), 5));
    EXPECT_FALSE(roll.loop().isOn);
    EXPECT_EQ(loops.count(), 2);
    QTest::mousePress(ruler, Qt::LeftButton, {}, QPoint(x(2880), 5));
    move(ruler, QPoint(x(3840), 5), {}, Qt::LeftButton);
    QTest::mouseRelease(ruler, Qt::LeftButton, {}, QPoint(x(3840), 5));
    EXPECT_EQ(roll.loop(), (LoopRegion{{960}, {3840}, true}));
    EXPECT_EQ(seeks.count(), 1) << "the loop strip does not seek";
}

} // namespace
} // namespace leitmotif
