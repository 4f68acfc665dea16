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

/// A picture of the music on the map: the mean of its latent code, projected onto the plane.
struct LatentPoint {
    float x = 0.0F;
    float y = 0.0F;
    std::int32_t piece = 0; ///< index in the corpus
    std::int32_t bar = 0;   ///< first bar of the picture, from 0
    PieceRole part = PieceRole::Training;

    bool operator==(const LatentPoint&) const = default;
};

/// A plane through the latent space of a VAE: a grid of decoded pictures (the sheet), and the codes
/// of the music. With two latent dimensions the plane is the whole space, with more it is the one
/// of the largest variance of the music's codes. A value.
///
/// The sheet has side × side pictures, the first at (−reach, reach), the last at (reach, −reach). A
/// picture has rows × columns pixels, row-major, lowest pitch first. A pixel of kSounds or more
/// sounds, with the velocity in its lower bits; in a silent pixel these are the probability to
/// sound, times 127.
struct LatentMap {
    static constexpr std::uint8_t kSounds = 0x80;

    std::vector<LatentPoint> points;
    double shown = 1.0; ///< share of the variance of the codes that lies in the plane
    int side = 0;
    double reach = 0.0;
    int rows = 0;
    int columns = 0;
    Bytes pixels;
    nlohmann::json encoding; ///< of RollImage

    [[nodiscard]] int cellCount() const { return side * side; }
    /// REQUIRES: 0 ≤ cell < cellCount(), also for the functions below.
    [[nodiscard]] double xOf(int cell) const { return placeOf(cell % side); }
    [[nodiscard]] double yOf(int cell) const { return -placeOf(cell / side); }
    [[nodiscard]] std::span<const std::uint8_t> picture(int cell) const;

    bool operator==(const LatentMap&) const = default;

  private:
    [[nodiscard]] double placeOf(int step) const;
};

/// The decoded music of one picture of the sheet. Errors: CheckpointUnreadable.
Result<Score> scoreOf(const LatentMap& map, int cell);

[[nodiscard]] Bytes toBytes(const LatentMap& map);
/// Errors: CheckpointUnreadable.
Result<LatentMap> latentMapFromBytes(std::span<const std::uint8_t> bytes);

} // namespace leitmotif
