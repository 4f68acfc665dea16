// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/questions.h"

#include <QMessageBox>
#include <QPushButton>
#include <QTimer>
#include <QWidget>

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

TEST(Questions, TheQuestionWhileTrainingHasTwoAnswers) {
    QWidget window;
    const auto answer = [&window](const char* button) {
        QTimer::singleShot(0, &window, [&window, button] {
            auto* box = window.findChild<QMessageBox*>(QStringLiteral("closeWhileTrainingDialog"));
            ASSERT_NE(box, nullptr);
            box->findChild<QPushButton*>(QLatin1String(button))->click();
        });
        return confirmCloseWhileTraining(&window);
    };
    EXPECT_TRUE(answer("stopAndCloseButton"));
    EXPECT_FALSE(answer("goOnTrainingButton"));
}

TEST(Questions, TheOneBeforeLeavingHasThreeAnswers) {
    QWidget window;
    const auto answer = [&window](const char* button) {
        QTimer::singleShot(0, &window, [&window, button] {
            auto* box = window.findChild<QMessageBox*>(QStringLiteral("leavingDialog"));
            ASSERT_NE(box, nullptr);
            box->findChild<QPushButton*>(QLatin1String(button))->click();
        });
        return askBeforeLeaving(&window);
    };
    EXPECT_EQ(answer("saveAndLeaveButton"), LeavingChoice::Save);
    EXPECT_EQ(answer("discardAndLeaveButton"), LeavingChoice::Discard);
    EXPECT_EQ(answer("cancelLeavingButton"), LeavingChoice::Cancel);
}

} // namespace
} // namespace leitmotif
