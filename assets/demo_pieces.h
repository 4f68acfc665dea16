// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace leitmotif {

/// A piece that is built into the program, so that there is something to train on at once. Constant
/// for the life of the program; any thread.
struct DemoPiece {
    std::string_view id; ///< also its file name without the ending
    std::string_view title;
    std::string_view composer;
    std::span<const std::uint8_t> midi; ///< a Standard MIDI File
};

/// All of them; the first is the one that `leitmotif demo` learns from.
[[nodiscard]] std::span<const DemoPiece> demoPieces();

} // namespace leitmotif
