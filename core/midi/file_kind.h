// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <cstdint>
#include <span>
#include <string>

namespace leitmotif {

/// The error for a file without MIDI, by its bytes: MidiTruncated, MidiBlank, NotMidi or one of
/// NotMidiBut…. `name` is its path.
[[nodiscard]] Error notMidi(std::span<const std::uint8_t> bytes, const std::string& name);

} // namespace leitmotif
