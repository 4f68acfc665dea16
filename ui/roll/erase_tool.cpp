// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/roll_tools.h"

#include "ui/roll/note_at.h"
#include "ui/roll/note_gestures.h"

#include <QCoreApplication>

namespace leitmotif {

namespace {

class EraseTool : public RollTool {
  public:
    EraseTool()
        : RollTool({.name = "erase",
                    .text = QT_TRANSLATE_NOOP("RollTools", "Erase"),
                    .help = QT_TRANSLATE_NOOP("RollTools",
                                              "Click a note or drag across notes to erase them."),
                    .icon = "erase",
                    .key = Qt::Key_4}) {}

    std::unique_ptr<RollGesture> press(RollHost& host, const RollPointer& pointer,
                                       Qt::MouseButton button) const override {
        const bool erases = button == Qt::LeftButton || button == Qt::RightButton;
        return erases ? beginErase(host, pointer) : nullptr;
    }

    Qt::CursorShape cursorAt(const RollScene& scene, const RollPointer& pointer) const override {
        return noteAt(scene, pointer) ? Qt::PointingHandCursor : Qt::CrossCursor;
    }
};

} // namespace

const RollTool& eraseTool() {
    static const EraseTool kTool;
    return kTool;
}

} // namespace leitmotif
