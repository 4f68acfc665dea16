// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/file_drop.h"

#include "ui/base/controls.h"

#include <QDropEvent>
#include <QLabel>
#include <QMimeData>
#include <QUrl>

namespace leitmotif {
namespace {

QStringList localFiles(const QMimeData* data) {
    QStringList paths;
    for (const QUrl& url : data->urls()) {
        if (url.isLocalFile())
            paths << url.toLocalFile();
    }
    return paths;
}

bool acceptCopy(QDropEvent& event) {
    const bool isGood = event.source() == nullptr && !localFiles(event.mimeData()).isEmpty() &&
                        event.possibleActions().testFlag(Qt::CopyAction);
    event.setAccepted(isGood);
    if (isGood)
        event.setDropAction(Qt::CopyAction);
    return isGood;
}

} // namespace

FileDrop::FileDrop(QWidget& window, const QString& words) : QObject(&window), m_window(window) {
    m_hint = roleLabel(&window, words, "drop", "dropHint");
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_hint->hide();
    window.setAcceptDrops(true);
    window.installEventFilter(this);
}

bool FileDrop::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
    case QEvent::DragEnter:
        if (acceptCopy(static_cast<QDropEvent&>(*event)))
            showHint();
        return true;
    case QEvent::DragMove: // each movement proposes anew
        acceptCopy(static_cast<QDropEvent&>(*event));
        return true;
    case QEvent::DragLeave:
        m_hint->hide();
        return true;
    case QEvent::Drop: {
        m_hint->hide();
        auto& drop = static_cast<QDropEvent&>(*event);
        if (acceptCopy(drop))
            emit dropped(localFiles(drop.mimeData()));
        return true;
    }
    default:
        return QObject::eventFilter(watched, event);
    }
}

void FileDrop::showHint() {
    m_hint->setGeometry(m_window.rect());
    m_hint->raise();
    m_hint->show();
}

} // namespace leitmotif
