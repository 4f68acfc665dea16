// SPDX-License-Identifier: GPL-3.0-or-later
// Diagnosis against runs of this program: record_runs.py made them, run_judgement.py says what they
// are. Thresholds were chosen by those of recorded_runs.json; those of unseen_runs.json were made
// afterwards and changed none.
#include "core/runs/diagnosis.h"

#include <algorithm>
#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <set>

namespace leitmotif {
namespace {

using nlohmann::json;
using Kinds = std::set<std::string>;

constexpr const char* kHealthy = "healthy";

/// "notes": steps since the note before, pitch (percussion above 127) and length, one after the
/// other.
Score scoreOf(const json& packed) {
    constexpr int kTicksPerStep = 40;
    constexpr std::uint8_t kDrumChannel = 9;
    std::vector<Note> notes;
    std::int64_t step = 0;
    for (std::size_t i = 0; i < packed.size(); i += 3) {
        step += packed[i].get<std::int64_t>();
        const int pitch = packed[i + 1].get<int>();
        notes.push_back({.onset = {step * kTicksPerStep},
                         .length = {packed[i + 2].get<std::int64_t>() * kTicksPerStep},
                         .pitch = {static_cast<std::uint8_t>(pitch % 128)},
                         .channel = pitch < 128 ? std::uint8_t{0} : kDrumChannel});
    }
    Score score = emptyScore();
    score.tracks.push_back(std::make_shared<const Track>(std::move(notes), std::vector<Event>{}));
    return score;
}

EpochFinished epochOf(const json& columns, const json& values) {
    EpochFinished epoch;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto name = columns[i].get<std::string>();
        if (name == "loss")
            epoch.loss = values[i];
        else if (name == "validation_loss")
            epoch.validationLoss = values[i].get<double>();
        else
            epoch.measures[name] = values[i];
        if (name == "discriminator_loss") // the first phase of a GAN
            epoch.loss = values[i];
    }
    return epoch;
}

struct Told {
    Kinds ever;
    Kinds atTheEnd;
    int wrongSamples = 0; ///< stuck ones that were missed, and false alarms
    int samples = 0;
};

Told toldOf(const json& run) {
    const auto& source = run.at("source");
    Diagnosis diagnosis(run.at("notes").get<std::size_t>(),
                        {source.at(0), {1, 1, source.at(1).get<std::int64_t>(), 0.0}});
    Told told;
    int number = 0;
    for (const json& values : run.at("epochs")) {
        diagnosis.add(epochOf(run.at("columns"), values));
        const auto& samples = run.at("samples");
        const auto sample = std::ranges::find_if(
            samples, [&, epoch = ++number](const json& one) { return one.at("epoch") == epoch; });
        if (sample != samples.end())
            diagnosis.add(evidenceOfSample(scoreOf(sample->at("notes")), sample->at("bars")));
        told.atTheEnd.clear();
        for (const Finding& finding : diagnosis.findings())
            told.atTheEnd.insert(finding.kind);
        told.ever.insert(told.atTheEnd.begin(), told.atTheEnd.end());
        if (sample != samples.end() && !sample->at("stuck").is_null()) {
            ++told.samples;
            told.wrongSamples += told.atTheEnd.contains("loop") != sample->at("stuck");
        }
    }
    return told;
}

struct Count {
    int runs = 0;
    int wrong = 0;
};

/// Missed problems of a run, and false alarms.
struct Judged {
    Kinds missed;
    Kinds invented;
};

Judged judged(const json& run, const Told& told) {
    const auto is = run.at("is").get<Kinds>();
    const auto unclear = run.at("unclear").get<Kinds>();
    Judged result;
    // A stuck sample may be followed by one that is not; other problems stay.
    for (const std::string& kind : is)
        if (!(kind == "loop" ? told.ever : told.atTheEnd).contains(kind))
            result.missed.insert(kind);
    for (const std::string& kind : told.ever)
        if (!is.contains(kind) && !unclear.contains(kind) && kind != "too_little_data")
            result.invented.insert(kind);
    return result;
}

class RecordedRuns : public testing::TestWithParam<const char*> {};

TEST_P(RecordedRuns, AreToldAsWhatTheyAre) {
    const std::string path = std::string(RECORDED_FOLDER) + "/" + GetParam();
    std::ifstream file(path);
    const auto runs = json::parse(file, nullptr, false);
    ASSERT_TRUE(runs.is_array()) << path;
    std::map<std::string, Count> counts;
    Count samples;
    const auto add = [&](const std::string& kind, bool isWrong) {
        ++counts[kind].runs;
        counts[kind].wrong += isWrong ? 1 : 0;
    };
    for (const json& run : runs) {
        const Told told = toldOf(run);
        samples.runs += told.samples;
        samples.wrong += told.wrongSamples;
        const auto is = run.at("is").get<Kinds>();
        const auto [missed, invented] = judged(run, told);
        for (const std::string& kind : is)
            add(kind, missed.contains(kind));
        if (is.empty() && run.at("unclear").empty())
            add(kHealthy, !invented.empty());
        add("invented", !invented.empty());
        if (!missed.empty() || !invented.empty())
            GTEST_LOG_(INFO) << run.at("name") << " is " << run.at("is") << "; missed "
                             << json(missed) << ", invented " << json(invented);
    }
    for (const char* kind : {"loop", "diverging", "collapsed", "black", "overtraining",
                             "posterior_collapse", kHealthy, "invented"}) {
        const Count& count = counts[kind];
        GTEST_LOG_(INFO) << kind << ": " << count.wrong << " of " << count.runs << " wrong";
        EXPECT_GE(count.runs, 10) << kind;
        EXPECT_LE(10 * count.wrong, count.runs) << kind;
    }
    GTEST_LOG_(INFO) << "samples: " << samples.wrong << " of " << samples.runs << " wrong";
    EXPECT_LE(10 * samples.wrong, samples.runs);
}

INSTANTIATE_TEST_SUITE_P(Sets, RecordedRuns,
                         testing::Values("recorded_runs.json", "unseen_runs.json"),
                         [](const auto& info) {
                             return info.index == 0 ? std::string("Seen") : std::string("Unseen");
                         });

} // namespace
} // namespace leitmotif
