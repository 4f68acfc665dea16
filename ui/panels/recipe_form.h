// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/recipe_settings.h"
#include "core/runs/training_engine.h"
#include "ui/theme/theme.h"

#include <QStringList>
#include <QWidget>

#include <string>
#include <vector>

class QComboBox;
class QGridLayout;
class QHBoxLayout;
class QLabel;
class QPushButton;
class QSpinBox;
class QToolButton;
class QVBoxLayout;

namespace leitmotif {

class PresetPicker;

/// A recipe as a form: preset, the few settings that matter first, and all others, generated from
/// recipeSettings(), folded away. Every change goes through changeSetting(). Part of TrainPanel.
/// GUI thread.
class RecipeForm : public QWidget {
    Q_OBJECT

  public:
    explicit RecipeForm(QWidget* parent = nullptr);

    [[nodiscard]] const Recipe& recipe() const { return m_recipe; }
    /// The recipe, and those of the presets that are ticked to be trained beside it, with its seed
    /// and length of samples.
    [[nodiscard]] std::vector<Recipe> recipes() const;
    void setRecipe(const Recipe& recipe);
    [[nodiscard]] const ComputeSettings& compute() const { return m_compute; }
    void setComputeChoices(int mostThreads, const QStringList& devices);
    void setCompute(const ComputeSettings& compute);
    /// Where the settings that are shown stand, each with its label, for WholeRowsScroll.
    [[nodiscard]] std::vector<QRect> rows() const;
    void setTheme(const Theme& theme);

  signals:
    /// The recipe, or which are to be trained beside it.
    void recipesChanged(const std::vector<leitmotif::Recipe>& recipes);
    void computeChanged(const leitmotif::ComputeSettings& compute);
    /// More settings stand below `top` now, which are to be seen.
    void unfolded(const QWidget* top);

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    struct Field {
        std::string key;
        QWidget* editor = nullptr;
        QLabel* label = nullptr;
    };

    void buildFold(QVBoxLayout* column);
    QHBoxLayout* makeField(const Setting& setting, QLabel* label);
    QWidget* makeEditor(const Setting& setting);
    void addCompute(QGridLayout* grid);
    void choosePreset(const QString& name);
    void change(const std::string& key, const std::string& value);
    void throwDice();
    void showAll();
    void showField(const Field& field);
    void showWords(const Field& field, const Setting& setting);
    void showReset();

    Recipe m_recipe;
    ComputeSettings m_compute;
    Theme m_theme;
    bool m_isFilling = false;
    std::vector<Field> m_fields;
    PresetPicker* m_presets;
    QToolButton* m_dice = nullptr;
    QToolButton* m_fold;
    QPushButton* m_reset;
    QWidget* m_advanced;
    QLabel* m_problem;
    QSpinBox* m_threads;
    QComboBox* m_device;
};

} // namespace leitmotif
