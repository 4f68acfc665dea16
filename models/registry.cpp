// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry.h"

#include "core/runs/model_family.h"
#include "models/generate/compound_sampler.h"
#include "models/generate/conditional_gan_sampler.h"
#include "models/generate/frames_sampler.h"
#include "models/generate/masked_sampler.h"
#include "models/generate/roll_sampler.h"
#include "models/generate/token_gan_sampler.h"
#include "models/generate/window_sampler.h"
#include "models/stepwise/ngram_sampler.h"
#include "models/stepwise/sequence_sampler.h"
#include "models/train/compound_family.h"
#include "models/train/conditional_gan_family.h"
#include "models/train/frames_family.h"
#include "models/train/masked_family.h"
#include "models/train/ngram_family.h"
#include "models/train/roll_gan_family.h"
#include "models/train/roll_vae_family.h"
#include "models/train/sequence_family.h"
#include "models/train/token_gan_family.h"
#include "models/train/window_family.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace leitmotif {

namespace {

/// The factories of one entry of modelFamilies().
struct Entry {
    const char* name;
    Result<std::unique_ptr<Family>> (*family)(const Recipe&, const Corpus&, torch::Device, Random&);
    Result<std::unique_ptr<Sampler>> (*sampler)(const WeightsPart&);
};

constexpr std::array kFamilies = {
    Entry{"sequence", SequenceFamily::create, SequenceSampler::create},
    Entry{"compound", CompoundFamily::create, CompoundSampler::create},
    Entry{"masked", MaskedFamily::create, MaskedSampler::create},
    Entry{"window", WindowFamily::create, WindowSampler::create},
    Entry{"token-gan", TokenGanFamily::create, TokenGanSampler::create},
    Entry{"conditional-gan", ConditionalGanFamily::create, ConditionalGanSampler::create},
    Entry{"frames", FramesFamily::create, FramesSampler::create},
    Entry{"ngram", NgramFamily::create, NgramSampler::create},
    Entry{"roll-gan", RollGanFamily::create, RollSampler::createGan},
    Entry{"roll-vae", RollVaeFamily::create, RollSampler::createVae},
};

const Entry* find(const std::string& name) {
    assert(kFamilies.size() == modelFamilies().size());
    const auto* found =
        std::ranges::find_if(kFamilies, [&](const Entry& entry) { return name == entry.name; });
    return found == kFamilies.end() ? nullptr : found;
}

} // namespace

Result<std::unique_ptr<Family>> makeFamily(const Recipe& recipe, const Corpus& corpus,
                                           torch::Device device, Random& random) {
    if (const auto* entry = find(recipe.family))
        return entry->family(recipe, corpus, device, random);
    return Error{ErrorCode::RecipeUnreadable, {recipe.name, "unknown family " + recipe.family}};
}

Result<std::unique_ptr<Sampler>> makeSampler(const WeightsPart& part) {
    if (const auto* entry = find(part.recipe.family))
        return entry->sampler(part);
    return Error{ErrorCode::CheckpointUnreadable, {"unknown family " + part.recipe.family}};
}

} // namespace leitmotif
