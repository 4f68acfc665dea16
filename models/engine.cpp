// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine.h"

#include "core/runs/model_family.h"
#include "models/bench.h"
#include "models/compute/compute.h"
#include "models/compute/kept_memory.h"
#include "models/layers/product.h"
#include "models/registry.h"
#include "models/train/process_group.h"
#include "models/train/trainer.h"

#include <c10/util/Exception.h>
#include <exception>
#include <new>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <variant>

namespace leitmotif {

namespace {

Result<void> run(const RunRequest& request, const RunEventSink& sink, const RunControl& control,
                 ProcessGroup* group) {
    auto compute = request.compute;
    // A run begun in bf16 on another machine resumes in f32 if bf16 is not available.
    if (request.training != nullptr && compute.precision == "bf16" && !hasFastBf16())
        compute.precision = "f32";
    auto device = prepareCompute(compute);
    if (!device)
        return device.error();
    const auto precision = choosePrecision(compute);
    if (!precision)
        return precision.error();
    if (request.corpus->isSample() && !modelFamily(request.recipe.family).readsFiles)
        return Error{ErrorCode::TrainingFailed,
                     {"a network of this kind cannot learn from a corpus that is not in memory"}};
    Random random(request.recipe.seed);
    auto family = makeFamily(request.recipe, *request.corpus, *device, random);
    if (!family)
        return family.error();
    (*family)->usePrecision(*precision);
    if (group != nullptr)
        (*family)->useGroup(*group);
    Trainer trainer(request, sink, control, **family, makeSampler, random, group);
    return trainer.run();
}

/// The same in every process: the first one's recipe and checkpoint. Errors: TrainingFailed, if
/// they have not read the same music.
Result<RunRequest> commonRequest(RunRequest request, ProcessGroup& group) {
    const auto textOf = [](const nlohmann::json& json) {
        const auto text = json.dump();
        return Bytes(text.begin(), text.end());
    };
    const auto head = nlohmann::json::parse(group.fromFirst(
        textOf({{"recipe", toJson(request.recipe)}, {"corpus", request.corpus->hash()}})));
    if (group.isAny(head.at("corpus").get<std::uint64_t>() != request.corpus->hash()))
        return Error{ErrorCode::TrainingFailed,
                     {"the processes that train together have not read the same music"}};
    auto recipe = recipeFromJson(head.at("recipe"), request.recipe.name);
    if (!recipe)
        return recipe.error();
    request.recipe = *std::move(recipe);
    for (auto* const part : {&request.weights, &request.training}) {
        auto bytes = group.fromFirst(*part == nullptr ? Bytes() : **part);
        *part = bytes.empty() ? nullptr : std::make_shared<const Bytes>(std::move(bytes));
    }
    if (!group.isFirst())
        request.recipe.sampling.every = request.recipe.maps.every = 0;
    return request;
}

/// Trains this process's share of every batch.
Result<void> runInGroup(const RunRequest& request, const RunEventSink& sink,
                        const RunControl& control) {
    if (!modelFamily(request.recipe.family).sharesBatches)
        return Error{ErrorCode::TrainingFailed,
                     {"a network of this kind cannot be trained in several processes"}};
    const auto group = ProcessGroup::join(*request.group);
    if (!group)
        return group.error();
    const auto common = commonRequest(request, **group);
    if (!common)
        return common.error();
    const RunEventSink onlyEnd = [&](RunEvent event) {
        if (std::holds_alternative<RunFinished>(event.what))
            sink(std::move(event));
    };
    return run(*common, (*group)->isFirst() ? sink : onlyEnd, control, group->get());
}

/// REQUIRES: called while an exception is handled. Out of memory has its own message, whichever
/// library reported it.
std::string reasonOfException() {
    constexpr const char* kNoMemory =
        "there is not enough memory; choose a smaller batch, window or network";
    std::string reason;
    try {
        throw;
    } catch (const c10::Error& error) {
        reason = error.what_without_backtrace();
    } catch (const std::bad_alloc&) {
        reason = kNoMemory;
    } catch (const std::exception& error) {
        reason = error.what();
    }
    // libtorch's allocator, oneDNN, and threads that cannot be started
    for (const char* sign : {"allocate memory", "out of memory", "could not create a memory",
                             "Resource temporarily unavailable"})
        if (reason.find(sign) != std::string::npos)
            return kNoMemory;
    return reason;
}

Error failure() {
    return {ErrorCode::TrainingFailed, {reasonOfException()}};
}

} // namespace

void LibtorchEngine::train(const RunRequest& request, const RunEventSink& sink,
                           const RunControl& control) {
    Result<void> outcome;
    try {
        outcome = request.group ? runInGroup(request, sink, control)
                                : run(request, sink, control, nullptr);
    } catch (const std::exception&) {
        outcome = failure();
    }
    freeKeptArrays();
    if (!outcome)
        sink({request.run, RunFailed{outcome.error()}});
}

Result<std::unique_ptr<Sampler>> LibtorchEngine::sampler(std::shared_ptr<const Bytes> weights,
                                                         const ComputeSettings& compute) {
    try {
        useThreads(compute.threads);
        if (weights == nullptr)
            return Error{ErrorCode::CheckpointUnreadable, {"it is missing"}};
        const auto part = weightsFromBytes(*weights);
        return part ? makeSampler(*part) : part.error();
    } catch (const std::exception&) {
        return Error{ErrorCode::CheckpointUnreadable, {reasonOfException()}};
    }
}

Result<BenchReport> LibtorchEngine::bench(const BenchRequest& request) {
    try {
        return timeSteps(request);
    } catch (const std::exception&) {
        return failure();
    }
}

std::string LibtorchEngine::description() const {
    return computeDescription();
}

} // namespace leitmotif
