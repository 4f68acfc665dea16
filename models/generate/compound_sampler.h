// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/training_engine.h"
#include "models/checkpoint/checkpoint.h"
#include "models/checkpoint/compound_counts.h"
#include "models/checkpoint/compound_frame.h"
#include "models/generate/compound_stream.h"
#include "models/nets/compound_net.h"

#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace leitmotif {

/// Samples music note by note from a compound network. A take goes on from some bar of the piece
/// that frames it, which the network reads before, so that it is of the same kind. It keeps to what
/// occurs in the piece that frames it: its parts with their ranges, durations and positions in the
/// bar, and rests no longer than its longest. Immutable; any thread.
class CompoundSampler : public Sampler {
  public:
    /// Errors: CheckpointUnreadable.
    static Result<std::unique_ptr<Sampler>> create(const WeightsPart& part);

    Result<std::vector<Score>> generate(const GenerateRequest& request,
                                        std::stop_token stop) const override;
    /// Bars are filled in view of those before and after them. With a share of notes these get
    /// other pitches, once for each pass; the rhythm stays.
    Result<std::vector<Score>> revise(const ReviseRequest& request,
                                      std::stop_token stop) const override;

  private:
    CompoundSampler(CompoundPlan plan, CompoundNet net, std::vector<CompoundFrame> frames,
                    std::optional<CompoundCounts> counts);

    struct Choice {
        double temperature = 1.0;
        double topP = 1.0;
    };

    /// Takes of successive seeds, as one batch; fewer if stopped.
    [[nodiscard]] std::vector<Score> sampled(const GenerateRequest& request,
                                             const std::stop_token& stop) const;
    /// The bars of the request as a task in this frame. Errors: those of RowRevision.
    [[nodiscard]] CompoundTask newTask(const CompoundFrame& frame, const GenerateRequest& request,
                                       std::uint64_t seed) const;
    /// Writes the last bar of a take anew, so that the first one follows it.
    void closeLoops(std::vector<CompoundPiece>& takes, std::span<const CompoundFrame* const> frames,
                    const GenerateRequest& request, const std::stop_token& stop) const;
    /// Pieces of successive seeds, as one batch; fewer if stopped.
    [[nodiscard]] std::vector<CompoundPiece> revised(const CompoundEncoding& frame,
                                                     const CompoundTask& task,
                                                     const ReviseRequest& request,
                                                     const std::stop_token& stop) const;
    /// Runs streams to their end, as one batch.
    void run(std::span<CompoundStream> streams, const Choice& choice,
             const std::stop_token& stop) const;
    /// Reads or adds a note in each stream.
    void grow(std::span<CompoundStream> streams, CompoundNet::Memory& memory,
              const Choice& choice) const;
    /// The frame that can play most of a score's tracks. Errors: those of RowRevision.
    [[nodiscard]] Result<const CompoundFrame*> frameFor(const ReviseRequest& request) const;

    const CompoundPlan m_plan;
    const CompoundNet m_net;
    const std::vector<CompoundFrame> m_frames; ///< at least one
    const std::optional<CompoundCounts> m_counts;
};

} // namespace leitmotif
