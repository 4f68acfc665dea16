// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/preset_picker.h"

#include "ui/base/controls.h"
#include "ui/base/elided_combo_box.h"
#include "ui/base/words.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>
#include <QWidgetAction>

#include <algorithm>

namespace leitmotif {
namespace {

constexpr const char* kOwn = "Leitmotif"; // origin of the presets that are no one else's

QString translated(const std::string& text) {
    return QCoreApplication::translate("Recipe", text.c_str());
}

/// What a preset is, after its name.
QString aboutOf(const Recipe& recipe) {
    return capitalized(translated(recipe.title).section(QLatin1Char(':'), 1).trimmed());
}

/// The application's own presets before those of published systems.
std::vector<Recipe> ownFirst() {
    std::vector<Recipe> all = presets();
    std::ranges::stable_partition(all, [](const Recipe& one) { return one.origin == kOwn; });
    return all;
}

} // namespace

PresetPicker::PresetPicker(QWidget* parent) : QWidget(parent) {
    auto* box = named(new ElidedComboBox(this), "presetBox", tr("Preset"));
    m_box = box;
    m_others = named(new QToolButton(this), "otherPresetsButton", tr("Train others beside it"));
    m_others->setToolTip(tr("Train other presets on the same music at the same time, and compare"));
    setIconName(m_others, QStringLiteral("plus"));
    m_others->setPopupMode(QToolButton::InstantPopup);
    m_otherPresets = new QMenu(m_others);
    m_otherPresets->setObjectName(QStringLiteral("otherPresetsMenu"));
    m_otherPresets->setToolTipsVisible(true);
    m_others->setMenu(m_otherPresets);
    m_about = roleLabel(this, {}, "muted", "presetAbout");
    m_beside = roleLabel(this, {}, "text", "otherPresets");
    std::string origin;
    for (const Recipe& one : ownFirst()) {
        if (one.origin != origin && one.origin != kOwn) {
            box->addHeading(translated(one.origin));
            m_otherPresets->addSection(translated(one.origin));
        }
        origin = one.origin;
        box->addItem(translated(one.title), QString::fromStdString(one.name));
        box->setItemData(box->count() - 1, shortTitle(one), ElidedComboBox::kShortTextRole);
        addOther(one);
    }
    auto* row = new QHBoxLayout;
    row->setSpacing(kSmallGap);
    row->addWidget(m_box, 1);
    row->addWidget(m_others);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kGap);
    column->addLayout(row);
    for (QLabel* label : {m_about, m_beside}) {
        label->setWordWrap(true);
        column->addWidget(label);
    }
    connect(m_box, &QComboBox::activated, this,
            [this](int index) { emit chosen(m_box->itemData(index).toString()); });
}

void PresetPicker::addOther(const Recipe& other) {
    // A box of its own: the menu stays open while several are ticked.
    auto* box = named(new QCheckBox(shortTitle(other)), ("other_" + other.name).c_str(),
                      translated(other.title));
    box->setToolTip(translated(other.title));
    auto* action = new QWidgetAction(m_otherPresets);
    action->setText(box->text());
    action->setData(QString::fromStdString(other.name));
    action->setCheckable(true);
    action->setDefaultWidget(box);
    m_otherPresets->addAction(action);
    connect(box, &QCheckBox::toggled, action, &QAction::setChecked);
    connect(action, &QAction::toggled, box, &QCheckBox::setChecked);
    connect(action, &QAction::toggled, this, [this] {
        showOthers();
        emit othersChanged();
    });
}

void PresetPicker::showOthers() {
    QStringList names;
    for (QAction* action : m_otherPresets->actions()) {
        const bool isShown = action->data().toString() == m_shown;
        action->setVisible(!isShown);
        if (action->isChecked() && !isShown)
            names << action->text();
    }
    m_others->setAccessibleDescription(names.join(QStringLiteral(", ")));
    m_beside->setText(tr("With %1").arg(names.join(QStringLiteral(", "))));
    m_beside->setVisible(!names.isEmpty());
}

std::vector<Recipe> PresetPicker::others() const {
    std::vector<Recipe> all;
    for (const QAction* action : m_otherPresets->actions()) {
        const QString name = action->data().toString();
        const auto other = preset(name.toStdString());
        if (action->isChecked() && name != m_shown && other)
            all.push_back(*other);
    }
    return all;
}

void PresetPicker::showRecipe(const Recipe& recipe) {
    m_shown = QString::fromStdString(recipe.name);
    m_box->setCurrentIndex(m_box->findData(m_shown));
    const QString title = translated(recipe.title);
    // As rich text it wraps.
    m_box->setToolTip(QStringLiteral("<p><b>%1</b></p><p>%2</p>")
                          .arg(title.toHtmlEscaped(), translated(recipe.notes).toHtmlEscaped()));
    m_box->setAccessibleDescription(title);
    m_about->setText(aboutOf(recipe));
    m_about->setVisible(!m_about->text().isEmpty());
    showOthers();
}

} // namespace leitmotif
