// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/interrupt.h"
#include "app/cli/print.h"
#include "app/cli/run_in_project.h"
#include "app/devices/audio_file.h"
#include "app/sessions/run_requests.h"
#include "assets/demo_pieces.h"
#include "core/midi/smf_reader.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <memory>
#include <string>

namespace leitmotif {

namespace {

/// The demo piece as a source, with its well-known name.
StoredSource demoSource(const DemoPiece& piece) {
    return {0,
            std::string(piece.id) + ".mid",
            std::make_shared<const Bytes>(piece.midi.begin(), piece.midi.end()),
            {}};
}

Result<std::vector<RunRequest>> enterRun(ProjectFile& project, const StoredSource& source,
                                         const Recipe& recipe,
                                         const std::shared_ptr<const Corpus>& corpus) {
    const auto id = project.addSource(source.name, *source.bytes, source.selection);
    if (!id)
        return id.error();
    auto request = newRun(project, recipe, corpus, {*id}, {defaultThreads(), "cpu", "auto"});
    if (!request)
        return request.error();
    std::vector<RunRequest> requests;
    requests.push_back(std::move(*request));
    return requests;
}

Result<void> renderSamples(const std::vector<std::filesystem::path>& samples) {
    RenderOptions options;
    options.soundFont = findSoundFonts().front();
    printLine("Playing the samples into audio files with the SoundFont \"" +
              options.soundFont.name + "\" …");
    for (const auto& sample : samples) {
        const auto midi = readMidiFile(sample);
        if (!midi)
            return midi.error();
        auto audio = sample;
        audio.replace_extension(".wav");
        if (const auto done = renderAudioFile(midi->score, audio, options); !done)
            return done.error();
        printLine("  " + audio.string());
        std::fflush(stdout);
    }
    return {};
}

Result<void> paint(PictureWriter& writer, const RunFollower& follower, std::int64_t run,
                   const std::filesystem::path& folder) {
    const auto midi = readMidiFile(follower.sampleFiles().back());
    if (!midi)
        return midi.error();
    const auto pictures = writer.writeRun(folder, follower.history(run), midi->score);
    if (!pictures)
        return pictures.error();
    if (pictures->empty())
        std::printf("This build has no window, so there are no pictures.\n");
    for (const auto& picture : *pictures)
        printLine("Picture: " + picture.string());
    return {};
}

int demo(const std::string& out) {
    const InterruptWatch watch;
    PictureWriter pictures;
    TrainingSession session(loadEngine);
    session.prepare();
    const DemoPiece& piece = demoPieces().front();
    const StoredSource source = demoSource(piece);
    const auto corpus = corpusOf({source});
    if (!corpus)
        return reportError(corpus.error());
    const auto recipe = preset(kDefaultPreset);
    if (!recipe)
        return reportError(recipe.error());
    const auto places = placesFor({}, out, "demo");
    if (!places)
        return reportError(places.error());
    std::printf("Learning from %s by %s with the preset \"%s\".\n",
                std::string(piece.title).c_str(), std::string(piece.composer).c_str(),
                kDefaultPreset);
    std::int64_t run = 0;
    const auto makeRuns = [&](ProjectFile& project) {
        auto requests = enterRun(project, source, *recipe, *corpus);
        if (requests)
            run = requests->front().run;
        return requests;
    };
    const auto finish = [&](const RunFollower& follower) {
        if (follower.sampleFiles().empty())
            return static_cast<int>(kExitDone);
        if (const auto done = renderSamples(follower.sampleFiles()); !done)
            return reportError(done.error());
        if (const auto done = paint(pictures, follower, run, places->samples); !done)
            return reportError(done.error());
        return static_cast<int>(kExitDone);
    };
    return trainInProject(session, pictures, *places, false, makeRuns, finish);
}

} // namespace

void addDemoCommand(CLI::App& program, CommandAction& chosen) {
    auto* command = program.add_subcommand(
        "demo", "Learns from a piece that comes with it and writes what it made");
    auto out = std::make_shared<std::string>();
    command->add_option("--out", *out, "Folder for the project, samples and pictures")
        ->type_name("DIR");
    command->callback([out, &chosen] { chosen = [out] { return demo(*out); }; });
}

} // namespace leitmotif
