// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

namespace leitmotif {

/// Interpolated n-gram model of token ids with Witten–Bell smoothing: the uniform distribution,
/// interpolated with the counts after longer and longer contexts, as far as they have been seen:
///
///     P_k(w) = (c_k(w) + u_k · P_{k−1}(w)) / (n_k + u_k)
///
/// with n_k tokens, u_k of them different, after the last k tokens. Adaptive: observe() while
/// predicting. Owned by one thread.
class NgramModel {
  public:
    /// `order` is the number of tokens of context. REQUIRES: vocabularySize ≥ 1, order ≥ 0.
    NgramModel(int vocabularySize, int order);

    /// Counts `token` after `history`, of which at most the last `order` tokens matter.
    void observe(std::span<const int> history, int token);
    /// Counts a whole piece, which begins without history.
    void observe(std::span<const int> tokens);

    struct Prediction {
        double probability = 0.0;
        int depth = 0; ///< tokens of the longest context that was seen before
    };
    [[nodiscard]] Prediction predict(std::span<const int> history, int token) const;
    /// Probabilities of every token, which add up to 1; returns the depth. REQUIRES:
    /// probabilities.size() == vocabularySize.
    int fillProbabilities(std::span<const int> history, std::span<double> probabilities) const;

  private:
    using Index = std::uint32_t;
    /// A context and the tokens that followed it. The token before it leads to the longer contexts.
    struct Context {
        std::uint64_t total = 0;
        std::vector<std::pair<int, std::uint32_t>> counts; ///< in the order of tokens
    };

    /// Calls level(context, how many different tokens followed it) for ever longer known contexts;
    /// returns the length of the longest.
    template <class Level>
    int forEachContext(std::span<const int> history, Level level) const;
    [[nodiscard]] const Context* longer(Index& context, int tokenBefore) const;
    static void count(Context& context, int token);
    [[nodiscard]] static double seen(const Context& context, int token);
    static std::uint64_t key(Index context, int tokenBefore) {
        return std::uint64_t{context} << 32U | static_cast<std::uint32_t>(tokenBefore);
    }

    int m_vocabularySize;
    int m_order;
    std::vector<Context> m_contexts; ///< the first one is empty
    std::unordered_map<std::uint64_t, Index> m_longer;
};

} // namespace leitmotif
