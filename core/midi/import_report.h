// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/corpus/beat_kind.h"
#include "core/encoding/common/take_setting.h"
#include "core/music/parts.h"
#include "core/music/score.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace leitmotif {

/// What a reader repaired, left out or could not use.
enum class ImportFinding : std::uint8_t {
    // Repaired
    SearchedForHeader, ///< bytes before the header were skipped
    HeaderTooLong,
    DivisionZero,     ///< read as 480 ticks a beat
    TrackCountWrong,  ///< more or fewer tracks than declared
    TrackLengthWrong, ///< a chunk's length does not fit its content
    TrackTruncated,   ///< the file ends within an event
    EndOfTrackMissing,
    EndOfTrackEarly, ///< events stand behind the end-of-track mark; kept
    RunningStatusAfterMeta,
    DataByteTooLarge,      ///< its lower seven bits are used
    LongVariableLength,    ///< a number of more than four bytes
    HangingNote,           ///< closed at the end of its track
    NoteEndedByRestrike,   ///< its own end is missing: ended where its key is struck again
    NoteEndedByAllOff,     ///< the same: ended with all notes of its channel
    NoteCutToLongest,      ///< the same: cut to the longest other one of its channel
    NoteEndedBesideItsKey, ///< ended by a note-off a semitone beside
    NoteEndedInOtherTrack, ///< ended by a note-off of another track
    NoteOffWithoutNoteOn,  ///< kept in the file, without a note
    ZeroLengthNote,
    TempoZero,           ///< ignored
    TempoMalformed,      ///< ignored
    SignatureImpossible, ///< ignored
    KeyImpossible,       ///< ignored
    // Changed for training only; the score keeps it
    BesideTheBeat,   ///< a constant delay of a track, taken off; ticks
    StrummedChords,  ///< struck at once
    BarsGrouped,     ///< a signature of one beat; bars that make one
    FirstBarsFilled, ///< first bars in another signature become an upbeat
    FirstBarsLeft,   ///< first bars in another signature without notes are left out
    FineNotes,       ///< between twelfths of a beat: rounded by presets of so few steps
    // Dropped (not in the score)
    DataWithoutStatus, ///< bytes
    UnknownStatus,
    AlienChunk,
    BytesAfterEnd,   ///< behind the end-of-track mark, and no events
    UnreadableBytes, ///< within a track
    BytesBetweenTracks,
};

/// One finding in one track (0: the file as a whole) and how often.
struct ImportNote {
    ImportFinding finding;
    int track = 0;         ///< 1-based
    std::size_t count = 1; ///< times, bytes or ticks where the finding says so, tracks declared
                           ///< for TrackCountWrong

    bool operator==(const ImportNote&) const = default;
};

/// True for findings that mean that something of the file is not in the score.
[[nodiscard]] bool isDropped(ImportFinding finding);
/// English pattern with %1 track and %2 count, source text for translation, and the filled-in
/// sentence.
[[nodiscard]] const char* importPattern(ImportFinding finding);
[[nodiscard]] std::string describe(const ImportNote& note);

/// A part to learn from: a track, or a channel of the only track (see trackChoices).
struct TrackReport {
    int number = 0; ///< 1-based, as `--tracks` takes it
    TrackChoice choice;
    std::string name;
    std::vector<std::uint8_t> channels; ///< 0-based
    std::optional<int> program;         ///< 0-based, of the part with the most notes
    std::vector<Part> parts;            ///< parts of its notes
    std::size_t notes = 0;
    int lowest = 0; ///< MIDI pitch; 0 without notes
    int highest = 0;
    int polyphony = 0; ///< most notes that sound at once
    bool isDrums = false;
    bool maybeDrums = false; ///< looks like drums but is played as something else
    bool isSilent = false;   ///< another rendition, neither played nor learned
    bool isMelody = false;   ///< the likeliest melody of the file; at most one track
};

/// The content of a file and the findings of its import, for the source panel and `inspect`.
struct ImportReport {
    std::string file; ///< path as given
    int format = 1;
    Division division;
    std::int64_t bars = 0;
    std::size_t notes = 0; ///< that are heard
    double seconds = 0.0;  ///< to the end of the last note
    BeatKind beat = BeatKind::Metrical;
    std::string key; ///< such as "C major", from notes and signature; empty without pitched notes
    bool isEnough = false; ///< at least kFewestNotesToLearn notes
    std::vector<TrackReport> tracks;
    std::vector<TempoChange> tempos;
    std::vector<SignatureChange> signatures;
    TakeSetting usual; ///< tempo and signatures that hold at most notes
    std::vector<ImportNote> findings;
    bool hasForeignTexts = false; ///< some that are not the same in every encoding
    TextReading texts;            ///< what they are read in
};

/// With fewer notes than this a model only learns to copy.
inline constexpr std::size_t kFewestNotesToLearn = 64;

/// The report of a score; `findings` come from the reader.
[[nodiscard]] ImportReport reportOn(const Score& score, std::string file,
                                    std::vector<ImportNote> findings = {});

} // namespace leitmotif
