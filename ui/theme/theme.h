// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QString>

#include <array>

class QApplication;
class QPalette;

namespace leitmotif {

/// Every colour that the program paints with. A value; widgets that paint themselves get it by
/// setTheme(), all others through palette and style sheet.
struct Theme {
    QString name; ///< "dark" or "light"
    bool isDark = true;

    // Surfaces, from the back to the front
    QColor window;
    QColor surface;
    QColor raised;
    QColor border;
    // Text
    QColor text;
    QColor mutedText; ///< contrast of at least 4.5 : 1 on `surface`
    // Meaning
    QColor accent;
    QColor accentText; ///< on `accent`
    QColor good;
    QColor warning;
    QColor danger;
    // Plots
    QColor trainLoss;
    QColor validationLoss;
    QColor baseline;
    // Piano roll
    QColor rollWhiteRow;
    QColor rollBlackRow;
    QColor gridBar;
    QColor gridBeat;
    QColor gridStep;
    QColor whiteKey;
    QColor blackKey;
    QColor keyText;
    QColor selectedNote;
    QColor playhead;
    QColor loopRegion;
    std::array<QColor, 8> tracks; ///< note colours by track, repeated
};

[[nodiscard]] Theme darkTheme();
[[nodiscard]] Theme lightTheme();
/// "dark", "light"; any other name for the one that suits the desktop's own colours.
[[nodiscard]] Theme themeByName(const QString& name);
/// Sets style, palette and style sheet of the whole program.
void applyTheme(QApplication& application, const Theme& theme);
/// Remembers the desktop's colours before they are replaced; applyTheme() calls it itself.
void rememberDesktop();
/// Makes icons and style sheets of the library known to Qt; themes and icons call it themselves.
void initResources();

/// Distances of the window's layouts, in device-independent pixels.
inline constexpr int kSmallGap = 4;
inline constexpr int kGap = 8;
inline constexpr int kPanelMargin = 12;

} // namespace leitmotif
