// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/training_engine.h"
#include "models/checkpoint/checkpoint.h"
#include "models/generate/note_filler.h"
#include "models/corpus/bar_shapes.h"

namespace leitmotif {

class RowRevision;

/// Makes music with a masked network: writes takes, fills bars of a piece, rewrites it.
///
/// A take begins with the numbers of notes of some bars of the learned music, all notes hidden. It
/// is written once from its beginning to its end, and then gone over in passes, each of which hides
/// some notes and draws them anew from both sides: Gibbs sampling in blocks whose size falls from
/// pass to pass (Yao et al. 2014; Coconet, Huang et al. 2017). A hole is filled likewise.
/// Immutable; any thread.
class MaskedSampler : public Sampler {
  public:
    /// Errors: CheckpointUnreadable.
    static Result<std::unique_ptr<Sampler>> create(const WeightsPart& part);

    Result<std::vector<Score>> generate(const GenerateRequest& request,
                                        std::stop_token stop) const override;
    Result<std::vector<Score>> revise(const ReviseRequest& request,
                                      std::stop_token stop) const override;

  private:
    MaskedSampler(NoteRows encoding, BarShapes shapes, const Recipe& recipe,
                  const MaskedPlan& plan);

    /// Goes over the open rows of a piece; false if stopped.
    bool passOver(RowPiece& piece, const NoteMask& open, std::span<const double> shares,
                  const NoteFiller::Choice& choice, Random& random,
                  const std::stop_token& stop) const;
    /// A new take; nothing if stopped.
    [[nodiscard]] std::optional<Score> taken(const GenerateRequest& request, std::uint64_t seed,
                                             const std::stop_token& stop) const;
    /// A revised score, if not stopped before its end.
    [[nodiscard]] std::optional<Result<Score>> revised(const RowRevision& revision,
                                                       const ReviseRequest& request,
                                                       std::uint64_t seed,
                                                       const std::stop_token& stop) const;
    /// Takes out what stands in the bars and puts hidden notes there; their mask.
    [[nodiscard]] NoteMask emptied(RowPiece& piece, const ReviseRequest& request,
                                   Random& random) const;

    const NoteRows m_encoding;
    const BarShapes m_shapes;
    const int m_passes;
    const RowInputs m_inputs;
    const MaskedNet m_net;
    const NoteFiller m_filler;
};

} // namespace leitmotif
