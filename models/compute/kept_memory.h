// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace leitmotif {

/// From now on the memory of libtorch's large arrays on the CPU is reused after it is freed: a
/// training step needs the same sizes each time, and new memory from the system costs as much to
/// get as to fill. Keeps at most 1 GB unused. Called once a process, on any thread.
void keepLargeArrays();

/// Returns unused kept memory to the system, when a run is over. Any thread.
void freeKeptArrays();

} // namespace leitmotif
