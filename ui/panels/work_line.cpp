// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/work_line.h"

#include "ui/base/controls.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

namespace leitmotif {

namespace {

constexpr int kBarWidth = 96;
constexpr int kStopSize = 18; // the status bar is no higher for it
constexpr int kStopIcon = 12;

} // namespace

WorkLine::WorkLine(QWidget* parent) : QWidget(parent) {
    m_sentence = roleLabel(this, {}, "text", "workSentence");
    auto* bar = new QProgressBar(this);
    bar->setObjectName(QStringLiteral("workProgress"));
    bar->setRange(0, 0); // how long it takes is not known
    bar->setTextVisible(false);
    bar->setFixedWidth(kBarWidth);
    m_stop = iconButton(this, "stop", "stopWorkButton", tr("Stop this"));
    m_stop->setFixedSize(kStopSize, kStopSize);
    m_stop->setIconSize({kStopIcon, kStopIcon});
    m_stop->setProperty("role", QStringLiteral("inline"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, kGap, 0);
    row->setSpacing(kGap);
    row->addStretch(1);
    row->addWidget(m_sentence);
    row->addWidget(bar);
    row->addWidget(m_stop);
    connect(m_stop, &QToolButton::clicked, this, &WorkLine::stopRequested);
    hide();
}

void WorkLine::setWork(const QString& sentence) {
    m_sentence->setText(sentence);
    setVisible(!sentence.isEmpty());
}

} // namespace leitmotif
