// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace leitmotif {

/// Seconds since this process was started, including the loading of libraries: the `seconds` of the
/// command line's events. Any thread.
[[nodiscard]] double secondsSinceStart();

} // namespace leitmotif
