// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/nets/layer_stack.h"
#include "models/specs/window_plan.h"

namespace leitmotif {

/// The network of a window plan, which reads a window of tokens. Owned and used by one thread;
/// while its weights do not change, any thread may evaluate it.
class WindowNet {
  public:
    /// Weights are drawn from `random`; without it they are 0, to be loaded.
    WindowNet(const WindowPlan& plan, int vocabularySize, Random* random, torch::Device device)
        : m_isOneHot(plan.isOneHot),
          m_vocabularySize(vocabularySize),
          m_stack(plan.layers, plan.inputWidth(vocabularySize), vocabularySize, random, device) {}

    /// tokens (T, B) of int64, kNothing before a piece → logits of the token after the window (B,
    /// V), or after every step (T, B, V) if the plan predicts all.
    [[nodiscard]] torch::Tensor forward(const torch::Tensor& tokens,
                                        const LayerStack::Pass& pass) const;

    /// See LayerStack::pack().
    void pack(Precision precision) { m_stack.pack(precision); }

    [[nodiscard]] const LayerStack& stack() const { return m_stack; }
    /// All that a checkpoint holds.
    [[nodiscard]] NamedTensors weights() const;

  private:
    bool m_isOneHot;
    int m_vocabularySize;
    LayerStack m_stack;
};

} // namespace leitmotif
