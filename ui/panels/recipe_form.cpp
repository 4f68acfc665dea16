// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/recipe_form.h"

#include "ui/base/controls.h"
#include "ui/base/elided_combo_box.h"
#include "ui/base/words.h"
#include "ui/panels/preset_picker.h"
#include "ui/panels/setting_words.h"
#include "ui/theme/icons.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRandomGenerator>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace leitmotif {
namespace {

/// The built-in preset that a recipe came from, or null.
const Recipe* presetOf(const Recipe& recipe) {
    const auto& all = presets();
    const auto found = std::find_if(
        all.begin(), all.end(), [&recipe](const Recipe& one) { return one.name == recipe.name; });
    return found != all.end() ? &*found : nullptr;
}

} // namespace

RecipeForm::RecipeForm(QWidget* parent) : QWidget(parent), m_theme(darkTheme()) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kGap);
    m_presets = new PresetPicker(this);
    column->addWidget(m_presets);
    connect(m_presets, &PresetPicker::chosen, this, &RecipeForm::choosePreset);
    connect(m_presets, &PresetPicker::othersChanged, this,
            [this] { emit recipesChanged(recipes()); });
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(kGap);
    grid->setVerticalSpacing(kSmallGap);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    int index = 0;
    for (const Setting& setting : recipeSettings()) {
        if (!setting.isAdvanced) {
            // Label above field, two in a row: fits a narrow column in every language.
            QLabel* label = roleLabel(this, {}, "muted");
            grid->addWidget(label, 2 * (index / 2), index % 2);
            grid->addLayout(makeField(setting, label), 2 * (index / 2) + 1, index % 2);
            ++index;
        }
    }
    column->addLayout(grid);
    buildFold(column);
    m_problem = roleLabel(this, {}, "text", "settingProblem");
    m_problem->setProperty("tone", QStringLiteral("danger"));
    m_problem->setWordWrap(true);
    m_problem->hide();
    column->addWidget(m_problem);
    if (!presets().empty())
        m_recipe = presets().front();
    for (const Recipe& one : presets()) {
        if (one.name == kDefaultPreset)
            m_recipe = one;
    }
    showAll();
}

std::vector<Recipe> RecipeForm::recipes() const {
    std::vector<Recipe> all = {m_recipe};
    for (Recipe& other : m_presets->others()) {
        other.seed = m_recipe.seed;
        other.sampling.bars = m_recipe.sampling.bars;
        all.push_back(std::move(other));
    }
    return all;
}

void RecipeForm::buildFold(QVBoxLayout* column) {
    m_fold = named(new QToolButton(this), "advancedButton", tr("More settings"));
    m_fold->setText(tr("More settings"));
    m_fold->setProperty("role", QStringLiteral("fold"));
    m_fold->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_fold->setCheckable(true);
    setIconName(m_fold, QStringLiteral("chevron-right"));
    m_reset = named(new QPushButton(tr("Reset"), this), "resetRecipeButton",
                    tr("Back to the preset's settings"));
    m_reset->setToolTip(tr("Back to the preset's settings"));
    auto* row = new QHBoxLayout;
    row->addWidget(m_fold);
    row->addStretch(1);
    row->addWidget(m_reset);
    column->addLayout(row);
    m_advanced = new QWidget(this);
    auto* grid = new QGridLayout(m_advanced);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(kGap);
    grid->setVerticalSpacing(kSmallGap);
    grid->setColumnStretch(1, 1);
    for (const Setting& setting : recipeSettings()) {
        if (setting.isAdvanced) {
            const int line = grid->rowCount();
            QLabel* label = roleLabel(this, {}, "muted");
            grid->addWidget(label, line, 0);
            grid->addLayout(makeField(setting, label), line, 1);
        }
    }
    addCompute(grid); // what the machine has comes after what is learned
    m_advanced->hide();
    column->addWidget(m_advanced);
    connect(m_fold, &QToolButton::toggled, this, [this](bool isOpen) {
        m_advanced->setVisible(isOpen);
        setIconName(m_fold,
                    isOpen ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"));
        refreshIcons(*this, m_theme);
        if (isOpen)
            emit unfolded(m_fold);
    });
    connect(m_reset, &QPushButton::clicked, this, [this] {
        if (const Recipe* original = presetOf(m_recipe)) {
            setRecipe(*original);
            emit recipesChanged(recipes());
        }
    });
}

void RecipeForm::addCompute(QGridLayout* grid) {
    m_threads = named(new QSpinBox(this), "threadsBox", tr("Threads"));
    m_threads->setRange(1, 1);
    m_threads->setToolTip(tr("Processor cores to train with. Leave one for sound and window."));
    m_device = named(new QComboBox(this), "deviceBox", tr("Device"));
    m_device->addItem(tr("CPU"), QStringLiteral("cpu"));
    int row = grid->rowCount();
    for (QWidget* editor : {static_cast<QWidget*>(m_threads), static_cast<QWidget*>(m_device)}) {
        QLabel* label = roleLabel(this, editor->accessibleName(), "muted");
        label->setBuddy(editor);
        grid->addWidget(label, row, 0);
        grid->addWidget(editor, row++, 1);
    }
    connect(m_threads, &QSpinBox::valueChanged, this, [this](int threads) {
        m_compute.threads = threads;
        if (!m_isFilling)
            emit computeChanged(m_compute);
    });
    connect(m_device, &QComboBox::activated, this, [this] {
        m_compute.device = m_device->currentData().toString().toStdString();
        emit computeChanged(m_compute);
    });
}

QHBoxLayout* RecipeForm::makeField(const Setting& setting, QLabel* label) {
    QWidget* editor = makeEditor(setting);
    const std::string key(setting.key);
    editor->setObjectName(QStringLiteral("setting_%1").arg(QString::fromStdString(key)));
    // The wheel scrolls the form; it turns a value only once that has the focus.
    editor->setFocusPolicy(Qt::StrongFocus);
    editor->setAcceptDrops(false);
    editor->installEventFilter(this);
    m_fields.push_back({key, editor, label});
    auto* row = new QHBoxLayout;
    row->setSpacing(kSmallGap);
    row->addWidget(editor, 1);
    if (key == "seed") {
        m_dice = iconButton(this, "dice", "diceButton", tr("Throw the dice for another seed"));
        connect(m_dice, &QToolButton::clicked, this, &RecipeForm::throwDice);
        row->addWidget(m_dice);
    }
    return row;
}

QWidget* RecipeForm::makeEditor(const Setting& setting) {
    const std::string key(setting.key);
    if (setting.kind == SettingKind::Switch) {
        auto* box = new QCheckBox(this);
        connect(box, &QCheckBox::toggled, this,
                [this, key](bool isOn) { change(key, isOn ? "on" : "off"); });
        return box;
    }
    if (setting.kind == SettingKind::Choice) {
        auto* box = new ElidedComboBox(this);
        for (const std::string& choice : setting.choices)
            box->addItem(choiceWords(choice), QString::fromStdString(choice));
        connect(box, &QComboBox::activated, this,
                [this, key, box] { change(key, box->currentData().toString().toStdString()); });
        return box;
    }
    constexpr double kLargestSpin = 1'000'000'000.0;
    if (setting.kind == SettingKind::Whole && setting.maximum <= kLargestSpin) {
        auto* box = new QSpinBox(this);
        box->setRange(static_cast<int>(setting.minimum), static_cast<int>(setting.maximum));
        if (key == "steps_per_beat" && setting.minimum == 0.0)
            box->setSpecialValueText(tr("automatic"));
        box->setKeyboardTracking(false);
        box->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("00000")) + 36);
        connect(box, &QSpinBox::valueChanged, this,
                [this, key](int value) { change(key, std::to_string(value)); });
        return box;
    }
    auto* line = new QLineEdit(this);
    line->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("00000")) + 20);
    connect(line, &QLineEdit::editingFinished, this,
            [this, key, line] { change(key, plainNumber(line->text()).toStdString()); });
    return line;
}

void RecipeForm::change(const std::string& key, const std::string& value) {
    if (m_isFilling)
        return;
    const Result<std::string> before = settingValue(m_recipe, key);
    if (before && *before == value) {
        showAll(); // a number that was written otherwise
        return;
    }
    const Result<void> changed = changeSetting(m_recipe, key, value);
    m_problem->setVisible(!changed);
    if (!changed)
        m_problem->setText(sentenceOf(changed.error()));
    showAll();
    if (changed)
        emit recipesChanged(recipes());
}

void RecipeForm::throwDice() {
    // Small enough to be read aloud and typed again.
    change("seed", std::to_string(QRandomGenerator::global()->bounded(1, 1'000'000)));
}

void RecipeForm::choosePreset(const QString& name) {
    const Result<Recipe> chosen = preset(name.toStdString());
    if (!chosen)
        return;
    // The seed stays, so that presets can be compared from the same one.
    const std::uint64_t seed = m_recipe.seed;
    m_recipe = *chosen;
    m_recipe.seed = seed;
    m_problem->hide();
    showAll();
    emit recipesChanged(recipes());
}

void RecipeForm::setRecipe(const Recipe& recipe) {
    m_recipe = recipe;
    m_problem->hide();
    showAll();
}

void RecipeForm::showAll() {
    m_isFilling = true;
    m_presets->showRecipe(m_recipe);
    showReset();
    for (const Field& field : m_fields)
        showField(field);
    for (const Setting& setting : recipeSettings()) {
        const bool isRead = appliesTo(setting, m_recipe);
        const auto field = std::ranges::find(m_fields, setting.key, &Field::key);
        field->editor->setVisible(isRead);
        field->label->setVisible(isRead);
        showWords(*field, setting);
    }
    m_isFilling = false;
}

void RecipeForm::showWords(const Field& field, const Setting& setting) {
    QString label = settingText(setting.label);
    QString help = settingText(setting.help);
    if (m_recipe.countsIterations() && setting.key == "epochs") {
        label = tr("Iterations");
        help = tr("How many batches it learns from.");
    } else if (m_recipe.countsIterations() && setting.key == "sample_every") {
        help = tr("Iterations between two samples. The last and the best one have a sample, too. "
                  "0: no samples.");
    }
    field.label->setText(label);
    field.label->setToolTip(help);
    field.editor->setAccessibleName(label);
    field.editor->setToolTip(help);
    field.editor->setAccessibleDescription(help);
}

void RecipeForm::showReset() {
    Recipe sameSeed = m_recipe;
    const Recipe* original = presetOf(m_recipe);
    if (original != nullptr)
        sameSeed.seed = original->seed;
    m_reset->setVisible(original != nullptr && sameSeed != *original);
}

void RecipeForm::showField(const Field& field) {
    const Result<std::string> value = settingValue(m_recipe, field.key);
    if (!value)
        return;
    const QString text = QString::fromStdString(*value);
    if (auto* box = qobject_cast<QSpinBox*>(field.editor))
        box->setValue(text.toInt());
    else if (auto* check = qobject_cast<QCheckBox*>(field.editor))
        check->setChecked(text == QLatin1String("on") || text == QLatin1String("true"));
    else if (auto* combo = qobject_cast<QComboBox*>(field.editor))
        combo->setCurrentIndex(combo->findData(text));
    else if (auto* line = qobject_cast<QLineEdit*>(field.editor))
        line->setText(isNumber(field.key) ? localNumber(text) : text);
}

void RecipeForm::setComputeChoices(int mostThreads, const QStringList& devices) {
    m_isFilling = true;
    m_threads->setRange(1, std::max(1, mostThreads));
    m_device->clear();
    for (const QString& device : devices)
        m_device->addItem(device.toUpper(), device);
    m_isFilling = false;
    setCompute(m_compute);
}

void RecipeForm::setCompute(const ComputeSettings& compute) {
    m_compute = compute;
    m_isFilling = true;
    m_threads->setValue(compute.threads);
    m_device->setCurrentIndex(
        std::max(0, m_device->findData(QString::fromStdString(compute.device))));
    m_isFilling = false;
    m_compute.threads = m_threads->value();
}

std::vector<QRect> RecipeForm::rows() const {
    const auto placeOf = [this](const QWidget& widget) {
        return QRect(widget.mapTo(this, QPoint()), widget.size());
    };
    std::vector<QRect> rows = {placeOf(*m_fold)};
    for (const QLabel* words : m_presets->findChildren<QLabel*>())
        if (words->isVisibleTo(this))
            rows.push_back(placeOf(*words));
    for (const Field& field : m_fields)
        if (field.editor->isVisibleTo(this)) // a label without its field says nothing
            rows.push_back(placeOf(*field.editor) | placeOf(*field.label));
    return rows;
}

bool RecipeForm::eventFilter(QObject* watched, QEvent* event) {
    const auto* editor = qobject_cast<QWidget*>(watched);
    if (event->type() == QEvent::Wheel && editor != nullptr && !editor->hasFocus()) {
        event->ignore(); // on to the scroll area
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void RecipeForm::setTheme(const Theme& theme) {
    m_theme = theme;
    refreshIcons(*this, theme);
}

} // namespace leitmotif
