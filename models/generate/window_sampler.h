// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/encoding/common/encoding.h"
#include "core/runs/training_engine.h"
#include "models/checkpoint/checkpoint.h"
#include "models/specs/window_plan.h"

#include <optional>

namespace leitmotif {

class Random;
class WindowNet;

/// Samples from a network of the family `window`: token by token, each given the window before it,
/// under the encoding's guide. Every token needs a whole pass over its window, but a batch of
/// several windows takes hardly longer than one. So the next tokens are guessed from earlier
/// occurrences of the same context, and their windows are evaluated in one batch (speculative
/// decoding). The result is the same; wrong guesses only cost time. Logits of repeated windows are
/// cached. Immutable; any thread.
class WindowSampler : public Sampler {
  public:
    /// Errors: CheckpointUnreadable.
    static Result<std::unique_ptr<Sampler>> create(const WeightsPart& part);
    ~WindowSampler() override;

    Result<std::vector<Score>> generate(const GenerateRequest& request,
                                        std::stop_token stop) const override;

  private:
    WindowSampler(WindowPlan plan, std::unique_ptr<WindowNet> net,
                  std::unique_ptr<SequenceEncoding> encoding, std::size_t length,
                  std::vector<int> primer);

    /// The tokens of one sample; nothing if stopped before its end.
    [[nodiscard]] std::optional<std::vector<int>>
    sampled(const GenerateRequest& request, std::uint64_t seed, const std::stop_token& stop) const;
    /// The primer of a section.
    [[nodiscard]] std::vector<int> drawnStart(Random& random) const;
    /// The last tokens of a history that the network reads.
    [[nodiscard]] std::vector<int> windowAfter(std::span<const int> history) const;
    /// Logits (guesses + 1, V) of the token after `history` and after each of the guesses.
    [[nodiscard]] std::vector<std::vector<float>> logitsAfter(std::span<const int> history,
                                                              std::span<const int> guesses) const;

    const WindowPlan m_plan;
    const std::unique_ptr<const WindowNet> m_net;
    const std::unique_ptr<const SequenceEncoding> m_encoding;
    const std::size_t m_length;
    const std::vector<int> m_primer; ///< primer: first tokens of the training data
};

} // namespace leitmotif
