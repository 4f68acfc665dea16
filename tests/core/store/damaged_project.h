// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/midi/smf_writer.h"
#include "tests/core/store/test_project.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace leitmotif {

/// A run of four epochs with a take, weights of epochs 2 and 4, and checkpoints to resume from.
inline std::int64_t makeProject(const std::filesystem::path& path) {
    Random random(3);
    const auto project = require(ProjectFile::open(path));
    const Bytes midi = midiBytes(randomScore(random, 16));
    const auto source = require(project->addSource("a.mid", midi, {{1}, BarRange{0, 3}}));
    Recipe recipe;
    recipe.name = "lstm";
    const auto run = require(project->addRun(recipe, 7, {source}));
    require(project->record({run, RunStarted{}}));
    for (int epoch = 1; epoch <= 4; ++epoch) {
        RunEvent event = epochEvent(run, epoch, 3.0 / epoch);
        std::get<EpochFinished>(event.what).measures = {{"kl", 0.5}};
        require(project->record(event));
        if (epoch % 2 == 0)
            require(project->record(
                {run, CheckpointReady{epoch, true, true, epoch == 4, randomBytes(random, 6'000),
                                      randomBytes(random, 6'000)}}));
    }
    Take take;
    take.origin = {run, "lstm", 4, 1};
    take.score = std::make_shared<const Score>(randomScore(random, 16));
    require(project->record({run, TakeSampled{take}}));
    LatentMap map;
    map.side = map.rows = map.columns = 1;
    map.reach = 1.0;
    map.pixels = {7};
    require(
        project->record({run, LatentMapDrawn{4, true, std::make_shared<const LatentMap>(map)}}));
    require(project->record({run, RunFinished{RunEnd::Completed, 4, 4, 1.0, 2.0}}));
    return run;
}

class ProjectDamageTest : public testing::Test {
  protected:
    void SetUp() override { makeProject(m_path); }
    [[nodiscard]] std::unique_ptr<ProjectFile> opened() const {
        return require(ProjectFile::open(m_path));
    }
    [[nodiscard]] std::unique_ptr<ProjectFile> looking() const {
        return require(ProjectFile::openToRead(m_path));
    }
    void change(const char* sql) const { runSql(m_path, sql); }
    [[nodiscard]] Bytes content() const { return require(readFile(m_path)); }

    TestFolder m_folder;
    std::filesystem::path m_path = m_folder / "song.leitmotif";
};

inline std::vector<std::string> partsTold(const ProjectFile& project) {
    std::vector<std::string> parts;
    for (const Error& error : project.takeDamage()) {
        EXPECT_EQ(error.code, ErrorCode::ProjectDamaged);
        parts.push_back(error.arguments.at(1));
    }
    return parts;
}

inline std::vector<std::string> problemsOf(const ProjectFile& project) {
    std::vector<std::string> problems;
    for (const ProjectPart& part : project.check().parts)
        if (!part.problem.empty())
            problems.push_back(part.problem);
    return problems;
}

} // namespace leitmotif
