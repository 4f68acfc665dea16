// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/next_run.h"

#include <utility>

namespace leitmotif {

NextRun::NextRun(QObject* parent)
    : QObject(parent), m_recipes{preset(kDefaultPreset).value_or(Recipe())} {}

void NextRun::setRecipe(Recipe recipe) {
    m_recipes = {std::move(recipe)};
    emit recipeSet(m_recipes.front());
}

void NextRun::setThreads(int threads) {
    m_compute.threads = threads;
    emit computeSet(m_compute);
}

} // namespace leitmotif
