// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/candidate_bar.h"

#include "ui/base/controls.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace leitmotif {

CandidateBar::CandidateBar(QWidget* parent) : QFrame(parent) {
    setObjectName(QStringLiteral("candidateBar"));
    m_words = roleLabel(this, {}, "text", "candidateCount");
    m_onlyNew = named(new QToolButton(this), "onlyNewTakesButton", tr("Show only new takes"));
    m_onlyNew->setText(tr("Only new"));
    m_onlyNew->setToolTip(m_onlyNew->accessibleName());
    m_onlyNew->setCheckable(true);
    m_onlyNew->setChecked(true);
    m_keep = named(new QPushButton(tr("Keep"), this), "keepTakeButton", tr("Keep this take"));
    m_keep->setToolTip(tr("Keep this take and go to the next (K on the list)"));
    setIconName(m_keep, QStringLiteral("check"));
    m_throwAway = named(new QPushButton(tr("Throw away"), this), "throwAwayTakeButton",
                        tr("Throw this take away"));
    m_throwAway->setToolTip(tr("Throw this take away and go to the next (X on the list)"));
    setIconName(m_throwAway, QStringLiteral("close"));
    m_keepAll = named(new QToolButton(this), "keepAllTakesButton", tr("Keep all new takes"));
    m_keepAll->setText(tr("Keep all"));
    m_keepAll->setToolTip(m_keepAll->accessibleName());
    auto* first = new QHBoxLayout;
    first->setSpacing(kSmallGap);
    first->addWidget(m_words, 1);
    first->addWidget(m_onlyNew);
    first->addWidget(m_keepAll);
    auto* second = new QHBoxLayout;
    second->setSpacing(kSmallGap);
    second->addWidget(m_keep, 1);
    second->addWidget(m_throwAway, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSmallGap);
    column->addLayout(first);
    column->addLayout(second);
    connect(m_keep, &QPushButton::clicked, this, &CandidateBar::keepClicked);
    connect(m_throwAway, &QPushButton::clicked, this, &CandidateBar::throwAwayClicked);
    connect(m_keepAll, &QToolButton::clicked, this, &CandidateBar::keepAllClicked);
    connect(m_onlyNew, &QToolButton::toggled, this, &CandidateBar::onlyNewChanged);
    hide();
}

void CandidateBar::setLeft(int left, bool isOnOne) {
    m_words->setText(tr("%n new", nullptr, left));
    for (QPushButton* button : {m_keep, m_throwAway})
        button->setEnabled(isOnOne);
    setVisible(left > 0);
    if (left == 0)
        m_onlyNew->setChecked(true); // for those that are made next
}

bool CandidateBar::showsOnlyNew() const {
    return m_onlyNew->isChecked();
}

} // namespace leitmotif
