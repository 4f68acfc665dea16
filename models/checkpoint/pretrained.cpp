// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checkpoint/pretrained.h"

#include "core/base/files.h"

#include <filesystem>
#include <map>
#include <mutex>
#include <system_error>
#include <vector>

#include <dlfcn.h>

namespace leitmotif {

namespace {

/// Folders that may have the file, the nearest first.
std::vector<std::filesystem::path> folders() {
    Dl_info info{};
    if (::dladdr(reinterpret_cast<const void*>(&pretrainedWeights), &info) == 0 ||
        info.dli_fname == nullptr)
        return {};
    std::error_code code;
    const auto module = std::filesystem::canonical(info.dli_fname, code);
    if (code)
        return {};
    const auto folder = module.parent_path();
    return {folder, folder.parent_path() / "lib" / "leitmotif"};
}

} // namespace

Result<std::shared_ptr<const PretrainedWeights>> pretrainedWeights(const std::string& name) {
    static std::mutex mutex;
    static std::map<std::string, std::weak_ptr<const PretrainedWeights>> known;
    const std::lock_guard lock(mutex);
    if (auto weights = known[name].lock())
        return weights;
    const auto fileName = std::filesystem::path(name).filename().string() + ".weights";
    for (const auto& folder : folders()) {
        const auto bytes = readFile(folder / fileName);
        if (!bytes)
            continue;
        auto part = weightsFromBytes(*bytes);
        if (!part)
            return part.error();
        auto weights = std::make_shared<const PretrainedWeights>(
            PretrainedWeights{*std::move(part), hashOf(*bytes)});
        known[name] = weights;
        return weights;
    }
    return Error{ErrorCode::PretrainedMissing, {fileName}};
}

} // namespace leitmotif
