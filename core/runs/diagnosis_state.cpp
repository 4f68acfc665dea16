// SPDX-License-Identifier: GPL-3.0-or-later
// What a Diagnosis carries from one sitting to the next.
#include "core/runs/diagnosis.h"

#include <limits>
#include <nlohmann/json.hpp>

namespace leitmotif {

namespace {

using nlohmann::json;

/// JSON cannot hold numbers that are not finite; they come back as NaN.
double numberIn(const json& value) {
    return value.is_null() ? std::numeric_limits<double>::quiet_NaN() : value.get<double>();
}

json jsonOf(const MusicEvidence& sample) {
    return {sample.notesPerBar, sample.repeated.events, sample.repeated.period,
            sample.repeated.steps, sample.repeated.share};
}

std::optional<MusicEvidence> sampleIn(const json& state, const char* key) {
    const auto sample = state.find(key);
    if (sample == state.end())
        return {};
    return MusicEvidence{sample->at(0).get<double>(),
                         {sample->at(1).get<std::size_t>(), sample->at(2).get<std::size_t>(),
                          sample->at(3).get<std::int64_t>(), sample->at(4).get<double>()}};
}

} // namespace

json Diagnosis::state() const {
    json epochs = json::array();
    for (const Epoch& epoch : m_epochs)
        epochs.push_back({epoch.loss, epoch.validation ? json(*epoch.validation) : json(),
                          json(epoch.measures)});
    json state = {{"epochs", std::move(epochs)},
                  {"count", m_epochCount},
                  {"first_loss", m_firstLoss},
                  {"best", {m_bestEpoch, m_bestValidation, m_lossAtBest}},
                  {"widest_distance", m_widestDistance}};
    if (m_sample)
        state["sample"] = jsonOf(*m_sample);
    if (m_nextSample)
        state["next_sample"] = jsonOf(*m_nextSample);
    return state;
}

bool Diagnosis::restore(const json& state) {
    Diagnosis restored(m_trainingNotes, m_source);
    try {
        for (const json& entry : state.at("epochs")) {
            Epoch epoch{numberIn(entry.at(0)), {}, {}};
            if (!entry.at(1).is_null())
                epoch.validation = entry.at(1).get<double>();
            for (const auto& [name, value] : entry.at(2).items())
                epoch.measures[name] = numberIn(value);
            restored.m_epochs.push_back(std::move(epoch));
        }
        state.at("count").get_to(restored.m_epochCount);
        restored.m_firstLoss = numberIn(state.at("first_loss"));
        const json& best = state.at("best");
        best.at(0).get_to(restored.m_bestEpoch);
        best.at(1).get_to(restored.m_bestValidation);
        best.at(2).get_to(restored.m_lossAtBest);
        state.at("widest_distance").get_to(restored.m_widestDistance);
        restored.m_sample = sampleIn(state, "sample");
        restored.m_nextSample = sampleIn(state, "next_sample");
    } catch (const json::exception&) {
        return false;
    }
    *this = std::move(restored);
    return true;
}

} // namespace leitmotif
