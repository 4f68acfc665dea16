// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/training_engine.h"

#include "core/music/score.h"

#include <dlfcn.h>
#include <gtest/gtest.h>

namespace leitmotif {
namespace {

/// Everything that crosses the boundary of program and module: virtual calls, variants, shared
/// values.
TEST(Module, LoadsAndTrains) {
    void* module = ::dlopen(LEITMOTIF_MODULE, RTLD_NOW | RTLD_LOCAL);
    ASSERT_NE(module, nullptr) << ::dlerror();
    const auto factory = reinterpret_cast<EngineFactory>(::dlsym(module, kEngineFactoryName));
    ASSERT_NE(factory, nullptr);
    const std::unique_ptr<TrainingEngine> engine(factory());
    ASSERT_NE(engine, nullptr);
    EXPECT_NE(engine->description().find("libtorch"), std::string::npos);

    std::vector<Note> notes;
    for (int i = 0; i < 128; ++i) {
        Note note;
        note.onset = Tick{i * 240};
        note.length = Tick{240};
        note.pitch = Pitch{static_cast<std::uint8_t>(60 + i * 5 % 12)};
        notes.push_back(note);
    }
    auto score = emptyScore();
    score.tracks.push_back(std::make_shared<const Track>(std::move(notes), std::vector<Event>{}));
    RunRequest request;
    request.corpus =
        std::make_shared<const Corpus>(std::vector<CorpusPiece>{{"scale", score, false}});
    request.recipe = *preset("lstm");
    request.recipe.training.epochs = 1;
    request.recipe.sampling.every = 1;
    std::optional<Take> take;
    std::shared_ptr<const Bytes> weights;
    bool isFinished = false;
    engine->train(request,
                  [&](RunEvent event) {
                      if (auto* sampled = std::get_if<TakeSampled>(&event.what))
                          take = sampled->take;
                      if (auto* checkpoint = std::get_if<CheckpointReady>(&event.what))
                          weights = checkpoint->weights;
                      isFinished = isFinished || std::holds_alternative<RunFinished>(event.what);
                  },
                  {});
    EXPECT_TRUE(isFinished);
    ASSERT_TRUE(take);
    EXPECT_GT(take->score->noteCount(), 0U);
    const auto sampler = engine->sampler(weights, {});
    ASSERT_TRUE(sampler);
    const GenerateRequest again{.seed = take->origin.seed,
                                .bars = request.recipe.sampling.bars,
                                .temperature = request.recipe.sampling.temperature,
                                .topP = request.recipe.sampling.topP};
    EXPECT_EQ((*sampler)->generate(again, {})->front().hash(), take->score->hash());
}

TEST(Module, ExportsNothingButItsFactory) {
    void* module = ::dlopen(LEITMOTIF_MODULE, RTLD_NOW | RTLD_LOCAL);
    ASSERT_NE(module, nullptr) << ::dlerror();
    // A function of core, which the module has linked in; mangled by the Itanium ABI.
    EXPECT_EQ(::dlsym(module, "_ZN9leitmotif8describeB5cxx11ERKNS_5ErrorE"), nullptr);
}

} // namespace
} // namespace leitmotif
