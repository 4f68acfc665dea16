// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/document.h"

namespace leitmotif {

Result<void> Document::apply(const ScoreEdit& edit) {
    auto changed = applied(m_score, edit);
    if (!changed)
        return changed.error();
    m_score = std::move(*changed);
    report(&edit);
    return {};
}

void Document::replace(Score score) {
    m_score = std::move(score);
    report(nullptr);
}

void Document::report(const ScoreEdit* edit) {
    ++m_revision;
    if (m_listener)
        m_listener(m_score, edit);
}

} // namespace leitmotif
