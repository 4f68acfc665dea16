// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

namespace leitmotif {

// Limits of numbers, texts and lists from the command line or from files. A setting of a recipe has
// its own limits in recipeSettings().

inline constexpr int kMostThreads = 1'024;
inline constexpr int kMostEpochs = 1'000'000;
inline constexpr int kMostUpdates = 1'000'000'000;
inline constexpr int kMostBarsOfTake = 999;
inline constexpr int kMostTakesAtOnce = 10'000;
/// The highest bar number that can be chosen in a score, from 0.
inline constexpr std::int64_t kLastBarNumber = 1'000'000'000;

inline constexpr std::size_t kLongestName = 200;    ///< bytes of a recipe's or encoding's name
inline constexpr std::size_t kLongestText = 20'000; ///< bytes of a recipe's title, origin or notes

inline constexpr std::size_t kMostLayers = 1'000; ///< of all networks of a recipe together

inline constexpr int kDeepestJson = 64; ///< lists and objects within each other
// Bytes of JSON
inline constexpr std::size_t kLongestRecipe = 1U << 20U;
inline constexpr std::size_t kLongestSelection = 1U << 20U;
inline constexpr std::size_t kLongestEdit = 64U << 20U;
inline constexpr std::size_t kLongestBlobHeader = 64U << 20U; ///< of weights, with their vocabulary
inline constexpr std::size_t kLongestMapHeader = 16U << 20U;

} // namespace leitmotif
