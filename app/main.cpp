// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/standard_output.h"
#ifdef LEITMOTIF_HAS_WINDOW
#include "app/window/run_window.h"
#endif

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <new>
#include <string>
#include <system_error>
#include <vector>

#include <dlfcn.h>
#include <unistd.h>

namespace {

/// Makes OpenMP's idle threads wait passively: spinning, they would take the cores from audio and
/// the window. libgomp reads its environment when it is loaded. If that was before main, the
/// program restarts itself with the setting. A setting of the user is kept; as the variable stays
/// set, there is no second restart.
void letOpenMpWaitPassively(char** argv) {
    if (std::getenv("OMP_WAIT_POLICY"))
        return;
    ::setenv("OMP_WAIT_POLICY", "passive", 0);
    if (void* const loaded = ::dlopen("libgomp.so.1", RTLD_NOLOAD | RTLD_LAZY)) {
        ::execv("/proc/self/exe", argv);
        ::dlclose(loaded); // no restart possible: only slower
    }
}

/// Called on any thread if memory or a thread cannot be had: ends the program with an error
/// message. Earlier work is in the project.
[[noreturn]] void tellWhyItEnds() {
    const char* reason = nullptr;
    try {
        if (std::current_exception())
            std::rethrow_exception(std::current_exception());
    } catch (const std::bad_alloc&) {
        reason = "there is not enough memory";
    } catch (const std::system_error& error) {
        if (error.code() == std::errc::resource_unavailable_try_again)
            reason = "no more threads can be started";
    } catch (...) {
        reason = nullptr;
    }
    if (reason == nullptr)
        std::abort();
    std::fprintf(stderr, "leitmotif: %s; what was done before is kept.\n", reason);
    std::_Exit(leitmotif::kExitRunFailed);
}

} // namespace

int main(int argc, char** argv) {
    leitmotif::guardStandardStreams();
    std::set_terminate(tellWhyItEnds);
    std::signal(SIGXFSZ, SIG_IGN); // a file size limit is an error to report
    const std::vector<std::string> arguments(argv + std::min(argc, 1), argv + argc);
    const bool isCommandLine = leitmotif::isCommandLine(arguments);
    if (!isCommandLine || leitmotif::isComputing(arguments))
        letOpenMpWaitPassively(argv);
    if (isCommandLine)
        return leitmotif::runCommandLine(arguments);
    if (const int status = leitmotif::reportUnknownWord(arguments))
        return status;
#ifdef LEITMOTIF_HAS_WINDOW
    return leitmotif::runWindow(argc, argv);
#else
    std::fputs("leitmotif: this build has no window; \"leitmotif --help\" lists what it can do.\n",
               stderr);
    return leitmotif::kExitBadWords;
#endif
}
