// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace leitmotif {

/// Keeps the wheel from changing combo boxes and spin boxes that do not have the focus: turned over
/// them it scrolls what they stand in. Filters the events of the whole program. GUI thread.
class WheelGuard : public QObject {
    Q_OBJECT

  public:
    explicit WheelGuard(QObject* parent);

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace leitmotif
