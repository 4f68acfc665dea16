// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace leitmotif {

/// Opens closed standard streams in such a way that using them fails: else the first file that is
/// opened would take the place of standard output, and what is printed would go into it. To be
/// called before anything else is opened. A reader that goes away is an error to report, not a
/// death.
void guardStandardStreams();

/// True if something could not be written to standard output: whoever works for long stops then.
/// Any thread.
[[nodiscard]] bool isOutputLost();

/// Flushes standard output. `status`, or kExitRunFailed where something was lost, which is told
/// unless only its reader went away, as "| head" does.
[[nodiscard]] int statusAfterOutput(int status);

} // namespace leitmotif
