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
    double unigramNats = 0.0;        ///< nats per note: what counting tokens alone achieves
    std::optional<double> ngramNats;
    int firstEpoch = 1; ///< more than 1 if resumed
    int epochs = 0;     ///< planned in all
};

/// Within an epoch, at most a few times a second.
struct RunProgress {
    int epoch = 0;
    double fraction = 0.0; ///< of the epoch
};

/// Losses are what lossKind() says of the recipe; of likelihoods, nats per note.
struct EpochFinished {
    int epoch = 0; ///< from 1
    double loss = 0.0;
    std::optional<double> validationLoss;        ///< of what is sampled
    std::optional<double> networkValidationLoss; ///< of the network alone
    bool isBest = false;
    double seconds = 0.0; ///< since the run began, over all its sessions
    /// Further measures by the names of the command line: "generator_loss", "kl" …
    std::map<std::string, double> measures;
};

/// The measure of runs that learn masked prediction: nats per hidden note that counting the words
/// of notes achieves. Their losses stand beside it alone, never beside likelihoods.
inline constexpr const char* kMaskedUnigramNats = "masked_unigram_nats";

struct TakeSampled {
    Take take;
};

/// Of a model with a latent code. The newest one replaces those before it.
struct LatentMapDrawn {
    int epoch = 0;
    bool isLast = false;                  ///< none of this run follows
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
    std::shared_ptr<const Bytes> training; ///< enough to go on bit for bit
};

inline constexpr const char* kGone = "gone";

struct RunDiagnosed {
    int epoch = 0;
    std::string kind;    ///< "overtraining", "loop" …; kGone: what was told last is over
    std::string message; ///< English source text for translation
};

enum class RunEnd : std::uint8_t { Completed, EarlyStopped, Stopped };

struct RunFinished {
    RunEnd end = RunEnd::Completed;
    int epochs = 0; ///< trained in all
    std::optional<int> bestEpoch;
    std::optional<double> testLoss; ///< of the kind of EpochFinished::loss
    double seconds = 0.0;
};

struct RunFailed {
    Error error;
};

/// What a run tells its owner, in order; takes come a while after their epoch, as they are made
/// beside the training. RunFinished or RunFailed is the last.
struct RunEvent {
    std::int64_t run = 0;
    std::variant<RunStarted, RunProgress, EpochFinished, TakeSampled, LatentMapDrawn,
                 CheckpointReady, RunDiagnosed, RunFinished, RunFailed>
        what;
};

} // namespace leitmotif
