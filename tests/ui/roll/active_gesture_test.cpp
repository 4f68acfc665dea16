// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/active_gesture.h"

#include <QSignalSpy>

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

/// Writes down what is asked of it.
class RecordedGesture : public RollGesture {
  public:
    RecordedGesture(RollHost& host, QStringList& calls) : RollGesture(host), m_calls(calls) {
        setPreview({.band = QRectF(0, 0, 1, 1)});
    }

    void moveTo(const RollPointer& pointer) override {
        m_calls << QStringLiteral("move %1").arg(pointer.tick);
        setPreview({.band = QRectF(0, 0, pointer.tick, 1)});
    }
    void finish() override { m_calls << QStringLiteral("finish"); }
    void cancel() override { m_calls << QStringLiteral("cancel"); }
    [[nodiscard]] QString hint() const override { return QStringLiteral("a hint"); }

  private:
    QStringList& m_calls;
};

class ActiveGestureTest : public testing::Test {
  protected:
    void begin() { m_gesture.begin(std::make_unique<RecordedGesture>(m_controller, m_calls)); }
    void moveTo(double tick) {
        RollPointer pointer;
        pointer.tick = tick;
        m_gesture.moveTo(pointer);
    }
    [[nodiscard]] std::optional<QRectF> band() const { return m_controller.scene().preview.band; }

    RollController m_controller;
    ActiveGesture m_gesture{m_controller};
    QSignalSpy m_hints{&m_controller, &RollController::hintChanged};
    QStringList m_calls;
};

TEST_F(ActiveGestureTest, ShowsPreviewAndHintUntilItIsFinished) {
    EXPECT_FALSE(m_gesture);
    begin();
    ASSERT_TRUE(m_gesture);
    EXPECT_EQ(band(), QRectF(0, 0, 1, 1)) << "from the press on";
    EXPECT_EQ(m_hints.count(), 0);
    moveTo(7.0);
    EXPECT_EQ(band(), QRectF(0, 0, 7, 1));
    ASSERT_EQ(m_hints.count(), 1);
    EXPECT_EQ(m_hints[0][0].toString(), QStringLiteral("a hint"));
    m_gesture.finish();
    EXPECT_FALSE(m_gesture);
    EXPECT_FALSE(band());
    ASSERT_EQ(m_hints.count(), 2);
    EXPECT_TRUE(m_hints[1][0].toString().isEmpty());
    EXPECT_EQ(m_calls, QStringList({"move 7", "finish"}));
}

TEST_F(ActiveGestureTest, CancelLeavesNothing) {
    EXPECT_FALSE(m_gesture.cancel());
    begin();
    moveTo(7.0);
    EXPECT_TRUE(m_gesture.cancel());
    EXPECT_FALSE(m_gesture.cancel());
    EXPECT_FALSE(band());
    EXPECT_EQ(m_calls, QStringList({"move 7", "cancel"}));
}

TEST_F(ActiveGestureTest, DroppedItIsNeitherFinishedNorCancelled) {
    EXPECT_FALSE(m_gesture.drop());
    begin();
    EXPECT_TRUE(m_gesture.drop());
    EXPECT_FALSE(m_gesture);
    EXPECT_TRUE(m_calls.isEmpty());
}

TEST_F(ActiveGestureTest, APressMayBeginNone) {
    m_gesture.begin(nullptr);
    EXPECT_FALSE(m_gesture);
}

} // namespace
} // namespace leitmotif
