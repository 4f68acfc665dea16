// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/frames/frame_tokens.h"

#include <algorithm>
#include <cassert>
#include <nlohmann/json.hpp>
#include <utility>

namespace leitmotif {

namespace {

Vocabulary frameVocabulary() {
    std::vector<Token> words;
    for (int key = 0; key < kFrameKeys; ++key)
        words.push_back({TokenKind::Pitch, kLowestFramePitch + key});
    words.push_back({TokenKind::TimeShift, 1});
    return Vocabulary(words);
}

} // namespace

FrameTokens::FrameTokens(Frames frames)
    : m_frames(std::move(frames)), m_vocabulary(frameVocabulary()) {}

TokenSequence FrameTokens::encode(const CorpusPiece& piece) const {
    TokenSequence sequence;
    sequence.givenNotes = 1;
    for (const Frame& frame : m_frames.encode(piece)) {
        sequence.noteStarts.push_back(sequence.tokens.size());
        for (std::size_t key = 0; key < kFrameKeys; ++key)
            if (frame.test(key))
                sequence.tokens.push_back(static_cast<int>(key));
        sequence.tokens.push_back(kFrameEnd);
    }
    return sequence;
}

Score FrameTokens::decode(std::span<const int> tokens) const {
    std::vector<Frame> frames;
    Frame frame;
    for (const int token : tokens)
        if (token == kFrameEnd)
            frames.push_back(std::exchange(frame, {}));
        else
            frame.set(static_cast<std::size_t>(token));
    if (frame.any())
        frames.push_back(frame);
    return m_frames.decode(frames);
}

std::vector<int> FrameTokens::transposed(std::span<const int> tokens, int semitones) const {
    std::vector<int> result(tokens.begin(), tokens.end());
    for (int& token : result) {
        if (token == kFrameEnd)
            continue;
        token += semitones;
        if (token < 0 || token >= kFrameKeys)
            return {};
    }
    return result;
}

std::pair<int, int> FrameTokens::transpositionRange(std::span<const int> tokens) const {
    int lowest = kFrameKeys;
    int highest = -1;
    for (const int token : tokens)
        if (token != kFrameEnd) {
            lowest = std::min(lowest, token);
            highest = std::max(highest, token);
        }
    return highest < 0 ? std::pair(0, 0) : std::pair(-lowest, kFrameKeys - 1 - highest);
}

std::unique_ptr<SequenceGuide> FrameTokens::guide(int bars) const {
    return std::make_unique<FrameGuide>(m_frames.limits(), m_frames.framesIn(bars));
}

nlohmann::json FrameTokens::toJson() const {
    return m_frames.toJson();
}

bool FrameGuide::canRest() const {
    const bool isLast = m_frames + 1 >= m_wanted;
    if (!m_hasKeys)
        return !isLast && m_rest < m_limits.leadingRest;
    return m_rest < m_limits.longestRest;
}

void FrameGuide::fillAllowed(std::span<std::uint8_t> allowed) const {
    assert(allowed.size() == kFrameKeys + 1);
    const auto first = static_cast<std::size_t>(m_lastKey + 1);
    const bool isFull = m_keysHere >= m_limits.mostKeys;
    for (std::size_t key = 0; key < kFrameKeys; ++key)
        allowed[key] = !isFull && key >= first ? 1 : 0;
    allowed[FrameTokens::kFrameEnd] = m_keysHere > 0 || canRest() ? 1 : 0;
}

void FrameGuide::accept(int token) {
    if (token != FrameTokens::kFrameEnd) {
        m_lastKey = token;
        m_hasKeys = true;
        ++m_keysHere;
        return;
    }
    ++m_frames;
    m_rest = m_keysHere > 0 ? 0 : m_rest + 1;
    m_keysHere = 0;
    m_lastKey = -1;
}

} // namespace leitmotif
