// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/corpus/compound_ngrams.h"

#include "models/corpus/compound_history.h"

#include <algorithm>
#include <initializer_list>
#include <optional>

namespace leitmotif {

namespace {

constexpr int kNoneBefore = -1;       // in a context
constexpr std::size_t kReadBack = 48; // notes that are searched for those of a part

int choiceCount(CompoundField field) {
    constexpr std::size_t kMostParts = 128;
    return static_cast<int>(FieldRows(field, kMostParts).choices);
}

bool isSamePlace(const CompoundNote& one, const CompoundNote& other) {
    return one.bar == other.bar && one.at == other.at;
}

/// The notes before a draft as contexts see them.
class Before {
  public:
    explicit Before(const CompoundDraft& draft) : m_draft(draft) {
        if (draft.before.empty())
            return;
        m_last = draft.before.back();
        auto note = draft.before.rbegin();
        for (; note != draft.before.rend() && isSamePlace(*note, *m_last); ++note)
            ++m_chord;
        if (note != draft.before.rend())
            m_onsetBefore = *note;
    }

    [[nodiscard]] const std::optional<CompoundNote>& last() const { return m_last; }
    /// Notes at the place of the last one.
    [[nodiscard]] int chord() const { return m_chord; }
    /// The last note at an earlier place.
    [[nodiscard]] const std::optional<CompoundNote>& onsetBefore() const { return m_onsetBefore; }
    /// The note just before of the draft's part at its own place.
    [[nodiscard]] std::optional<CompoundNote> inChord() const {
        const bool isSame =
            m_draft.step == kStepSame && m_last && m_last->part == m_draft.note.part;
        return isSame ? m_last : std::nullopt;
    }
    /// The lowest notes of the draft's part at earlier places, the last one first.
    [[nodiscard]] std::vector<CompoundNote> ofPart(std::size_t count) const {
        std::vector<CompoundNote> notes;
        const auto read = m_draft.before.last(std::min(kReadBack, m_draft.before.size()));
        for (auto note = read.rbegin(); note != read.rend() && notes.size() <= count; ++note) {
            if (note->part != m_draft.note.part ||
                (m_draft.step == kStepSame && isSamePlace(*note, *m_last)))
                continue;
            if (!notes.empty() && isSamePlace(notes.back(), *note))
                notes.back() = *note;
            else
                notes.push_back(*note);
        }
        notes.resize(std::min(notes.size(), count));
        return notes;
    }

  private:
    const CompoundDraft& m_draft;
    std::optional<CompoundNote> m_last;
    std::optional<CompoundNote> m_onsetBefore;
    int m_chord = 0;
};

template <class Member>
int valueOf(const std::optional<CompoundNote>& note, Member member) {
    return note ? static_cast<int>((*note).*member) : kNoneBefore;
}

template <class Member>
int valueAt(const std::vector<CompoundNote>& notes, std::size_t index, Member member) {
    return index < notes.size() ? static_cast<int>(notes[index].*member) : kNoneBefore;
}

/// What tells of the choice, what tells most last.
std::vector<int> habitOf(CompoundField field, const CompoundDraft& draft) {
    const Before before(draft);
    const auto& last = before.last();
    const auto& note = draft.note;
    using N = CompoundNote;
    switch (field) {
    case CompoundField::Step:
        return {valueOf(last, &N::duration),
                valueOf(last, &N::pitch),
                valueOf(before.onsetBefore(), &N::at),
                valueOf(last, &N::part),
                before.chord(),
                valueOf(last, &N::at)};
    case CompoundField::Position:
        return {valueOf(last, &N::pitch), valueOf(before.onsetBefore(), &N::at),
                before.chord(),           valueOf(last, &N::part),
                valueOf(last, &N::at),    draft.step};
    case CompoundField::Part:
        return {valueOf(before.onsetBefore(), &N::part), valueOf(last, &N::pitch), note.at,
                valueOf(last, &N::part), draft.step == kStepSame ? 1 : 0};
    case CompoundField::Pitch: {
        const auto notes = before.ofPart(3);
        return {valueAt(notes, 2, &N::pitch), valueAt(notes, 1, &N::pitch),         note.at,
                valueAt(notes, 0, &N::pitch), valueOf(before.inChord(), &N::pitch), note.part};
    }
    case CompoundField::Drum: {
        const auto notes = before.ofPart(2);
        return {valueAt(notes, 1, &N::pitch), valueAt(notes, 0, &N::pitch), note.at,
                valueOf(before.inChord(), &N::pitch)};
    }
    case CompoundField::Duration: {
        const auto notes = before.ofPart(2);
        return {valueAt(notes, 1, &N::duration),
                valueAt(notes, 0, &N::duration),
                note.pitch,
                note.at,
                valueOf(before.inChord(), &N::duration),
                note.part};
    }
    case CompoundField::Velocity: {
        const auto notes = before.ofPart(1);
        return {note.pitch, note.at, valueAt(notes, 0, &N::velocity),
                valueOf(before.inChord(), &N::velocity), note.part};
    }
    }
    return {};
}

/// One number for some small ones; different ones are very seldom equal.
int joined(std::initializer_list<int> values) {
    std::uint32_t hash = 2166136261U; // FNV-1a
    for (const int value : values)
        hash = (hash ^ static_cast<std::uint32_t>(value)) * 16777619U;
    return static_cast<int>(hash & 0x7fffffffU);
}

/// The notes just before, and last the fields of the note so far.
std::vector<int> passageOf(CompoundField field, const CompoundDraft& draft) {
    constexpr std::size_t kNotes = NgramMixture::kOrder - 1;
    std::vector<int> context;
    for (const auto& note : draft.before.last(std::min(kNotes, draft.before.size())))
        context.push_back(joined({note.at, note.part, note.pitch, note.duration}));
    const auto& note = draft.note;
    switch (field) {
    case CompoundField::Step:
        context.push_back(0);
        break;
    case CompoundField::Position:
        context.push_back(draft.step);
        break;
    case CompoundField::Part:
        context.push_back(joined({draft.step, note.at}));
        break;
    case CompoundField::Pitch:
    case CompoundField::Drum:
        context.push_back(joined({draft.step, note.at, note.part}));
        break;
    case CompoundField::Duration:
        context.push_back(joined({draft.step, note.at, note.part, note.pitch}));
        break;
    case CompoundField::Velocity:
        context.push_back(joined({draft.step, note.at, note.part, note.pitch, note.duration}));
        break;
    }
    return context;
}

std::vector<int> contextOf(CompoundContext kind, CompoundField field, const CompoundDraft& draft) {
    return kind == CompoundContext::Habit ? habitOf(field, draft) : passageOf(field, draft);
}

constexpr std::array kContexts = {CompoundContext::Habit, CompoundContext::Passage};

std::size_t index(auto value) {
    return static_cast<std::size_t>(value);
}

/// Calls action(field) for the fields that are chosen for the note.
template <class Action>
void forEachChosen(const CompoundDraft& draft, bool hasParts, bool isDrum, Action action) {
    action(CompoundField::Step);
    if (draft.step != kStepSame)
        action(CompoundField::Position);
    if (hasParts)
        action(CompoundField::Part);
    action(isDrum ? CompoundField::Drum : CompoundField::Pitch);
    action(CompoundField::Duration);
    if (draft.note.velocity != kNoVelocity)
        action(CompoundField::Velocity);
}

} // namespace

CompoundNgrams::CompoundNgrams() {
    for (auto& models : m_models)
        for (std::size_t field = 0; field < kCompoundFields; ++field)
            models.emplace_back(choiceCount(static_cast<CompoundField>(field)),
                                NgramMixture::kOrder);
}

CompoundDraft CompoundNgrams::draftOf(const CompoundView& piece, std::size_t index) {
    const auto& note = piece.notes[index];
    CompoundDraft draft{piece.notes.first(index), kStepLater, note};
    if (index == 0)
        return draft;
    const auto& last = piece.notes[index - 1];
    if (const int ahead = note.bar - last.bar; ahead > 0)
        draft.step = kStepNextBar + std::min(ahead, kMostBarsAhead) - 1;
    else if (note.at == last.at)
        draft.step = kStepSame;
    return draft;
}

void CompoundNgrams::observe(const CompoundDraft& draft, bool isDrum) {
    forEachChosen(draft, true, isDrum, [&](CompoundField field) {
        const auto choice = CompoundHistory::choiceOf(field, draft.step, draft.note);
        for (const auto kind : kContexts)
            m_models[index(kind)][index(field)].observe(contextOf(kind, field, draft),
                                                        static_cast<int>(choice));
    });
}

void CompoundNgrams::observe(const CompoundView& piece, std::size_t first, std::size_t last) {
    for (auto i = first; i < last; ++i)
        observe(draftOf(piece, i), piece.programs[piece.notes[i].part] == kDrumProgram);
}

CompoundNgrams::Predictions CompoundNgrams::predict(CompoundField field, const CompoundDraft& draft,
                                                    std::int64_t choice) const {
    Predictions predictions;
    for (const auto kind : kContexts)
        predictions[index(kind)] = m_models[index(kind)][index(field)].predict(
            contextOf(kind, field, draft), static_cast<int>(choice));
    return predictions;
}

int CompoundNgrams::fill(CompoundContext kind, CompoundField field, const CompoundDraft& draft,
                         int depth, std::span<double> probabilities) const {
    std::vector<double> all(static_cast<std::size_t>(choiceCount(field)));
    const auto context = contextOf(kind, field, draft);
    const int known = m_models[index(kind)][index(field)].fillProbabilities(
        std::span(context).last(std::min(context.size(), static_cast<std::size_t>(depth))), all);
    std::copy_n(all.begin(), probabilities.size(), probabilities.begin());
    return known;
}

CompoundPredictions compoundPredictions(std::span<const CompoundView> pieces,
                                        std::span<const SequenceSpan> training,
                                        std::span<const SequenceWindow> heldOut) {
    CompoundNgrams ngrams;
    std::size_t counted = 0;
    for (const auto& span : training) {
        const auto notes = std::min(span.last - span.first, kMostCountedNotes - counted);
        ngrams.observe(pieces[span.sequence], span.first, span.first + notes);
        counted += notes;
    }
    CompoundPredictions predictions;
    for (const auto& window : heldOut)
        for (auto i = window.evaluated; i < window.last; ++i) {
            const auto& piece = pieces[window.sequence];
            const auto draft = CompoundNgrams::draftOf(piece, i);
            const bool isDrum = piece.programs[draft.note.part] == kDrumProgram;
            forEachChosen(draft, piece.programs.size() > 1, isDrum, [&](CompoundField field) {
                predictions[index(field)].push_back(ngrams.predict(
                    field, draft, CompoundHistory::choiceOf(field, draft.step, draft.note)));
            });
            if (counted < kMostCountedNotes)
                ngrams.observe(draft, isDrum);
            ++counted;
        }
    return predictions;
}

} // namespace leitmotif
