// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/midi/smf_writer.h"
#include "tests/core/store/test_project.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace leitmotif {

inline Bytes contentOf(const std::filesystem::path& path) {
    return require(readFile(path));
}

/// A project with something in every table.
inline void makeFullProject(const std::filesystem::path& path) {
    Random random(3);
    const auto project = require(ProjectFile::open(path));
    const Bytes midi = midiBytes(randomScore(random, 16));
    const auto source = require(project->addSource("a.mid", midi, {{1}, BarRange{0, 3}}));
    ScoreEdit edit;
    edit.tracks = {{0, {}, {}, {}, {tempoEvent({0}, 400'000)}}};
    require(project->addEdit({DocumentKey::Kind::Source, source}, {"Tempo", false, edit}));
    Recipe recipe;
    recipe.name = "lstm";
    const auto run = require(project->addRun(recipe, 7, {source}));
    require(project->record({run, RunStarted{}}));
    for (int epoch = 1; epoch <= 3; ++epoch) {
        RunEvent event = epochEvent(run, epoch, 3.0 / epoch);
        std::get<EpochFinished>(event.what).measures = {{"kl", 0.5}};
        require(project->record(event));
        require(project->record(
            {run, CheckpointReady{epoch, true, true, true, randomBytes(random, 6'000),
                                  randomBytes(random, 6'000)}}));
    }
    Take take;
    take.origin = {run, "lstm", 3, 1};
    take.score = std::make_shared<const Score>(randomScore(random, 16));
    require(project->record({run, TakeSampled{take}}));
    require(project->record({run, RunFinished{RunEnd::Completed, 3, 3, 1.0, 2.0}}));
}

/// Reads everything; returns the number of errors.
inline int readEverything(const ProjectFile& project) {
    int failures = 0;
    const auto count = [&](const auto& result) { failures += result ? 0 : 1; };
    count(project.isEmpty());
    count(project.sources());
    count(project.documents());
    count(project.sourcesAsEdited());
    count(project.runs());
    count(project.takes());
    for (std::int64_t run = 1; run <= 2; ++run) {
        count(project.run(run));
        count(project.sourcesOf(run));
        count(project.resumePoint(run));
        count(project.checkpoint(run, {EpochChoice::Kind::Best, 0}));
        count(project.checkpoint(run, {EpochChoice::Kind::Last, 0}));
        count(project.checkpoint(run, {EpochChoice::Kind::Number, 2}));
    }
    return failures;
}

class ProjectSafetyTest : public testing::Test {
  protected:
    TestFolder m_folder;
    std::filesystem::path m_path = m_folder / "song.leitmotif";
};

} // namespace leitmotif
