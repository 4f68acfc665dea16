// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/music/score_texts.h"

namespace leitmotif {

std::vector<TextBytes> foreignTexts(const Score& score) {
    constexpr std::uint8_t kLastTextType = 0x0f;
    std::vector<TextBytes> texts;
    for (const TrackPtr& track : score.tracks)
        for (const Event& event : track->events())
            if (event.isMeta() && event.data1 >= meta::kText && event.data1 <= kLastTextType &&
                !isPlainText(event.bytes()))
                texts.push_back(event.bytes());
    return texts;
}

void readTextsAs(Score& score, TextEncoding encoding) {
    score.textReading = encoding == TextEncoding::Automatic ? likeliestReading(foreignTexts(score))
                                                            : TextReading{encoding, true};
}

} // namespace leitmotif
