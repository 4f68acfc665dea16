// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/take_series.h"

#include "core/runs/model_family.h"

#include <utility>

namespace leitmotif {

namespace {

constexpr int kTriesPerTake = 20; // where takes that copy too much are left out

} // namespace

Result<std::shared_ptr<const Score>> startOf(const Score& score, const std::string& name,
                                             BarRange bars) {
    CorpusSelection selection;
    selection.bars = bars;
    auto pieces = corpusPieces(score, name, selection);
    if (!pieces)
        return pieces.error();
    return std::make_shared<const Score>(std::move(pieces->back().score));
}

GenerateRequest generateRequest(const Recipe& recipe) {
    GenerateRequest request;
    request.count = recipe.sampling.candidates;
    request.bars = recipe.sampling.bars;
    request.steps = recipe.sampling.steps;
    request.topK = recipe.sampling.topK;
    request.temperature = recipe.sampling.temperature;
    request.topP = recipe.sampling.topP;
    if (modelFamily(recipe.family).plansTakes)
        request.end = TakeEnd::Ending;
    return request;
}

Result<GenerateRequest> generateRequest(const Recipe& recipe, const TakeWish& wish) {
    GenerateRequest request = generateRequest(recipe);
    request.seed = wish.seed;
    request.bars = wish.bars.value_or(request.bars);
    request.temperature = wish.temperature.value_or(request.temperature);
    request.topP = wish.topP.value_or(request.topP);
    // What is wished takes the place of the settings of a published system.
    if (wish.bars)
        request.steps = 0;
    if (wish.temperature || wish.topP)
        request.topK = 0;
    if (modelFamily(recipe.family).plansTakes) {
        request.end = wish.end;
        request.start = wish.start;
        request.startBar = wish.startBar;
    } else if (wish.end == TakeEnd::Loop || wish.start != nullptr) {
        return Error{ErrorCode::BadArgument, {"--continue or --loop", "with runs of base"}};
    }
    return request;
}

Result<TakeChoice> choiceFor(const Recipe& recipe, const Corpus& corpus, const TakeWish& wish) {
    return TakeChoice::of(corpus, wish.bars.value_or(recipe.sampling.bars),
                          wish.maxCopy.value_or(static_cast<std::size_t>(recipe.sampling.maxCopy)));
}

Result<int> makeTakes(const DrawScores& draw, const TakeChoice& choice, const TakeOrigin& origin,
                      const TakeWish& wish, const TakeSink& sink, const std::stop_token& stop) {
    const int candidates = wish.candidates.value_or(1);
    std::uint64_t seed = wish.seed;
    int made = 0;
    for (int tries = wish.count * (wish.maxCopy ? kTriesPerTake : 1);
         tries > 0 && made < wish.count && !stop.stop_requested(); --tries) {
        auto scores = draw(seed, candidates);
        if (!scores)
            return scores.error();
        if (scores->size() < static_cast<std::size_t>(candidates))
            break; // stopped
        const auto best = candidates > 1 ? choice.best(*scores) : 0;
        auto from = origin;
        from.seed = seed + best;
        Take take = measuredTake(std::move((*scores)[best]), std::move(from), choice.copies());
        seed += static_cast<std::uint64_t>(candidates);
        if (wish.maxCopy && take.longestCopy > *wish.maxCopy)
            continue;
        if (auto done = sink(std::move(take)); !done)
            return done.error();
        ++made;
    }
    return made;
}

} // namespace leitmotif
