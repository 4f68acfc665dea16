// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace leitmotif {

/// "0.6.0+1a2b3c4": the version, and the commit it was built from, if known.
[[nodiscard]] const char* programVersion();

} // namespace leitmotif
