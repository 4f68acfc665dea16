// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/pictures/roll_image.h"

#include "core/corpus/grid_steps.h"
#include "core/encoding/common/note_grid.h"
#include "core/encoding/pictures/roll_layout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

namespace leitmotif {

namespace {

constexpr int kPublishedRows = 96;
constexpr int kPublishedBeats = 8;
constexpr int kPitches = 128;
constexpr int kOctave = 12;
constexpr int kBeatsPerCommonBar = 4;
constexpr int kMostBars = 8;     // of a picture
constexpr int kMostBarBeats = 8; // of a bar; wider ones are drawn as if in 4/4

NoteGrid gridOf(const RollOptions& options) {
    return NoteGrid({"rolls", options.columnsPerBeat, options.hasVelocity, options.mergesTracks});
}

/// Columns of a bar; 0 if they are not a whole number or too many.
int barColumns(int numerator, int denominator, int columnsPerBeat) {
    const int quarters = kBeatsPerCommonBar * numerator * columnsPerBeat;
    if (numerator < 1 || denominator < 1 || quarters % denominator != 0 ||
        quarters / denominator > kMostBarBeats * columnsPerBeat)
        return 0;
    return quarters / denominator;
}

/// Calls visit(note, part) for every heard note of a score.
template <class Visitor>
void visitNotes(const Score& score, const CorpusParts& parts, Visitor visit) {
    const Parts players(score);
    const std::vector<int> partOf = parts.partsOf(score, players);
    for (const HeardNote& heard : heardNotes(score, players))
        visit(heard.note, partOf[heard.part]);
}

/// Separates the notes of a row by at least one blank column, so that they can be read from pixels.
/// REQUIRES: notes of a row do not overlap.
std::vector<RollNote> separated(std::vector<RollNote> notes) {
    std::ranges::stable_sort(notes, {},
                             [](const RollNote& note) { return std::pair(note.row, note.first); });
    std::vector<RollNote> result;
    for (const RollNote& note : notes) {
        RollNote* held = result.empty() || result.back().row != note.row ? nullptr : &result.back();
        if (held == nullptr || held->last < note.first) {
            result.push_back(note);
        } else if (note.first - held->first < 2) { // no room for a blank column: they are one
            held->last = note.last;
        } else {
            held->last = note.first - 1;
            result.push_back(note);
        }
    }
    std::ranges::stable_sort(result, {},
                             [](const RollNote& note) { return std::pair(note.first, note.row); });
    return result;
}

} // namespace

Result<RollImage> RollImage::fit(const Corpus& corpus, const RollOptions& options) {
    if (corpus.noteCount() == 0)
        return Error{ErrorCode::NoNotes,
                     {corpus.pieces().empty() ? "" : corpus.pieces().front().name}};
    RollImage image;
    image.m_options = options;
    image.m_options.columnsPerBeat = stepsPerBeatFor(corpus, options.columnsPerBeat);
    image.m_parts = CorpusParts(corpus, options.mergesTracks || !options.isFitted);
    image.m_setting = TakeSetting::of(corpus);
    image.chooseRows(corpus);
    image.chooseMeter();
    return image;
}

void RollImage::chooseRows(const Corpus& corpus) {
    const bool hasPitched = hasPitchedNotes(corpus);
    const bool hasDrums = !hasPitched || (m_options.isFitted && !m_options.mergesTracks);
    std::map<int, std::set<int>> pitches; // by part
    for (const CorpusPiece& piece : corpus.pieces())
        visitNotes(piece.score, m_parts, [&](const Note& note, int part) {
            if (part == CorpusParts::kDrums ? hasDrums : hasPitched)
                pitches[part].insert(note.pitch.value);
        });
    for (const auto& [part, used] : pitches) {
        if (part == CorpusParts::kDrums && m_options.isFitted) {
            for (const int pitch : used)
                m_rows.push_back({part, static_cast<std::uint8_t>(pitch)});
            continue;
        }
        int lowest = *used.begin();
        int highest = *used.rbegin();
        if (!m_options.isFitted) {
            lowest = std::clamp((lowest + highest + 1) / 2 - kPublishedRows / 2, 0,
                                kPitches - kPublishedRows);
            highest = lowest + kPublishedRows - 1;
        }
        for (int pitch = lowest; pitch <= highest; ++pitch)
            m_rows.push_back({part, static_cast<std::uint8_t>(pitch)});
    }
}

void RollImage::chooseMeter() {
    m_numerator = m_setting.isFree ? kBeatsPerCommonBar : m_setting.numerator;
    m_denominator = m_setting.isFree ? kBeatsPerCommonBar : m_setting.denominator;
    if (barColumns(m_numerator, m_denominator, m_options.columnsPerBeat) == 0)
        m_numerator = m_denominator = kBeatsPerCommonBar;
    m_columns = m_options.isFitted ? m_options.bars * columnsPerBar()
                                   : kPublishedBeats * m_options.columnsPerBeat;
}

int RollImage::columnsPerBar() const {
    return barColumns(m_numerator, m_denominator, m_options.columnsPerBeat);
}

bool RollImage::hasBarsOfMusic() const {
    return m_options.isFitted && !m_setting.isFree && m_numerator == m_setting.numerator &&
           m_denominator == m_setting.denominator;
}

std::int64_t RollImage::columnsIn(int bars) const {
    return std::max<std::int64_t>(
        1, std::llround(m_setting.quartersIn(bars) * m_options.columnsPerBeat));
}

int RollImage::rowOf(int part, int pitch) const {
    const auto find = [&](int wanted) {
        const RollRow row{part, static_cast<std::uint8_t>(wanted)};
        const auto found = std::ranges::lower_bound(m_rows, row);
        return found != m_rows.end() && *found == row ? static_cast<int>(found - m_rows.begin())
                                                      : -1;
    };
    if (m_options.isFitted)
        return find(pitch);
    if (part != m_rows.front().part)
        return -1;
    while (pitch < m_rows.front().pitch)
        pitch += kOctave;
    while (pitch > m_rows.back().pitch)
        pitch -= kOctave;
    return find(pitch);
}

std::uint8_t RollImage::plainVelocity(int row) const {
    return std::max<std::uint8_t>(1,
                                  m_parts.at(m_rows[static_cast<std::size_t>(row)].part).velocity);
}

std::vector<int> RollImage::transposedRows(int semitones) const {
    std::vector<int> moved;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const RollRow row = m_rows[i];
        const int pitch = row.pitch + semitones;
        const bool stays = row.part == CorpusParts::kDrums;
        const auto target = static_cast<std::ptrdiff_t>(i) + semitones;
        const bool exists = pitch >= 0 && pitch < kPitches && target >= 0 &&
                            target < std::ssize(m_rows) &&
                            m_rows[static_cast<std::size_t>(target)] ==
                                RollRow{row.part, static_cast<std::uint8_t>(pitch)};
        moved.push_back(stays ? static_cast<int>(i) : exists ? static_cast<int>(target) : -1);
    }
    return moved;
}

RollStrip RollImage::strip(const CorpusPiece& piece) const {
    struct Placed {
        Note note;
        int row = 0;
    };
    std::vector<Placed> placed;
    visitNotes(piece.score, m_parts, [&](const Note& note, int part) {
        const int row = rowOf(part, note.pitch.value);
        if (row >= 0)
            placed.push_back({note, row});
    });
    std::ranges::stable_sort(placed, {}, [](const Placed& p) { return p.note.onset; });

    RollLayout layout(piece, m_options.columnsPerBeat, hasBarsOfMusic() ? columnsPerBar() : 0);
    const std::int64_t bar = columnsPerBar();
    const std::int64_t longest = kLongestRestBars * bar; // of rests and notes
    std::int64_t skipped = 0;
    std::int64_t end = 0;        // of all notes so far
    std::vector<GridNote> notes; // a tick is a column here
    for (const auto& [note, row] : placed) {
        std::int64_t first = layout.onsetColumn(note.onset) - skipped;
        if (first - end > longest) {
            const std::int64_t rest = (first - end - longest) / bar * bar;
            skipped += rest;
            first -= rest;
        }
        const std::int64_t columns =
            std::min(longest, layout.columnsBetween(note.onset, note.end()));
        end = std::max(end, first + columns);
        const auto [part, pitch] = m_rows[static_cast<std::size_t>(row)];
        const auto velocity = m_options.hasVelocity ? note.velocity.value : plainVelocity(row);
        notes.push_back({.onset = {first},
                         .length = {columns},
                         .part = part,
                         .pitch = pitch,
                         .velocity = std::max<std::uint8_t>(1, velocity)});
    }
    resolveOverlaps(notes, m_parts);
    RollStrip strip;
    for (const GridNote& note : notes)
        strip.notes.push_back({rowOf(note.part, note.pitch), note.onset.value,
                               (note.onset + note.length).value, note.velocity});
    strip.notes = separated(std::move(strip.notes));
    for (const RollNote& note : strip.notes)
        strip.columns = std::max(strip.columns, note.last);
    return strip;
}

RollPicture RollImage::picture(const RollStrip& strip, std::int64_t firstColumn) const {
    RollPicture picture(static_cast<std::size_t>(rowCount()) * static_cast<std::size_t>(m_columns));
    const std::int64_t lastColumn = firstColumn + m_columns;
    const std::int64_t longest = kLongestRestBars * columnsPerBar();
    // Separating notes makes some longer, but at most twice as long as the longest.
    auto note =
        std::ranges::lower_bound(strip.notes, firstColumn - 2 * longest, {}, &RollNote::first);
    for (; note != strip.notes.end() && note->first < lastColumn; ++note) {
        const std::int64_t from = std::max(note->first, firstColumn) - firstColumn;
        const std::int64_t to = std::min(note->last, lastColumn) - firstColumn;
        const auto row = picture.begin() + std::int64_t{note->row} * m_columns;
        if (from < to)
            std::fill(row + from, row + to, note->velocity);
    }
    return picture;
}

std::vector<RollPicture> RollImage::encode(const CorpusPiece& piece) const {
    const RollStrip whole = strip(piece);
    std::vector<RollPicture> pictures;
    for (std::int64_t first = 0; first < whole.columns; first += m_columns)
        pictures.push_back(picture(whole, first));
    return pictures;
}

Score RollImage::decode(std::span<const RollPicture> pictures) const {
    const NoteGrid grid = gridOf(m_options);
    const std::int64_t columns = std::ssize(pictures) * m_columns;
    std::vector<GridNote> played;
    for (int row = 0; row < rowCount(); ++row) {
        const auto [part, pitch] = m_rows[static_cast<std::size_t>(row)];
        const auto pixel = [&](std::int64_t column) {
            const auto& picture = pictures[static_cast<std::size_t>(column / m_columns)];
            return picture[static_cast<std::size_t>(std::int64_t{row} * m_columns +
                                                    column % m_columns)];
        };
        std::int64_t last = 0;
        for (std::int64_t first = 0; first < columns; first = last + 1) {
            std::int64_t loudness = 0;
            for (last = first; last < columns && pixel(last) > 0; ++last)
                loudness += pixel(last);
            if (last == first)
                continue;
            const auto velocity = std::min<std::int64_t>(127, loudness / (last - first));
            const bool isStruckAgain = last + 1 < columns && pixel(last + 1) > 0;
            played.push_back({.onset = grid.ticksPerStep() * first,
                              .length = grid.ticksPerStep() * (last + isStruckAgain - first),
                              .part = part,
                              .pitch = pitch,
                              .velocity = static_cast<std::uint8_t>(velocity)});
        }
    }
    resolveOverlaps(played, m_parts); // parts may share a channel
    std::map<int, std::vector<Note>> notes;
    for (const GridNote& note : played)
        notes[note.part].push_back({.onset = note.onset,
                                    .length = note.length,
                                    .pitch = {note.pitch},
                                    .velocity = {note.velocity},
                                    .channel = m_parts.at(note.part).channel});
    const Tick end = grid.ticksPerStep() * columns;
    Score score;
    score.division = grid.division();
    score.tracks.push_back(
        std::make_shared<const Track>(std::vector<Note>{}, std::vector<Event>{}, end));
    for (auto& [part, ofPart] : notes)
        score.tracks.push_back(m_parts.at(part).track(std::move(ofPart), end));
    return m_setting.finished(std::move(score));
}

nlohmann::json RollImage::toJson() const {
    auto rows = nlohmann::json::array();
    for (const RollRow& row : m_rows)
        rows.push_back({row.part, row.pitch});
    nlohmann::json json = m_setting.toJson();
    json.update({{"kind", "rolls"},
                 {"steps_per_beat", m_options.columnsPerBeat},
                 {"fitted", m_options.isFitted},
                 {"bars", m_options.bars},
                 {"velocity", m_options.hasVelocity},
                 {"merged", m_options.mergesTracks},
                 {"parts", m_parts.toJson()},
                 {"rows", std::move(rows)},
                 {"meter", {m_numerator, m_denominator}}});
    return json;
}

Result<RollImage> RollImage::fromJson(const nlohmann::json& json) {
    RollImage image;
    try {
        auto& options = image.m_options;
        json.at("steps_per_beat").get_to(options.columnsPerBeat);
        json.at("fitted").get_to(options.isFitted);
        json.at("bars").get_to(options.bars);
        json.at("velocity").get_to(options.hasVelocity);
        json.at("merged").get_to(options.mergesTracks);
        image.m_parts = CorpusParts::fromJson(json.at("parts"));
        for (const auto& row : json.at("rows"))
            image.m_rows.push_back({row.at(0).get<int>(), row.at(1).get<std::uint8_t>()});
        image.m_numerator = json.at("meter").at(0).get<int>();
        image.m_denominator = json.at("meter").at(1).get<int>();
        image.m_setting = TakeSetting::fromJson(json);
        if (!json.contains("signature")) { // of older versions
            image.m_setting.numerator = image.m_numerator;
            image.m_setting.denominator = image.m_denominator;
        }
    } catch (const nlohmann::json::exception& exception) {
        return Error{ErrorCode::CheckpointUnreadable, {exception.what()}};
    }
    if (!image.isSound())
        return Error{ErrorCode::CheckpointUnreadable, {"rolls"}};
    image.m_columns = image.m_options.isFitted ? image.m_options.bars * image.columnsPerBar()
                                               : kPublishedBeats * image.m_options.columnsPerBeat;
    return image;
}

bool RollImage::isSound() const {
    const auto isSoundRow = [&](const RollRow& row) {
        const bool isKnown = row.part == CorpusParts::kDrums
                                 ? m_parts.drums().has_value()
                                 : row.part >= 0 && row.part < std::ssize(m_parts.pitched());
        return isKnown && row.pitch < kPitches;
    };
    return NoteGrid::allows(m_options.columnsPerBeat) && m_options.bars >= 1 &&
           m_options.bars <= kMostBars && !m_rows.empty() && std::ranges::is_sorted(m_rows) &&
           std::ranges::adjacent_find(m_rows) == m_rows.end() &&
           std::ranges::all_of(m_rows, isSoundRow) &&
           (m_options.isFitted || m_rows.size() == kPublishedRows) &&
           isSaneSignature(m_numerator, m_denominator) && columnsPerBar() > 0 && m_setting.isSane();
}

} // namespace leitmotif
