// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/nets/window_net.h"

#include <torch/torch.h>

namespace leitmotif {

torch::Tensor WindowNet::forward(const torch::Tensor& tokens, const LayerStack::Pass& pass) const {
    torch::Tensor values;
    if (m_isOneHot) {
        // An additional class for padding, cut off afterwards.
        values = torch::one_hot(tokens + 1, m_vocabularySize + 1)
                     .narrow(-1, 1, m_vocabularySize)
                     .to(torch::kFloat32);
    } else {
        values = tokens.clamp_min(0).to(torch::kFloat32).unsqueeze(-1) / m_vocabularySize;
    }
    return m_stack.forward(values, pass);
}

NamedTensors WindowNet::weights() const {
    NamedTensors weights = m_stack.parameters();
    weights.insert(weights.end(), m_stack.statistics().begin(), m_stack.statistics().end());
    return weights;
}

} // namespace leitmotif
