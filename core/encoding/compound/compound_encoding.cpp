// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/compound/compound_encoding.h"

#include "core/corpus/grid_steps.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <tuple>

namespace leitmotif {

namespace {

constexpr int kTopPitch = 127;

/// Steps from the start of the piece to that of each bar, and to its end.
std::vector<std::int64_t> barStarts(const CompoundPiece& piece) {
    std::vector<std::int64_t> starts = {0};
    for (const auto& bar : piece.bars)
        starts.push_back(starts.back() + bar.steps);
    return starts;
}

/// The longest stretch without sound between two notes, in steps.
int longestRestOf(const CompoundPiece& piece) {
    const auto starts = barStarts(piece);
    std::int64_t longest = 0;
    std::int64_t soundsUntil = -1;
    for (const auto& note : piece.notes) {
        const auto onset = starts[static_cast<std::size_t>(note.bar)] + note.at;
        if (soundsUntil >= 0)
            longest = std::max(longest, onset - soundsUntil);
        soundsUntil =
            std::max(soundsUntil, onset + CompoundDurations::get().stepsOf(note.duration));
    }
    return static_cast<int>(longest);
}

void widen(CompoundLimits& limits, const CompoundPiece& piece) {
    int here = 0;
    std::vector<int> hereOf(piece.programs.size());
    const CompoundNote* before = nullptr;
    for (const auto& note : piece.notes) {
        const bool isSamePlace =
            before != nullptr && before->bar == note.bar && before->at == note.at;
        if (!isSamePlace) {
            here = 0;
            std::ranges::fill(hereOf, 0);
        }
        auto& part = limits.parts[note.part];
        part.pitches[note.pitch] = 1;
        part.durations[note.duration] = 1;
        part.mostNotes = std::max(part.mostNotes, ++hereOf[note.part]);
        limits.mostNotes = std::max(limits.mostNotes, ++here);
        limits.positions[note.at] = 1;
        limits.longestGap =
            std::max(limits.longestGap, note.bar - (before == nullptr ? 0 : before->bar));
        before = &note;
    }
    limits.longestRest = std::max(limits.longestRest, longestRestOf(piece));
}

/// A part that plays between two pitches may play all that lie between them.
void closeRange(std::array<std::uint8_t, 128>& pitches) {
    const auto lowest = std::ranges::find(pitches, std::uint8_t{1});
    const auto highest = std::find(pitches.rbegin(), pitches.rend(), std::uint8_t{1}).base();
    if (lowest < highest)
        std::fill(lowest, highest, std::uint8_t{1});
}

std::vector<int> whereSet(const auto& flags) {
    std::vector<int> indices;
    for (std::size_t i = 0; i < flags.size(); ++i)
        if (flags[i] != 0)
            indices.push_back(static_cast<int>(i));
    return indices;
}

void setAll(auto& flags, const nlohmann::json& indices) {
    for (const auto& index : indices)
        flags.at(index.get<std::size_t>()) = 1;
}

nlohmann::json toJson(const CompoundLimits& limits) {
    auto parts = nlohmann::json::array();
    for (const auto& part : limits.parts)
        parts.push_back({{"pitches", whereSet(part.pitches)},
                         {"durations", whereSet(part.durations)},
                         {"notes", part.mostNotes}});
    return {{"parts", parts},
            {"positions", whereSet(limits.positions)},
            {"notes", limits.mostNotes},
            {"gap", limits.longestGap},
            {"rest", limits.longestRest}};
}

/// Throws nlohmann::json::exception and std::out_of_range.
CompoundLimits limitsFrom(const nlohmann::json& json) {
    CompoundLimits limits;
    for (const auto& part : json.at("parts")) {
        auto& made = limits.parts.emplace_back();
        made.durations.resize(static_cast<std::size_t>(CompoundDurations::get().count()));
        setAll(made.pitches, part.at("pitches"));
        setAll(made.durations, part.at("durations"));
        part.at("notes").get_to(made.mostNotes);
    }
    setAll(limits.positions, json.at("positions"));
    json.at("notes").get_to(limits.mostNotes);
    json.at("gap").get_to(limits.longestGap);
    json.at("rest").get_to(limits.longestRest);
    return limits;
}

} // namespace

CompoundEncoding CompoundEncoding::withoutLimits(const Corpus& corpus,
                                                 const EncodingOptions& options,
                                                 int transposition) {
    auto fitting = options;
    fitting.stepsPerBeat = stepsPerBeatFor(corpus, options.stepsPerBeat);
    if (kCompoundSteps % fitting.stepsPerBeat != 0)
        fitting.stepsPerBeat = kCompoundSteps;
    return CompoundEncoding(NoteRows::fitted(corpus, fitting, transposition));
}

CompoundEncoding CompoundEncoding::fitted(const Corpus& corpus, const EncodingOptions& options,
                                          int transposition) {
    auto encoding = withoutLimits(corpus, options, transposition);
    encoding.fitLimits(corpus);
    return encoding;
}

std::pair<CompoundPiece, int> CompoundEncoding::encodedAlone(const CorpusPiece& piece,
                                                             const EncodingOptions& options,
                                                             int transposition) {
    const auto encoding = withoutLimits(Corpus({piece}), options, transposition);
    return {encoding.piece(piece), encoding.stride()};
}

CompoundEncoding::CompoundEncoding(NoteRows rows)
    : m_rows(std::move(rows)), m_scale(kCompoundSteps / m_rows.grid().stepsPerBeat()) {
    const auto& parts = m_rows.model().parts;
    for (const auto& part : parts.pitched())
        m_programs.push_back(part.program);
    if (parts.drums())
        m_programs.push_back(kDrumProgram);
    // A corpus with one velocity has none to learn.
    m_hasVelocity = m_rows.count(NoteField::Velocity) > 1;
}

void CompoundEncoding::fitLimits(const Corpus& corpus) {
    m_limits.parts.resize(m_programs.size());
    for (auto& part : m_limits.parts)
        part.durations.resize(static_cast<std::size_t>(CompoundDurations::get().count()));
    for (const auto& source : corpus.pieces())
        widen(m_limits, piece(source));
    for (std::size_t i = 0; i < m_programs.size(); ++i)
        if (m_programs[i] != kDrumProgram)
            closeRange(m_limits.parts[i].pitches);
}

void CompoundEncoding::addBars(CompoundPiece& piece, const RowBar& bar) const {
    const int scale = piece.hasFreeBeat ? 1 : m_scale;
    int left = std::max(1, static_cast<int>(std::lround(bar.steps)) * scale);
    for (std::uint8_t division = 0; left > 0; ++division, left -= kCompoundPositions)
        piece.bars.push_back({static_cast<std::uint8_t>(std::min(left, kCompoundPositions)),
                              division, static_cast<std::uint16_t>(bar.meter)});
}

CompoundPiece CompoundEncoding::pieceOf(const RowPiece& rows) const {
    CompoundPiece piece;
    piece.hasFreeBeat = rows.hasFreeBeat;
    piece.programs = m_programs;
    const int scale = rows.hasFreeBeat ? 1 : m_scale;
    std::vector<int> firstOf; // the first compound bar of each bar
    for (const auto& bar : rows.bars) {
        firstOf.push_back(static_cast<int>(piece.bars.size()));
        addBars(piece, bar);
    }
    const auto valueOf = [&](const NoteRow& row, NoteField field) {
        return m_rows.words(field)[static_cast<std::size_t>(row[field])].value;
    };
    for (const auto& row : rows.rows) {
        CompoundNote note;
        const int at = row.at * scale;
        note.bar = firstOf[static_cast<std::size_t>(row.bar)] + at / kCompoundPositions;
        note.at = static_cast<std::uint8_t>(at % kCompoundPositions);
        note.part = static_cast<std::uint8_t>(std::min(row[NoteField::Part], 255));
        note.pitch = static_cast<std::uint8_t>(valueOf(row, NoteField::Pitch));
        note.duration = static_cast<std::uint8_t>(CompoundDurations::get().durationOf(
            valueOf(row, NoteField::Duration) * scale, rows.hasFreeBeat));
        if (m_hasVelocity)
            note.velocity = static_cast<std::uint8_t>(valueOf(row, NoteField::Velocity));
        note.source = row.source;
        piece.notes.push_back(note);
    }
    return piece;
}

CompoundPiece CompoundEncoding::emptyTake(int bars) const {
    const auto& model = m_rows.model();
    CompoundPiece piece;
    piece.hasFreeBeat = model.hasFreeBeat;
    piece.programs = m_programs;
    const int meter = model.meterLike({model.setting.numerator, model.setting.denominator, 0});
    for (int i = 0; i < bars; ++i)
        addBars(piece, m_rows.bar(meter, piece.hasFreeBeat));
    return piece;
}

RowPiece CompoundEncoding::rowsOf(const CompoundPiece& piece) const {
    RowPiece rows;
    rows.hasFreeBeat = piece.hasFreeBeat;
    std::vector<std::pair<int, int>> places; // of each compound bar: bar, steps from its start
    for (const auto& bar : piece.bars) {
        if (bar.division == 0)
            rows.bars.push_back(m_rows.bar(bar.meter, piece.hasFreeBeat));
        places.emplace_back(static_cast<int>(rows.bars.size()) - 1,
                            bar.division * kCompoundPositions);
    }
    const int scale = piece.hasFreeBeat ? 1 : m_scale;
    const auto wordOf = [&](NoteField field, Token wanted) {
        const auto words = m_rows.words(field);
        const auto nearest = std::ranges::min_element(words, {}, [&](Token word) {
            return std::pair(word.kind != wanted.kind, std::abs(word.value - wanted.value));
        });
        return static_cast<int>(nearest - words.begin());
    };
    for (const auto& note : piece.notes) {
        const auto [bar, before] = places[static_cast<std::size_t>(note.bar)];
        NoteRow row;
        row.bar = bar;
        row.at = (before + note.at) / scale;
        row[NoteField::Part] = note.part;
        const bool isDrum = piece.programs[note.part] == kDrumProgram;
        row[NoteField::Pitch] =
            wordOf(NoteField::Pitch, {isDrum ? TokenKind::Drum : TokenKind::Pitch, note.pitch});
        row[NoteField::Duration] = wordOf(
            NoteField::Duration, {piece.hasFreeBeat ? TokenKind::TimeDuration : TokenKind::Duration,
                                  CompoundDurations::get().stepsOf(note.duration) / scale});
        if (m_hasVelocity)
            row[NoteField::Velocity] =
                wordOf(NoteField::Velocity, {TokenKind::Velocity, note.velocity});
        row.source = note.source;
        rows.rows.push_back(row);
    }
    return rows;
}

nlohmann::json CompoundEncoding::toJson() const {
    return {{"rows", m_rows.toJson()}, {"limits", leitmotif::toJson(m_limits)}};
}

Result<CompoundEncoding> CompoundEncoding::fromJson(const nlohmann::json& json) {
    const auto unreadable = [](const char* reason) {
        return Error{ErrorCode::CheckpointUnreadable, {reason}};
    };
    try {
        auto rows = NoteRows::fromJson(json.at("rows"));
        if (!rows)
            return rows.error();
        const int steps = rows->grid().stepsPerBeat();
        if (steps > kCompoundSteps || kCompoundSteps % steps != 0)
            return unreadable("its grid");
        CompoundEncoding encoding(*std::move(rows));
        encoding.m_limits = limitsFrom(json.at("limits"));
        if (encoding.m_limits.parts.size() != encoding.m_programs.size())
            return unreadable("the limits of its parts");
        return encoding;
    } catch (const nlohmann::json::exception& exception) {
        return unreadable(exception.what());
    } catch (const std::out_of_range&) {
        return unreadable("the limits of its notes");
    }
}

int compoundBar(const CompoundPiece& piece, std::int64_t bar) {
    std::int64_t begun = -1;
    int index = 0;
    for (; index < static_cast<int>(piece.bars.size()); ++index)
        if (piece.bars[static_cast<std::size_t>(index)].division == 0 && ++begun == bar)
            break;
    return index;
}

std::pair<int, int> transpositionRange(const CompoundView& piece,
                                       std::span<const CompoundNote> notes) {
    int lowest = kTopPitch + 1;
    int highest = -1;
    for (const auto& note : notes)
        if (piece.programs[note.part] != kDrumProgram) {
            lowest = std::min<int>(lowest, note.pitch);
            highest = std::max<int>(highest, note.pitch);
        }
    return highest < 0 ? std::pair(0, 0) : std::pair(-lowest, kTopPitch - highest);
}

} // namespace leitmotif
