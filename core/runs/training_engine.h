// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/music/parts.h"
#include "core/runs/group_place.h"
#include "core/runs/recipe.h"
#include "core/runs/run_event.h"
#include "core/runs/turns.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace leitmotif {

/// Where and with how many threads to compute.
struct ComputeSettings {
    int threads = 1; ///< of libtorch, its BLAS and OpenMP together
    std::string device = "cpu";
    std::string precision = "auto";
};

struct RunRequest {
    std::int64_t run = 0;
    Recipe recipe;
    std::shared_ptr<const Corpus> corpus;
    ComputeSettings compute;
    /// To resume: both parts of the run's last checkpoint. The result is as if the run had never
    /// stopped.
    std::shared_ptr<const Bytes> weights;
    std::shared_ptr<const Bytes> training;
    /// Of a run in several processes: the place of this one. All learn from the same corpus; the
    /// recipe and the checkpoint are those of the first. The others report only how the run ends.
    std::optional<GroupPlace> group = {};
};

/// How the owner of a run steers it, from another thread.
struct RunControl {
    std::stop_token stop;
    const std::atomic<bool>* isPaused = nullptr; ///< may be null
    /// For runs on threads of their own that compute in turn; each holds the turn while it is in
    /// the engine. May be null. Time spent waiting is not counted.
    Turns* turns = nullptr;
};

/// Called on the training thread, one event after the other.
using RunEventSink = std::function<void(RunEvent)>;

/// How a take ends.
enum class TakeEnd : std::uint8_t {
    Open,   ///< anywhere
    Ending, ///< as a piece ends
    Loop,   ///< so that its first bar follows its last one
};

struct GenerateRequest {
    std::uint64_t seed = 1;
    int count = 1;
    int bars = 8;
    double temperature = 0.95;
    double topP = 0.95;
    int steps = 0; ///< length in tokens instead of bars (key `sample_steps`)
    int topK = 0;  ///< instead of temperature and nucleus (key `top_k`)
    // Of families that know where music begins and ends (ModelFamily::plansTakes)
    TakeEnd end = TakeEnd::Open;
    /// Music that takes go on from, as it is before this bar (from 0); it is no part of them. Null:
    /// they begin a piece.
    std::shared_ptr<const Score> start = nullptr;
    std::int64_t startBar = 0;
};

/// A piece with bars whose notes are to be sampled anew, given all others. Everything else in the
/// score stays as it is, bit for bit.
struct ReviseRequest {
    std::shared_ptr<const Score> score; ///< not null
    std::int64_t firstBar = 0;          ///< from 0
    std::int64_t lastBar = 0;           ///< inclusive
    /// Nothing: the bars are emptied and filled, with as many notes as such bars have. Else the
    /// share of their notes, above 0 and up to 1, that each pass samples anew; their number stays.
    std::optional<double> share;
    /// Tracks, or channels of the only one, whose notes stay in the bars, too.
    std::vector<TrackChoice> locked;
    int passes = 0; ///< over the bars; 0: as the recipe says (key `passes`)
    std::uint64_t seed = 1;
    int count = 1;
    double temperature = 0.95;
    double topP = 0.95;
};

/// Generates music with an immutable snapshot of weights and encoding.
class Sampler {
  public:
    virtual ~Sampler() = default;
    /// `count` scores, each from its own random generator (seed, seed + 1 …), so that the first of
    /// many equals the only one. Fewer if stopped.
    virtual Result<std::vector<Score>> generate(const GenerateRequest& request,
                                                std::stop_token stop) const = 0;
    /// `count` revisions, seeded as in generate(). Errors: BadArgument if the model reads music
    /// from one side only, the piece gives no context, or the run plays none of the tracks that
    /// are not locked; NoSuchBars.
    virtual Result<std::vector<Score>> revise(const ReviseRequest& request,
                                              std::stop_token stop) const;
};

inline Result<std::vector<Score>> Sampler::revise(const ReviseRequest& /*request*/,
                                                  std::stop_token /*stop*/) const {
    return Error{ErrorCode::BadArgument,
                 {"Filling or rewriting bars with this kind of model",
                  "runs of a preset that learned masked prediction, such as bilstm"}};
}

/// The networks that can be timed: recurrent layers or blocks of attention between an embedding as
/// wide as they are and a linear layer onto the tokens, and the published networks of pictures.
inline const std::vector<std::string>& benchNetworks() {
    static const std::vector<std::string> names = {"lstm", "gru", "transformer", "gan", "vae"};
    return names;
}

/// A network whose steps are to be timed. Networks of pictures use only `batch`.
struct BenchRequest {
    std::string network = "lstm"; ///< of benchNetworks()
    int units = 256;
    int layers = 2;
    int batch = 32;   ///< windows or pictures of a training step
    int length = 128; ///< tokens a window
    int vocabulary = 256;
    ComputeSettings compute;
};

/// Medians of timings, over a second or two each.
struct BenchReport {
    double trainStepMilliseconds = 0.0;    ///< forward, cross-entropy, backward and Adam
    double sampleStepMicroseconds = 0.0;   ///< one token of one stream, or one picture
    double sample16StepMicroseconds = 0.0; ///< one token of each of 16 streams
    std::string precision;                 ///< of training: "f32" or "bf16"
    int threads = 1;                       ///< of training; sampling takes one
};

/// The interface of models/. Made by its module's factory; one call of one engine computes at a
/// time (see RunControl::turns).
class TrainingEngine {
  public:
    virtual ~TrainingEngine() = default;

    /// Trains to the end on the calling thread. Reports everything, failure included, to `sink`;
    /// throws nothing.
    virtual void train(const RunRequest& request, const RunEventSink& sink,
                       const RunControl& control) = 0;
    /// Errors: CheckpointUnreadable.
    virtual Result<std::unique_ptr<Sampler>> sampler(std::shared_ptr<const Bytes> weights,
                                                     const ComputeSettings& compute) = 0;
    /// Measures how fast this machine trains and samples. Errors: BadSetting, DeviceUnavailable,
    /// TrainingFailed.
    virtual Result<BenchReport> bench(const BenchRequest& request) = 0;
    /// libtorch, its BLAS and its devices as text: "libtorch 1.13.1, OpenBLAS, cpu".
    [[nodiscard]] virtual std::string description() const = 0;
};

/// The only symbol that the models module exports.
inline constexpr const char* kEngineFactoryName = "leitmotif_create_training_engine";
using EngineFactory = TrainingEngine* (*)();

} // namespace leitmotif
