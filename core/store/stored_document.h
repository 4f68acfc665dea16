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

/// The score of a project that a history belongs to: that of a source or of a take.
struct DocumentKey {
    enum class Kind : std::uint8_t { Source, Take } kind = Kind::Source;
    std::int64_t id = 0;

    auto operator<=>(const DocumentKey&) const = default;
};

/// One edit of a history.
struct StoredEdit {
    std::string label;               ///< what the undo history calls it
    bool continuesStep = false;      ///< it belongs to the step of the edit before it
    std::optional<ScoreEdit> change; ///< nothing: the original came back
};

/// A source or take that was edited, with its history.
struct StoredDocument {
    DocumentKey key;
    Score original;
    Score score;                   ///< after the applied edits
    bool isEdited = false;         ///< they differ
    std::vector<StoredEdit> edits; ///< in order, undone ones included
    std::size_t applied = 0;       ///< how many of them are not undone
    std::string damage;            ///< why `edits` are not all of them; empty: they are
};

/// `score` after one edit of a history that began with `original`. Errors: EditNotApplicable.
Result<Score> applied(const Score& score, const StoredEdit& edit, const Score& original);
/// `original` after all of `edits`; as one after the other, but faster. Errors: EditNotApplicable.
Result<Score> replayed(const Score& original, std::span<const StoredEdit> edits);

} // namespace leitmotif
