// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/split.h"
#include "core/corpus/corpus.h"
#include "core/runs/recipe.h"

#include <vector>

namespace leitmotif {

/// Divides what pieces became, one sequence for each piece of the corpus in its order, into what is
/// learned and what is held out: by the roles of the pieces, which the sequences take on, and the
/// shares of the recipe. Every family divides its corpus by it. Errors: BadSetting, TooFewNotes,
/// TooFewFrames where frames are counted.
Result<CorpusSplit> partsOf(const Recipe& recipe, const Corpus& corpus,
                            std::vector<TokenSequence>& sequences);

} // namespace leitmotif
