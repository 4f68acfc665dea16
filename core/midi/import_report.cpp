// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/midi/import_report.h"

#include "core/analysis/key_finder.h"
#include "core/analysis/melody_finder.h"
#include "core/base/error.h"

#include <algorithm>
#include <utility>

// lupdate collects the sentences by this name; the window translates them in context "Import".
#define QT_TRANSLATE_NOOP(context, text) text

namespace leitmotif {

namespace {

TrackReport reportOnTrack(const Track& track, int number) {
    TrackReport report;
    report.number = number;
    report.name = track.name();
    report.channels = track.channels();
    if (!report.channels.empty())
        report.program = track.program(report.channels.front());
    report.notes = track.notes().size();
    report.isDrums = track.isDrums();
    report.polyphony = polyphonyOf(track);
    if (report.notes > 0) {
        const auto [lowest, highest] = std::ranges::minmax(track.notes(), {}, &Note::pitch);
        report.lowest = lowest.pitch.value;
        report.highest = highest.pitch.value;
    }
    return report;
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
    report.notes = score.noteCount();
    report.seconds = score.tempoMap().secondsAt(score.lastNoteEnd());
    report.beat = beatKindOf(score);
    if (const auto key = keyOf(pitchClassDurations(score)))
        report.key = nameOf(*key);
    report.isEnough = report.notes >= kFewestNotesToLearn;
    for (const TrackPtr& track : score.tracks)
        report.tracks.push_back(reportOnTrack(*track, static_cast<int>(report.tracks.size()) + 1));
    if (const auto melody = melodyTrackOf(score))
        report.tracks[*melody].isMelody = true;
    report.tempos = score.tempoMap().changes();
    report.signatures = score.meterMap().changes();
    report.findings = std::move(findings);
    return report;
}

} // namespace leitmotif
