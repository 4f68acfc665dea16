// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sessions/run_provenance.h"

#include "app/base/engine_loader.h"
#include "core/base/files.h"

#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

namespace leitmotif {

Result<std::shared_ptr<const PretrainedSources>> installedSources(const std::string& pretrained) {
    const auto name = std::filesystem::path(pretrained).filename().string() + ".sources.tsv";
    for (const auto& module : engineModulePaths()) {
        const auto path = module.parent_path() / name;
        std::error_code code;
        if (!std::filesystem::exists(path, code))
            continue;
        const auto bytes = readFile(path);
        if (!bytes)
            return bytes.error();
        const std::string_view text(reinterpret_cast<const char*>(bytes->data()), bytes->size());
        auto sources = pretrainedSources(text, path.string());
        if (!sources)
            return sources.error();
        return std::make_shared<const PretrainedSources>(*std::move(sources));
    }
    return Error{ErrorCode::FileNotReadable, {name, "it is not installed beside the program"}};
}

const SourceLists::List& SourceLists::of(const std::string& pretrained) {
    auto found = m_lists.find(pretrained);
    if (found == m_lists.end())
        found = m_lists.emplace(pretrained, installedSources(pretrained)).first;
    return found->second;
}

Result<Provenance> provenanceOf(const ProjectFile& project, std::int64_t run, SourceLists& lists) {
    const auto stored = project.run(run);
    if (!stored)
        return stored.error();
    const auto files = project.sourcesOf(run);
    if (!files)
        return files.error();
    Provenance provenance;
    provenance.run = run;
    provenance.preset = stored->recipe.name;
    for (const StoredSource& file : *files)
        provenance.files.push_back({file.name, file.selection});
    provenance.pretrained = stored->recipe.pretrained;
    if (!provenance.pretrained.empty()) {
        const auto& sources = lists.of(provenance.pretrained);
        if (sources)
            provenance.sources = *sources;
        else
            provenance.problem = sources.error();
    }
    return provenance;
}

} // namespace leitmotif
