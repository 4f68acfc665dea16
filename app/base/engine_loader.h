// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/runs/training_engine.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

namespace leitmotif {

/// Makes a training engine; called on the thread that will use it, may be slow.
using EngineMaker = std::function<Result<std::unique_ptr<TrainingEngine>>()>;

/// Possible paths of the module with the networks: beside the program, or the installed place (the
/// build tree has the same layout). Empty in a build without training.
[[nodiscard]] std::vector<std::filesystem::path> engineModulePaths();

/// Loads the module (once a process, 0.4 to 1 s; it stays loaded, as libtorch cannot be unloaded)
/// and makes an engine. Any thread. Errors: EngineUnavailable.
Result<std::unique_ptr<TrainingEngine>> loadEngine();
/// Loads the module from this file. Errors: EngineUnavailable.
Result<std::unique_ptr<TrainingEngine>> loadEngineFrom(const std::filesystem::path& module);

} // namespace leitmotif
