// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/take_choice.h"

#include "core/encoding/compound/compound_store.h"
#include "core/encoding/compound/compound_streams.h"

#include <algorithm>
#include <cmath>

namespace leitmotif {

namespace {

constexpr double kMostCopied = 0.2; // share of notes in copied passages that is no fault
constexpr double kMostDense = 0.1;  // of the source's density, more or less, that is no fault
constexpr std::size_t kNotesInMemory = 1 << 22; // of a file that is read

} // namespace

Result<CopyFinder> copyFinderOf(const Corpus& corpus) {
    if (!corpus.isSample())
        return CopyFinder(corpus);
    auto store = CompoundStore::openChecked(corpus.encoded());
    if (!store)
        return store.error();
    std::uint64_t freeNotes = 0;
    for (const StoredPiece& piece : store->pieces())
        freeNotes += piece.hasFreeBeat != 0 ? piece.scoreNotes : 0;
    const bool isFree = 2 * freeNotes > corpus.noteCount();
    const auto read = [all = *std::move(store)](const auto& use) {
        std::size_t notes = 0;
        for (std::size_t i = 0; i < all.pieces().size(); ++i) {
            const auto piece = all.view(i);
            use(i, noteStreams(piece));
            notes += piece.notes.size();
            if (notes < kNotesInMemory)
                continue;
            all.release();
            notes = 0;
        }
        all.release();
    };
    return CopyFinder(read, isFree);
}

Result<TakeChoice> TakeChoice::of(const Corpus& corpus, std::int64_t bars, std::size_t maxCopy) {
    auto copies = copyFinderOf(corpus);
    if (!copies)
        return copies.error();
    return TakeChoice(*std::move(copies), SourceLikeness(corpus, bars), maxCopy);
}

std::vector<double> TakeChoice::valuesOf(std::span<const Score> takes) const {
    const auto copied = m_copies.compare(takes);
    std::vector<double> values;
    for (std::size_t i = 0; i < takes.size(); ++i)
        values.push_back(valueOf(takes[i], copied[i]));
    return values;
}

double TakeChoice::valueOf(const Score& take, const CopyReport& copied) const {
    const double tooLong =
        copied.longest <= m_maxCopy
            ? 0.0
            : static_cast<double>(copied.longest) / static_cast<double>(m_maxCopy) - 1.0;
    const double tooDense = std::abs(m_likeness.densityOf(take) - 1.0) - kMostDense;
    return m_likeness.of(take) - std::max(0.0, tooDense) -
           std::max(0.0, copied.share8 - kMostCopied) - 0.2 * std::min(5.0, tooLong);
}

std::size_t TakeChoice::best(std::span<const Score> candidates) const {
    const auto values = valuesOf(candidates);
    return static_cast<std::size_t>(std::ranges::max_element(values) - values.begin());
}

} // namespace leitmotif
