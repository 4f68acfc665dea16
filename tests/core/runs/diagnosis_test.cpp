// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/diagnosis.h"

#include "core/base/random.h"

#include <cmath>
#include <gtest/gtest.h>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

namespace leitmotif {
namespace {

using Measures = std::map<std::string, double>;

constexpr MusicEvidence kSource{20.0, {12, 4, 66, 0.02}};

/// A sample of eight bars that repeats itself in the last `share` of it.
MusicEvidence sampleThatRepeats(double share, std::size_t events = 24) {
    return {20.0, {events, 4, static_cast<std::int64_t>(384 * share), share}};
}

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
    Diagnosis rising(1000, kSource); // training loss rises, too: no overfitting
    for (int i = 0; i < 60; ++i) {
        rising.add(epochWith(2.0 + 0.05 * i, 3.0 + 0.05 * i));
        EXPECT_TRUE(kindsOf(rising).empty()) << i;
    }
}

TEST(Diagnosis, ASpikeOfTheHeldOutLossIsNotOvertraining) {
    Diagnosis diagnosis(1000, kSource);
    for (int i = 0; i < 60; ++i) {
        diagnosis.add(epochWith(4.0 - 0.04 * i, (i == 40 ? 6.0 : 4.0) - 0.01 * std::min(i, 38)));
        EXPECT_TRUE(kindsOf(diagnosis).empty()) << i;
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
    for (int i = 0; i < 50; ++i)
        diagnosis.add(epochWith(0.6, {}, ganMeasures(0.8, 0.7, 0.6, 0.0, 0.0)));
    EXPECT_EQ(kindsOf(diagnosis), std::set<std::string>{"black"});
    diagnosis.add(epochWith(0.6, {}, ganMeasures(0.8, 0.7, 0.6, 0.9, 0.8)));
    EXPECT_FALSE(kindsOf(diagnosis).contains("black"));
}

TEST(Diagnosis, TellsThatTrainingWentBack) {
    Diagnosis diagnosis(1000, kSource);
    const auto add = [&](double rollbacks) {
        auto measures = ganMeasures(0.8, 0.7, 0.6, 0.9, 0.8);
        measures["rollbacks"] = rollbacks;
        diagnosis.add(epochWith(0.6, {}, measures));
    };
    for (int i = 0; i < 30; ++i)
        add(0.0);
    EXPECT_FALSE(kindsOf(diagnosis).contains("rolled_back"));
    add(1.0);
    EXPECT_TRUE(kindsOf(diagnosis).contains("rolled_back"));
    for (int i = 0; i < 30; ++i)
        add(1.0);
    EXPECT_FALSE(kindsOf(diagnosis).contains("rolled_back")) << "it was long ago";
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
    Diagnosis diagnosis(1000, {20.0, {24, 4, 200, 0.1}});
    for (const double share : {0.1, 0.3, 0.5}) {
        diagnosis.add(sampleThatRepeats(share));
        EXPECT_TRUE(kindsOf(diagnosis).empty()) << share;
    }
    diagnosis.add(sampleThatRepeats(0.9));
    EXPECT_EQ(kindsOf(diagnosis), std::set<std::string>{"loop"});
    diagnosis.add(sampleThatRepeats(0.9, 4));
    EXPECT_TRUE(kindsOf(diagnosis).empty()) << "a few long notes";
}

TEST(Diagnosis, LossesThatGrowWithoutEndAreDiverging) {
    for (const bool isGan : {false, true}) {
        Diagnosis diagnosis(1000, kSource);
        for (int i = 0; i < 30; ++i) {
            const double loss = i < 20 ? 3.0 : 3.0 * std::exp(std::min(8, i - 20));
            diagnosis.add(isGan ? epochWith(0.5, {}, {{"generator_loss", loss}})
                                : epochWith(loss, {}));
            if (i < 23) {
                EXPECT_TRUE(kindsOf(diagnosis).empty()) << i;
            }
        }
        EXPECT_EQ(kindsOf(diagnosis), std::set<std::string>{"diverging"});
    }
}

TEST(Diagnosis, SilentSamplesAreBlack) {
    Diagnosis diagnosis(1000, kSource);
    diagnosis.add(MusicEvidence{});
    EXPECT_EQ(kindsOf(diagnosis), std::set<std::string>{"black"});
}

TEST(Diagnosis, ASampleThatIsMadeBesideTheTrainingCountsWhenItIsToldTo) {
    Diagnosis diagnosis(1000, kSource);
    diagnosis.addNext(MusicEvidence{});
    Diagnosis later(1000, kSource); // also after a resume
    EXPECT_TRUE(later.restore(nlohmann::json::parse(diagnosis.state().dump())));
    for (Diagnosis* one : {&diagnosis, &later}) {
        EXPECT_TRUE(kindsOf(*one).empty());
        one->countNext();
        EXPECT_EQ(kindsOf(*one), std::set<std::string>{"black"});
        one->countNext(); // nothing came since
        EXPECT_EQ(kindsOf(*one), std::set<std::string>{"black"});
    }
}

TEST(Diagnosis, FewNotesAreTold) {
    EXPECT_EQ(kindsOf(Diagnosis(100, kSource)), std::set<std::string>{"too_little_data"});
}

TEST(Diagnosis, GoesOnWhereItWas) {
    Random random(3);
    for (const bool isGan : {true, false}) {
        Diagnosis whole(1000, kSource);
        Diagnosis inParts(1000, kSource);
        for (int i = 0; i < 120; ++i) {
            // Every problem appears at some time and is gone at another.
            const double wave = std::sin(0.08 * i);
            Measures measures =
                isGan ? ganMeasures(wave > 0 ? 1.0 : 0.7, 1.0, 0.1 + random.uniform(),
                                    wave > 0.9 ? 0.0 : 1.0, wave < 0 ? 0.05 : 0.8)
                      : Measures{{"kl", wave}, {"reconstruction", 1.0}, {"active_units", wave}};
            const auto epoch = epochWith(5.0 - 0.02 * i, 3.0 + std::abs(wave), measures);
            MusicEvidence sample = sampleThatRepeats(random.uniform());
            sample.notesPerBar *= random.uniform();
            whole.add(epoch);
            inParts.add(epoch);
            whole.add(sample);
            inParts.add(sample);
            Diagnosis later(1000, kSource);
            EXPECT_TRUE(later.restore(nlohmann::json::parse(inParts.state().dump())));
            inParts = later;
            EXPECT_EQ(kindsOf(inParts), kindsOf(whole)) << i;
        }
        EXPECT_EQ(inParts.state(), whole.state());
    }
}

TEST(Diagnosis, RefusesWhatIsNoState) {
    Diagnosis diagnosis(1000, kSource);
    diagnosis.add(MusicEvidence{});
    for (const char* text : {"null", "[]", "{}", R"({"epochs":3})", R"({"epochs":[[1]]})"}) {
        EXPECT_FALSE(diagnosis.restore(nlohmann::json::parse(text))) << text;
        EXPECT_EQ(kindsOf(diagnosis), std::set<std::string>{"black"});
    }
}

} // namespace
} // namespace leitmotif
