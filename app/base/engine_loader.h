// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/runs/training_engine.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

namespace leitmotif {

/// Makes a training engine; called on the thread that will use it, and possibly slow.
using EngineMaker = std::function<Result<std::unique_ptr<TrainingEngine>>()>;

/// Where the module with the networks may lie: beside the program, or where it is installed (the
/// build tree is laid out alike). Empty in a build without training.
[[nodiscard]] std::vector<std::filesystem::path> engineModulePaths();

/// Loads the module (once a process, 0.4 to 1 s; it stays loaded, as libtorch cannot be unloaded)
/// and makes an engine. Any thread. Errors: EngineUnavailable.
Result<std::unique_ptr<TrainingEngine>> loadEngine();
/// The same from one file. Errors: EngineUnavailable.
Result<std::unique_ptr<TrainingEngine>> loadEngineFrom(const std::filesystem::path& module);

} // namespace leitmotif
