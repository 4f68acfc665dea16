// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/corpus/corpus.h"
#include "core/runs/pretrained_sources.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace leitmotif {

/// A file that a run learned from, or that was held out.
struct LearnedFile {
    std::string name; ///< path when it was opened
    CorpusSelection selection;
};

/// Where what a run makes comes from.
struct Provenance {
    std::int64_t run = 0;
    std::string preset;
    std::vector<LearnedFile> files;
    std::string pretrained; ///< name of the weights it began with; empty: none
    /// What those were learned from; null if there are none, or if that cannot be read.
    std::shared_ptr<const PretrainedSources> sources;
    std::optional<Error> problem; ///< why it cannot be read
};

} // namespace leitmotif
