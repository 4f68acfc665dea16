// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/recipe.h"
#include "core/runs/run_event.h"
#include "core/runs/turns.h"

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

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
    /// To go on: both parts of the run's last checkpoint. What follows is computed as if nothing
    /// had come between.
    std::shared_ptr<const Bytes> weights;
    std::shared_ptr<const Bytes> training;
};

/// How the owner of a run steers it, from another thread.
struct RunControl {
    std::stop_token stop;
    const std::atomic<bool>* isPaused = nullptr; ///< may be null
    /// Of runs that compute in turn on threads of their own, each of which holds the turn while it
    /// is in the engine; may be null. Time spent waiting is not counted.
    Turns* turns = nullptr;
};

/// Called on the training thread, one event after the other.
using RunEventSink = std::function<void(RunEvent)>;

struct GenerateRequest {
    std::uint64_t seed = 1;
    int count = 1;
    int bars = 8;
    double temperature = 0.95;
    double topP = 0.95;
    int steps = 0; ///< tokens in place of bars, where a recipe says so (key `sample_steps`)
    int topK = 0;  ///< in place of temperature and nucleus, likewise (key `top_k`)
};

/// A piece of which some notes are to be drawn anew, in view of all others; those stay as they are,
/// bit for bit, and so does everything else in the score.
struct ReviseRequest {
    std::shared_ptr<const Score> score; ///< not null
    std::int64_t firstBar = 0;          ///< from 0
    std::int64_t lastBar = 0;           ///< inclusive
    /// Nothing: what stands in the bars is taken out and they are filled, with as many notes as
    /// such bars have. Else the share of their notes, above 0 and up to 1, that each pass draws
    /// anew; their number stays.
    std::optional<double> share;
    int passes = 0; ///< over the bars; 0: as the recipe says (key `passes`)
    std::uint64_t seed = 1;
    int count = 1;
    double temperature = 0.95;
    double topP = 0.95;
};

/// Weights that make music: an immutable snapshot with its encoding.
class Sampler {
  public:
    virtual ~Sampler() = default;
    /// `count` scores, each from its own generator (seed, seed + 1 …), so that the first of many
    /// equals the only one. Fewer if stopped.
    virtual Result<std::vector<Score>> generate(const GenerateRequest& request,
                                                std::stop_token stop) const = 0;
    /// `count` scores, likewise. Errors: BadArgument where the model reads music from one side
    /// only, or the piece gives it nothing to go by; NoSuchBars.
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
/// wide as they are and a linear layer onto the tokens, and the published ones of pictures.
inline const std::vector<std::string>& benchNetworks() {
    static const std::vector<std::string> names = {"lstm", "gru", "transformer", "gan", "vae"};
    return names;
}

/// A network whose steps are to be timed. Those of pictures read the batch alone.
struct BenchRequest {
    std::string network = "lstm"; ///< of benchNetworks()
    int units = 256;
    int layers = 2;
    int batch = 32;   ///< windows or pictures of a training step
    int length = 128; ///< tokens a window
    int vocabulary = 256;
    ComputeSettings compute;
};

/// Medians over a second or two each.
struct BenchReport {
    double trainStepMilliseconds = 0.0;    ///< forward, cross-entropy, backward and Adam
    double sampleStepMicroseconds = 0.0;   ///< a token of one stream, or a picture
    double sample16StepMicroseconds = 0.0; ///< of each of 16 streams, together
    std::string precision;                 ///< of training: "f32" or "bf16"
    int threads = 1;                       ///< of training; sampling takes one
};

/// The abstract face of models/. Made by its module's factory; one call of one engine computes at a
/// time (see RunControl::turns).
class TrainingEngine {
  public:
    virtual ~TrainingEngine() = default;

    /// Runs to the end on the calling thread. Everything that happens, failure included, arrives
    /// at `sink`; no exception leaves.
    virtual void train(const RunRequest& request, const RunEventSink& sink,
                       const RunControl& control) = 0;
    /// Errors: CheckpointUnreadable.
    virtual Result<std::unique_ptr<Sampler>> sampler(std::shared_ptr<const Bytes> weights,
                                                     const ComputeSettings& compute) = 0;
    /// How fast this machine trains and samples. Errors: BadSetting, DeviceUnavailable,
    /// TrainingFailed.
    virtual Result<BenchReport> bench(const BenchRequest& request) = 0;
    /// Of libtorch, its BLAS and its devices, for people: "libtorch 1.13.1, OpenBLAS, cpu".
    [[nodiscard]] virtual std::string description() const = 0;
};

/// The only symbol that the models module exports.
inline constexpr const char* kEngineFactoryName = "leitmotif_create_training_engine";
using EngineFactory = TrainingEngine* (*)();

} // namespace leitmotif
