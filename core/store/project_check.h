// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace leitmotif {

/// A part of a project that can be damaged by itself.
struct ProjectPart {
    enum class Kind : std::uint8_t { Source, Run, Weights, Checkpoint, Map, Take, Score };

    Kind kind = Kind::Source;
    std::int64_t id = 0;    ///< of the source, take or score; of the run, for all others
    std::int64_t epoch = 0; ///< of weights, a checkpoint, a map
    std::string name;       ///< as in the project: perhaps damaged
    std::string problem;    ///< empty: undamaged
};

/// The parts of a project and whether they are as they were written.
struct ProjectCheck {
    std::vector<std::string> structure; ///< faults of the file as a database
    std::vector<ProjectPart> parts;

    [[nodiscard]] std::size_t damagedParts() const {
        return static_cast<std::size_t>(std::ranges::count_if(
            parts, [](const ProjectPart& part) { return !part.problem.empty(); }));
    }
    [[nodiscard]] bool isWhole() const { return structure.empty() && damagedParts() == 0; }
};

} // namespace leitmotif
