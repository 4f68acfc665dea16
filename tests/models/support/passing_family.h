// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/train/family.h"

namespace leitmotif {

/// Forwards everything to another family, which outlives it: a base for tests that change single
/// calls.
class PassingFamily : public Family {
  public:
    explicit PassingFamily(Family& family) : m_family(family) {}

    void usePrecision(Precision precision) override { m_family.usePrecision(precision); }
    Precision precision() const override { return m_family.precision(); }
    FamilyFacts facts() const override { return m_family.facts(); }
    std::vector<Phase> phases() const override { return m_family.phases(); }
    void setProgress(double done) override { m_family.setProgress(done); }
    void startEpoch(Random& random) override { m_family.startEpoch(random); }
    std::size_t batchCount() const override { return m_family.batchCount(); }
    StepLoss loss(std::size_t phase, std::size_t batch, Random& random) override {
        return m_family.loss(phase, batch, random);
    }
    std::map<std::string, double> measures() override { return m_family.measures(); }
    std::optional<double> evaluate(HeldOut part) override { return m_family.evaluate(part); }
    std::optional<double> networkNats() const override { return m_family.networkNats(); }
    nlohmann::json description() const override { return m_family.description(); }
    NamedTensors weights() const override { return m_family.weights(); }
    NamedTensors samplerWeights() const override { return m_family.samplerWeights(); }

  private:
    Family& m_family;
};

} // namespace leitmotif
