// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace leitmotif {

/// A work that pretrained weights were learned from.
struct PretrainedWork {
    std::string title;
    std::string attribution; ///< who made it: composer, transcriber, holder of rights
    std::string licence;
    std::string collection; ///< that it comes from, such as "OpenScore/Lieder"
    std::string kind;       ///< such as "keyboard"
    std::int64_t notes = 0;
};

/// What pretrained weights were learned from.
struct PretrainedSources {
    std::vector<PretrainedWork> works;
    std::size_t heldOut = 0; ///< other works, which only measured how well it learned
};

/// Works of one licence, or of one collection.
struct WorkCount {
    std::string name;
    std::size_t works = 0;
    std::int64_t notes = 0;

    bool operator==(const WorkCount&) const = default;
};

/// Reads a list of sources: lines of tab-separated values, as CSV quotes them, whose first line
/// names the columns (path, kind, split, notes, licence, attribution, repo). `name` is for the
/// error: FileNotReadable.
Result<PretrainedSources> pretrainedSources(std::string_view text, const std::string& name);

/// The most works first.
[[nodiscard]] std::vector<WorkCount> countBy(std::span<const PretrainedWork> works,
                                             std::string PretrainedWork::*field);

} // namespace leitmotif
