// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace leitmotif {

/// Opens the window with the files that the words name and returns when it is closed: the exit
/// status of the program.
int runWindow(int& argc, char** argv);

} // namespace leitmotif
