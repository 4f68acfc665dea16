// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/print.h"

#include "core/base/plain_text.h"

#include <cstdio>

namespace leitmotif {

void printLine(const std::string& line) {
    std::fprintf(stdout, "%s\n", plainText(line).c_str());
    std::fflush(stdout);
}

} // namespace leitmotif
