// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace leitmotif {

/// The priority of a thread.
struct ThreadPriority {
    bool isRealtime = false;
    int level = 0; ///< realtime: 1 to 99; else the nice value, below 0 before other programs

    bool operator==(const ThreadPriority&) const = default;
};

/// How far below the window's priority a thread works. Threads that it starts (pools of OpenMP or a
/// BLAS) inherit it.
enum class BackgroundWork {
    Short, ///< the user waits for it: files, plans, the project
    Long,  ///< training, sampling
};

/// The priority of the calling thread.
[[nodiscard]] ThreadPriority threadPriority();

/// Lowers the priority of the calling thread permanently: raising it again needs a permission.
void lowerThread(BackgroundWork work);

/// Raises the priority of the calling thread as far as the system permits: realtime, else above
/// other programs. A realtime thread keeps its priority. Returns the new priority.
ThreadPriority raiseThread();

} // namespace leitmotif
