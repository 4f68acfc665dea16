// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/diagnosis.h"

#include "core/base/random.h"

#include <cmath>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

namespace leitmotif {
namespace {

using Measures = std::map<std::string, double>;

constexpr MusicEvidence kSource{20.0, {12, 4}};

std::set<std::string> kindsOf(const Diagnosis& diagnosis) {
    std::set<std::string> kinds;
    for (const Finding& finding : diagnosis.findings()) {
        EXPECT_FALSE(finding.message.empty());
        kinds.insert(finding.kind);
    }
    return kinds;
}

EpochFinished epochWith(double loss, std::optional<double> validation, Measures measures = {}) {
    EpochFinished epoch;
    epoch.loss = loss;
    epoch.validationLoss = validation;
    epoch.measures = std::move(measures);
    return epoch;
}

TEST(Diagnosis, NothingIsWrongBeforeAnythingHappened) {
    EXPECT_TRUE(kindsOf(Diagnosis(1000, kSource)).empty());
}

TEST(Diagnosis, RisingHeldOutLossesAreOvertraining) {
    Diagnosis diagnosis(1000, kSource);
    for (int i = 0; i < 40; ++i) {
        const double loss = 6.0 * std::exp(-0.05 * i);
        diagnosis.add(epochWith(loss, i < 15 ? loss : 3.0 + 0.1 * (i - 15)));
        if (i < 15) {
            EXPECT_TRUE(kindsOf(diagnosis).empty()) << i;
        }
    }
    EXPECT_EQ(kindsOf(diagnosis), std::set<std::string>{"overtraining"});
}

TEST(Diagnosis, FlatOrNoisyHeldOutLossesAreNone) {
    Random random(1);
    Diagnosis flat(1000, kSource);
    for (int i = 0; i < 200; ++i) {
        flat.add(epochWith(2.0 + 4.0 * std::exp(-0.05 * i),
                           3.0 + 4.0 * std::exp(-0.05 * i) + 0.03 * random.normal()));
        EXPECT_TRUE(kindsOf(flat).empty()) << i;
    }
    Diagnosis rising(1000, kSource); // training gets worse as well: no learning by heart
    for (int i = 0; i < 60; ++i) {
        rising.add(epochWith(2.0 + 0.05 * i, 3.0 + 0.05 * i));
        EXPECT_TRUE(kindsOf(rising).empty()) << i;
    }
}

Measures ganMeasures(double onReal, double onFake, double critic, double density, double distance) {
    return {{"discriminator_accuracy_real", onReal}, {"discriminator_accuracy_fake", onFake},
            {"discriminator_loss", critic},          {"generator_loss", 1.0},
            {"generated_density", density},          {"generated_distance", distance}};
}

TEST(Diagnosis, GansHaveTheirOwn) {
    const std::pair<const char*, Measures> cases[] = {
        {"", ganMeasures(0.8, 0.75, 0.6, 1.0, 0.9)},
        {"diverging", ganMeasures(1.0, 1.0, 0.01, 1.0, 0.9)},
        {"black", ganMeasures(0.8, 0.75, 0.6, 0.0, 0.0)},
        {"collapsed", ganMeasures(0.8, 0.75, 0.6, 0.8, 0.05)},
    };
    for (const auto& [kind, measures] : cases) {
        Diagnosis diagnosis(1000, kSource);
        for (int i = 0; i < 80; ++i)
            diagnosis.add(epochWith(0.6, {}, measures));
        EXPECT_EQ(kindsOf(diagnosis),
                  *kind == 0 ? std::set<std::string>{} : std::set<std::string>{kind});
    }
}

TEST(Diagnosis, PicturesThatStillComeApartHaveNotCollapsed) {
    Diagnosis diagnosis(1000, kSource);
    for (int i = 0; i < 120; ++i) {
        diagnosis.add(
            epochWith(0.6, {}, ganMeasures(0.8, 0.7, 0.6, 1.0, 0.01 * std::exp(0.03 * i))));
        EXPECT_TRUE(kindsOf(diagnosis).empty()) << i;
    }
}

TEST(Diagnosis, WhatHasGoneIsNotFound) {
    Diagnosis diagnosis(1000, kSource);
    for (int i = 0; i < 30; ++i)
        diagnosis.add(epochWith(0.6, {}, ganMeasures(0.8, 0.7, 0.6, 0.0, 0.0)));
    EXPECT_EQ(kindsOf(diagnosis), std::set<std::string>{"black"});
    diagnosis.add(epochWith(0.6, {}, ganMeasures(0.8, 0.7, 0.6, 0.9, 0.8)));
    EXPECT_FALSE(kindsOf(diagnosis).contains("black"));
}

TEST(Diagnosis, ACodeWithoutInformationIsPosteriorCollapse) {
    Diagnosis diagnosis(1000, kSource);
    for (int i = 0; i < 20; ++i)
        diagnosis.add(
            epochWith(9.0, {}, {{"kl", 0.0}, {"reconstruction", 9.0}, {"active_units", 0.0}}));
    EXPECT_EQ(kindsOf(diagnosis), std::set<std::string>{"posterior_collapse"});
    diagnosis.add(
        epochWith(9.0, {}, {{"kl", 1.0}, {"reconstruction", 8.0}, {"active_units", 3.0}}));
    EXPECT_TRUE(kindsOf(diagnosis).empty());
}

TEST(Diagnosis, ALoopIsMeasuredAgainstTheSourcesOwn) {
    Diagnosis diagnosis(1000, {20.0, {24, 4}});
    diagnosis.add(MusicEvidence{20.0, {24, 4}});
    EXPECT_TRUE(kindsOf(diagnosis).empty());
    diagnosis.add(MusicEvidence{20.0, {32, 1}});
    EXPECT_EQ(kindsOf(diagnosis), std::set<std::string>{"loop"});
    diagnosis.add(MusicEvidence{20.0, {8, 1}});
    EXPECT_TRUE(kindsOf(diagnosis).empty());
}

TEST(Diagnosis, SilentSamplesAreBlack) {
    Diagnosis diagnosis(1000, kSource);
    diagnosis.add(MusicEvidence{});
    EXPECT_EQ(kindsOf(diagnosis), std::set<std::string>{"black"});
}

TEST(Diagnosis, FewNotesAreTold) {
    EXPECT_EQ(kindsOf(Diagnosis(100, kSource)), std::set<std::string>{"too_little_data"});
}

/// Runs that were recorded with this program, and what each was to be told: a kind that was found
/// at some time, or "healthy" if nothing was found at any time.
TEST(Diagnosis, IsRightOnRecordedRuns) {
    std::ifstream file(RECORDED_RUNS);
    const auto runs = nlohmann::json::parse(file, nullptr, false);
    ASSERT_TRUE(runs.is_array()) << RECORDED_RUNS;
    std::map<std::string, int> all;
    std::map<std::string, int> wrong;
    for (const auto& run : runs) {
        const MusicEvidence source{run.at("source_notes_per_bar"),
                                   {run.at("source_run").get<std::size_t>(), 1}};
        Diagnosis diagnosis(run.at("notes").get<std::size_t>(), source);
        std::set<std::string> found;
        const auto& samples = run.at("samples");
        std::size_t epochNumber = 0;
        for (const auto& entry : run.at("epochs")) {
            auto epoch = epochWith(entry.at("loss"), {}, entry.at("measures").get<Measures>());
            if (entry.contains("validation_loss"))
                epoch.validationLoss = entry["validation_loss"].get<double>();
            diagnosis.add(epoch);
            if (const auto key = std::to_string(++epochNumber); samples.contains(key))
                diagnosis.add(
                    MusicEvidence{samples[key].at(0), {samples[key].at(1).get<std::size_t>(), 1}});
            found.merge(kindsOf(diagnosis));
        }
        const auto expected = run.at("expected").get<std::string>();
        ++all[expected];
        const bool isRight = expected == "healthy" ? found.empty() : found.contains(expected);
        if (!isRight) {
            ++wrong[expected];
            std::string kinds;
            for (const auto& kind : found)
                kinds.append(" ").append(kind);
            GTEST_LOG_(INFO) << run.at("name") << " is " << expected << ", found:" << kinds;
        }
    }
    EXPECT_GE(all.size(), 4U);
    for (const auto& [kind, count] : all)
        EXPECT_LE(wrong[kind], count / 10) << kind << " of " << count;
}

} // namespace
} // namespace leitmotif
