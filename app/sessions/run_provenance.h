// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/provenance.h"
#include "core/store/project_file.h"

#include <cstdint>
#include <memory>
#include <string>

namespace leitmotif {

/// What pretrained weights were learned from: the file NAME.sources.tsv, which is installed beside
/// them. Errors: FileNotReadable.
Result<std::shared_ptr<const PretrainedSources>> installedSources(const std::string& pretrained);

/// Where the takes of a run come from. Errors: those of ProjectFile::run() and sourcesOf().
Result<Provenance> provenanceOf(const ProjectFile& project, std::int64_t run);

} // namespace leitmotif
