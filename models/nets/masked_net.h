// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/nets/layer_stack.h"
#include "models/corpus/row_inputs.h"

#include <vector>

namespace leitmotif {

/// A masked network as a recipe's `network` lists it:
///
///     {"embedding":48,"context":128,"layers":[…]}
///
/// with the width of a note that goes in, of what comes out for it, and the layers between, as
/// stackLayers() reads them; the last is linear without units.
struct MaskedPlan {
    std::int64_t embedding = 0;
    std::int64_t context = 0;
    std::vector<LayerSpec> layers;
};

/// Errors: RecipeUnreadable with `name`.
Result<MaskedPlan> maskedPlan(const nlohmann::json& network, const std::string& name);

/// Reads notes of which some are hidden, from both sides, and says what the hidden ones may be. A
/// note's fields are chosen one after the other, each in view of those before it, so that a note
/// is of one piece: p(note) = Π p(field | fields before it, all notes that are not hidden), after
/// NADE (Larochelle and Murray 2011). Owned and used by one thread; evaluation of weights that
/// nobody changes by any.
class MaskedNet {
  public:
    /// Weights are drawn from `random`; without it they are 0, to be filled.
    MaskedNet(const MaskedPlan& plan, const RowInputs& inputs, Random* random,
              torch::Device device);

    /// rows (T, B, RowInputs::kCount) of int64 → what is known of each note (T, B, context).
    [[nodiscard]] torch::Tensor contexts(const torch::Tensor& rows,
                                         const LayerStack::Pass& pass) const;
    /// contexts (R, context) and said (R, kNoteFields) of int64, of which only the fields before
    /// `field` are read → logits of its words (R, count). REQUIRES: chooses(field).
    [[nodiscard]] torch::Tensor logits(NoteField field, const torch::Tensor& contexts,
                                       const torch::Tensor& said,
                                       const LayerStack::Pass& pass) const;

    /// False for a field with a single word, or none: there is nothing to choose.
    [[nodiscard]] bool chooses(NoteField field) const;

    [[nodiscard]] NamedTensors weights() const;
    [[nodiscard]] std::int64_t parameterCount() const { return elementCount(weights()); }
    [[nodiscard]] torch::Device device() const { return m_stack.device(); }

  private:
    struct Field {
        std::size_t index;
        torch::Tensor output; ///< (words, context)
        torch::Tensor bias;   ///< (words)
        torch::Tensor said;   ///< what a word means for later fields, (words, context)
    };

    LayerStack m_stack;
    std::vector<torch::Tensor> m_tables; ///< of inputs, (numbers, embedding)
    std::vector<Field> m_fields;         ///< those with something to choose, in order
};

} // namespace leitmotif
