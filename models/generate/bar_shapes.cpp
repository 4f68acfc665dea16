// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/generate/bar_shapes.h"

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <utility>

namespace leitmotif {

namespace {

/// The bars of a stretch of notes; a last one that was cut by the split is left out.
std::vector<BarShapes::Bar> barsOf(const RowPiece& piece, const SequenceSpan& span) {
    const int firstBar = span.first == 0 ? 0 : piece.rows[span.first].bar;
    std::vector<BarShapes::Bar> bars;
    for (int bar = firstBar; bar <= piece.rows[span.last - 1].bar; ++bar)
        bars.push_back({piece.bars[static_cast<std::size_t>(bar)].meter, 0});
    for (auto i = span.first; i < span.last; ++i)
        ++bars[static_cast<std::size_t>(piece.rows[i].bar - firstBar)].notes;
    const bool isCut =
        span.last < piece.rows.size() && piece.rows[span.last].bar == piece.rows[span.last - 1].bar;
    const auto hasNotes = [](const BarShapes::Bar& bar) { return bar.notes > 0; };
    if (isCut && std::any_of(bars.begin(), bars.end() - 1, hasNotes))
        bars.pop_back();
    return bars;
}

} // namespace

BarShapes::BarShapes(std::span<const RowPiece> pieces, std::span<const SequenceSpan> learned) {
    for (const auto& span : learned)
        if (span.notes > 0)
            m_runs.push_back(barsOf(pieces[span.sequence], span));
}

std::vector<BarShapes::Bar> BarShapes::drawn(int bars, Random& random) const {
    std::vector<std::pair<const Run*, std::size_t>> beginnings;
    for (const Run& run : m_runs)
        for (std::size_t i = 0; i < run.size(); ++i)
            if (run[i].notes > 0)
                beginnings.emplace_back(&run, i);
    const auto [run, first] = beginnings[random.below(beginnings.size())];
    std::vector<Bar> result;
    for (std::size_t i = 0; i < static_cast<std::size_t>(bars); ++i)
        result.push_back((*run)[(first + i) % run->size()]);
    return result;
}

std::vector<int> BarShapes::drawnBetween(std::optional<int> before, std::optional<int> after,
                                         int bars, Random& random) const {
    constexpr std::size_t kFewestChoices = 4;
    struct Place {
        const Run* run;
        std::size_t first;
        int distance;
    };
    const auto count = static_cast<std::size_t>(bars);
    std::vector<Place> places;
    for (const Run& run : m_runs)
        for (std::size_t first = 0; first < run.size(); ++first) {
            const auto notesAt = [&](std::size_t i) { return run[i % run.size()].notes; };
            const int distance =
                (before ? std::abs(notesAt(first + run.size() - 1) - *before) : 0) +
                (after ? std::abs(notesAt(first + count) - *after) : 0);
            int notes = 0;
            for (std::size_t i = 0; i < count; ++i)
                notes += notesAt(first + i);
            if (notes > 0)
                places.push_back({&run, first, distance});
        }
    std::ranges::stable_sort(places, {}, &Place::distance);
    std::size_t alike = std::min(kFewestChoices, places.size());
    while (alike < places.size() && places[alike].distance == places[alike - 1].distance)
        ++alike;
    const auto& [run, first, distance] = places[random.below(alike)];
    std::vector<int> notes;
    for (std::size_t i = 0; i < count; ++i)
        notes.push_back((*run)[(first + i) % run->size()].notes);
    return notes;
}

nlohmann::json BarShapes::toJson() const {
    auto json = nlohmann::json::array();
    for (const Run& run : m_runs) {
        auto bars = nlohmann::json::array();
        for (const Bar& bar : run)
            bars.push_back({bar.meter, bar.notes});
        json.push_back(std::move(bars));
    }
    return json;
}

Result<BarShapes> BarShapes::fromJson(const nlohmann::json& json, std::size_t meters) {
    constexpr int kMostNotes = 1 << 16;
    std::vector<Run> runs;
    try {
        for (const auto& bars : json) {
            bool hasNotes = false;
            for (Run& run = runs.emplace_back(); const auto& bar : bars) {
                const Bar read{bar.at(0), bar.at(1)};
                if (read.meter < 0 || static_cast<std::size_t>(read.meter) >= meters ||
                    read.notes < 0 || read.notes > kMostNotes)
                    return Error{ErrorCode::CheckpointUnreadable, {"the shapes of its bars"}};
                run.push_back(read);
                hasNotes = hasNotes || read.notes > 0;
            }
            if (!hasNotes)
                return Error{ErrorCode::CheckpointUnreadable, {"an empty stretch of bars"}};
        }
    } catch (const nlohmann::json::exception& exception) {
        return Error{ErrorCode::CheckpointUnreadable, {exception.what()}};
    }
    if (runs.empty())
        return Error{ErrorCode::CheckpointUnreadable, {"it has no bars"}};
    return BarShapes(std::move(runs));
}

} // namespace leitmotif
