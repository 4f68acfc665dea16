// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace leitmotif {

/// The title of a piece: the name of its file without the ending, if it is one of music; any other
/// name as it is, with its dots and strokes.
[[nodiscard]] QString pieceTitle(const QString& name);

} // namespace leitmotif
