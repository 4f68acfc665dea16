// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace leitmotif {

/// Opens closed standard streams so that using them fails: else the first opened file would become
/// standard output and receive what is printed. Called before anything else is opened. Also ignores
/// SIGPIPE, so that a closed pipe is an error to report.
void guardStandardStreams();

/// True if something could not be written to standard output: long tasks then stop. Any thread.
[[nodiscard]] bool isOutputLost();

/// Flushes standard output. Returns `status`, or kExitRunFailed if output was lost; reports that
/// unless only the reader closed its pipe, as "| head" does.
[[nodiscard]] int statusAfterOutput(int status);

} // namespace leitmotif
