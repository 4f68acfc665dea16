// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAccessibleWidget>
#include <QString>

namespace leitmotif {

/// The canvas for screen readers: a drawing area whose value is what is selected. (QWidget alone
/// would call it a client area and keep silent about changes.)
class RollAccessible : public QAccessibleWidget {
  public:
    explicit RollAccessible(QWidget* canvas);

    [[nodiscard]] QString text(QAccessible::Text kind) const override;

    /// Makes every RollCanvas accessible in this way. May be called again.
    static void install();
    /// Tells screen readers that `canvas` now says `words`; they read it out if it has the focus.
    static void announce(QWidget& canvas, const QString& words);
};

} // namespace leitmotif
