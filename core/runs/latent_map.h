// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"
#include "core/base/result.h"
#include "core/corpus/corpus.h"

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <span>
#include <vector>

namespace leitmotif {

/// Where a VAE's encoder puts a picture of the music: the mean of its code, on the map's plane.
struct LatentPoint {
    float x = 0.0F;
    float y = 0.0F;
    std::int32_t piece = 0; ///< of the corpus
    std::int32_t bar = 0;   ///< the picture's first one, from 0
    PieceRole part = PieceRole::Training;

    bool operator==(const LatentPoint&) const = default;
};

/// A plane through the latent space of a VAE: a sheet of the pictures that its points are decoded
/// to, and the codes of the music. With two latent numbers the plane is the whole space, with more
/// of them it is the one in which the codes of the music spread most. A value.
///
/// The sheet has side × side pictures, the first at (−reach, reach), the last at (reach, −reach). A
/// picture has rows × columns pixels, row-major, lowest pitch first. A pixel of kSounds and more is
/// heard, with the velocity in its lower bits; in others these are the chance to sound, of 127.
struct LatentMap {
    static constexpr std::uint8_t kSounds = 0x80;

    std::vector<LatentPoint> points;
    double shown = 1.0; ///< share of the spread of the codes that lies in the plane
    int side = 0;
    double reach = 0.0;
    int rows = 0;
    int columns = 0;
    Bytes pixels;
    nlohmann::json encoding; ///< of RollImage

    [[nodiscard]] int cellCount() const { return side * side; }
    /// REQUIRES: 0 ≤ cell < cellCount(), likewise below.
    [[nodiscard]] double xOf(int cell) const { return placeOf(cell % side); }
    [[nodiscard]] double yOf(int cell) const { return -placeOf(cell / side); }
    [[nodiscard]] std::span<const std::uint8_t> picture(int cell) const;

    bool operator==(const LatentMap&) const = default;

  private:
    [[nodiscard]] double placeOf(int step) const;
};

/// The music of one picture of the sheet. Errors: CheckpointUnreadable.
Result<Score> scoreOf(const LatentMap& map, int cell);

[[nodiscard]] Bytes toBytes(const LatentMap& map);
/// Errors: CheckpointUnreadable.
Result<LatentMap> latentMapFromBytes(std::span<const std::uint8_t> bytes);

} // namespace leitmotif
