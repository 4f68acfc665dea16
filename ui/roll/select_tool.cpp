// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/roll_tools.h"

#include "ui/roll/note_at.h"
#include "ui/roll/note_gestures.h"

#include <QCoreApplication>

namespace leitmotif {

namespace {

class SelectTool : public RollTool {
  public:
    SelectTool()
        : RollTool({.name = "select",
                    .text = QT_TRANSLATE_NOOP("RollTools", "Select"),
                    .help = QT_TRANSLATE_NOOP(
                        "RollTools",
                        "Drag across notes to select them; drag a note to move it, an edge of it "
                        "to change its length. The right button opens a menu."),
                    .icon = "select",
                    .key = Qt::Key_1}) {}

    std::unique_ptr<RollGesture> press(RollHost& host, const RollPointer& pointer,
                                       Qt::MouseButton button) const override {
        const Note* note = noteAt(host.scene(), pointer);
        if (button == Qt::RightButton) {
            // The menu is about what was clicked.
            if (note && !host.scene().selected().contains(*note))
                host.select({host.scene().track, NoteSelection({*note})});
            return nullptr;
        }
        if (button != Qt::LeftButton)
            return nullptr;
        return note ? pressOnNote(host, pointer, Note(*note)) : beginBand(host, pointer);
    }

    Qt::CursorShape cursorAt(const RollScene& scene, const RollPointer& pointer) const override {
        const Note* note = noteAt(scene, pointer);
        return note ? cursorOn(scene, *note, pointer) : Qt::ArrowCursor;
    }

    bool opensMenu() const override { return true; }
};

} // namespace

const RollTool& selectTool() {
    static const SelectTool kTool;
    return kTool;
}

} // namespace leitmotif
