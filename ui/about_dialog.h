// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace leitmotif {

/// What the program is, its version and licence. Does not block.
void showAbout(QWidget* parent);

} // namespace leitmotif
