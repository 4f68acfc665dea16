// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <functional>
#include <optional>
#include <string>

namespace leitmotif {

/// The place of this process among those that train one network together, and where to meet the
/// first one.
struct GroupPlace {
    int rank = 0; ///< the first, 0, keeps the project
    int size = 1; ///< above 1
    std::string address;
    int port = 0;

    [[nodiscard]] bool isFirst() const { return rank == 0; }
    bool operator==(const GroupPlace&) const = default;
};

/// The value of an environment variable, or null.
using Environment = std::function<const char*(const char* name)>;

/// What torchrun (RANK, WORLD_SIZE), mpirun (OMPI_COMM_WORLD_RANK, PMI_RANK) or Slurm's srun
/// (SLURM_PROCID) tell this process; nothing if it trains alone. MASTER_ADDR and MASTER_PORT say
/// where the first process is; without them it is on this machine, or on the first one of a Slurm
/// step, and the port follows from the job. Errors: BadArgument.
Result<std::optional<GroupPlace>> groupPlace(const Environment& environment);

} // namespace leitmotif
