// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/note_at.h"

#include <cmath>

namespace leitmotif {

const Note* noteAt(const RollScene& scene, const RollPointer& pointer) {
    if (!scene.edited() || pointer.tick < 0.0 || pointer.pitch < 0 ||
        pointer.pitch >= RollGeometry::kRows)
        return nullptr;
    const Tick tick{static_cast<std::int64_t>(std::floor(pointer.tick))};
    return scene.edited()->at(tick, {static_cast<std::uint8_t>(pointer.pitch)});
}

} // namespace leitmotif
