// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/training_engine.h"

namespace leitmotif {

/// The TrainingEngine based on libtorch: connects family, trainer and sampler and catches
/// exceptions. Without state; one call computes at a time.
class LibtorchEngine : public TrainingEngine {
  public:
    void train(const RunRequest& request, const RunEventSink& sink,
               const RunControl& control) override;
    Result<std::unique_ptr<Sampler>> sampler(std::shared_ptr<const Bytes> weights,
                                             const ComputeSettings& compute) override;
    Result<BenchReport> bench(const BenchRequest& request) override;
    [[nodiscard]] std::string description() const override;
};

} // namespace leitmotif
