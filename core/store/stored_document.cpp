// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/stored_document.h"

#include <algorithm>
#include <ranges>
#include <utility>

namespace leitmotif {

namespace {

/// Number of edits that are composed before they are applied: each application copies a whole
/// track.
constexpr std::size_t kEditsAtOnce = 64;

} // namespace

Result<Score> applied(const Score& score, const StoredEdit& edit, const Score& original) {
    return edit.change ? applied(score, *edit.change) : Result<Score>(original);
}

Result<Score> replayed(const Score& original, std::span<const StoredEdit> edits) {
    const auto isReturn = [](const StoredEdit& edit) { return !edit.change; };
    const auto lastReturn = std::ranges::find_if(edits | std::views::reverse, isReturn);
    Score score = original;
    std::optional<ScoreEdit> held;
    std::size_t count = 0;
    const auto apply = [&]() -> Result<void> {
        if (const auto edit = std::exchange(held, std::nullopt)) {
            auto next = applied(score, *edit);
            if (!next)
                return next.error();
            score = std::move(*next);
        }
        count = 0;
        return {};
    };
    for (const StoredEdit& edit : std::ranges::subrange(lastReturn.base(), edits.end())) {
        auto both = held && count < kEditsAtOnce ? composed(*held, *edit.change) : std::nullopt;
        if (!both) {
            if (const auto done = apply(); !done)
                return done.error();
            both = edit.change;
        }
        held = std::move(both);
        ++count;
    }
    if (const auto done = apply(); !done)
        return done.error();
    return score;
}

} // namespace leitmotif
