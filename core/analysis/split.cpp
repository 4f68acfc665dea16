// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/split.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

namespace leitmotif {

namespace {

constexpr std::size_t kFewestWholeSequences = 3;

/// Notes [from, to) of a sequence as a span, if there are any.
void addNotes(std::vector<SequenceSpan>& part, std::span<const SequenceShape> sequences,
              std::size_t index, std::size_t from, std::size_t to) {
    const SequenceShape& sequence = sequences[index];
    const auto tokenOf = [&](std::size_t note) {
        if (note == 0)
            return std::size_t{0};
        if (note >= sequence.notes)
            return sequence.tokens;
        return sequence.noteStarts == nullptr ? note : (*sequence.noteStarts)[note];
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

/// Notes [from, to) of a sequence without those that are given.
void addHeldOut(std::vector<SequenceSpan>& part, std::span<const SequenceShape> sequences,
                std::size_t index, std::size_t from, std::size_t to) {
    addNotes(part, sequences, index, std::max(from, sequences[index].givenNotes), to);
}

/// Where a sequence may be cut from `note` on: notes that share a token, as those of a chord in
/// some encodings, stay together.
std::size_t cutFrom(const SequenceShape& sequence, std::size_t note) {
    const auto* const starts = sequence.noteStarts;
    while (starts != nullptr && note > 0 && note < starts->size() &&
           (*starts)[note] == (*starts)[note - 1])
        ++note;
    return note;
}

CorpusSplit splitInTime(const std::vector<std::size_t>& indices,
                        std::span<const SequenceShape> sequences, double validation, double test) {
    CorpusSplit split;
    for (const std::size_t i : indices) {
        const std::size_t notes = sequences[i].notes;
        const std::size_t trained = cutFrom(sequences[i], shareOf(notes, 1.0 - validation - test));
        const std::size_t validated =
            std::max(trained, cutFrom(sequences[i], shareOf(notes, 1.0 - test)));
        addNotes(split.training, sequences, i, 0, trained);
        addHeldOut(split.validation, sequences, i, trained, validated);
        addHeldOut(split.test, sequences, i, validated, notes);
    }
    return split;
}

/// Takes sequences out of `left`, from the last one on, as long as each brings their notes nearer
/// to `target`; the shortest one if none does. Leaves at least `fewestLeft`.
std::vector<std::size_t> takeWhole(std::vector<std::size_t>& left,
                                   std::span<const SequenceShape> sequences, double target,
                                   std::size_t fewestLeft) {
    std::vector<std::size_t> taken;
    const auto notesOf = [&](std::size_t i) { return sequences[i].notes; };
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

void addWhole(std::vector<SequenceSpan>& part, std::span<const SequenceShape> sequences,
              const std::vector<std::size_t>& indices) {
    for (const std::size_t i : indices)
        addHeldOut(part, sequences, i, 0, sequences[i].notes);
}

CorpusSplit splitWhole(std::vector<std::size_t> left, std::span<const SequenceShape> sequences,
                       double validation, double test) {
    std::size_t notes = 0;
    for (const std::size_t i : left)
        notes += sequences[i].notes;
    CorpusSplit split;
    const auto total = static_cast<double>(notes);
    if (test > 0.0)
        addWhole(split.test, sequences,
                 takeWhole(left, sequences, test * total, validation > 0.0 ? 2 : 1));
    if (validation > 0.0)
        addWhole(split.validation, sequences, takeWhole(left, sequences, validation * total, 1));
    for (const std::size_t i : left)
        addNotes(split.training, sequences, i, 0, sequences[i].notes);
    return split;
}

std::vector<std::size_t> indicesOf(std::span<const SequenceShape> sequences, PieceRole role) {
    std::vector<std::size_t> indices;
    for (std::size_t i = 0; i < sequences.size(); ++i)
        if (sequences[i].role == role)
            indices.push_back(i);
    return indices;
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
    std::vector<SequenceShape> shapes;
    for (const TokenSequence& sequence : sequences)
        shapes.push_back({sequence.noteStarts.size(), sequence.tokens.size(), sequence.givenNotes,
                          sequence.role, &sequence.noteStarts});
    return splitSequences(shapes, validation, test);
}

CorpusSplit splitSequences(std::span<const SequenceShape> sequences, double validation,
                           double test) {
    assert(validation >= 0.0 && test >= 0.0 && validation + test < 1.0);
    const auto wholeValidation = indicesOf(sequences, PieceRole::Validation);
    const auto wholeTest = indicesOf(sequences, PieceRole::Test);
    if (!wholeValidation.empty())
        validation = 0.0;
    if (!wholeTest.empty())
        test = 0.0;
    auto others = indicesOf(sequences, PieceRole::Training);
    std::erase_if(others, [&](std::size_t i) { return sequences[i].notes == 0; });
    CorpusSplit split = others.size() < kFewestWholeSequences
                            ? splitInTime(others, sequences, validation, test)
                            : splitWhole(std::move(others), sequences, validation, test);
    addWhole(split.validation, sequences, wholeValidation);
    addWhole(split.test, sequences, wholeTest);
    return split;
}

} // namespace leitmotif
