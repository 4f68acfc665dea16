// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/encoding/common/encoding.h"
#include "core/runs/training_engine.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace leitmotif {

/// Errors: BadArgument, where no sampler can do what is asked for.
Result<void> checked(const GenerateRequest& request);

/// When a sample, or a section of it, is complete: after so many tokens or so many bars.
class SampleLength {
  public:
    /// As the request says.
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

/// The tokens of one stream by its seed; nothing if stopped before its end.
using DrawTokens = std::function<std::optional<std::vector<int>>(std::uint64_t seed)>;

/// Scores of as many streams as are asked for. Errors: BadArgument.
Result<std::vector<Score>> scoresOf(const GenerateRequest& request,
                                    const SequenceEncoding& encoding, const DrawTokens& draw);

} // namespace leitmotif
