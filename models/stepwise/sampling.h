// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/encoding/common/encoding.h"
#include "core/runs/training_engine.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace leitmotif {

/// Checks a request. Errors: BadArgument, if no sampler can fulfil it.
Result<void> checked(const GenerateRequest& request);
/// The same for changes to a piece.
Result<void> checked(const ReviseRequest& request);

/// Decides when a sample, or a section of it, is complete: after some tokens or some bars.
class SampleLength {
  public:
    /// The length that the request asks for.
    SampleLength(const GenerateRequest& request, const SequenceEncoding& encoding)
        : SampleLength(request.steps, request.bars, encoding) {}
    /// Without steps and bars it is never complete.
    SampleLength(int steps, int bars, const SequenceEncoding& encoding);

    void fillAllowed(std::span<std::uint8_t> allowed) const { m_guide->fillAllowed(allowed); }
    /// REQUIRES: `token` is allowed, or the encoding has no grammar.
    void accept(int token);
    [[nodiscard]] bool isReached() const;

  private:
    int m_steps;
    int m_bars;
    int m_accepted = 0;
    std::unique_ptr<SequenceGuide> m_guide;
};

/// Draws the tokens of the sample of a seed; nothing if stopped before its end.
using DrawTokens = std::function<std::optional<std::vector<int>>(std::uint64_t seed)>;

/// Decoded scores of the requested number of samples. Errors: BadArgument.
Result<std::vector<Score>> scoresOf(const GenerateRequest& request,
                                    const SequenceEncoding& encoding, const DrawTokens& draw);

} // namespace leitmotif
