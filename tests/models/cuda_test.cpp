// SPDX-License-Identifier: GPL-3.0-or-later
// Every kind of model on a GPU and on the CPU: random numbers are drawn on the CPU, so that a seed
// gives the same run on both up to rounding. Skipped where libtorch finds no GPU.
#include "core/midi/smf_writer.h"
#include "models/engine.h"
#include "tests/models/support/engine_run.h"
#include "tests/models/support/small_presets.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

namespace leitmotif {
namespace {

bool hasCuda() {
    return LibtorchEngine().description().ends_with("cuda");
}

RunRequest requestOn(const char* device, const Recipe& recipe) {
    auto request = requestFor(recipe, repeatedPhrase(6));
    request.compute.device = device;
    request.compute.precision = "f32";
    return request;
}

Recipe shortRun(const std::string& name) {
    auto recipe = smallPreset(name);
    recipe.training.epochs = std::min(recipe.training.epochs, 3);
    recipe.sampling.every = recipe.training.epochs;
    recipe.sampling.bars = 4;
    return recipe;
}

class CudaRuns : public testing::TestWithParam<std::string> {
  protected:
    void SetUp() override {
        if (!hasCuda())
            GTEST_SKIP() << "libtorch finds no GPU here";
    }
};

TEST_P(CudaRuns, GiveTheLossesOfTheCpu) {
    const auto recipe = shortRun(GetParam());
    const auto onCpu = train(requestOn("cpu", recipe));
    const auto onGpu = train(requestOn("cuda", recipe));
    ASSERT_FALSE(onGpu.error) << describe(*onGpu.error);
    EXPECT_EQ(onGpu.started->device, "cuda");
    ASSERT_EQ(onGpu.epochs.size(), onCpu.epochs.size());
    for (std::size_t i = 0; i < onCpu.epochs.size(); ++i) {
        // Rounding errors grow from step to step, most in GANs.
        EXPECT_NEAR(onGpu.epochs[i].loss / onCpu.epochs[i].loss, 1.0, 0.05) << "epoch " << i + 1;
        ASSERT_EQ(onGpu.epochs[i].validationLoss.has_value(),
                  onCpu.epochs[i].validationLoss.has_value());
        if (const auto expected = onCpu.epochs[i].validationLoss; expected) {
            EXPECT_NEAR(*onGpu.epochs[i].validationLoss / *expected, 1.0, 0.05);
        }
    }
}

TEST_P(CudaRuns, GiveSamplesWithNotes) {
    const auto report = train(requestOn("cuda", shortRun(GetParam())));
    ASSERT_FALSE(report.error) << describe(*report.error);
    ASSERT_EQ(report.takes.size(), 1U);
    EXPECT_GT(report.takes.front().score->noteCount(), 0U);
    EXPECT_FALSE(midiBytes(*report.takes.front().score).empty());
}

TEST_P(CudaRuns, SampleAndGoOnWhereTheyWereNotTrained) {
    const auto recipe = shortRun(GetParam());
    auto longer = recipe;
    longer.training.epochs = recipe.training.epochs + 1;
    for (const auto& [here, there] : {std::pair{"cpu", "cuda"}, std::pair{"cuda", "cpu"}}) {
        const auto report = train(requestOn(here, recipe));
        ASSERT_TRUE(report.finished) << describe(*report.error);
        const auto sampler = samplerOf(report, {.device = there});
        ASSERT_NE(sampler, nullptr);
        EXPECT_GT(sampler->generate({.count = 1, .bars = 4}, {})->front().noteCount(), 0U);
        if (recipe.family == "ngram")
            continue; // has learned all there is in one epoch
        const auto rest = train(continued(requestOn(there, longer), report.last()));
        ASSERT_TRUE(rest.finished) << describe(*rest.error);
        ASSERT_EQ(rest.epochs.size(), 1U);
        const auto whole = train(requestOn(here, longer));
        EXPECT_NEAR(rest.epochs.back().loss / whole.epochs.back().loss, 1.0, 0.05);
    }
}

INSTANTIATE_TEST_SUITE_P(Presets, CudaRuns,
                         testing::Values("lstm", "gru", "transformer", "bilstm", "gan", "vae",
                                         "ngram", "tuc-gan", "tuc-vae", "coe-lstm", "coe-bilstm",
                                         "coe-gan", "musigan-cgan", "jazz-64", "frames-lstm",
                                         "frames-tcn", "frames-joint"),
                         [](const auto& tested) {
                             std::string name = tested.param;
                             std::ranges::replace(name, '-', '_');
                             return name;
                         });

TEST(Cuda, AGpuThatIsNotThereIsNamed) {
    if (hasCuda())
        GTEST_SKIP() << "there is a GPU here";
    const auto report = train(requestOn("cuda", shortRun("lstm")));
    ASSERT_TRUE(report.error);
    EXPECT_EQ(report.error->code, ErrorCode::DeviceUnavailable);
}

} // namespace
} // namespace leitmotif
