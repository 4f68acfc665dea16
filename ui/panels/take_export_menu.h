// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

class QMenu;
class QWidget;

namespace leitmotif {

/// A menu of the formats that a take can be exported in; `chosen` gets the ending: "mid", "wav",
/// "flac" or "ogg".
[[nodiscard]] QMenu* makeTakeExportMenu(QWidget* parent,
                                        const std::function<void(const QString&)>& chosen);

} // namespace leitmotif
