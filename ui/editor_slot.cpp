// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor_slot.h"

#include "ui/base/controls.h"
#include "ui/base/elided_label.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace leitmotif {

EditorSlot::EditorSlot(QWidget* parent) : QFrame(parent) {
    setObjectName(QStringLiteral("editorPanel"));
    setProperty("role", QStringLiteral("panel"));
    m_title = new ElidedLabel(this);
    m_title->setText(tr("Editor"));
    m_title->setObjectName(QStringLiteral("editorTitle"));
    makeHeading(*m_title);
    m_titleRow = new QHBoxLayout;
    m_titleRow->addWidget(m_title, 1);
    // Their own row, as they need the whole width of a small window.
    m_tools = new QHBoxLayout;
    m_tools->setSpacing(kGap);
    QLabel* empty = roleLabel(this,
                              tr("Nothing to edit yet. Open a MIDI file, or open a take "
                                 "here once the model has made one."),
                              "muted", "editorEmpty");
    empty->setWordWrap(true);
    empty->setAlignment(Qt::AlignCenter);
    empty->setMargin(3 * kGap);
    m_pages = new QStackedWidget(this);
    m_pages->addWidget(empty);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kPanelMargin, kGap, kGap, kGap);
    column->setSpacing(kGap);
    column->addLayout(m_titleRow);
    column->addLayout(m_tools);
    column->addWidget(m_pages, 1);
}

void EditorSlot::setEditor(QWidget* toolbar, QWidget* roll, QWidget* besideTitle) {
    if (besideTitle != nullptr)
        m_titleRow->addWidget(besideTitle);
    m_tools->addWidget(toolbar);
    m_pages->addWidget(roll);
    m_pages->setCurrentWidget(roll);
}

void EditorSlot::setTitle(const QString& title) {
    m_title->setText(title.isEmpty() ? tr("Editor") : title);
    m_title->setToolTip(title);
}

void EditorSlot::setEmpty(bool isEmpty) {
    m_pages->setCurrentIndex(isEmpty || m_pages->count() < 2 ? 0 : 1);
}

bool EditorSlot::isEditing() const {
    return m_pages->currentIndex() > 0;
}

QWidget* EditorSlot::page() const {
    return m_pages->currentWidget();
}

} // namespace leitmotif
