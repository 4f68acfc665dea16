// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/split.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace leitmotif {

namespace {

constexpr std::size_t kFewestWholeSequences = 3;

/// Notes [from, to) of a sequence as a span, if there are any.
void addNotes(std::vector<SequenceSpan>& part, std::span<const TokenSequence> sequences,
              std::size_t index, std::size_t from, std::size_t to) {
    const TokenSequence& sequence = sequences[index];
    const auto tokenOf = [&](std::size_t note) {
        if (note == 0)
            return std::size_t{0};
        return note < sequence.noteStarts.size() ? sequence.noteStarts[note]
                                                 : sequence.tokens.size();
    };
    if (from < to)
        part.push_back({index, tokenOf(from), tokenOf(to), to - from});
}

/// `share` of `notes`, rounded down; shares such as 1 − .1 − .15 may be off in the last bit.
std::size_t shareOf(std::size_t notes, double share) {
    constexpr double kLastBits = 1e-9;
    return static_cast<std::size_t>(
        std::floor(std::max(0.0, share) * static_cast<double>(notes) + kLastBits));
}

CorpusSplit splitInTime(std::span<const TokenSequence> sequences, double validation, double test) {
    CorpusSplit split;
    for (std::size_t i = 0; i < sequences.size(); ++i) {
        const std::size_t notes = sequences[i].noteStarts.size();
        const std::size_t trained = shareOf(notes, 1.0 - validation - test);
        const std::size_t validated = std::max(trained, shareOf(notes, 1.0 - test));
        addNotes(split.training, sequences, i, 0, trained);
        addNotes(split.validation, sequences, i, trained, validated);
        addNotes(split.test, sequences, i, validated, notes);
    }
    return split;
}

/// Takes sequences out of `left`, from the last one on, as long as each brings their notes nearer
/// to `target`; the shortest one if none does. Leaves at least `fewestLeft`.
std::vector<std::size_t> takeWhole(std::vector<std::size_t>& left,
                                   std::span<const TokenSequence> sequences, double target,
                                   std::size_t fewestLeft) {
    std::vector<std::size_t> taken;
    const auto notesOf = [&](std::size_t i) { return sequences[i].noteStarts.size(); };
    double notes = 0.0;
    for (std::size_t i = left.size(); i-- > 0 && left.size() > fewestLeft;) {
        const auto more = static_cast<double>(notesOf(left[i]));
        if (more == 0.0 || std::abs(notes + more - target) >= std::abs(notes - target))
            continue;
        notes += more;
        taken.push_back(left[i]);
        left.erase(left.begin() + static_cast<std::ptrdiff_t>(i));
    }
    if (taken.empty() && left.size() > fewestLeft) {
        const auto shortest = std::ranges::min_element(left, {}, notesOf);
        taken.push_back(*shortest);
        left.erase(shortest);
    }
    std::ranges::sort(taken);
    return taken;
}

CorpusSplit splitWhole(std::span<const TokenSequence> sequences, double validation, double test) {
    std::size_t notes = 0;
    std::vector<std::size_t> left;
    for (std::size_t i = 0; i < sequences.size(); ++i) {
        notes += sequences[i].noteStarts.size();
        left.push_back(i);
    }
    CorpusSplit split;
    const auto fill = [&](std::vector<SequenceSpan>& part, const std::vector<std::size_t>& whole) {
        for (const std::size_t i : whole)
            addNotes(part, sequences, i, 0, sequences[i].noteStarts.size());
    };
    const auto total = static_cast<double>(notes);
    if (test > 0.0)
        fill(split.test, takeWhole(left, sequences, test * total, validation > 0.0 ? 2 : 1));
    if (validation > 0.0)
        fill(split.validation, takeWhole(left, sequences, validation * total, 1));
    fill(split.training, left);
    return split;
}

} // namespace

std::size_t noteCount(std::span<const SequenceSpan> spans) {
    std::size_t count = 0;
    for (const SequenceSpan& span : spans)
        count += span.notes;
    return count;
}

std::size_t tokenCount(std::span<const SequenceSpan> spans) {
    std::size_t count = 0;
    for (const SequenceSpan& span : spans)
        count += span.tokens();
    return count;
}

CorpusSplit splitSequences(std::span<const TokenSequence> sequences, double validation,
                           double test) {
    assert(validation >= 0.0 && test >= 0.0 && validation + test < 1.0);
    return sequences.size() < kFewestWholeSequences ? splitInTime(sequences, validation, test)
                                                    : splitWhole(sequences, validation, test);
}

} // namespace leitmotif
