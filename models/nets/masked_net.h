// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/corpus/row_inputs.h"
#include "models/nets/layer_stack.h"

#include <vector>

namespace leitmotif {

/// A masked network as a recipe's `network` lists it:
///
///     {"embedding":48,"context":128,"layers":[…]}
///
/// with the width of a note's embedding, the width of its context vector, and the layers between,
/// as stackLayers() reads them; the last is linear without units.
struct MaskedPlan {
    std::int64_t embedding = 0;
    std::int64_t context = 0;
    std::vector<LayerSpec> layers;
};

/// Errors: RecipeUnreadable with `name`.
Result<MaskedPlan> maskedPlan(const nlohmann::json& network, const std::string& name);

/// Predicts masked notes from the notes on both sides. The fields of a note are predicted one after
/// the other, each given those before it: p(note) = Π p(field | fields before it, all notes that
/// are not masked), after NADE (Larochelle and Murray 2011). Owned and used by one thread; while
/// its weights do not change, any thread may evaluate it.
class MaskedNet {
  public:
    /// Weights are drawn from `random`; without it they are 0, to be loaded.
    MaskedNet(const MaskedPlan& plan, const RowInputs& inputs, Random* random,
              torch::Device device);

    /// rows (T, B, RowInputs::kCount) of int64 → a context vector for each note (T, B, context).
    [[nodiscard]] torch::Tensor contexts(const torch::Tensor& rows,
                                         const LayerStack::Pass& pass) const;
    /// contexts (R, context) and words `said` (R, kNoteFields) of int64, of which only the fields
    /// before `field` are read → logits of its words (R, count). REQUIRES: chooses(field).
    [[nodiscard]] torch::Tensor logits(NoteField field, const torch::Tensor& contexts,
                                       const torch::Tensor& said,
                                       const LayerStack::Pass& pass) const;

    /// False for a field with at most one word: there is nothing to predict.
    [[nodiscard]] bool chooses(NoteField field) const;

    [[nodiscard]] NamedTensors weights() const;
    [[nodiscard]] std::int64_t parameterCount() const { return elementCount(weights()); }
    [[nodiscard]] torch::Device device() const { return m_stack.device(); }

  private:
    struct Field {
        std::size_t index;
        torch::Tensor output; ///< (words, context)
        torch::Tensor bias;   ///< (words)
        torch::Tensor said;   ///< embedding of a word for later fields, (words, context)
    };

    LayerStack m_stack;
    std::vector<torch::Tensor> m_tables; ///< of inputs, (numbers, embedding)
    std::vector<Field> m_fields;         ///< those with more than one word, in order
};

} // namespace leitmotif
