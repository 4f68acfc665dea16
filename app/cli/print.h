// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace leitmotif {

/// Prints a line on standard output. What is printed for people may hold names from files: all of
/// it goes through here, reportError() and warn(), which make it plainText() so that no file steers
/// the terminal.
void printLine(const std::string& line);

} // namespace leitmotif
