// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#ifdef LEITMOTIF_HAS_WINDOW
#include "app/window/run_window.h"
#endif

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include <dlfcn.h>
#include <unistd.h>

namespace {

bool computes(const std::vector<std::string>& arguments) {
    static constexpr std::array kComputing = {"train", "resume", "generate", "demo", "bench"};
    return !leitmotif::isCommandLine(arguments) ||
           std::ranges::find(kComputing, arguments.front()) != kComputing.end();
}

/// OpenMP's idle threads would spin and take the cores from audio and the window. libgomp reads
/// its environment when it is loaded; if a library brought it in before main, only a fresh start of
/// the program gets the setting to it. A setting of the user's own is left alone, and as the
/// variable stays set, there is no second restart.
void letOpenMpWaitPassively(char** argv) {
    if (std::getenv("OMP_WAIT_POLICY"))
        return;
    ::setenv("OMP_WAIT_POLICY", "passive", 0);
    if (void* const loaded = ::dlopen("libgomp.so.1", RTLD_NOLOAD | RTLD_LAZY)) {
        ::execv("/proc/self/exe", argv);
        ::dlclose(loaded); // no restart possible: only slower
    }
}

} // namespace

int main(int argc, char** argv) {
    std::signal(SIGXFSZ, SIG_IGN); // a file that may not grow is an error to report, not a death
    const std::vector<std::string> arguments(argv + std::min(argc, 1), argv + argc);
    if (computes(arguments))
        letOpenMpWaitPassively(argv);
    if (leitmotif::isCommandLine(arguments))
        return leitmotif::runCommandLine(arguments);
#ifdef LEITMOTIF_HAS_WINDOW
    return leitmotif::runWindow(argc, argv);
#else
    std::fputs("leitmotif: this build has no window; \"leitmotif --help\" lists what it can do.\n",
               stderr);
    return leitmotif::kExitBadWords;
#endif
}
