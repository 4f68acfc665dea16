// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/midi/import_report.h"

#include "core/analysis/key_finder.h"
#include "core/base/error.h"
#include "core/corpus/bar_reading.h"
#include "core/corpus/grid_steps.h"
#include "core/music/melody_finder.h"
#include "core/music/score_texts.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <utility>

// lupdate collects the sentences by this name; the window translates them in context "Import".
#define QT_TRANSLATE_NOOP(context, text) text

namespace leitmotif {

namespace {

TrackReport reportOn(const Score& score, const TrackChoice& choice, const Parts& parts) {
    const Track& track = *score.tracks[choice.track];
    TrackReport report;
    report.choice = choice;
    report.name = score.trackName(choice.track);
    report.channels = choice.channel ? std::vector{*choice.channel} : track.channels();
    for (const Part& part : parts.list())
        if (part.track == choice.track && part.channel == choice.channel.value_or(part.channel))
            report.parts.push_back(part);
    if (report.parts.empty()) {
        if (!report.channels.empty())
            report.program = track.program(report.channels.front());
        return report;
    }
    const auto main = std::ranges::max_element(
        report.parts, {}, [](const Part& part) { return std::pair(!part.isDrums, part.notes); });
    report.program = main->program.value_or(0); // the default of receivers
    report.isDrums = main->isDrums;
    report.maybeDrums = !report.isDrums && std::ranges::all_of(report.parts, [](const Part& part) {
        return part.isDrums || part.looksLikeDrums;
    });
    report.isSilent = std::ranges::all_of(report.parts, &Part::isSilent);

    std::vector<Note> notes;
    std::ranges::copy_if(track.notes(), std::back_inserter(notes), [&](const Note& note) {
        return note.channel == choice.channel.value_or(note.channel);
    });
    report.notes = notes.size();
    report.polyphony = polyphonyOf(notes);
    const auto [lowest, highest] = std::ranges::minmax(notes, {}, &Note::pitch);
    report.lowest = lowest.pitch.value;
    report.highest = highest.pitch.value;
    return report;
}

/// The changes without those that repeat the present value.
template <class Change>
std::vector<Change> realChanges(const std::vector<Change>& changes) {
    std::vector<Change> real;
    for (const Change& change : changes) {
        Change held = real.empty() ? change : real.back();
        held.tick = change.tick;
        if (real.empty() || held != change)
            real.push_back(change);
    }
    return real;
}

TakeSetting usualIn(const Score& score, BeatKind beat) {
    const bool isFree = beat == BeatKind::Free;
    return TakeSetting::of(Corpus({{.name = "", .score = score, .hasFreeBeat = isFree}}), isFree);
}

/// Adds findings about notes of a score with a beat that are changed for training.
void addLearning(std::vector<ImportNote>& findings, const Score& score, const BeatReading& beat) {
    constexpr std::size_t kFewestStrums = 4;
    constexpr double kWorthTelling = 0.01;  // of all notes
    constexpr std::int64_t kInaudible = 96; // of a beat
    const Score onBeat = onTheBeat(score, beat);
    for (std::size_t i = 0; i < score.tracks.size(); ++i) {
        const int track = static_cast<int>(i) + 1;
        const auto delay = std::ranges::max(beat.delays[i], {}, [](Tick tick) {
                               return std::abs(tick.value);
                           }).value;
        if (const std::int64_t ticks = std::abs(delay);
            static_cast<double>(ticks * kInaudible) > score.division.ticksPerBeat())
            findings.push_back(
                {ImportFinding::BesideTheBeat, track, static_cast<std::size_t>(ticks)});
        if (beat.strums[i] >= kFewestStrums)
            findings.push_back({ImportFinding::StrummedChords, track, beat.strums[i]});
    }
    const BarReading bars = readBars(onBeat);
    if (bars.grouped > 1)
        findings.push_back({ImportFinding::BarsGrouped, 0, static_cast<std::size_t>(bars.grouped)});
    else if (bars.lead != Tick{0})
        findings.push_back(
            {bars.hasUpbeat ? ImportFinding::FirstBarsFilled : ImportFinding::FirstBarsLeft});
    const FineNotes fine = fineNotesOf(Corpus({{"", onBeat}}));
    if (fine.share > kWorthTelling)
        findings.push_back({ImportFinding::FineNotes, 0, fine.count});
}

} // namespace

bool isDropped(ImportFinding finding) {
    return finding >= ImportFinding::DataWithoutStatus;
}

const char* importPattern(ImportFinding finding) {
    switch (finding) {
    case ImportFinding::SearchedForHeader:
        return QT_TRANSLATE_NOOP("Import", "Other bytes before the MIDI header were skipped.");
    case ImportFinding::HeaderTooLong:
        return QT_TRANSLATE_NOOP("Import", "The header has an unusual length; its six known bytes "
                                           "were used.");
    case ImportFinding::DivisionZero:
        return QT_TRANSLATE_NOOP("Import", "The header gives 0 ticks a beat; it is read as 480.");
    case ImportFinding::TrackCountWrong:
        return QT_TRANSLATE_NOOP("Import", "The number of tracks in the header (%2) is wrong; all "
                                           "that are there were read.");
    case ImportFinding::TrackLengthWrong:
        return QT_TRANSLATE_NOOP("Import", "Track %1: its declared length is wrong; it was read to "
                                           "its real end.");
    case ImportFinding::TrackTruncated:
        return QT_TRANSLATE_NOOP("Import", "Track %1: the file ends in the middle of it; what is "
                                           "there was read.");
    case ImportFinding::EndOfTrackMissing:
        return QT_TRANSLATE_NOOP("Import", "Track %1: its end mark is missing; it ends with its "
                                           "last event.");
    case ImportFinding::EndOfTrackEarly:
        return QT_TRANSLATE_NOOP("Import", "Track %1: events stand behind its end mark; they were "
                                           "kept.");
    case ImportFinding::RunningStatusAfterMeta:
        return QT_TRANSLATE_NOOP("Import", "Track %1: messages that leave out their status after a "
                                           "meta or sysex event: %2.");
    case ImportFinding::DataByteTooLarge:
        return QT_TRANSLATE_NOOP("Import", "Track %1: messages with values above 127, of which the "
                                           "lower seven bits were used: %2.");
    case ImportFinding::LongVariableLength:
        return QT_TRANSLATE_NOOP("Import", "Track %1: numbers longer than four bytes: %2.");
    case ImportFinding::HangingNote:
        return QT_TRANSLATE_NOOP("Import", "Track %1: notes that never end and now sound to the "
                                           "end of the track: %2.");
    case ImportFinding::NoteEndedByRestrike:
        return QT_TRANSLATE_NOOP("Import", "Track %1: notes without an end of their own, ended "
                                           "where their key is struck again: %2.");
    case ImportFinding::NoteEndedByAllOff:
        return QT_TRANSLATE_NOOP("Import", "Track %1: notes without an end of their own, ended by "
                                           "a message that ends all notes: %2.");
    case ImportFinding::NoteCutToLongest:
        return QT_TRANSLATE_NOOP("Import", "Track %1: notes that never end, cut to the length of "
                                           "the longest other one: %2.");
    case ImportFinding::NoteEndedBesideItsKey:
        return QT_TRANSLATE_NOOP("Import", "Track %1: notes ended by a note-off one semitone "
                                           "beside their key: %2.");
    case ImportFinding::NoteEndedInOtherTrack:
        return QT_TRANSLATE_NOOP("Import", "Track %1: notes ended by note-offs of another track: "
                                           "%2.");
    case ImportFinding::NoteOffWithoutNoteOn:
        return QT_TRANSLATE_NOOP("Import", "Track %1: note-offs that end no note, kept without "
                                           "effect: %2.");
    case ImportFinding::ZeroLengthNote:
        return QT_TRANSLATE_NOOP("Import", "Track %1: notes without length: %2.");
    case ImportFinding::TempoZero:
        return QT_TRANSLATE_NOOP("Import", "Track %1: tempo events of zero, ignored: %2.");
    case ImportFinding::TempoMalformed:
        return QT_TRANSLATE_NOOP("Import", "Track %1: malformed tempo events, ignored: %2.");
    case ImportFinding::SignatureImpossible:
        return QT_TRANSLATE_NOOP("Import", "Track %1: impossible time signatures, ignored: %2.");
    case ImportFinding::KeyImpossible:
        return QT_TRANSLATE_NOOP("Import", "Track %1: impossible key signatures, ignored: %2.");
    case ImportFinding::BesideTheBeat:
        return QT_TRANSLATE_NOOP("Import", "Track %1: its notes come early or late by a constant "
                                           "time and are learned on the beat; ticks: %2.");
    case ImportFinding::StrummedChords:
        return QT_TRANSLATE_NOOP("Import", "Track %1: strummed chords, learned as struck at once: "
                                           "%2.");
    case ImportFinding::BarsGrouped:
        return QT_TRANSLATE_NOOP("Import", "The bars have one beat; %2 of them are learned as one "
                                           "bar.");
    case ImportFinding::FirstBarsFilled:
        return QT_TRANSLATE_NOOP("Import", "The music begins in another time signature than most "
                                           "of it has; this beginning is learned as an upbeat.");
    case ImportFinding::FirstBarsLeft:
        return QT_TRANSLATE_NOOP("Import", "The file begins with silence in another time "
                                           "signature than most of the music has; it is not "
                                           "learned from.");
    case ImportFinding::FineNotes:
        return QT_TRANSLATE_NOOP("Import", "Notes between the twelfths of a beat, such as 32nds: "
                                           "%2. Presets with 12 steps a beat or fewer round them.");
    case ImportFinding::DataWithoutStatus:
        return QT_TRANSLATE_NOOP("Import", "Track %1: bytes that belong to no message, left out: "
                                           "%2.");
    case ImportFinding::UnknownStatus:
        return QT_TRANSLATE_NOOP("Import", "Track %1: undefined messages, left out: %2.");
    case ImportFinding::AlienChunk:
        return QT_TRANSLATE_NOOP("Import", "Chunks that are no tracks, left out: %2.");
    case ImportFinding::BytesAfterEnd:
        return QT_TRANSLATE_NOOP("Import", "Track %1: bytes behind its end mark, left out: %2.");
    case ImportFinding::UnreadableBytes:
        return QT_TRANSLATE_NOOP("Import", "Track %1: bytes that could not be read, left out: "
                                           "%2.");
    case ImportFinding::BytesBetweenTracks:
        return QT_TRANSLATE_NOOP("Import", "Bytes outside of tracks that could not be read, left "
                                           "out: %2.");
    }
    return "";
}

std::string describe(const ImportNote& note) {
    return filledIn(importPattern(note.finding),
                    {std::to_string(note.track), std::to_string(note.count)});
}

ImportReport reportOn(const Score& score, std::string file, std::vector<ImportNote> findings) {
    ImportReport report;
    report.file = std::move(file);
    report.format = score.format;
    report.division = score.division;
    report.bars = score.barCount();
    const Parts parts(score);
    for (const Part& part : parts.list())
        report.notes += part.isSilent ? 0 : part.notes;
    report.seconds = score.tempoMap().secondsAt(score.lastNoteEnd());
    const BeatReading beat = readBeat(score);
    report.beat = beat.kind;
    report.usual = usualIn(score, beat.kind);
    const auto& signature = report.usual.key;
    if (const auto key = keyOf(pitchClassDurations(score),
                               signature ? std::optional(signature->sharps) : std::nullopt))
        report.key = nameOf(*key);
    report.isEnough = report.notes >= kFewestNotesToLearn;
    const auto melody = melodyOf(score);
    for (const TrackChoice& choice : trackChoices(score)) {
        TrackReport& track = report.tracks.emplace_back(reportOn(score, choice, parts));
        track.number = static_cast<int>(report.tracks.size());
        track.isMelody = melody && melody->track == choice.track &&
                         melody->channel == choice.channel.value_or(melody->channel);
    }
    report.tempos = realChanges(score.tempoMap().changes());
    report.signatures = realChanges(score.meterMap().changes());
    report.findings = std::move(findings);
    if (beat.kind == BeatKind::Metrical)
        addLearning(report.findings, score, beat);
    report.hasForeignTexts = !foreignTexts(score).empty();
    report.texts = score.textReading;
    return report;
}

} // namespace leitmotif
