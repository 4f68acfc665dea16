// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace leitmotif {

/// Keeps libjack and libasound from writing to standard error when a server or device is not there;
/// callers report that to the user. Any thread, any number of times.
void quietLibraries();

} // namespace leitmotif
