// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/score_edit.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace leitmotif {

/// A set of notes of one track, by value: an edit elsewhere leaves it as it is. In order.
class NoteSelection {
  public:
    NoteSelection() = default;
    explicit NoteSelection(std::vector<Note> notes) : m_notes(std::move(notes)) {
        std::ranges::sort(m_notes, kOrder);
        const auto repeated = std::ranges::unique(m_notes);
        m_notes.erase(repeated.begin(), repeated.end());
    }

    [[nodiscard]] bool isEmpty() const { return m_notes.empty(); }
    [[nodiscard]] std::size_t size() const { return m_notes.size(); }
    [[nodiscard]] const std::vector<Note>& notes() const { return m_notes; }
    [[nodiscard]] bool contains(const Note& note) const {
        return std::ranges::binary_search(m_notes, note, kOrder);
    }

    /// With the note if it was not in, without it if it was.
    [[nodiscard]] NoteSelection toggled(const Note& note) const {
        std::vector<Note> notes = m_notes;
        if (contains(note))
            std::erase(notes, note);
        else
            notes.push_back(note);
        return NoteSelection(std::move(notes));
    }
    [[nodiscard]] NoteSelection united(const NoteSelection& other) const {
        std::vector<Note> notes = m_notes;
        notes.insert(notes.end(), other.m_notes.begin(), other.m_notes.end());
        return NoteSelection(std::move(notes));
    }

    bool operator==(const NoteSelection&) const = default;

  private:
    static constexpr auto kOrder = [](const Note& a, const Note& b) { return before(a, b); };

    std::vector<Note> m_notes;
};

} // namespace leitmotif
