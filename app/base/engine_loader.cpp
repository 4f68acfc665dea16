// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/engine_loader.h"

#include <algorithm>
#include <cstdint>
#include <exception>
#include <fstream>
#include <optional>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

#include <dlfcn.h>
#include <sys/resource.h>
#include <unistd.h>

namespace leitmotif {

namespace {

Error unavailable(std::string detail) {
    return {ErrorCode::EngineUnavailable, {std::move(detail)}};
}

/// Additional address space for training: libtorch and its libraries, and for each processor a
/// thread of OpenBLAS with stack, heap and buffers.
std::uint64_t bytesNeeded() {
    constexpr std::uint64_t kMegabyte = 1'000'000;
    return (900 + 150 * std::uint64_t{std::max(1U, std::thread::hardware_concurrency())}) *
           kMegabyte;
}

/// The error if address space is short (ulimit -v): OpenBLAS would retry forever and other
/// libraries would crash. Nothing if there is enough.
std::optional<Error> shortageOfMemory() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
        return std::nullopt;
    std::uint64_t pages = 0;
    std::ifstream("/proc/self/statm") >> pages;
    const std::uint64_t used = pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    const std::uint64_t left = limit.rlim_cur > used ? limit.rlim_cur - used : 0;
    if (left >= bytesNeeded())
        return std::nullopt;
    const auto megabytes = [](std::uint64_t bytes) {
        return std::to_string(bytes / 1'000'000) + " MB";
    };
    return unavailable("there is not enough memory: it needs " + megabytes(bytesNeeded()) +
                       ", and the limit of this process (ulimit -v) leaves " + megabytes(left));
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
    return {folder / LEITMOTIF_MODULE_NAME, above / LEITMOTIF_MODULE_FOLDER / LEITMOTIF_MODULE_NAME,
            above / "lib" / "leitmotif" / LEITMOTIF_MODULE_NAME};
#else
    return {};
#endif
}

Result<std::unique_ptr<TrainingEngine>> loadEngine() {
    const auto paths = engineModulePaths();
    if (paths.empty())
        return unavailable("this build has no training module");
    if (auto shortage = shortageOfMemory())
        return std::move(*shortage);
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
