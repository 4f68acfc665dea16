// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/json_events.h"

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

const EventContext kContext{"lstm", "p.leitmotif", "a.mid", 1.5, "nats_per_note", 40};

nlohmann::json lineOf(const RunEvent& event) {
    const auto line = jsonOf(event, kContext);
    return line ? nlohmann::json::parse(line->dump()) : nlohmann::json();
}

TEST(JsonEvents, HaveTheKeysThatScriptsRead) {
    EpochFinished epoch;
    epoch.epoch = 3;
    epoch.loss = 2.5;
    epoch.validationLoss = 2.75;
    epoch.seconds = 99.0;
    epoch.measures = {{"kl", 0.25}};
    EXPECT_EQ(lineOf({1, epoch}), nlohmann::json::parse(R"({"event":"epoch","run":1,"epoch":3,
        "loss":2.5,"validation_loss":2.75,"network_validation_loss":null,"kl":0.25,
        "seconds":1.5})"));
    Take take;
    take.origin = {1, "lstm", 5, 7};
    take.notes = 20;
    take.bars = 8;
    take.copied = 0.5;
    take.longestCopy = 12;
    EXPECT_EQ(lineOf({1, TakeSampled{take}}),
              nlohmann::json::parse(R"({"event":"sample","run":1,"epoch":5,"file":"a.mid",
        "seconds":1.5,"notes":20,"copied":0.5,"longest_copy":12,"bars":8,"seed":7})"));
    LatentMap map;
    map.side = 10;
    map.reach = 2.0;
    map.shown = 0.5;
    EXPECT_EQ(lineOf({1, LatentMapDrawn{5, false, std::make_shared<const LatentMap>(map)}}),
              nlohmann::json::parse(R"({"event":"latent_map","run":1,"epoch":5,"file":"a.mid",
        "side":10,"reach":2.0,"shown":0.5,"seconds":1.5})"));
    EXPECT_EQ(lineOf({2, RunFinished{RunEnd::EarlyStopped, 9, 7, {}, 3.0}}),
              nlohmann::json::parse(R"({"event":"finished","run":2,"epochs":9,"best_epoch":7,
        "test_loss":null,"seconds":1.5,"end":"early_stopped","ended_by":"patience",
        "project":"p.leitmotif"})"));
    for (const auto& [finished, by] :
         {std::pair(RunFinished{RunEnd::Completed, 9, {}, {}, 0.0}, "minutes"),
          std::pair(RunFinished{RunEnd::Completed, 40, {}, {}, 0.0}, "epochs"),
          std::pair(RunFinished{RunEnd::Stopped, 9, {}, {}, 0.0}, "stop")})
        EXPECT_EQ(lineOf({2, finished})["ended_by"], by);
    EXPECT_EQ(lineOf({2, RunDiagnosed{4, "diverging", "Too fast."}}),
              nlohmann::json::parse(R"({"event":"diagnosis","run":2,"epoch":4,
        "kind":"diverging","message":"Too fast."})"));
}

TEST(JsonEvents, LeaveOutWhatOnlyTheProgramNeeds) {
    EXPECT_TRUE(lineOf({1, RunProgress{}}).is_null());
    EXPECT_TRUE(lineOf({1, CheckpointReady{}}).is_null());
}

} // namespace
} // namespace leitmotif
