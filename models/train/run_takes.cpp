// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/train/run_takes.h"

namespace leitmotif {

RunTakes::RunTakes(const RunRequest& request, const nlohmann::json& description,
                   SamplerFactory makeSampler, Diagnosis& diagnosis, Report report)
    : m_recipe(request.recipe),
      m_diagnosis(diagnosis),
      m_report(std::move(report)),
      m_maker(request, description, std::move(makeSampler)) {}

bool RunTakes::isDueByRule(int epoch) const {
    return isSampling() && epoch > 0 && epoch % m_recipe.sampling.every == 0;
}

void RunTakes::restore(int sampledEpoch, std::optional<int> best) {
    m_begunEpoch = m_collectedEpoch = sampledEpoch;
    m_isBestSampled = !best || *best == sampledEpoch || isDueByRule(*best);
}

Result<void> RunTakes::begin(int epoch, std::shared_ptr<const NamedArrays> weights, bool isBest) {
    if (auto collected = collect(); !collected)
        return collected;
    m_diagnosis.countNext();
    m_maker.begin(epoch, std::move(weights));
    m_begunEpoch = epoch;
    m_isBestSampled = m_isBestSampled || isBest;
    return {};
}

Result<void> RunTakes::collect() {
    if (!isBusy())
        return {};
    auto made = m_maker.collect();
    if (!made)
        return made.error();
    m_collectedEpoch = m_begunEpoch;
    m_diagnosis.addNext(made->evidence);
    m_report(std::move(made->take));
    return {};
}

Result<void> RunTakes::makeBest(int epoch, std::shared_ptr<const NamedArrays> weights) {
    m_maker.begin(epoch, std::move(weights));
    auto made = m_maker.collect();
    if (!made)
        return made.error();
    m_report(std::move(made->take));
    m_isBestSampled = true;
    return {};
}

} // namespace leitmotif
