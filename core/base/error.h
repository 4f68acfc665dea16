// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace leitmotif {

/// What went wrong. Each code has one sentence in error.cpp whose %1, %2 … are filled with
/// Error::arguments; the first argument names the file, port or value concerned.
enum class ErrorCode {
    // Files. %1 path, %2 the system's reason
    FileNotReadable,
    FileNotWritable,
    FileTooLarge,
    // MIDI files. %1 path
    NotMidi,
    MidiEmpty,
    MidiTruncated,
    MidiUnreadable, // %2 detail
    MidiBlank,      // nothing but zeros
    // Other kinds of files named like MIDI files. %1 path, %2 the kind where there are several
    NotMidiButWebPage,
    NotMidiButCompressed, // %2
    NotMidiButAudio,      // %2
    NotMidiButNotation,   // %2
    NotMidiButProject,
    NotMidiButText,
    NotMidiButOther, // %2
    // Learning. %1 path or corpus name
    NoNotes,
    OnlyDrums,    // with a preset that leaves percussion out
    TooFewNotes,  // %2 notes found, %3 notes needed
    TooFewFrames, // %2 frames found, %3 frames needed
    NoSuchTrack,  // %2 the track asked for, %3 tracks in the file
    NoSuchBars,   // %2 from, %3 to, %4 bars in the file
    // Recipes
    NoSuchPreset,     // %1 name
    RecipeUnreadable, // %1 name, %2 detail
    NoSuchSetting,    // %1 key
    BadSetting,       // %1 key, %2 value, %3 what is allowed
    // Training
    EngineUnavailable,    // %1 detail
    TrainingDiverged,     // %1 epoch, %2 step
    TrainingFailed,       // %1 detail
    CheckpointUnreadable, // %1 detail
    PretrainedMissing,    // %1 file name
    DeviceUnavailable,    // %1 device
    // Projects. %1 path
    ProjectUnreadable, // %2 detail
    ProjectTooNew,     // %2 its version, %3 ours
    ProjectReadOnly,
    ProjectNotWritable, // %2 detail; temporary, another try may succeed
    ProjectCannotHold,  // %2 detail; permanent
    NoSuchRun,          // %2 run
    NoCheckpoint,       // %2 run, %3 epoch
    // Editing
    EditNotApplicable, // %1 detail
    // Sound and devices
    AudioUnavailable,    // %1 detail
    SoundFontUnreadable, // %1 path
    MidiPortUnavailable, // %1 port, %2 detail
    RenderFailed,        // %1 path, %2 detail
    RenderCancelled,
    UnknownEnding, // %1 path, %2 the endings that are written
    // The command line
    BadArgument, // %1 argument, %2 what is allowed
    // Damage. %1 path of the project
    ProjectDamaged,    // %2 what of it
    WeightsDamaged,    // %2 run, %3 epoch
    CheckpointDamaged, // %2 run
    ProjectMoved,      // while it was open. %2 where it goes on
    ProjectLogMissing, // %2 name of the log
    JsonUnreadable,    // %1 detail
};

/// A failure as data: a code and the values that its sentence mentions. Copyable between threads.
struct Error {
    ErrorCode code;
    std::vector<std::string> arguments = {};

    bool operator==(const Error&) const = default;
};

/// The English sentence of a code with %1 … in it. Source text for translation.
[[nodiscard]] const char* errorPattern(ErrorCode code);

/// Replaces %1 … %9 in `pattern` by `arguments`; a missing argument becomes empty.
[[nodiscard]] std::string filledIn(const std::string& pattern,
                                   const std::vector<std::string>& arguments);

/// The English sentence for an error: what happened and what to do.
[[nodiscard]] std::string describe(const Error& error);

} // namespace leitmotif
