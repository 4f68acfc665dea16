// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/corpus/corpus.h"
#include "core/runs/take.h"
#include "core/runs/take_choice.h"
#include "core/runs/training_engine.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace leitmotif {

/// Which takes a run is to make. What is not given is as its recipe says.
struct TakeWish {
    int count = 1;
    std::uint64_t seed = 1; ///< of the first candidate; the others have those that follow
    std::optional<int> bars = {};
    std::optional<double> temperature = {};
    std::optional<double> topP = {};
    std::optional<int> candidates = {}; ///< drawn for each take, which is the best of them
    /// Notes in a row that a candidate may copy at no cost; takes that copy more are left out if
    /// it is given.
    std::optional<std::size_t> maxCopy = {};
    // Of runs that know where music begins and ends (ModelFamily::plansTakes)
    TakeEnd end = TakeEnd::Ending;
    std::shared_ptr<const Score> start = nullptr; ///< see GenerateRequest
    std::int64_t startBar = 0;
};

/// The bars of a score, as music that takes go on from: TakeWish::start. `name` is for the error.
/// Errors: those of corpusPieces().
Result<std::shared_ptr<const Score>> startOf(const Score& score, const std::string& name,
                                             BarRange bars);

/// What the takes that a run makes by itself are asked for with, the seed aside. They end as pieces
/// end, if the run knows how.
[[nodiscard]] GenerateRequest generateRequest(const Recipe& recipe);
/// The same with what is wished. Errors: BadArgument, if music to go on from or a loop is wished
/// of a run that cannot do that.
Result<GenerateRequest> generateRequest(const Recipe& recipe, const TakeWish& wish);

/// Draws `count` scores, each from its own seed: `seed`, `seed` + 1 …; fewer if stopped.
using DrawScores = std::function<Result<std::vector<Score>>(std::uint64_t seed, int count)>;
/// Gets each take as it is made; an error ends the series.
using TakeSink = std::function<Result<void>(Take)>;

/// Makes takes from seed to seed until there are as many as wished; each is the best of its
/// candidates, which are one unless wished otherwise. Takes that copy too much (TakeWish::maxCopy)
/// are left out, up to 20 tries for each take. Returns the number of takes. Errors: those of `draw`
/// and `sink`.
Result<int> makeTakes(const DrawScores& draw, const TakeChoice& choice, const TakeOrigin& origin,
                      const TakeWish& wish, const TakeSink& sink, const std::stop_token& stop);

/// Judges candidates of such a wish. Errors: those of TakeChoice::of().
[[nodiscard]] Result<TakeChoice> choiceFor(const Recipe& recipe, const Corpus& corpus,
                                           const TakeWish& wish);

} // namespace leitmotif
