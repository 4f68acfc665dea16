// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panel_area.h"

#include "ui/theme/theme.h"

#include <QStackedWidget>

#include <initializer_list>
#include <utility>
#include <vector>

namespace leitmotif {
namespace {

void fill(QSplitter& splitter, const char* name, std::initializer_list<QWidget*> parts) {
    splitter.setObjectName(QLatin1String(name));
    splitter.setHandleWidth(kGap);
    splitter.setChildrenCollapsible(false);
    for (QWidget* part : parts)
        splitter.addWidget(part);
}

} // namespace

PanelArea::PanelArea(QWidget* parent) : QSplitter(Qt::Horizontal, parent) {
    makePanels();
    m_left = new QSplitter(Qt::Vertical);
    m_centre = new QSplitter(Qt::Vertical);
    fill(*m_left, "leftSplitter", {m_source, m_train});
    fill(*m_centre, "centreSplitter", {m_plots, m_editor, m_compare});
    fill(*this, "columnSplitter", {m_left, m_centre, m_takes});
    m_compare->hide();
    limitSizes();
    connect(m_plot, &LossPlot::mapRequested, this, [this] { m_plots->setCurrentWidget(m_latent); });
    connect(m_latent, &LatentView::lossesRequested, this,
            [this] { m_plots->setCurrentWidget(m_plot); });
}

void PanelArea::makePanels() {
    m_source = new SourcePanel;
    m_train = new TrainPanel;
    m_plot = new LossPlot;
    m_latent = new LatentView;
    m_plots = new QStackedWidget;
    m_plots->addWidget(m_plot);
    m_plots->addWidget(m_latent);
    m_editor = new EditorSlot;
    m_compare = new CompareView;
    m_takes = new TakesPanel;
}

void PanelArea::limitSizes() {
    // Settings and runs need the height more than a list of few tracks.
    m_left->setStretchFactor(0, 1);
    m_left->setStretchFactor(1, 3);
    m_centre->setStretchFactor(0, 2);
    m_centre->setStretchFactor(1, 3);
    m_centre->setStretchFactor(2, 3);
    for (int column = 0; column < 3; ++column)
        setStretchFactor(column, column == 1 ? 8 : 1);
    const int letter = fontMetrics().averageCharWidth();
    // A splitter takes its limits from what is in it: the least from the words there.
    for (QWidget* part : {static_cast<QWidget*>(m_source), static_cast<QWidget*>(m_train)})
        part->setMaximumWidth(letter * 66);
    m_takes->setMaximumWidth(letter * 60);
    m_plots->setMinimumHeight(180);
    m_editor->setMinimumHeight(200);
    setSizes({letter * 52, 1264 - letter * 96, letter * 44});
    m_left->setSizes({264, 426});
    m_centre->setSizes({280, 420, 420});
}

void PanelArea::setComparing(bool isComparing) {
    const bool hadFocus = m_compare->hasFocus() || m_compare->isAncestorOf(window()->focusWidget());
    m_compare->setVisible(isComparing);
    m_editor->setVisible(!isComparing);
    if (isComparing)
        m_compare->setFocus();
    else if (hadFocus)
        focusEditor();
}

bool PanelArea::isComparing() const {
    return m_compare->isVisibleTo(window());
}

void PanelArea::focusEditor() {
    if (m_editor->isVisibleTo(window()))
        m_editor->page()->setFocus();
    else
        window()->setFocus(); // nothing that Space would press
}

void PanelArea::setHasLatentMap(bool hasMap) {
    m_plot->setHasMap(hasMap);
    if (!hasMap)
        m_plots->setCurrentWidget(m_plot);
}

void PanelArea::setTheme(const Theme& theme) {
    m_source->setTheme(theme);
    m_train->setTheme(theme);
    m_plot->setTheme(theme);
    m_latent->setTheme(theme);
    m_takes->setTheme(theme);
    m_compare->setTheme(theme);
}

void PanelArea::showLeft(bool isShown) {
    showPanel(*m_left, isShown);
}

void PanelArea::showPlot(bool isShown) {
    showPanel(*m_plots, isShown);
}

void PanelArea::showEditor(bool isShown) {
    showPanel(*m_editor, isShown);
}

void PanelArea::showTakes(bool isShown) {
    showPanel(*m_takes, isShown);
}

void PanelArea::showPanel(QWidget& panel, bool isShown) {
    const bool hadFocus = panel.hasFocus() || panel.isAncestorOf(window()->focusWidget());
    panel.setVisible(isShown);
    // A splitter with nothing in it would leave a gap.
    m_centre->setVisible(m_plots->isVisibleTo(m_centre) || m_editor->isVisibleTo(m_centre));
    if (!isShown && hadFocus) // else the next control has it, and Space presses that
        focusEditor();
}

QWidget* PanelArea::controlIn(const QWidget& panel) const {
    const auto canFocus = [this](const QWidget* widget) {
        return widget->isEnabled() && widget->isVisibleTo(window()) &&
               (widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus;
    };
    if (QWidget* last = panel.focusWidget(); last != nullptr && canFocus(last))
        return last; // where one was
    if (&panel == m_editor && m_editor->isEditing())
        return m_editor->page();
    for (QWidget* widget = panel.nextInFocusChain(); widget != &panel;
         widget = widget->nextInFocusChain())
        if (panel.isAncestorOf(widget) && canFocus(widget))
            return widget;
    return nullptr;
}

void PanelArea::goToPanel(int step, QWidget& last) {
    std::vector<std::pair<const QWidget*, QWidget*>> panels; // with what gets the focus there
    for (const QWidget* panel : std::initializer_list<const QWidget*>{
             m_source, m_train, m_plots, m_editor, m_compare, m_takes, &last})
        if (QWidget* control = panel->isVisible() ? controlIn(*panel) : nullptr)
            panels.emplace_back(panel, control);
    if (panels.empty())
        return;
    const auto count = static_cast<int>(panels.size());
    int next = step > 0 ? 0 : count - 1;
    for (int i = 0; i < count; ++i)
        if (panels[static_cast<std::size_t>(i)].first->isAncestorOf(window()->focusWidget()))
            next = (i + step + count) % count;
    panels[static_cast<std::size_t>(next)].second->setFocus(Qt::TabFocusReason);
}

QList<QByteArray> PanelArea::splitterStates() const {
    return {saveState(), m_left->saveState(), m_centre->saveState()};
}

void PanelArea::restoreSplitters(const QList<QByteArray>& states) {
    restoreState(states.value(0));
    m_left->restoreState(states.value(1));
    m_centre->restoreState(states.value(2));
}

} // namespace leitmotif
