// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/recipe.h"
#include "core/runs/training_engine.h"

#include <QObject>

#include <vector>

namespace leitmotif {

/// What Train begins: the recipe of the form, those to be trained beside it, and what they compute
/// with. The form tells of each change that is made in it. GUI thread.
class NextRun : public QObject {
    Q_OBJECT

  public:
    explicit NextRun(QObject* parent = nullptr);

    /// The first is that of the form.
    [[nodiscard]] const std::vector<Recipe>& recipes() const { return m_recipes; }
    [[nodiscard]] const Recipe& recipe() const { return m_recipes.front(); }
    [[nodiscard]] const ComputeSettings& compute() const { return m_compute; }

    /// From outside of the form, which is to show it.
    void setRecipe(Recipe recipe);
    void setThreads(int threads);

    /// As the form has them now. REQUIRES: there is one.
    void takeRecipes(const std::vector<Recipe>& recipes) { m_recipes = recipes; }
    void takeCompute(const ComputeSettings& compute) { m_compute = compute; }

  signals:
    void recipeSet(const leitmotif::Recipe& recipe);
    void computeSet(const leitmotif::ComputeSettings& compute);

  private:
    std::vector<Recipe> m_recipes;
    ComputeSettings m_compute;
};

} // namespace leitmotif
