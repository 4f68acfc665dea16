// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace leitmotif {

/// From now on libtorch's large arrays on the CPU are kept when it lets go of them, and given out
/// again: a training step asks for the same ones each time, and memory that is fresh from the
/// system costs as much to get as to fill. At most 1 GB that nobody uses is kept. Once a process; any
/// thread.
void keepLargeArrays();

/// Gives back what is kept and not in use, when a run is over. Any thread.
void freeKeptArrays();

} // namespace leitmotif
