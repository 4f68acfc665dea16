// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/encoding/events/event_tokens.h"
#include "core/encoding/factory.h"

#include <gtest/gtest.h>

#include <memory>
#include <utility>

namespace leitmotif {

inline constexpr int kTransposition = 5;

inline const Vocabulary& vocabularyOf(const SequenceEncoding& encoding) {
    return dynamic_cast<const EventTokens&>(encoding).vocabulary();
}

inline std::unique_ptr<SequenceEncoding> fit(const Corpus& corpus,
                                             const EncodingOptions& options = {}) {
    auto encoding = fitEncoding(corpus, options, kTransposition);
    EXPECT_TRUE(encoding.has_value());
    return *std::move(encoding);
}

inline CorpusPiece decodedPiece(const SequenceEncoding& encoding, const TokenSequence& sequence,
                                bool hasFreeBeat = false) {
    return {"decoded", encoding.decode(sequence.tokens), hasFreeBeat};
}

} // namespace leitmotif
