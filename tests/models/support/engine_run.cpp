// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/support/engine_run.h"

#include "models/engine.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace leitmotif {

RunEventSink Report::sink() {
    return [this](RunEvent event) {
        if (auto* begun = std::get_if<RunStarted>(&event.what)) {
            started = *begun;
            order.emplace_back("started");
        } else if (auto* epoch = std::get_if<EpochFinished>(&event.what)) {
            epochs.push_back(*epoch);
            order.push_back("epoch " + std::to_string(epoch->epoch));
        } else if (auto* take = std::get_if<TakeSampled>(&event.what)) {
            takes.push_back(take->take);
            order.push_back("take " + std::to_string(take->take.origin.epoch));
        } else if (auto* drawn = std::get_if<LatentMapDrawn>(&event.what)) {
            maps.push_back(*drawn);
        } else if (auto* checkpoint = std::get_if<CheckpointReady>(&event.what)) {
            checkpoints.push_back(*checkpoint);
        } else if (auto* diagnosed = std::get_if<RunDiagnosed>(&event.what)) {
            diagnoses.push_back(*diagnosed);
        } else if (auto* end = std::get_if<RunFinished>(&event.what)) {
            finished = *end;
            order.emplace_back("finished");
        } else if (auto* failed = std::get_if<RunFailed>(&event.what)) {
            error = failed->error;
            order.emplace_back("failed");
        }
    };
}

const CheckpointReady& Report::last() const {
    return *std::find_if(checkpoints.rbegin(), checkpoints.rend(),
                         [](const auto& checkpoint) { return checkpoint.training != nullptr; });
}

const CheckpointReady& Report::checkpointOf(int epoch) const {
    for (const auto& checkpoint : checkpoints)
        if (checkpoint.epoch == epoch)
            return checkpoint;
    ADD_FAILURE() << "no checkpoint of epoch " << epoch;
    return checkpoints.front();
}

RunRequest requestFor(Recipe recipe, std::shared_ptr<const Corpus> corpus) {
    RunRequest request;
    request.run = 3;
    request.recipe = std::move(recipe);
    request.corpus = std::move(corpus);
    return request;
}

RunRequest continued(RunRequest request, const CheckpointReady& checkpoint) {
    request.weights = checkpoint.weights;
    request.training = checkpoint.training;
    return request;
}

Report train(const RunRequest& request) {
    Report report;
    const auto sink = report.sink();
    LibtorchEngine().train(request,
                           [&](RunEvent event) {
                               EXPECT_EQ(event.run, request.run);
                               sink(std::move(event));
                           },
                           {});
    return report;
}

std::unique_ptr<Sampler> samplerOf(const Report& report, const ComputeSettings& compute) {
    auto sampler = LibtorchEngine().sampler(report.checkpoints.back().weights, compute);
    EXPECT_TRUE(sampler) << describe(sampler.error());
    return std::move(*sampler);
}

} // namespace leitmotif
