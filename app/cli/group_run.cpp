// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/group_run.h"

#include "app/cli/command.h"
#include "app/cli/interrupt.h"
#include "core/runs/model_family.h"

#include <chrono>
#include <cstdlib>
#include <utility>
#include <variant>

namespace leitmotif {

namespace {

constexpr std::chrono::milliseconds kStopGlance{100}; // longest delay until Ctrl-C is noticed

} // namespace

Result<std::optional<GroupPlace>> ownGroupPlace(const std::vector<Recipe>& recipes) {
    auto place = groupPlace([](const char* name) { return std::getenv(name); });
    if (!place || !*place)
        return place;
    if (recipes.size() != 1)
        return Error{ErrorCode::BadArgument, {"--preset in several processes", "a single preset"}};
    if (!modelFamily(recipes.front().family).sharesBatches)
        return Error{ErrorCode::BadArgument,
                     {"Preset " + recipes.front().name + " in several processes",
                      "presets of the families sequence and compound, such as lstm and base"}};
    if (!(*place)->isFirst())
        silenceWarnings();
    return place;
}

int trainForFirst(TrainingSession& session, RunRequest request) {
    std::vector<RunRequest> requests;
    requests.push_back(std::move(request));
    session.start(std::move(requests), nullptr);
    for (bool isStopping = false;;) {
        if (InterruptWatch::isRaised() && !std::exchange(isStopping, true))
            session.stopAll();
        for (const RunEvent& event : session.events().waitAndDrain(kStopGlance)) {
            if (const auto* const failed = std::get_if<RunFailed>(&event.what))
                return reportError(failed->error);
            if (const auto* const finished = std::get_if<RunFinished>(&event.what))
                return finished->end == RunEnd::Stopped ? kExitInterrupted : kExitDone;
        }
    }
}

} // namespace leitmotif
