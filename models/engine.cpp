// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine.h"

#include "core/runs/model_family.h"
#include "models/bench.h"
#include "models/compute/compute.h"
#include "models/compute/kept_memory.h"
#include "models/layers/product.h"
#include "models/registry.h"
#include "models/train/trainer.h"

#include <c10/util/Exception.h>
#include <exception>
#include <new>
#include <string>

namespace leitmotif {

namespace {

Result<void> run(const RunRequest& request, const RunEventSink& sink, const RunControl& control) {
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
    Trainer trainer(request, sink, control, **family, makeSampler, random);
    return trainer.run();
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
        outcome = run(request, sink, control);
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
