// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QIcon>

class QObject;
class QWidget;

namespace leitmotif {

/// The icon `assets/icons/NAME.svg` in the colours of a theme: text colour, muted while disabled,
/// accent while checked. Drawn at the size that is asked for, so it is crisp on every screen.
/// REQUIRES: the icon exists.
[[nodiscard]] QIcon themedIcon(const QString& name, const Theme& theme);

/// Remembers that a button or action shows this icon. refreshIcons() draws it in a theme for every
/// such object under `root`, so that a change of theme needs no list of buttons.
void setIconName(QObject* object, const QString& name);
void refreshIcons(QWidget& root, const Theme& theme);

} // namespace leitmotif
