// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/split.h"
#include "core/corpus/corpus.h"
#include "core/runs/recipe.h"

#include <vector>

namespace leitmotif {

/// Splits the encoded corpus, one sequence for each piece in order, into training, validation and
/// test: by the roles of the pieces, which the sequences take over, and the shares of the recipe.
/// Used by every family. Errors: BadSetting, TooFewNotes, TooFewFrames where frames are counted.
Result<CorpusSplit> partsOf(const Recipe& recipe, const Corpus& corpus,
                            std::vector<TokenSequence>& sequences);
/// The same of sequences that are elsewhere, which have their roles.
Result<CorpusSplit> partsOf(const Recipe& recipe, const Corpus& corpus,
                            const std::vector<SequenceShape>& sequences);

} // namespace leitmotif
