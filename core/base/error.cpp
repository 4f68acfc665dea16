// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"

// lupdate collects the sentences by this name; the window translates them in context "Error".
#define QT_TRANSLATE_NOOP(context, text) text

namespace leitmotif {

const char* errorPattern(ErrorCode code) {
    switch (code) {
    case ErrorCode::FileNotReadable:
        return QT_TRANSLATE_NOOP("Error",
                                 "%1: cannot be read (%2). Check the name and the rights.");
    case ErrorCode::FileNotWritable:
        return QT_TRANSLATE_NOOP("Error", "%1: cannot be written (%2). Choose another folder or "
                                          "make room on the disk; nothing was replaced.");
    case ErrorCode::FileTooLarge:
        return QT_TRANSLATE_NOOP("Error", "%1: is too large to be a MIDI file.");
    case ErrorCode::JsonUnreadable:
        return QT_TRANSLATE_NOOP("Error", "The text cannot be read: %1.");
    case ErrorCode::NotMidi:
        return QT_TRANSLATE_NOOP("Error", "%1: is not a MIDI file. Choose a .mid, .midi, .kar or "
                                          ".rmi file.");
    case ErrorCode::MidiEmpty:
        return QT_TRANSLATE_NOOP("Error", "%1: the file is empty. Export it again from the program "
                                          "it came from.");
    case ErrorCode::MidiTruncated:
        return QT_TRANSLATE_NOOP("Error", "%1: the file ends in its header. Copy or export it "
                                          "again.");
    case ErrorCode::MidiUnreadable:
        return QT_TRANSLATE_NOOP("Error", "%1: the MIDI data is damaged (%2). Export it again from "
                                          "the program it came from.");
    case ErrorCode::MidiBlank:
        return QT_TRANSLATE_NOOP("Error",
                                 "%1: holds nothing but zeros; copy or download it again.");
    case ErrorCode::NotMidiButWebPage:
        return QT_TRANSLATE_NOOP("Error", "%1: is a web page, not a MIDI file; open it in a "
                                          "browser and download the file itself.");
    case ErrorCode::NotMidiButCompressed:
        return QT_TRANSLATE_NOOP("Error", "%1: is compressed (%2); unpack it and open the MIDI "
                                          "file inside.");
    case ErrorCode::NotMidiButAudio:
        return QT_TRANSLATE_NOOP("Error", "%1: is a sound recording (%2), not a MIDI file; only "
                                          "notes can be learned from.");
    case ErrorCode::NotMidiButNotation:
        return QT_TRANSLATE_NOOP("Error", "%1: is sheet music (%2), not a MIDI file; open it in a "
                                          "notation program and export it as MIDI.");
    case ErrorCode::NotMidiButProject:
        return QT_TRANSLATE_NOOP("Error", "%1: is a Leitmotif project, not a MIDI file; open it "
                                          "as a project, under a name that ends in .leitmotif.");
    case ErrorCode::NotMidiButText:
        return QT_TRANSLATE_NOOP("Error", "%1: is a text file, not a MIDI file.");
    case ErrorCode::NotMidiButOther:
        return QT_TRANSLATE_NOOP("Error", "%1: is another kind of file (%2), not a MIDI file.");
    case ErrorCode::NoNotes:
        return QT_TRANSLATE_NOOP("Error", "%1: has no notes to learn from. Choose another file or "
                                          "other tracks.");
    case ErrorCode::OnlyDrums:
        return QT_TRANSLATE_NOOP("Error", "%1: has only drums, and this preset leaves drums out. "
                                          "Choose a preset that learns them, such as LSTM, or "
                                          "other tracks.");
    case ErrorCode::TooFewNotes:
        return QT_TRANSLATE_NOOP("Error", "%1: has %2 notes; at least %3 are needed to learn from. "
                                          "Add files, tracks or bars.");
    case ErrorCode::TooFewFrames:
        return QT_TRANSLATE_NOOP("Error", "%1: has %2 frames; at least %3 are needed to learn "
                                          "from. Add files, tracks or bars, or choose more steps "
                                          "a beat.");
    case ErrorCode::NoSuchTrack:
        return QT_TRANSLATE_NOOP("Error", "%1: has no track %2; it has %3 tracks.");
    case ErrorCode::NoSuchBars:
        return QT_TRANSLATE_NOOP("Error", "%1: has no bars %2 to %3; it has %4 bars.");
    case ErrorCode::NoSuchPreset:
        return QT_TRANSLATE_NOOP("Error", "%1: there is no preset of this name. \"leitmotif "
                                          "presets\" lists them.");
    case ErrorCode::RecipeUnreadable:
        return QT_TRANSLATE_NOOP("Error", "%1: the recipe cannot be read (%2).");
    case ErrorCode::NoSuchSetting:
        return QT_TRANSLATE_NOOP("Error", "%1: the recipe has no setting of this name. \"leitmotif "
                                          "presets NAME --json\" lists them.");
    case ErrorCode::BadSetting:
        return QT_TRANSLATE_NOOP("Error", "%1: cannot be %2; allowed: %3.");
    case ErrorCode::EngineUnavailable:
        return QT_TRANSLATE_NOOP("Error", "Training is not available: %1. Opening, editing and "
                                          "playing MIDI work without it.");
    case ErrorCode::TrainingDiverged:
        return QT_TRANSLATE_NOOP("Error", "The loss became infinite in epoch %1, step %2. The run "
                                          "stopped, and its last sound state is kept. Train with a "
                                          "lower learning rate.");
    case ErrorCode::TrainingFailed:
        return QT_TRANSLATE_NOOP("Error", "Training stopped: %1. The last checkpoint is kept.");
    case ErrorCode::CheckpointUnreadable:
        return QT_TRANSLATE_NOOP("Error", "The checkpoint cannot be read (%1).");
    case ErrorCode::PretrainedMissing:
        return QT_TRANSLATE_NOOP("Error",
                                 "The file %1 with the pretrained network is not installed "
                                 "beside the program. Install Leitmotif again, or choose "
                                 "a preset that learns from nothing, such as \"lstm\".");
    case ErrorCode::DeviceUnavailable:
        return QT_TRANSLATE_NOOP("Error", "%1: this device cannot be used here; choose \"cpu\".");
    case ErrorCode::ProjectUnreadable:
        return QT_TRANSLATE_NOOP("Error", "%1: is not a Leitmotif project or is damaged (%2).");
    case ErrorCode::ProjectTooNew:
        return QT_TRANSLATE_NOOP("Error", "%1: was written by a newer Leitmotif (format %2; this "
                                          "one reads up to %3). Nothing was changed; update "
                                          "Leitmotif to open it.");
    case ErrorCode::ProjectReadOnly:
        return QT_TRANSLATE_NOOP("Error", "%1: is open in another window of Leitmotif, so it can "
                                          "only be read here. Close the other one or save a copy.");
    case ErrorCode::ProjectDamaged:
        return QT_TRANSLATE_NOOP("Error", "%1: %2 is damaged. \"leitmotif check\" says what is "
                                          "whole, and with --mend saves it as a new project.");
    case ErrorCode::ProjectMoved:
        return QT_TRANSLATE_NOOP("Error", "%1: was deleted or replaced while it was open. All of "
                                          "it is kept in %2 and goes on there.");
    case ErrorCode::ProjectLogMissing:
        return QT_TRANSLATE_NOOP("Error", "%1: may be older than what was done last, as its log %2 "
                                          "is missing. Copy both files together, or close the "
                                          "project before it is copied.");
    case ErrorCode::ProjectNotWritable:
        return QT_TRANSLATE_NOOP("Error", "%1: the project cannot be written (%2). Make room on "
                                          "the disk or save it elsewhere.");
    case ErrorCode::ProjectCannotHold:
        return QT_TRANSLATE_NOOP("Error", "%1: something cannot be kept in the project (%2). It is "
                                          "left out; everything else is kept.");
    case ErrorCode::NoSuchRun:
        return QT_TRANSLATE_NOOP("Error", "%1: has no run %2. \"leitmotif runs\" lists them.");
    case ErrorCode::NoCheckpoint:
        return QT_TRANSLATE_NOOP("Error", "%1: run %2 kept no weights of epoch %3; sampled epochs, "
                                          "\"best\" and \"last\" can be chosen.");
    case ErrorCode::WeightsDamaged:
        return QT_TRANSLATE_NOOP("Error", "%1: the weights of run %2 after epoch %3 are damaged. "
                                          "\"leitmotif check\" lists the epochs that are whole; "
                                          "choose one of them.");
    case ErrorCode::CheckpointDamaged:
        return QT_TRANSLATE_NOOP("Error", "%1: run %2 cannot go on, as what it would go on from is "
                                          "damaged; nothing was changed. Restore a copy of the "
                                          "project, or train anew. \"leitmotif check\" says what "
                                          "is whole.");
    case ErrorCode::EditNotApplicable:
        return QT_TRANSLATE_NOOP("Error", "The edit does not fit the score (%1); nothing was "
                                          "changed.");
    case ErrorCode::AudioUnavailable:
        return QT_TRANSLATE_NOOP("Error", "No sound: %1. Choose another audio driver in the "
                                          "settings.");
    case ErrorCode::SoundFontUnreadable:
        return QT_TRANSLATE_NOOP("Error", "%1: is not a SoundFont that can be loaded. Choose an "
                                          ".sf2 or .sf3 file.");
    case ErrorCode::MidiPortUnavailable:
        return QT_TRANSLATE_NOOP("Error", "%1: the MIDI port cannot be used (%2).");
    case ErrorCode::RenderFailed:
        return QT_TRANSLATE_NOOP("Error", "%1: the audio could not be written (%2).");
    case ErrorCode::RenderCancelled:
        return QT_TRANSLATE_NOOP("Error", "The audio export was cancelled; nothing was written.");
    case ErrorCode::UnknownEnding:
        return QT_TRANSLATE_NOOP("Error",
                                 "%1: files of this kind are not written. Let the name end "
                                 "in one of: %2.");
    case ErrorCode::BadArgument:
        return QT_TRANSLATE_NOOP("Error", "%1: is not possible here; allowed: %2.");
    }
    return "%1";
}

std::string filledIn(const std::string& pattern, const std::vector<std::string>& arguments) {
    std::string text;
    text.reserve(pattern.size());
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const bool isPlace = pattern[i] == '%' && i + 1 < pattern.size() && pattern[i + 1] >= '1' &&
                             pattern[i + 1] <= '9';
        if (!isPlace) {
            text += pattern[i];
            continue;
        }
        const auto index = static_cast<std::size_t>(pattern[++i] - '1');
        if (index < arguments.size())
            text += arguments[index];
    }
    return text;
}

std::string describe(const Error& error) {
    return filledIn(errorPattern(error.code), error.arguments);
}

} // namespace leitmotif
