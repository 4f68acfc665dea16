// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/diagnosis.h"
#include "core/runs/take_choice.h"
#include "core/runs/training_engine.h"
#include "models/checkpoint/checkpoint.h"

#include <functional>
#include <future>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

namespace leitmotif {

/// Makes the sampler of the family that trained these weights. Errors: CheckpointUnreadable.
using SamplerFactory = std::function<Result<std::unique_ptr<Sampler>>(const WeightsPart&)>;

/// Makes the takes of a run in parallel with its training, one at a time, each on a thread of its
/// own from an immutable snapshot of the weights. Owned by the run's Trainer and called on its
/// thread; the destructor waits.
class TakeMaker {
  public:
    struct Made {
        Take take; ///< without Take::seconds
        MusicEvidence evidence;
    };

    /// Request and description outlive it. `description`: that of the family, for the sampler.
    TakeMaker(const RunRequest& request, const nlohmann::json& description,
              SamplerFactory makeSampler);

    /// REQUIRES: !isBusy().
    void begin(int epoch, std::shared_ptr<const NamedArrays> weights);
    /// True from begin() until collect().
    [[nodiscard]] bool isBusy() const { return m_made.valid(); }
    /// True if collect() would not wait.
    [[nodiscard]] bool isReady() const;
    /// Waits for the take. Passes on exceptions of libtorch. REQUIRES: isBusy().
    Result<Made> collect() { return m_made.get(); }

  private:
    Result<Made> make(int epoch, const NamedArrays& weights);

    const RunRequest& m_request;
    const nlohmann::json& m_description;
    const SamplerFactory m_makeSampler;
    std::optional<TakeChoice> m_choice; ///< made for the first take, on its thread
    std::future<Result<Made>> m_made;   ///< last: its thread uses all of the above
};

} // namespace leitmotif
