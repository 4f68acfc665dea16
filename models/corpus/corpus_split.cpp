// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/corpus/corpus_split.h"

#include "core/midi/import_report.h"
#include "core/runs/recipe_settings.h"

#include <algorithm>
#include <cassert>

namespace leitmotif {

Result<CorpusSplit> partsOf(const Recipe& recipe, const Corpus& corpus,
                            std::vector<TokenSequence>& sequences) {
    assert(sequences.size() == corpus.pieces().size());
    std::vector<SequenceShape> shapes;
    for (std::size_t i = 0; i < sequences.size(); ++i) {
        auto& sequence = sequences[i];
        sequence.role = corpus.pieces()[i].role;
        shapes.push_back({sequence.noteStarts.size(), sequence.tokens.size(), sequence.givenNotes,
                          sequence.role, &sequence.noteStarts});
    }
    return partsOf(recipe, corpus, shapes);
}

Result<CorpusSplit> partsOf(const Recipe& recipe, const Corpus& corpus,
                            const std::vector<SequenceShape>& sequences) {
    if (const auto good = checkRecipe(recipe); !good)
        return good.error();
    std::size_t encoded = 0; // some encodings leave notes out
    for (const auto& sequence : sequences)
        if (sequence.role == PieceRole::Training)
            encoded += sequence.notes;
    auto split = splitSequences(sequences, recipe.training.validation, recipe.training.test);
    const auto notes = std::min(encoded, corpus.noteCount(PieceRole::Training));
    if (notes < kFewestNotesToLearn || tokenCount(split.training) == 0)
        return Error{recipe.encoding.kind == "frames" ? ErrorCode::TooFewFrames
                                                      : ErrorCode::TooFewNotes,
                     {corpus.pieces().empty() ? "corpus" : corpus.pieces().front().name,
                      std::to_string(notes), std::to_string(kFewestNotesToLearn)}};
    return split;
}

} // namespace leitmotif
