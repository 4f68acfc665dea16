// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace leitmotif {

/// Prints a line on standard output. All text for users goes through here, reportError() and
/// warn(): it may hold names from files, so they make it plainText(), without control characters.
void printLine(const std::string& line);

} // namespace leitmotif
