// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/score_edit.h"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace leitmotif {

/// The source or take whose score has an edit history.
struct DocumentKey {
    enum class Kind : std::uint8_t { Source, Take } kind = Kind::Source;
    std::int64_t id = 0;

    auto operator<=>(const DocumentKey&) const = default;
};

/// One edit of a history.
struct StoredEdit {
    std::string label;               ///< its name in the undo history
    bool continuesStep = false;      ///< belongs to the undo step of the edit before it
    std::optional<ScoreEdit> change; ///< nothing: back to the original
};

/// A source or take that was edited, with its history.
struct StoredDocument {
    DocumentKey key;
    Score original;
    Score score;                   ///< after the applied edits
    bool isEdited = false;         ///< true if that differs from the original
    std::vector<StoredEdit> edits; ///< in order, undone ones included
    std::size_t applied = 0;       ///< number of edits that are not undone
    std::string damage;            ///< why `edits` is incomplete; empty: it is complete
};

/// `score` after one edit of a history that began with `original`. Errors: EditNotApplicable.
Result<Score> applied(const Score& score, const StoredEdit& edit, const Score& original);
/// `original` after all of `edits`; like applied() for each, but faster. Errors: EditNotApplicable.
Result<Score> replayed(const Score& original, std::span<const StoredEdit> edits);

} // namespace leitmotif
