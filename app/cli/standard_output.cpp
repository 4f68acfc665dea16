// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/standard_output.h"

#include "app/cli/command.h"

#include <cerrno>
#include <csignal>
#include <cstdio>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace leitmotif {

void guardStandardStreams() {
    std::signal(SIGPIPE, SIG_IGN);
    for (int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (::fcntl(stream, F_GETFD) != -1 || errno != EBADF)
            continue;
        // The lowest free descriptor is this one, as those below are open.
        const int opened = ::open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
        if (opened >= 0 && opened != stream)
            ::close(opened);
    }
}

bool isOutputLost() {
    return std::ferror(stdout) != 0;
}

int statusAfterOutput(int status) {
    if (std::fflush(stdout) == 0 && !isOutputLost())
        return status;
    pollfd output{STDOUT_FILENO, POLLOUT, 0};
    const bool isReaderGone = ::poll(&output, 1, 0) > 0 && (output.revents & POLLERR) != 0;
    if (!isReaderGone)
        std::fputs("leitmotif: standard output cannot be written, so something is missing there. "
                   "Is the disk full?\n",
                   stderr);
    return kExitRunFailed;
}

} // namespace leitmotif
