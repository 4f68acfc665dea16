// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine.h"

#include "models/bench.h"
#include "models/compute.h"
#include "models/kept_memory.h"
#include "models/layers/product.h"
#include "models/registry.h"
#include "models/train/trainer.h"

#include <c10/util/Exception.h>

namespace leitmotif {

namespace {

Result<void> run(const RunRequest& request, const RunEventSink& sink, const RunControl& control) {
    auto compute = request.compute;
    // What another machine began in bf16 goes on here in f32, if that is all there is.
    if (request.training != nullptr && compute.precision == "bf16" && !hasFastBf16())
        compute.precision = "f32";
    auto device = prepareCompute(compute);
    if (!device)
        return device.error();
    const auto precision = choosePrecision(compute);
    if (!precision)
        return precision.error();
    Random random(request.recipe.seed);
    auto family = makeFamily(request.recipe, *request.corpus, *device, random);
    if (!family)
        return family.error();
    (*family)->usePrecision(*precision);
    Trainer trainer(request, sink, control, **family, random);
    return trainer.run();
}

Error failure(const char* what) {
    return {ErrorCode::TrainingFailed, {what}};
}

} // namespace

void LibtorchEngine::train(const RunRequest& request, const RunEventSink& sink,
                           const RunControl& control) {
    Result<void> outcome;
    try {
        outcome = run(request, sink, control);
    } catch (const c10::Error& error) {
        outcome = failure(error.what_without_backtrace());
    } catch (const std::bad_alloc&) {
        outcome = failure("there is not enough memory; choose a smaller batch or window");
    } catch (const std::exception& error) {
        outcome = failure(error.what());
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
    } catch (const std::exception& error) {
        return Error{ErrorCode::CheckpointUnreadable, {error.what()}};
    }
}

Result<BenchReport> LibtorchEngine::bench(const BenchRequest& request) {
    try {
        return timeSteps(request);
    } catch (const c10::Error& error) {
        return failure(error.what_without_backtrace());
    } catch (const std::exception& error) {
        return failure(error.what());
    }
}

std::string LibtorchEngine::description() const {
    return computeDescription();
}

} // namespace leitmotif
