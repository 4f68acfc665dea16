// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"
#include "core/base/result.h"
#include "core/runs/latent_map.h"
#include "core/runs/take.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>

namespace leitmotif {

/// The first event of a run, also of a resumed one.
struct RunStarted {
    std::int64_t parameters = 0;
    std::string device;    ///< "cpu" or "cuda"
    std::string precision; ///< "f32" or "bf16"
    int threads = 1;
    std::size_t notes = 0;           ///< trained on
    std::size_t validationNotes = 0; ///< held out
    double unigramNats = 0.0;        ///< the unigram baseline, nats per note
    std::optional<double> ngramNats;
    int firstEpoch = 1; ///< more than 1 if resumed
    int epochs = 0;     ///< planned in all
};

/// Within an epoch, at most a few times a second.
struct RunProgress {
    int epoch = 0;
    double fraction = 0.0; ///< of the epoch
};

/// An epoch that is complete. The kind of its losses is lossKind(); likelihoods are in nats per
/// note.
struct EpochFinished {
    int epoch = 0; ///< from 1
    double loss = 0.0;
    std::optional<double> validationLoss;        ///< of the model that samples (network or mixture)
    std::optional<double> networkValidationLoss; ///< of the network alone
    bool isBest = false;
    double seconds = 0.0; ///< since the run began, over all its sessions
    /// Further measures by the names of the command line: "generator_loss", "kl" …
    std::map<std::string, double> measures;
};

/// The measure of runs of masked prediction: the unigram baseline in nats per masked note. Their
/// losses compare with it alone, never with likelihoods.
inline constexpr const char* kMaskedUnigramNats = "masked_unigram_nats";

struct TakeSampled {
    Take take;
};

/// A map of a model with a latent space. The newest one replaces those before it.
struct LatentMapDrawn {
    int epoch = 0;
    bool isLast = false;                  ///< the last one of the run
    std::shared_ptr<const LatentMap> map; ///< not null
};

/// Weights worth keeping. `training` (optimizer, generators, cursor, schedule, early stopping) is
/// null where only the weights are kept.
struct CheckpointReady {
    int epoch = 0;
    bool isBest = false;
    bool isSampled = false;
    bool isLast = false;
    std::shared_ptr<const Bytes> weights;  ///< with vocabulary; enough to generate
    std::shared_ptr<const Bytes> training; ///< enough to resume bit for bit
};

inline constexpr const char* kGone = "gone";

struct RunDiagnosed {
    int epoch = 0;
    std::string kind;    ///< "overtraining", "loop" …; kGone: the last problem is over
    std::string message; ///< English source text for translation
};

enum class RunEnd : std::uint8_t { Completed, EarlyStopped, Stopped };

struct RunFinished {
    RunEnd end = RunEnd::Completed;
    int epochs = 0; ///< trained in all
    std::optional<int> bestEpoch;
    std::optional<double> testLoss; ///< of the same kind as EpochFinished::loss
    double seconds = 0.0;
};

struct RunFailed {
    Error error;
};

/// The events of a run, in order. Takes come some time after their epoch, as they are made beside
/// the training. RunFinished or RunFailed is the last.
struct RunEvent {
    std::int64_t run = 0;
    std::variant<RunStarted, RunProgress, EpochFinished, TakeSampled, LatentMapDrawn,
                 CheckpointReady, RunDiagnosed, RunFinished, RunFailed>
        what;
};

} // namespace leitmotif
