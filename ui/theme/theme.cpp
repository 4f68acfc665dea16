// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include <QGuiApplication>
#include <QPalette>
#include <QStyleHints>
#include <QVariant>

namespace leitmotif {
namespace {

constexpr const char* kDesktopIsLightProperty = "desktopIsLight";

bool desktopIsLight() {
    // rememberDesktop() was called before the desktop's palette was replaced.
    const QVariant remembered = qApp->property(kDesktopIsLightProperty);
    if (remembered.isValid())
        return remembered.toBool();
    return QGuiApplication::palette().color(QPalette::Window).lightness() > 128;
}

} // namespace

Theme darkTheme() {
    Theme t;
    t.name = QStringLiteral("dark");
    t.isDark = true;
    t.window = QColor(0x13, 0x15, 0x1a);
    t.surface = QColor(0x1b, 0x1e, 0x25);
    t.raised = QColor(0x27, 0x2b, 0x35);
    t.border = QColor(0x39, 0x3f, 0x4c);
    t.text = QColor(0xe8, 0xeb, 0xf1);
    t.mutedText = QColor(0xa4, 0xad, 0xbd);
    t.accent = QColor(0x8f, 0xa5, 0xff);
    t.accentText = QColor(0x0f, 0x13, 0x20);
    t.good = QColor(0x6b, 0xd3, 0x9a);
    t.warning = QColor(0xf2, 0xbb, 0x5c);
    t.danger = QColor(0xff, 0x8a, 0x86);
    t.trainLoss = QColor(0x6f, 0xb3, 0xff);
    t.validationLoss = QColor(0xff, 0xb0, 0x5c);
    t.baseline = QColor(0x8d, 0x97, 0xa8);
    t.rollWhiteRow = QColor(0x1e, 0x22, 0x2a);
    t.rollBlackRow = QColor(0x19, 0x1c, 0x23);
    t.gridBar = QColor(0x52, 0x5a, 0x6b);
    t.gridBeat = QColor(0x38, 0x3e, 0x4b);
    t.gridStep = QColor(0x29, 0x2e, 0x38);
    t.whiteKey = QColor(0xd6, 0xda, 0xe2);
    t.blackKey = QColor(0x22, 0x26, 0x2e);
    t.keyText = QColor(0x3a, 0x40, 0x4d);
    t.selectedNote = QColor(0xff, 0xff, 0xff);
    t.playhead = QColor(0xff, 0x6f, 0x61);
    t.loopRegion = QColor(0x8f, 0xa5, 0xff, 56);
    t.tracks = {QColor(0x8f, 0xa5, 0xff), QColor(0x5e, 0xc8, 0xb4), QColor(0xff, 0xb0, 0x5c),
                QColor(0xe8, 0x8a, 0xc8), QColor(0x9c, 0xd0, 0x5e), QColor(0xff, 0x8a, 0x75),
                QColor(0x62, 0xc3, 0xf0), QColor(0xc3, 0x9a, 0xf2)};
    return t;
}

Theme lightTheme() {
    Theme t;
    t.name = QStringLiteral("light");
    t.isDark = false;
    t.window = QColor(0xe9, 0xec, 0xf1);
    t.surface = QColor(0xfb, 0xfc, 0xfd);
    t.raised = QColor(0xee, 0xf1, 0xf6);
    t.border = QColor(0xcb, 0xd1, 0xdc);
    t.text = QColor(0x1b, 0x20, 0x2b);
    t.mutedText = QColor(0x55, 0x5f, 0x71);
    t.accent = QColor(0x3f, 0x55, 0xcf);
    t.accentText = QColor(0xff, 0xff, 0xff);
    t.good = QColor(0x1b, 0x72, 0x48);
    t.warning = QColor(0x8a, 0x56, 0x00);
    t.danger = QColor(0xb3, 0x2d, 0x2d);
    t.trainLoss = QColor(0x1f, 0x6f, 0xc9);
    t.validationLoss = QColor(0xc2, 0x65, 0x08);
    t.baseline = QColor(0x6c, 0x76, 0x87);
    t.rollWhiteRow = QColor(0xfb, 0xfc, 0xfd);
    t.rollBlackRow = QColor(0xf0, 0xf2, 0xf6);
    t.gridBar = QColor(0xa3, 0xac, 0xbb);
    t.gridBeat = QColor(0xcd, 0xd3, 0xdd);
    t.gridStep = QColor(0xe3, 0xe7, 0xed);
    t.whiteKey = QColor(0xff, 0xff, 0xff);
    t.blackKey = QColor(0x33, 0x39, 0x45);
    t.keyText = QColor(0x55, 0x5f, 0x71);
    t.selectedNote = QColor(0x12, 0x18, 0x2b);
    t.playhead = QColor(0xd6, 0x35, 0x2c);
    t.loopRegion = QColor(0x3f, 0x55, 0xcf, 40);
    t.tracks = {QColor(0x4b, 0x63, 0xdd), QColor(0x17, 0x8b, 0x78), QColor(0xc9, 0x72, 0x12),
                QColor(0xb8, 0x44, 0x92), QColor(0x5f, 0x8a, 0x1c), QColor(0xcc, 0x4c, 0x38),
                QColor(0x1c, 0x83, 0xb8), QColor(0x86, 0x53, 0xc4)};
    return t;
}

Theme themeByName(const QString& name) {
    if (name == QLatin1String("light"))
        return lightTheme();
    if (name == QLatin1String("dark"))
        return darkTheme();
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    if (QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Light)
        return lightTheme();
    if (QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark)
        return darkTheme();
#endif
    return desktopIsLight() ? lightTheme() : darkTheme();
}

void rememberDesktop() {
    if (!qApp->property(kDesktopIsLightProperty).isValid())
        qApp->setProperty(kDesktopIsLightProperty, desktopIsLight());
}

} // namespace leitmotif
