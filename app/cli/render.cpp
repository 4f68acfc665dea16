// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/interrupt.h"
#include "app/devices/audio_file.h"
#include "core/midi/smf_reader.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <stop_token>
#include <string>

namespace leitmotif {

namespace {

struct RenderWords {
    std::string input;
    std::string output;
    std::string soundFont;
};

/// The named SoundFont, or the first that is found.
Result<SoundFont> chosenSoundFont(const std::string& name) {
    return name.empty() ? findSoundFonts().front() : soundFontAt(name);
}

int render(const RenderWords& words) {
    const auto output = outputPath(words.output);
    if (!isAudioFileName(output))
        return reportError({ErrorCode::UnknownEnding, {words.output, kAudioEndings}});
    const auto read = readMidiFile(words.input);
    if (!read)
        return reportError(read.error());
    for (const ImportNote& note : read->findings)
        warn(words.input + ": " + describe(note));
    const auto font = chosenSoundFont(words.soundFont);
    if (!font)
        return reportError(font.error());
    RenderOptions options;
    options.soundFont = *font;
    const InterruptWatch watch;
    std::stop_source stop;
    options.stop = stop.get_token();
    options.progress = [&stop](double) {
        if (InterruptWatch::isRaised())
            stop.request_stop();
    };
    const auto rendered = renderAudioFile(read->score, output, options);
    if (rendered)
        return kExitDone;
    const int status = reportError(rendered.error());
    return InterruptWatch::isRaised() ? kExitInterrupted : status;
}

} // namespace

void addRenderCommand(CLI::App& program, CommandAction& chosen) {
    auto* command = program.add_subcommand("render", "Plays a MIDI file into an audio file");
    auto words = std::make_shared<RenderWords>();
    command->add_option("FILE", words->input, "The MIDI file to play")->required();
    command
        ->add_option(
            "--out", words->output,
            "The audio file to write: .wav, .flac or .ogg, or - for WAV on standard output")
        ->required();
    command->add_option("--soundfont", words->soundFont,
                        "An SF2 or SF3 file, or \"builtin\"; without it the first one found");
    command->callback([words, &chosen] { chosen = [words] { return render(*words); }; });
}

} // namespace leitmotif
