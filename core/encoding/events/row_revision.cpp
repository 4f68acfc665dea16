// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/events/row_revision.h"

#include "core/edit/score_edit.h"
#include "core/edit/settle.h"
#include "core/music/channel_walk.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

namespace leitmotif {

namespace {

double ticksPerStep(const Score& score, const NoteRows& encoding) {
    return score.division.ticksPerBeat() / encoding.grid().stepsPerBeat();
}

/// The notes of a track that begin at `onsets` (empty: as they are), with their numbers, in order.
std::vector<std::pair<Note, std::size_t>> inOrder(const Track& track,
                                                  const std::vector<Tick>& onsets) {
    std::vector<std::pair<Note, std::size_t>> notes;
    for (std::size_t i = 0; i < track.notes().size(); ++i) {
        notes.emplace_back(track.notes()[i], i);
        if (!onsets.empty())
            notes.back().first.onset = onsets[i];
    }
    std::ranges::stable_sort(
        notes, [](const auto& a, const auto& b) { return earlier(a.first, b.first); });
    return notes;
}

bool isAmong(const std::vector<TrackChoice>& choices, const TrackChannel& player) {
    return std::ranges::any_of(choices, [&](const TrackChoice& choice) {
        return choice.track == player.track &&
               choice.channel.value_or(player.channel) == player.channel;
    });
}

/// Cuts `note` where a note that stays begins on its key; false if one sounds there already.
bool fitBetween(Note& note, const std::vector<Note>& staying) {
    for (const Note& other : staying) {
        if (other.pitch != note.pitch || other.channel != note.channel)
            continue;
        if (other.onset <= note.onset && (other.end() > note.onset || other.onset == note.onset))
            return false;
        if (other.onset > note.onset)
            note.length = std::min(note.length, other.onset - note.onset);
    }
    return true;
}

} // namespace

Result<RowRevision> RowRevision::create(const NoteRows& encoding, const Score& score,
                                        std::int64_t firstBar, std::int64_t lastBar,
                                        const std::vector<TrackChoice>& locked) {
    const auto bars = score.barCount();
    if (firstBar < 0 || firstBar > lastBar || lastBar >= bars)
        return Error{ErrorCode::NoSuchBars,
                     {"the piece", std::to_string(firstBar + 1), std::to_string(lastBar + 1),
                      std::to_string(bars)}};
    if (encoding.model().hasFreeBeat)
        return Error{ErrorCode::BadArgument,
                     {"Filling or rewriting bars", "runs that learned music with a beat"}};
    RowRevision revision(encoding, score, static_cast<int>(firstBar), static_cast<int>(lastBar),
                         locked);
    if (revision.m_players.empty() && !locked.empty())
        return Error{ErrorCode::BadArgument,
                     {"Locking every track that the run can play", "one that may change"}};
    if (revision.m_players.empty())
        return Error{ErrorCode::BadArgument,
                     {"A piece without notes", "pieces with a track that the run can play"}};
    return revision;
}

RowRevision::RowRevision(const NoteRows& encoding, const Score& score, int firstBar, int lastBar,
                         const std::vector<TrackChoice>& locked)
    : m_encoding(encoding),
      m_score(score),
      m_meters(score.meterMap()),
      m_firstBar(firstBar),
      m_lastBar(lastBar),
      m_beat(readBeat(score)),
      m_piece(encoding.rows({"", onTheBeat(score, m_beat), false})),
      m_hasPart(static_cast<std::size_t>(encoding.count(NoteField::Part)), 0) {
    findPlaces(locked);
    findBars();
    for (NoteRow& row : m_piece.rows) // long rests were shortened
        row.bar = m_places[static_cast<std::size_t>(row.source)].bar;
    findPlayers(locked);
}

void RowRevision::findPlaces(const std::vector<TrackChoice>& locked) {
    const Tick halfStep{static_cast<std::int64_t>(ticksPerStep(m_score, m_encoding) / 2)};
    for (std::size_t track = 0; track < m_score.tracks.size(); ++track)
        for (const auto& [note, number] : inOrder(*m_score.tracks[track], m_beat.onsets[track])) {
            const auto bar = static_cast<int>(m_meters.barAt(note.onset + halfStep));
            m_places.push_back({track, number, bar, isAmong(locked, {track, note.channel})});
        }
}

void RowRevision::findBars() {
    const double step = ticksPerStep(m_score, m_encoding);
    int lastNoteBar = m_lastBar;
    for (const Place& place : m_places)
        lastNoteBar = std::max(lastNoteBar, place.bar);
    for (int bar = 0; bar <= lastNoteBar; ++bar) {
        const Tick start = m_meters.barStart(bar);
        const auto signature = m_meters.signatureAt(start);
        const auto length = static_cast<double>((m_meters.barStart(bar + 1) - start).value) / step;
        BarMeter meter{signature.numerator, signature.denominator, 0};
        if (m_meters.isCut(bar))
            meter.cutSteps = static_cast<int>(std::ceil(length));
        if (static_cast<std::size_t>(bar) >= m_piece.bars.size())
            m_piece.bars.emplace_back();
        m_piece.bars[static_cast<std::size_t>(bar)] = {m_encoding.model().meterLike(meter), length};
    }
}

std::vector<std::uint8_t> RowRevision::lockedSources() const {
    std::vector<std::uint8_t> sources;
    for (const Place& place : m_places)
        sources.push_back(place.isLocked ? 1 : 0);
    return sources;
}

void RowRevision::findPlayers(const std::vector<TrackChoice>& locked) {
    // A new note sounds with the program that its channel has there.
    using Voice = std::tuple<std::uint8_t, std::uint8_t, int>;
    std::set<Voice> inForce;
    ChannelWalk channels(m_score);
    const Parts players(m_score);
    const auto& list = players.list();
    const auto note = [&] {
        for (const Part& part : list)
            inForce.insert({part.port, part.channel,
                            channels.channel(part.port, part.channel).program.value_or(0)});
    };
    for (const Part& part : list)
        m_ports[{part.track, part.channel}] = part.port;
    channels.advanceTo(m_meters.barStart(m_firstBar));
    note();
    for (const Tick end = m_meters.barStart(m_lastBar + 1);
         channels.next() && channels.next()->event->tick < end;) {
        channels.advanceTo(channels.next()->event->tick);
        note();
    }
    const auto partOf = m_encoding.model().parts.partsOf(m_score, players);
    const auto words = m_encoding.words(NoteField::Part);
    for (const bool needsProgram : {true, false})
        for (std::size_t source = 0; source < list.size() && (needsProgram || m_players.empty());
             ++source) {
            const Part& part = list[source];
            const bool sounds =
                inForce.contains({part.port, part.channel, part.program.value_or(0)});
            const bool isLocked = isAmong(locked, {part.track, part.channel});
            if (part.isSilent || isLocked || (needsProgram && !part.isDrums && !sounds))
                continue;
            const auto word = std::ranges::find(words, partOf[source], &Token::value);
            if (word != words.end() &&
                m_players.emplace(partOf[source], TrackChannel{part.track, part.channel}).second)
                m_hasPart[static_cast<std::size_t>(word - words.begin())] = 1;
        }
}

Note RowRevision::newNote(const NoteRow& row, const TrackChannel& player) const {
    const auto [track, channel] = player;
    const double step = ticksPerStep(m_score, m_encoding);
    const auto wordOf = [&](NoteField field) {
        return m_encoding.words(field)[static_cast<std::size_t>(row[field])];
    };
    const auto ticks = [&](int steps) { return Tick{std::llround(steps * step)}; };
    Note note;
    note.onset = std::max(Tick{0}, m_meters.barStart(row.bar) + ticks(row.at) +
                                       m_beat.delays[track][channel & 0x0fU]);
    note.length = std::max(Tick{1}, ticks(wordOf(NoteField::Duration).value));
    note.pitch = Pitch{static_cast<std::uint8_t>(wordOf(NoteField::Pitch).value)};
    note.channel = channel;
    const int velocity = m_encoding.count(NoteField::Velocity) > 0
                             ? wordOf(NoteField::Velocity).value * kVelocityBin + kVelocityMiddle
                             : m_encoding.model().parts.at(wordOf(NoteField::Part).value).velocity;
    note.velocity = Velocity{static_cast<std::uint8_t>(std::clamp(velocity, 1, 127))};
    return note;
}

std::vector<Note> RowRevision::lockedBeside(const TrackChannel& player) const {
    const auto portOf = [&](const TrackChannel& one) {
        const auto found = m_ports.find(one);
        return found == m_ports.end() ? 0 : found->second;
    };
    std::vector<Note> notes;
    for (const auto& [track, number, bar, isLocked] : m_places) {
        if (!isLocked || track == player.track)
            continue;
        const Note& note = m_score.tracks[track]->notes()[number];
        if (note.channel == player.channel && portOf({track, note.channel}) == portOf(player))
            notes.push_back(note);
    }
    return notes;
}

std::vector<bool> RowRevision::goneSources(const RowPiece& revised, bool isEmptied) const {
    std::vector<bool> isGone(m_places.size(), false);
    for (std::size_t source = 0; source < m_places.size(); ++source)
        isGone[source] = isEmptied && !m_places[source].isLocked &&
                         m_places[source].bar >= m_firstBar && m_places[source].bar <= m_lastBar;
    for (const NoteRow& row : m_piece.rows)
        isGone[static_cast<std::size_t>(row.source)] = isOpen(row);
    for (const NoteRow& row : revised.rows)
        if (row.source >= 0)
            isGone[static_cast<std::size_t>(row.source)] = false;
    return isGone;
}

Result<Score> RowRevision::applied(const RowPiece& revised, bool isEmptied) const {
    const auto isGone = goneSources(revised, isEmptied);
    std::vector<TrackEdit> edits(m_score.tracks.size());
    std::vector<std::vector<Note>> kept(m_score.tracks.size());
    for (std::size_t source = 0; source < m_places.size(); ++source) {
        const auto& [track, number, bar, isLocked] = m_places[source];
        const Note& note = m_score.tracks[track]->notes()[number];
        (isGone[source] ? edits[track].removed : kept[track]).push_back(note);
    }
    for (const NoteRow& row : revised.rows) {
        if (row.source >= 0)
            continue;
        const auto words = m_encoding.words(NoteField::Part);
        const auto player =
            m_players.find(words[static_cast<std::size_t>(row[NoteField::Part])].value);
        if (player == m_players.end())
            continue;
        const std::size_t track = player->second.track;
        Note note = newNote(row, player->second);
        if (fitBetween(note, kept[track]) && fitBetween(note, lockedBeside(player->second)))
            edits[track].added.push_back(note);
    }
    ScoreEdit edit;
    for (std::size_t track = 0; track < edits.size(); ++track) {
        edits[track].track = track;
        if (!edits[track].removed.empty() || !edits[track].added.empty())
            edit.tracks.push_back(std::move(edits[track]));
    }
    return leitmotif::applied(m_score, settled(m_score, std::move(edit)));
}

} // namespace leitmotif
