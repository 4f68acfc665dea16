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

/// Makes music with a network of the family `window`: token by token, each from the window before
/// it, under the encoding's guide. A window is read from its beginning for every token, which takes
/// long, but several windows at once take hardly longer than one: so the next tokens are guessed
/// from what came before in the same place, and the windows that they would make are read with the
/// present one. What is drawn is the same; wrong guesses only cost time. A window that comes again,
/// as in a sample that is stuck, is not read again. Immutable; any thread.
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
                  std::vector<int> beginning);

    /// The tokens of one stream; nothing if stopped before its end.
    [[nodiscard]] std::optional<std::vector<int>>
    sampled(const GenerateRequest& request, std::uint64_t seed, const std::stop_token& stop) const;
    /// What a section goes on from.
    [[nodiscard]] std::vector<int> drawnStart(Random& random) const;
    /// The end of a history, as far as the network reads it.
    [[nodiscard]] std::vector<int> windowAfter(std::span<const int> history) const;
    /// Logits (guesses + 1, V) of the token after `history` and after each of the guesses.
    [[nodiscard]] std::vector<std::vector<float>> logitsAfter(std::span<const int> history,
                                                              std::span<const int> guesses) const;

    const WindowPlan m_plan;
    const std::unique_ptr<const WindowNet> m_net;
    const std::unique_ptr<const SequenceEncoding> m_encoding;
    const std::size_t m_length;
    const std::vector<int> m_beginning; ///< of what was learned
};

} // namespace leitmotif
