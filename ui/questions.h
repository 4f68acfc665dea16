// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

class QWidget;

namespace leitmotif {

// The questions before something is left; they block. GUI thread.

/// When closing while a run trains. True: stop it, keep the checkpoint, close.
[[nodiscard]] bool confirmCloseWhileTraining(QWidget* parent);

enum class LeavingChoice : std::uint8_t { Save, Discard, Cancel };
/// When an unnamed project with something in it is left.
[[nodiscard]] LeavingChoice askBeforeLeaving(QWidget* parent);

} // namespace leitmotif
