// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/train/take_maker.h"

#include "core/runs/take_series.h"
#include "models/kernels/threads.h"

#include <chrono>
#include <torch/torch.h>

namespace leitmotif {

TakeMaker::TakeMaker(const RunRequest& request, const nlohmann::json& description,
                     SamplerFactory makeSampler)
    : m_request(request), m_description(description), m_makeSampler(std::move(makeSampler)) {}

void TakeMaker::begin(int epoch, std::shared_ptr<const NamedArrays> weights) {
    m_made = std::async(std::launch::async, [this, epoch, weights = std::move(weights)] {
        (void)at::get_num_threads(); // the first call in a thread sets the default number
        const OneThread alone;
        at::globalContext().setFlushDenormal(true); // for this thread, as in training
        return make(epoch, *weights);
    });
}

bool TakeMaker::isReady() const {
    return isBusy() && m_made.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

Result<TakeMaker::Made> TakeMaker::make(int epoch, const NamedArrays& weights) {
    const Recipe& recipe = m_request.recipe;
    GenerateRequest request = generateRequest(recipe);
    request.seed = recipe.seed + static_cast<std::uint64_t>(epoch);
    const auto sampler = m_makeSampler({recipe, epoch, m_description, weights});
    if (!sampler)
        return sampler.error();
    // Runs to its end even if the run is stopped: short, and loses no take.
    auto scores = (*sampler)->generate(request, {});
    if (!scores)
        return scores.error();
    if (!m_choice) {
        auto choice = choiceFor(recipe, *m_request.corpus, {});
        if (!choice)
            return choice.error();
        m_choice.emplace(*std::move(choice));
    }
    const auto chosen = scores->size() > 1 ? m_choice->best(*scores) : 0;
    Take take = measuredTake(std::move((*scores)[chosen]),
                             {m_request.run, recipe.name, epoch, request.seed + chosen},
                             m_choice->copies());
    if (request.steps == 0) // it has the bars that were asked for, sounding or not
        take.bars = recipe.sampling.bars;
    const MusicEvidence evidence = evidenceOfSample(*take.score, take.bars);
    return Made{std::move(take), evidence};
}

} // namespace leitmotif
