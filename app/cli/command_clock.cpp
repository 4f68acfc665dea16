// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_clock.h"

#include <fstream>
#include <sstream>
#include <string>

#include <time.h>
#include <unistd.h>

namespace leitmotif {

namespace {

double secondsSinceBoot() {
    struct timespec now {};
    ::clock_gettime(CLOCK_BOOTTIME, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// The start time by the kernel, in hundredths of a second; the present time if it is unknown.
double startOfProcess() {
    std::ifstream stream("/proc/self/stat");
    std::string line;
    std::getline(stream, line);
    const auto afterName = line.rfind(')');
    if (afterName == std::string::npos)
        return secondsSinceBoot();
    std::istringstream fields(line.substr(afterName + 1));
    std::string field;
    for (int i = 3; i <= 22 && fields >> field; ++i) { // the 22nd field is the start time
    }
    std::istringstream number(field);
    double ticks = 0.0;
    if (!(number >> ticks))
        return secondsSinceBoot();
    return ticks / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

} // namespace

double secondsSinceStart() {
    static const double s_start = startOfProcess();
    return secondsSinceBoot() - s_start;
}

} // namespace leitmotif
