// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/corpus/token_corpus.h"

#include "core/encoding/factory.h"
#include "models/corpus/corpus_split.h"

#include <algorithm>

namespace leitmotif {

Result<TokenCorpus> TokenCorpus::create(const Recipe& recipe, const Corpus& corpus) {
    auto encoding = fitEncoding(corpus, recipe.encoding, recipe.training.transposition);
    if (!encoding)
        return encoding.error();
    TokenCorpus result;
    result.encoding = *std::move(encoding);
    for (const auto& piece : corpus.pieces())
        result.sequences.push_back(result.encoding->encode(piece));
    auto split = partsOf(recipe, corpus, result.sequences);
    if (!split)
        return split.error();
    result.split = *std::move(split);
    return result;
}

std::size_t TokenCorpus::longestTraining() const {
    std::size_t longest = 0;
    for (const SequenceSpan& span : split.training)
        longest = std::max(longest, span.tokens());
    return longest;
}

double TokenCorpus::notesPerToken() const {
    return static_cast<double>(noteCount(split.training)) /
           static_cast<double>(tokenCount(split.training));
}

std::vector<int> TokenCorpus::primer() const {
    constexpr std::size_t kMost = 2000;
    std::vector<int> tokens;
    for (const SequenceSpan& span : split.training)
        for (std::size_t i = span.first; i < span.last && tokens.size() < kMost; ++i)
            tokens.push_back(sequences[span.sequence].tokens[i]);
    return tokens;
}

} // namespace leitmotif
