// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/roll_tool.h"

#include "ui/base/words.h"

#include <QCoreApplication>

namespace leitmotif {

QString RollTool::text() const {
    return QCoreApplication::translate("RollTools", m_description.text);
}

QString RollTool::help() const {
    return QCoreApplication::translate("RollTools", m_description.help);
}

QString RollTool::actionName() const {
    return QStringLiteral("roll%1Tool").arg(capitalized(QLatin1String(m_description.name)));
}

QString RollTool::buttonName() const {
    return QStringLiteral("%1ToolButton").arg(QLatin1String(m_description.name));
}

} // namespace leitmotif
