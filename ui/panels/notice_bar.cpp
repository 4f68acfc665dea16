// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/notice_bar.h"

#include "ui/base/controls.h"
#include "ui/theme/theme.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

#include <utility>

namespace leitmotif {

NoticeBar::NoticeBar(const QString& name, QWidget* parent) : QFrame(parent) {
    const QByteArray begin = name.toLatin1();
    const QByteArray capital = name.left(1).toUpper().toLatin1() + begin.mid(1);
    setObjectName(name + QStringLiteral("Bar"));
    setProperty("role", QStringLiteral("notice"));
    m_text = roleLabel(this, {}, "text", (begin + "Text").constData());
    m_text->setWordWrap(true);
    m_action = named(new QPushButton(this), (begin + "ActionButton").constData(), tr("Mend"));
    QToolButton* close =
        iconButton(this, "close", ("close" + capital + "Button").constData(), tr("Close message"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(kPanelMargin, kSmallGap, kSmallGap, kSmallGap);
    row->addWidget(m_text, 1);
    row->addWidget(m_action);
    row->addWidget(close);
    hide();
    m_life.setSingleShot(true);
    connect(&m_life, &QTimer::timeout, this, &NoticeBar::dismiss);
    connect(close, &QToolButton::clicked, this, &NoticeBar::dismiss);
    connect(m_action, &QPushButton::clicked, this, &NoticeBar::act);
}

void NoticeBar::tell(const QString& sentence, const QString& action, std::function<void()> onAction,
                     std::function<void()> onGone) {
    dismiss();
    m_text->setText(sentence);
    m_action->setText(action);
    m_action->setAccessibleName(action);
    m_action->setVisible(!action.isEmpty());
    m_onAction = std::move(onAction);
    m_onGone = std::move(onGone);
    show();
    if (m_life.interval() > 0)
        m_life.start();
    QAccessibleEvent event(m_text, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void NoticeBar::dismiss() {
    end(std::exchange(m_onGone, {}));
}

void NoticeBar::act() {
    end(std::exchange(m_onAction, {}));
}

void NoticeBar::end(const std::function<void()>& then) {
    hide();
    m_life.stop();
    m_onAction = {};
    m_onGone = {};
    if (then)
        then();
}

} // namespace leitmotif
