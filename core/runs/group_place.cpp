// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/group_place.h"

#include "core/base/files.h"

#include <array>
#include <charconv>
#include <cstring>
#include <string_view>
#include <utility>

namespace leitmotif {

namespace {

constexpr int kMostProcesses = 1 << 16;
constexpr int kUsualPort = 29500;
constexpr int kLastPort = 65535;
constexpr int kFirstJobPort = 20000;
constexpr int kJobPorts = 9000;

/// How a launcher names its processes.
struct Launcher {
    const char* rank;
    const char* size;
    const char* processesHere; ///< on this machine; null: unknown
    bool isSlurm = false;
};

constexpr std::array kLaunchers = {
    Launcher{"RANK", "WORLD_SIZE", "LOCAL_WORLD_SIZE"},
    Launcher{"OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE", "OMPI_COMM_WORLD_LOCAL_SIZE"},
    Launcher{"PMI_RANK", "PMI_SIZE", "MPI_LOCALNRANKS"},
    Launcher{"SLURM_PROCID", "SLURM_NTASKS", nullptr, true},
};

Error wrong(const char* variable, const std::string& allowed) {
    return {ErrorCode::BadArgument, {std::string("The environment variable ") + variable, allowed}};
}

/// A whole number from `least` to `most`. Errors: BadArgument.
Result<int> numberIn(const Environment& environment, const char* name, int least, int most) {
    const char* const text = environment(name);
    const char* const end = text == nullptr ? nullptr : text + std::strlen(text);
    int number = 0;
    if (text != nullptr) {
        const auto [stop, error] = std::from_chars(text, end, number);
        if (error == std::errc() && stop == end && number >= least && number <= most)
            return number;
    }
    return wrong(name, "numbers from " + std::to_string(least) + " to " + std::to_string(most));
}

/// The first machine of a list such as "node[03-07,12],other".
std::string firstHost(std::string_view list) {
    const auto end = list.find_first_of("[,");
    std::string host(list.substr(0, end));
    if (end == std::string_view::npos || list[end] == ',')
        return host;
    const auto number = list.substr(end + 1);
    return host.append(number.substr(0, number.find_first_of("-,]")));
}

/// A Slurm job's script has these variables, too, but only srun starts several processes.
bool isStarted(const Launcher& launcher, const Environment& environment) {
    if (environment(launcher.rank) == nullptr || environment(launcher.size) == nullptr)
        return false;
    return !launcher.isSlurm || environment("SLURM_STEP_ID") != nullptr ||
           environment("MASTER_ADDR") != nullptr;
}

Result<std::string> addressFor(const Launcher& launcher, int size, const Environment& environment) {
    if (const char* const address = environment("MASTER_ADDR"))
        return std::string(address);
    if (launcher.isSlurm)
        for (const char* name : {"SLURM_STEP_NODELIST", "SLURM_NODELIST"})
            if (const char* const list = environment(name))
                return firstHost(list);
    const char* const here =
        launcher.processesHere == nullptr ? nullptr : environment(launcher.processesHere);
    if (here != nullptr && std::to_string(size) == here)
        return std::string("127.0.0.1");
    return wrong("MASTER_ADDR", "the address of the machine with the first process");
}

/// The same for all processes of a job, and mostly another one for each job.
Result<int> portFor(const Environment& environment) {
    if (environment("MASTER_PORT") != nullptr)
        return numberIn(environment, "MASTER_PORT", 1, kLastPort);
    for (const char* name : {"SLURM_JOB_ID", "PMIX_NAMESPACE", "OMPI_MCA_ess_base_jobid"})
        if (const char* const job = environment(name)) {
            const auto hash =
                hashOf({reinterpret_cast<const std::uint8_t*>(job), std::strlen(job)});
            return kFirstJobPort + static_cast<int>(hash % kJobPorts);
        }
    return kUsualPort;
}

} // namespace

Result<std::optional<GroupPlace>> groupPlace(const Environment& environment) {
    for (const Launcher& launcher : kLaunchers) {
        if (!isStarted(launcher, environment))
            continue;
        const auto size = numberIn(environment, launcher.size, 1, kMostProcesses);
        if (!size)
            return size.error();
        const auto rank = numberIn(environment, launcher.rank, 0, *size - 1);
        if (!rank)
            return rank.error();
        if (*size == 1)
            return std::optional<GroupPlace>();
        auto address = addressFor(launcher, *size, environment);
        if (!address)
            return address.error();
        const auto port = portFor(environment);
        if (!port)
            return port.error();
        return std::optional(GroupPlace{*rank, *size, *std::move(address), *port});
    }
    return std::optional<GroupPlace>();
}

} // namespace leitmotif
