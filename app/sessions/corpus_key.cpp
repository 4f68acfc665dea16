// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sessions/corpus_key.h"

#include "app/base/version.h"

namespace leitmotif {

CorpusKey::CorpusKey(const Recipe& recipe) {
    const auto& encoding = recipe.encoding;
    addText(programVersion());
    addText(encoding.kind);
    addNumber(static_cast<std::uint64_t>(encoding.stepsPerBeat));
    addNumber(encoding.hasVelocity ? 1 : 0);
    addNumber(encoding.mergesTracks ? 1 : 0);
    addNumber(static_cast<std::uint64_t>(recipe.training.transposition));
}

void CorpusKey::add(const SourceHead& head) {
    const auto& selection = head.selection;
    addNumber(head.hash);
    addNumber(head.size);
    addNumber(selection.tracks.size());
    for (const auto track : selection.tracks)
        addNumber(track);
    addNumber(selection.withoutChannels.size());
    for (const auto channel : selection.withoutChannels)
        addNumber(channel);
    addNumber(selection.bars ? static_cast<std::uint64_t>(selection.bars->first) + 1 : 0);
    addNumber(selection.bars ? static_cast<std::uint64_t>(selection.bars->last) + 1 : 0);
    addNumber(static_cast<std::uint64_t>(selection.role));
    addNumber(static_cast<std::uint64_t>(selection.beat));
    addNumber(static_cast<std::uint64_t>(selection.text));
}

void CorpusKey::addNumber(std::uint64_t number) {
    Bytes bytes;
    for (unsigned shift = 0; shift < 64; shift += 8)
        bytes.push_back(static_cast<std::uint8_t>(number >> shift));
    m_hash = hashOf(bytes, m_hash);
}

void CorpusKey::addText(const std::string& text) {
    addNumber(text.size());
    m_hash = hashOf({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}, m_hash);
}

} // namespace leitmotif
