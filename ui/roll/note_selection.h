// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/score_edit.h"

#include <algorithm>
#include <map>
#include <memory>
#include <utility>
#include <vector>

namespace leitmotif {

/// A set of notes of one track, in order. A value: edits of the score do not change it. Copies
/// share the notes.
class NoteSelection {
  public:
    NoteSelection() = default;
    explicit NoteSelection(std::vector<Note> notes) {
        std::ranges::sort(notes, kOrder);
        const auto repeated = std::ranges::unique(notes);
        notes.erase(repeated.begin(), repeated.end());
        if (!notes.empty())
            m_notes = std::make_shared<const std::vector<Note>>(std::move(notes));
    }

    [[nodiscard]] bool isEmpty() const { return m_notes == nullptr; }
    [[nodiscard]] std::size_t size() const { return notes().size(); }
    [[nodiscard]] const std::vector<Note>& notes() const {
        static const std::vector<Note> kNone;
        return m_notes ? *m_notes : kNone;
    }
    [[nodiscard]] bool contains(const Note& note) const {
        return std::ranges::binary_search(notes(), note, kOrder);
    }

    /// With this note added, or removed if it was in the set.
    [[nodiscard]] NoteSelection toggled(const Note& note) const {
        std::vector<Note> toggled = notes();
        if (contains(note))
            std::erase(toggled, note);
        else
            toggled.push_back(note);
        return NoteSelection(std::move(toggled));
    }
    [[nodiscard]] NoteSelection united(const NoteSelection& other) const {
        std::vector<Note> both = notes();
        both.insert(both.end(), other.notes().begin(), other.notes().end());
        return NoteSelection(std::move(both));
    }

    bool operator==(const NoteSelection& other) const {
        return m_notes == other.m_notes || notes() == other.notes();
    }

  private:
    static constexpr auto kOrder = [](const Note& a, const Note& b) { return before(a, b); };

    std::shared_ptr<const std::vector<Note>> m_notes; ///< null: none
};

/// The selected notes: of one track, or of several after an edit that changed several.
class ScoreSelection {
  public:
    ScoreSelection() = default;
    ScoreSelection(std::size_t track, NoteSelection notes) { set(track, std::move(notes)); }
    explicit ScoreSelection(const TrackNotes& notes) {
        for (const auto& [track, some] : notes)
            set(track, NoteSelection(some));
    }

    [[nodiscard]] bool isEmpty() const { return m_tracks.empty(); }
    [[nodiscard]] std::size_t size() const {
        std::size_t all = 0;
        for (const auto& [track, notes] : m_tracks)
            all += notes.size();
        return all;
    }
    /// Only tracks in which notes are selected.
    [[nodiscard]] const std::map<std::size_t, NoteSelection>& tracks() const { return m_tracks; }
    [[nodiscard]] const NoteSelection& in(std::size_t track) const {
        static const NoteSelection kNone;
        const auto found = m_tracks.find(track);
        return found == m_tracks.end() ? kNone : found->second;
    }
    [[nodiscard]] TrackNotes notes() const {
        TrackNotes notes;
        for (const auto& [track, some] : m_tracks)
            notes[track] = some.notes();
        return notes;
    }
    /// With these notes of one track in place of those that were selected there.
    [[nodiscard]] ScoreSelection with(std::size_t track, NoteSelection notes) const {
        ScoreSelection other = *this;
        other.set(track, std::move(notes));
        return other;
    }

    bool operator==(const ScoreSelection&) const = default;

  private:
    void set(std::size_t track, NoteSelection notes) {
        if (notes.isEmpty())
            m_tracks.erase(track);
        else
            m_tracks[track] = std::move(notes);
    }

    std::map<std::size_t, NoteSelection> m_tracks;
};

} // namespace leitmotif
