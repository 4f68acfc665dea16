// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/note_gestures.h"
#include "ui/roll/roll_tool.h"

namespace leitmotif {

namespace {

/// Takes notes by a click or a rubber band; the right button opens the menu.
class SelectTool : public RollTool {
  public:
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

std::unique_ptr<RollTool> makeSelectTool() {
    return std::make_unique<SelectTool>();
}

} // namespace leitmotif
