// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/originality.h"
#include "core/analysis/source_likeness.h"

#include <cstddef>
#include <span>

namespace leitmotif {

/// Chooses the take among candidates: the one nearest to the source whose copied passages are
/// short. Immutable.
class TakeChoice {
  public:
    /// For takes of `bars` bars. `maxCopy`: notes of a copied passage that are no fault.
    TakeChoice(const Corpus& corpus, std::int64_t bars, std::size_t maxCopy);

    [[nodiscard]] const CopyFinder& copies() const { return m_copies; }
    /// How good a take is, the more the better; at most 1.
    [[nodiscard]] double valueOf(const Score& take) const;
    /// The index of the best one. REQUIRES: not empty.
    [[nodiscard]] std::size_t best(std::span<const Score> candidates) const;

  private:
    CopyFinder m_copies;
    SourceLikeness m_likeness;
    std::size_t m_maxCopy;
};

} // namespace leitmotif
