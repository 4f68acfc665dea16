// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/note_gestures.h"
#include "ui/roll/roll_tool.h"

namespace leitmotif {

namespace {

/// Takes notes out by a click or a stroke.
class EraseTool : public RollTool {
  public:
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

std::unique_ptr<RollTool> makeEraseTool() {
    return std::make_unique<EraseTool>();
}

} // namespace leitmotif
