// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/corpus/bar_shapes.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

namespace leitmotif {

namespace {

/// The bars of a stretch of notes, without a last one that the split cut.
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

std::vector<BarShapes::Place> BarShapes::places() const {
    std::vector<Place> all;
    for (const Run& run : m_runs)
        for (std::size_t bar = 0; bar < run.size(); ++bar)
            all.push_back({&run, bar});
    return all;
}

int BarShapes::usualMeter() const {
    std::map<int, std::int64_t> notes; // by meter
    for (const Run& run : m_runs)
        for (const Bar& bar : run)
            notes[bar.meter] += bar.notes;
    return std::ranges::max_element(notes, {}, [](const auto& entry) { return entry.second; })
        ->first;
}

BarShapes::Place BarShapes::nearOne(std::vector<Place> places, Random& random) {
    constexpr std::size_t kFewestChoices = 4;
    std::ranges::stable_sort(places, {}, &Place::distance);
    std::size_t near = std::min(kFewestChoices, places.size());
    while (near < places.size() && places[near].distance == places[near - 1].distance)
        ++near;
    return places[random.below(near)];
}

std::vector<BarShapes::Bar> BarShapes::drawn(int bars, Random& random) const {
    const auto all = places();
    auto beginnings = all;
    std::erase_if(beginnings, [meter = usualMeter()](const Place& place) {
        return place.after(0).notes == 0 || place.after(0).meter != meter;
    });
    Place place = beginnings[random.below(beginnings.size())];
    std::vector<Bar> result = {place.after(0)};
    while (result.size() < static_cast<std::size_t>(bars)) {
        place.bar = (place.bar + 1) % place.run->size();
        if (random.below(2) == 0) {
            auto others = all;
            for (Place& other : others)
                other.distance = std::abs(other.before().notes - result.back().notes);
            place = nearOne(std::move(others), random);
        }
        result.push_back(place.after(0));
    }
    return result;
}

std::vector<int> BarShapes::drawnBetween(std::optional<int> before, std::optional<int> after,
                                         int bars, Random& random) const {
    const auto count = static_cast<std::size_t>(bars);
    std::vector<Place> candidates;
    for (Place place : places()) {
        place.distance = (before ? std::abs(place.before().notes - *before) : 0) +
                         (after ? std::abs(place.after(count).notes - *after) : 0);
        bool hasNotes = false;
        for (std::size_t i = 0; i < count; ++i)
            hasNotes = hasNotes || place.after(i).notes > 0;
        if (hasNotes)
            candidates.push_back(place);
    }
    const Place place = nearOne(std::move(candidates), random);
    std::vector<int> notes;
    for (std::size_t i = 0; i < count; ++i)
        notes.push_back(place.after(i).notes);
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
