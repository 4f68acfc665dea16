// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/provenance.h"
#include "core/store/project_file.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>

namespace leitmotif {

/// What pretrained weights were learned from: the file NAME.sources.tsv, which is installed beside
/// them. Errors: FileNotReadable.
Result<std::shared_ptr<const PretrainedSources>> installedSources(const std::string& pretrained);

/// What networks were learned from, by their names; each list is read once. One thread at a time.
class SourceLists {
  public:
    using List = Result<std::shared_ptr<const PretrainedSources>>;

    /// As installedSources().
    [[nodiscard]] const List& of(const std::string& pretrained);

  private:
    std::map<std::string, List> m_lists;
};

/// Where the takes of a run come from. Errors: those of ProjectFile::run() and sourcesOf().
Result<Provenance> provenanceOf(const ProjectFile& project, std::int64_t run, SourceLists& lists);

} // namespace leitmotif
