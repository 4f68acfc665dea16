// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/edit/score_edit.h"

#include <utility>

namespace leitmotif {

/// The score that is being edited. Its owner applies edits and their inverses (undo) and notifies
/// the views. Used on the GUI thread only.
class Document {
  public:
    explicit Document(Score score = emptyScore()) : m_score(std::move(score)) {}

    [[nodiscard]] const Score& score() const { return m_score; }

    /// Changes the score, or nothing. Errors: EditNotApplicable.
    Result<void> apply(const ScoreEdit& edit);
    /// Opens another score in place of this one.
    void replace(Score score) { m_score = std::move(score); }

  private:
    Score m_score;
};

} // namespace leitmotif
