// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/edit/score_edit.h"

#include <cstdint>
#include <functional>

namespace leitmotif {

/// The score that is being edited. Its owner applies edits and their inverses (undo); one listener
/// hears of each change after it is made. Used on the GUI thread only.
class Document {
  public:
    /// `edit` is what was applied, or null if another score took the place of the old one.
    using Listener = std::function<void(const Score& score, const ScoreEdit* edit)>;

    explicit Document(Score score = emptyScore()) : m_score(std::move(score)) {}

    [[nodiscard]] const Score& score() const { return m_score; }
    /// Grows with every change.
    [[nodiscard]] std::uint64_t revision() const { return m_revision; }

    void setListener(Listener listener) { m_listener = std::move(listener); }

    /// Changes the score and tells the listener, or changes nothing. Errors: EditNotApplicable.
    Result<void> apply(const ScoreEdit& edit);
    /// Opens another score in place of this one.
    void replace(Score score);

  private:
    void report(const ScoreEdit* edit);

    Score m_score;
    std::uint64_t m_revision = 0;
    Listener m_listener;
};

} // namespace leitmotif
