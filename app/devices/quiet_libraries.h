// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace leitmotif {

/// Keeps libjack and libasound from writing to standard error whenever a server or device that is
/// merely asked for is not there; whoever asks tells the user. Any thread, any number of times.
void quietLibraries();

} // namespace leitmotif
