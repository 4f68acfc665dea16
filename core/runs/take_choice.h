// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/originality.h"
#include "core/analysis/source_likeness.h"
#include "core/base/result.h"

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace leitmotif {

/// Finds what takes copy from a corpus. One that is too large for memory is read from its file each
/// time. Errors: FileNotReadable.
Result<CopyFinder> copyFinderOf(const Corpus& corpus);

/// Chooses the take among candidates: the one nearest to the source whose copied passages are
/// short. Immutable.
class TakeChoice {
  public:
    /// For takes of `bars` bars. `maxCopy`: notes of a copied passage that are no fault. Of a
    /// corpus that is too large for memory takes come near to the sample, and copies are found in
    /// all of it. Errors: those of copyFinderOf().
    static Result<TakeChoice> of(const Corpus& corpus, std::int64_t bars, std::size_t maxCopy);

    [[nodiscard]] const CopyFinder& copies() const { return m_copies; }
    /// How good each take is, the more the better; at most 1.
    [[nodiscard]] std::vector<double> valuesOf(std::span<const Score> takes) const;
    /// The index of the best one. REQUIRES: not empty.
    [[nodiscard]] std::size_t best(std::span<const Score> candidates) const;

  private:
    TakeChoice(CopyFinder copies, SourceLikeness likeness, std::size_t maxCopy)
        : m_copies(std::move(copies)), m_likeness(std::move(likeness)), m_maxCopy(maxCopy) {}
    [[nodiscard]] double valueOf(const Score& take, const CopyReport& copied) const;

    CopyFinder m_copies;
    SourceLikeness m_likeness;
    std::size_t m_maxCopy;
};

} // namespace leitmotif
