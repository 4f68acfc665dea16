// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/loss_history.h"

#include <QString>

namespace leitmotif {

// What the loss plot says about a run.

/// The title of the loss axis: what is counted, in which unit.
[[nodiscard]] QString lossTitle(const LossHistory& history);
/// Which epochs have a take if there is one after every `sampleEvery`, which is not 0.
[[nodiscard]] QString takesWords(const LossHistory& history, int sampleEvery);
/// "Sample of epoch 3: 96 notes, 4 % copied".
[[nodiscard]] QString sampleWords(const LossHistory& history, std::size_t sample);

} // namespace leitmotif
