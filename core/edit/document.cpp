// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/document.h"

namespace leitmotif {

Result<void> Document::apply(const ScoreEdit& edit) {
    auto changed = applied(m_score, edit);
    if (!changed)
        return changed.error();
    m_score = std::move(*changed);
    return {};
}

} // namespace leitmotif
