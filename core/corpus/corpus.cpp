// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/corpus.h"

#include "core/corpus/bar_reading.h"
#include "core/music/drum_channels.h"
#include "core/music/parts.h"
#include "core/music/patterns.h"

#include <algorithm>
#include <set>
#include <utility>

namespace leitmotif {

namespace {

/// From `first` up to but not including `last`.
struct TickRange {
    Tick first;
    Tick last;

    [[nodiscard]] bool holds(Tick tick) const { return tick >= first && tick < last; }
};

/// The state that a message sets until the next one of its kind; nothing for momentary messages.
/// Tempo and time signature hold for all tracks and are not distinguished here.
std::optional<std::pair<int, std::uint64_t>> stateSetBy(const Event& event) {
    const auto kindAndChannel = static_cast<int>(event.status);
    if (event.isMeta(meta::kTrackName) || event.isMeta(meta::kInstrumentName) ||
        event.isMeta(meta::kPort) || event.isMeta(meta::kDeviceName) ||
        event.isMeta(meta::kKeySignature) || (event.status & 0xf0U) == 0xb0)
        return std::pair{kindAndChannel, std::uint64_t{event.data1}};
    if (event.isProgramChange() || event.isPitchBend())
        return std::pair{kindAndChannel, std::uint64_t{0}};
    if (DrumChannels::concerns(event) || isMarkerOfTwoRenditions(event))
        return std::pair{kindAndChannel, hashOf(event.bytes())};
    return std::nullopt;
}

/// The events of the range, moved to the start, after those that set the state there.
std::vector<Event> eventsIn(const Track& track, TickRange range) {
    const auto& events = track.events();
    const auto first = std::ranges::lower_bound(events, range.first, {}, &Event::tick);
    const auto last = std::ranges::lower_bound(events, range.last, {}, &Event::tick);
    std::vector<Event> result;
    std::set<std::pair<int, std::uint64_t>> seen;
    for (auto event = first; event != events.begin();) {
        --event;
        const auto state = stateSetBy(*event);
        if (state && seen.insert(*state).second)
            result.push_back(*event);
    }
    std::ranges::reverse(result);
    for (Event& event : result) {
        event.tick = range.first;
        event.order = 0;
    }
    result.insert(result.end(), first, last);
    for (Event& event : result)
        event.tick -= range.first;
    return result;
}

std::vector<Note> notesIn(const Track& track, TickRange range) {
    std::vector<Note> notes;
    for (Note note : track.notes())
        if (range.holds(note.onset)) {
            note.onset -= range.first;
            notes.push_back(note);
        }
    return notes;
}

/// The bars of the range as a score of their own, in the tempo and signature that hold there.
Score cutTo(const Score& score, TickRange range) {
    Score result = score;
    const TempoMap tempos = score.tempoMap();
    const SignatureChange signature = score.meterMap().signatureAt(range.first);
    for (std::size_t i = 0; i < score.tracks.size(); ++i) {
        const Track& track = *score.tracks[i];
        std::vector<Event> events = eventsIn(track, range);
        if (i == 0) {
            const std::vector<Event> start = {
                tempoEvent({0}, tempos.changeAt(range.first).microseconds),
                timeSignatureEvent({0}, signature.numerator, signature.denominator)};
            events.insert(events.begin(), start.begin(), start.end());
        }
        const Tick end = std::clamp(track.end(), range.first, range.last) - range.first;
        result.tracks[i] =
            std::make_shared<const Track>(notesIn(track, range), std::move(events), end);
    }
    return result;
}

/// The score without notes that are not chosen or not heard.
Score chosenNotes(Score score, const CorpusSelection& selection) {
    const auto holds = [](const auto& list, auto value) {
        return std::ranges::find(list, value) != list.end();
    };
    const bool hasChannels = std::ranges::any_of(
        trackChoices(score), [](const TrackChoice& choice) { return choice.channel.has_value(); });
    for (std::size_t i = 0; i < score.tracks.size(); ++i) {
        const bool isChosen = selection.tracks.empty() || holds(selection.tracks, i);
        score.tracks[i] = withNotesIf(score.tracks[i], [&](const Note& note) {
            return isChosen && !(hasChannels && holds(selection.withoutChannels, note.channel));
        });
    }
    return withoutSilentNotes(score);
}

/// One score for each pattern of a format 2 file, else the score itself.
std::vector<Score> patternsOf(const Score& score) {
    if (score.format != 2)
        return {score};
    std::vector<Score> patterns;
    for (std::size_t i = 0; i < score.tracks.size(); ++i)
        patterns.push_back(patternOf(score, i));
    return patterns;
}

/// Bars of the whole score as ticks of its pattern number `index`.
TickRange barsOf(const Score& score, BarRange bars, std::size_t index) {
    const MeterMap meter = score.meterMap();
    const bool isPattern = score.format == 2 && index < score.patternStarts.size();
    const Tick start = isPattern ? score.patternStarts[index] : Tick{0};
    const auto inPattern = [&](std::int64_t bar) {
        return std::max(meter.barStart(bar) - start, Tick{0});
    };
    return {inPattern(bars.first), inPattern(bars.last + 1)};
}

std::optional<Error> selectionError(const Score& score, const std::string& name,
                                    const CorpusSelection& selection) {
    for (const std::size_t track : selection.tracks)
        if (track >= score.tracks.size())
            return Error{ErrorCode::NoSuchTrack,
                         {name, std::to_string(track + 1), std::to_string(score.tracks.size())}};
    if (!selection.bars)
        return std::nullopt;
    const auto [first, last] = *selection.bars;
    const std::int64_t bars = score.barCount();
    if (first < 0 || last < first || last >= bars)
        return Error{
            ErrorCode::NoSuchBars,
            {name, std::to_string(first + 1), std::to_string(last + 1), std::to_string(bars)}};
    return std::nullopt;
}

} // namespace

void CorpusFacts::add(PieceRole role, bool hasFreeBeat, std::size_t notes,
                      std::uint64_t scoreHash) {
    auto& ofRole = m_roles[static_cast<std::size_t>(role)];
    ++ofRole.pieces;
    ofRole.notes += notes;
    Bytes bytes;
    for (unsigned shift = 0; shift < 64; shift += 8)
        bytes.push_back(static_cast<std::uint8_t>(scoreHash >> shift));
    bytes.push_back(hasFreeBeat ? 1 : 0);
    if (role != PieceRole::Training)
        bytes.push_back(static_cast<std::uint8_t>(role));
    m_hash = hashOf(bytes, m_hash);
}

std::size_t CorpusFacts::noteCount() const {
    std::size_t count = 0;
    for (const OfRole& role : m_roles)
        count += role.notes;
    return count;
}

bool hasPitchedNotes(const Corpus& corpus) {
    return std::ranges::any_of(
        corpus.pieces(), [](const CorpusPiece& piece) { return hasPitchedNotes(piece.score); });
}

std::size_t Corpus::noteCount() const {
    if (m_facts)
        return m_facts->noteCount();
    std::size_t count = 0;
    for (const CorpusPiece& piece : m_pieces)
        count += piece.score.noteCount();
    return count;
}

std::size_t Corpus::noteCount(PieceRole role) const {
    if (m_facts)
        return m_facts->noteCount(role);
    std::size_t count = 0;
    for (const CorpusPiece& piece : m_pieces)
        count += piece.role == role ? piece.score.noteCount() : 0;
    return count;
}

bool Corpus::hasRole(PieceRole role) const {
    return m_facts ? m_facts->hasRole(role)
                   : std::ranges::find(m_pieces, role, &CorpusPiece::role) != m_pieces.end();
}

std::uint64_t Corpus::hash() const {
    if (m_facts)
        return m_facts->hash();
    CorpusFacts facts;
    for (const CorpusPiece& piece : m_pieces)
        facts.add(piece);
    return facts.hash();
}

Result<CorpusSelection> selectionOf(const Score& score, const std::string& name,
                                    const std::vector<std::size_t>& choices) {
    CorpusSelection selection;
    if (choices.empty())
        return selection;
    const std::vector<TrackChoice> possible = trackChoices(score);
    for (const std::size_t choice : choices)
        if (choice >= possible.size())
            return Error{ErrorCode::NoSuchTrack,
                         {name, std::to_string(choice + 1), std::to_string(possible.size())}};
    for (std::size_t i = 0; i < possible.size(); ++i) {
        const auto [track, channel] = possible[i];
        const bool isChosen = std::ranges::find(choices, i) != choices.end();
        if (!isChosen && channel)
            selection.withoutChannels.push_back(*channel);
        if (isChosen && (selection.tracks.empty() || selection.tracks.back() != track))
            selection.tracks.push_back(track);
    }
    return selection;
}

Result<std::vector<CorpusPiece>> corpusPieces(const Score& score, const std::string& name,
                                              const CorpusSelection& selection) {
    if (auto error = selectionError(score, name, selection))
        return std::move(*error);
    const std::vector<Score> patterns = patternsOf(chosenNotes(score, selection));
    std::vector<CorpusPiece> pieces;
    for (std::size_t i = 0; i < patterns.size(); ++i) {
        CorpusPiece piece{name, patterns[i], selection.beat == BeatChoice::Free, selection.role};
        if (score.format == 2)
            piece.name += " (" + std::to_string(i + 1) + ")";
        if (!piece.hasFreeBeat) {
            const BeatReading beat = readBeat(piece.score);
            piece.hasFreeBeat =
                selection.beat == BeatChoice::Automatic && beat.kind == BeatKind::Free;
            if (!piece.hasFreeBeat)
                piece.score = onTheBeat(piece.score, beat);
        }
        if (selection.bars)
            piece.score = cutTo(piece.score, barsOf(score, *selection.bars, i));
        if (!piece.hasFreeBeat)
            piece.score = inWholeBars(piece.score, readBars(piece.score));
        if (piece.score.noteCount() > 0)
            pieces.push_back(std::move(piece));
    }
    if (pieces.empty())
        return Error{ErrorCode::NoNotes, {name}};
    return pieces;
}

} // namespace leitmotif
