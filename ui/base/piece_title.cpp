// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/piece_title.h"

#include <QFileInfo>
#include <QStringList>

namespace leitmotif {

QString pieceTitle(const QString& name) {
    static const QStringList kEndings = {QStringLiteral("mid"), QStringLiteral("midi"),
                                         QStringLiteral("smf"), QStringLiteral("kar"),
                                         QStringLiteral("rmi")};
    const QFileInfo file(name);
    return kEndings.contains(file.suffix(), Qt::CaseInsensitive) ? file.completeBaseName() : name;
}

} // namespace leitmotif
