// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/events/note_rows.h"

#include "core/encoding/events/event_reader.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

namespace leitmotif {

namespace {

std::int64_t timeOf(const NoteRow& row, std::int64_t stepsPerBar) {
    return row.bar * stepsPerBar + row.at;
}

int timeStepsPerBar(const NoteGrid& grid) {
    return static_cast<int>(grid.timeStepsPerBar());
}

/// Every place in a bar and every gap of a corpus. In free time, the notes of a chord have a gap of
/// 0.
std::vector<Token> whensOf(const Corpus& corpus, const EventModel& model) {
    const NoteGrid grid(model.options);
    std::set<Token> words;
    for (const CorpusPiece& piece : corpus.pieces()) {
        const GridPiece onGrid = gridPiece(piece, grid, model.parts);
        Tick before;
        for (const GridNote& note : onGrid.notes) {
            const auto gap = (note.onset - before).value / grid.ticksPerTimeStep().value;
            if (!onGrid.hasFreeBeat)
                words.insert({TokenKind::Position, note.position});
            else if (gap <= grid.longestShift())
                words.insert({TokenKind::TimeShift, static_cast<int>(gap)});
            before = note.onset;
        }
        if (onGrid.hasFreeBeat)
            words.insert({TokenKind::TimeShift, 0});
    }
    return {words.begin(), words.end()};
}

std::vector<Token> partWords(const CorpusParts& parts) {
    std::vector<Token> words;
    for (std::size_t i = 0; i < parts.pitched().size(); ++i)
        words.push_back({TokenKind::Part, static_cast<int>(i)});
    if (parts.drums())
        words.push_back({TokenKind::Part, CorpusParts::kDrums});
    return words;
}

} // namespace

NoteRows NoteRows::fitted(const Corpus& corpus, const EncodingOptions& options, int transposition) {
    auto model =
        std::make_shared<const EventModel>(fittedEventModel(corpus, options, transposition));
    auto whens = whensOf(corpus, *model);
    return {std::move(model), std::move(whens)};
}

NoteRows::NoteRows(std::shared_ptr<const EventModel> model, std::vector<Token> whens)
    : m_model(std::move(model)), m_grid(m_model->options) {
    m_words[static_cast<std::size_t>(NoteField::When)] = std::move(whens);
    m_words[static_cast<std::size_t>(NoteField::Part)] = partWords(m_model->parts);
    const auto add = [&](NoteField field, Token word) {
        m_words[static_cast<std::size_t>(field)].push_back(word);
    };
    for (const Token word : m_model->vocabulary.tokens())
        switch (word.kind) {
        case TokenKind::Pitch:
        case TokenKind::Drum:
            add(NoteField::Pitch, word);
            break;
        case TokenKind::Duration:
        case TokenKind::TimeDuration:
            add(NoteField::Duration, word);
            break;
        case TokenKind::Velocity:
            add(NoteField::Velocity, word);
            break;
        case TokenKind::Bar:
        case TokenKind::Position:
        case TokenKind::TimeShift:
        case TokenKind::Part:
            break;
        }
}

RowBar NoteRows::bar(int meter, bool hasFreeBeat) const {
    if (hasFreeBeat)
        return {0, static_cast<double>(m_grid.timeStepsPerBar())};
    return {meter, m_grid.stepsOf(m_model->meters[static_cast<std::size_t>(meter)])};
}

bool NoteRows::isDrum(const NoteRow& row) const {
    return words(NoteField::Part)[static_cast<std::size_t>(row[NoteField::Part])].value ==
           CorpusParts::kDrums;
}

int NoteRows::nearest(NoteField field, Token wanted) const {
    const auto all = words(field);
    const auto of = [&](std::size_t i) {
        return std::pair(all[i].kind != wanted.kind, std::abs(all[i].value - wanted.value));
    };
    std::size_t best = 0;
    for (std::size_t i = 1; i < all.size(); ++i)
        if (of(i) < of(best))
            best = i;
    return static_cast<int>(best);
}

int NoteRows::whenOf(const RowPiece& piece, std::size_t row) const {
    const NoteRow& note = piece.rows[row];
    if (!piece.hasFreeBeat)
        return nearest(NoteField::When, {TokenKind::Position, note.at});
    const auto before = row == 0 ? 0 : timeOf(piece.rows[row - 1], m_grid.timeStepsPerBar());
    const auto gap = timeOf(note, m_grid.timeStepsPerBar()) - before;
    return nearest(NoteField::When,
                   {TokenKind::TimeShift,
                    static_cast<int>(std::min<std::int64_t>(gap, m_grid.longestShift()))});
}

RowPiece NoteRows::rows(const CorpusPiece& piece) const {
    const GridPiece onGrid = gridPiece(piece, m_grid, m_model->parts);
    RowPiece result;
    result.hasFreeBeat = onGrid.hasFreeBeat;
    for (const BarMeter& meter : onGrid.bars)
        result.bars.push_back(bar(m_model->meterLike(meter), false));
    const auto timeSteps = timeStepsPerBar(m_grid);
    const auto pitches = words(NoteField::Pitch);
    for (const GridNote& note : onGrid.notes) {
        const bool isDrum = note.part == CorpusParts::kDrums;
        const Token pitch{isDrum ? TokenKind::Drum : TokenKind::Pitch, note.pitch};
        const auto word = std::ranges::find(pitches, pitch);
        if (word == pitches.end())
            continue;
        NoteRow row;
        row.bar = static_cast<int>(note.bar);
        row.at = note.position;
        auto length = Token{TokenKind::Duration,
                            static_cast<int>(note.length.value / m_grid.ticksPerStep().value)};
        if (onGrid.hasFreeBeat) {
            const auto time = static_cast<int>(note.onset.value / m_grid.ticksPerTimeStep().value);
            row.bar = time / timeSteps;
            row.at = time % timeSteps;
            length = {TokenKind::TimeDuration,
                      static_cast<int>(note.length.value / m_grid.ticksPerTimeStep().value)};
        }
        row[NoteField::Part] = nearest(NoteField::Part, {TokenKind::Part, note.part});
        row[NoteField::Pitch] = static_cast<int>(word - pitches.begin());
        row[NoteField::Duration] = nearest(NoteField::Duration, length);
        if (count(NoteField::Velocity) > 0)
            row[NoteField::Velocity] =
                nearest(NoteField::Velocity, {TokenKind::Velocity, note.velocity / kVelocityBin});
        row.source = static_cast<int>(note.source);
        result.rows.push_back(row);
    }
    if (onGrid.hasFreeBeat && !result.rows.empty())
        result.bars.assign(static_cast<std::size_t>(result.rows.back().bar) + 1, bar(0, true));
    order(result);
    return result;
}

void NoteRows::order(RowPiece& piece) const {
    std::ranges::stable_sort(piece.rows, {}, [](const NoteRow& row) {
        return std::tuple(row.bar, row.at, row[NoteField::Part], row[NoteField::Pitch]);
    });
    for (std::size_t i = 0; i < piece.rows.size(); ++i)
        piece.rows[i][NoteField::When] = whenOf(piece, i);
}

Score NoteRows::score(const RowPiece& piece) const {
    EventReader reader(*m_model, m_grid, EventReader::Pedal::Plausible);
    const auto stepsPerBar = m_grid.timeStepsPerBar();
    const int bars = static_cast<int>(piece.bars.size());
    int begunBars = 0;
    std::int64_t now = 0; // in this bar; in free time in all
    const auto goTo = [&](int wantedBar, int at) {
        const auto wanted = piece.hasFreeBeat ? wantedBar * stepsPerBar + at : std::int64_t{at};
        for (; !piece.hasFreeBeat && begunBars <= wantedBar; ++begunBars) {
            // A bar beyond the last one only ends it.
            const auto bar = static_cast<std::size_t>(std::min(begunBars, bars - 1));
            reader.read({TokenKind::Bar, piece.bars[bar].meter});
            now = 0;
        }
        const auto kind = piece.hasFreeBeat ? TokenKind::TimeShift : TokenKind::Position;
        if (wanted > now)
            reader.read({kind, static_cast<int>(wanted - now)});
        now = wanted;
    };
    for (const NoteRow& row : piece.rows) {
        goTo(row.bar, row.at);
        for (const Token word : wordsOf(row))
            reader.read(word);
    }
    if (bars > 0)
        goTo(bars, 0);
    return reader.score();
}

std::vector<Token> NoteRows::wordsOf(const NoteRow& row) const {
    std::vector<Token> said;
    const auto say = [&](NoteField field) {
        said.push_back(words(field)[static_cast<std::size_t>(row[field])]);
    };
    if (!isDrum(row))
        say(NoteField::Part);
    say(NoteField::Duration);
    if (count(NoteField::Velocity) > 0)
        say(NoteField::Velocity);
    say(NoteField::Pitch);
    return said;
}

std::pair<int, int> NoteRows::transpositionRange(std::span<const NoteRow> rows) const {
    const auto all = words(NoteField::Pitch);
    int known = 0; // pitches stand before drums
    while (known < count(NoteField::Pitch) &&
           all[static_cast<std::size_t>(known)].kind == TokenKind::Pitch)
        ++known;
    int lowest = known;
    int highest = -1;
    for (const NoteRow& row : rows)
        if (row[NoteField::Pitch] < known) {
            lowest = std::min(lowest, row[NoteField::Pitch]);
            highest = std::max(highest, row[NoteField::Pitch]);
        }
    return highest < 0 ? std::pair(0, 0) : std::pair(-lowest, known - 1 - highest);
}

int NoteRows::transposed(int pitch, int semitones) const {
    const Token word = words(NoteField::Pitch)[static_cast<std::size_t>(pitch)];
    return word.kind == TokenKind::Pitch
               ? nearest(NoteField::Pitch, {TokenKind::Pitch, word.value + semitones})
               : pitch;
}

nlohmann::json NoteRows::toJson() const {
    auto whens = nlohmann::json::array();
    for (const Token word : words(NoteField::When))
        whens.push_back({static_cast<int>(word.kind), word.value});
    return {{"events", m_model->toJson()}, {"whens", whens}};
}

Result<NoteRows> NoteRows::fromJson(const nlohmann::json& json) {
    constexpr int kMost = 1 << 16;
    try {
        auto model = EventModel::fromJson(json.at("events"));
        if (!model)
            return model.error();
        const auto wanted = model->hasFreeBeat ? TokenKind::TimeShift : TokenKind::Position;
        std::set<Token> whens;
        bool isUsable = false;
        for (const auto& word : json.at("whens")) {
            const int kind = word.at(0).get<int>();
            const int value = word.at(1).get<int>();
            const bool isPosition = kind == static_cast<int>(TokenKind::Position);
            if ((!isPosition && kind != static_cast<int>(TokenKind::TimeShift)) || value < 0 ||
                value > kMost)
                return Error{ErrorCode::CheckpointUnreadable, {"when notes begin"}};
            const Token when{isPosition ? TokenKind::Position : TokenKind::TimeShift, value};
            isUsable = isUsable || when.kind == wanted;
            whens.insert(when);
        }
        NoteRows rows(std::make_shared<const EventModel>(*std::move(model)),
                      {whens.begin(), whens.end()});
        for (const NoteField field : {NoteField::Part, NoteField::Pitch, NoteField::Duration})
            isUsable = isUsable && rows.count(field) > 0;
        if (!isUsable || (rows.model().options.hasVelocity && rows.count(NoteField::Velocity) == 0))
            return Error{ErrorCode::CheckpointUnreadable, {"the words of notes"}};
        return rows;
    } catch (const nlohmann::json::exception& exception) {
        return Error{ErrorCode::CheckpointUnreadable, {exception.what()}};
    }
}

} // namespace leitmotif
