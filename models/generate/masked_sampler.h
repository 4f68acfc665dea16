// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/training_engine.h"
#include "models/checkpoint/checkpoint.h"
#include "models/corpus/bar_shapes.h"
#include "models/generate/note_filler.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace leitmotif {

class RowRevision;

/// Samples from a masked network: generates takes, fills bars of a piece, varies it.
///
/// A take begins with the numbers of notes of some bars of the training data, all notes masked. It
/// is first generated from beginning to end. Then each of several passes masks some notes and
/// samples them again given both sides: block Gibbs sampling with blocks that shrink from pass to
/// pass (Yao et al. 2014; Coconet, Huang et al. 2017). Gaps are filled in the same way. Immutable;
/// any thread.
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

    using IsOpen = std::function<bool(const NoteRow&)>;

    /// Samples the open rows of a piece again, one pass for each share; false if stopped.
    bool passOver(RowPiece& piece, const IsOpen& isOpen, std::span<const double> shares,
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
    /// Replaces the notes of the bars by masked notes, as many more as there are locked ones, which
    /// go to `staying`; returns their mask.
    [[nodiscard]] NoteMask emptied(RowPiece& piece, const RowRevision& revision,
                                   const ReviseRequest& request, NoteFiller::StayingRows& staying,
                                   Random& random) const;

    const NoteRows m_encoding;
    const BarShapes m_shapes;
    const int m_passes;
    const RowInputs m_inputs;
    const MaskedNet m_net;
    const NoteFiller m_filler;
};

} // namespace leitmotif
