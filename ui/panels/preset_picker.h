// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/recipe.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QLabel;
class QMenu;
class QToolButton;

namespace leitmotif {

/// Which preset is trained, what it is, and which others are trained beside it. Part of RecipeForm.
/// GUI thread.
class PresetPicker : public QWidget {
    Q_OBJECT

  public:
    explicit PresetPicker(QWidget* parent = nullptr);

    /// Shows the preset that a recipe came from; none if it is no built-in one.
    void showRecipe(const Recipe& recipe);
    /// The presets that are ticked to be trained beside that one.
    [[nodiscard]] std::vector<Recipe> others() const;

  signals:
    void chosen(const QString& preset);
    /// Another one was ticked, or one no longer.
    void othersChanged();

  private:
    void addOther(const Recipe& other);
    void showOthers();

    QString m_shown; ///< name
    QComboBox* m_box;
    QToolButton* m_others;
    QMenu* m_otherPresets; ///< a checkable action for each preset, its name as data
    QLabel* m_about;       ///< what the preset is
    QLabel* m_beside;      ///< what is trained with it
};

} // namespace leitmotif
