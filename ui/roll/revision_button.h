// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

namespace leitmotif {

class PianoRoll;

/// Offers to fill or rewrite bars of one piano roll, or says why that is not possible. GUI thread.
class RevisionButton : public QToolButton {
    Q_OBJECT

  public:
    /// REQUIRES: `roll` outlives it, or goes with it.
    explicit RevisionButton(PianoRoll& roll, QWidget* parent = nullptr);
};

} // namespace leitmotif
