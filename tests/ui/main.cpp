// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/translations.h"

#include <QApplication>

#include <gmock/gmock.h>

int main(int argc, char** argv) {
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    testing::InitGoogleMock(&argc, argv);
    QApplication application(argc, argv);
    leitmotif::installTranslations(application, QStringLiteral("en"));
    return RUN_ALL_TESTS();
}
