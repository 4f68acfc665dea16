// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine_loader.h"

#include <exception>
#include <string>
#include <system_error>

#include <dlfcn.h>

namespace leitmotif {

namespace {

Error unavailable(std::string detail) {
    return {ErrorCode::EngineUnavailable, {std::move(detail)}};
}

std::string lastLoaderMessage() {
    const char* message = ::dlerror();
    return message ? message : "the loader gave no reason";
}

} // namespace

std::vector<std::filesystem::path> engineModulePaths() {
#ifdef LEITMOTIF_MODULE_NAME
    std::error_code code;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", code);
    if (code)
        return {};
    const auto folder = program.parent_path();
    const auto above = folder.parent_path();
    return {folder / LEITMOTIF_MODULE_NAME,
            above / LEITMOTIF_MODULE_FOLDER / LEITMOTIF_MODULE_NAME,
            above / "lib" / "leitmotif" / LEITMOTIF_MODULE_NAME};
#else
    return {};
#endif
}

Result<std::unique_ptr<TrainingEngine>> loadEngine() {
    const auto paths = engineModulePaths();
    if (paths.empty())
        return unavailable("this build has no training module");
    for (const auto& path : paths) {
        std::error_code code;
        if (std::filesystem::exists(path, code))
            return loadEngineFrom(path);
    }
    return unavailable("the module " + paths.front().filename().string() +
                       " is not installed beside the program");
}

Result<std::unique_ptr<TrainingEngine>> loadEngineFrom(const std::filesystem::path& module) {
    void* const handle = ::dlopen(module.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (!handle)
        return unavailable(lastLoaderMessage());
    const auto factory = reinterpret_cast<EngineFactory>(::dlsym(handle, kEngineFactoryName));
    if (!factory)
        return unavailable(lastLoaderMessage());
    try {
        std::unique_ptr<TrainingEngine> engine(factory());
        if (!engine)
            return unavailable("the module made no engine");
        return engine;
    } catch (const std::exception& exception) {
        return unavailable(exception.what());
    }
}

} // namespace leitmotif
