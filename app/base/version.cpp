// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/version.h"

namespace leitmotif {

const char* programVersion() {
    return LEITMOTIF_VERSION;
}

} // namespace leitmotif
