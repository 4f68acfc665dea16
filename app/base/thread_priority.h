// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace leitmotif {

/// What the system lets a thread have.
struct ThreadPriority {
    bool isRealtime = false;
    int level = 0; ///< realtime: 1 to 99; else the nice value, below 0 before other programs

    bool operator==(const ThreadPriority&) const = default;
};

/// How far below the window a thread works. Threads that it starts (the pools of OpenMP, of a BLAS)
/// are where it is.
enum class BackgroundWork {
    Short, ///< somebody waits for it: files, plans, the project
    Long,  ///< training, sampling
};

/// The calling thread's.
[[nodiscard]] ThreadPriority threadPriority();

/// Puts the calling thread below the window, for good: a thread needs a right to come back.
void lowerThread(BackgroundWork work);

/// Puts the calling thread as high as the system grants: realtime, else before other programs. One
/// that is realtime already stays as it is. Returns what it has then.
ThreadPriority raiseThread();

} // namespace leitmotif
