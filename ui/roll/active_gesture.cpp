// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/active_gesture.h"

#include <cassert>
#include <utility>

namespace leitmotif {

void ActiveGesture::begin(std::unique_ptr<RollGesture> gesture) {
    assert(!m_gesture);
    m_gesture = std::move(gesture);
    if (m_gesture)
        m_controller.setPreview(m_gesture->preview());
}

void ActiveGesture::moveTo(const RollPointer& pointer) {
    assert(m_gesture);
    m_gesture->moveTo(pointer);
    m_controller.setPreview(m_gesture->preview());
    m_controller.setHint(m_gesture->hint());
}

void ActiveGesture::finish() {
    assert(m_gesture);
    // The edit comes back as another score while the gesture finishes.
    const std::unique_ptr<RollGesture> gesture = std::move(m_gesture);
    m_controller.setHint({});
    gesture->finish();
    m_controller.setPreview({});
}

bool ActiveGesture::cancel() {
    const std::unique_ptr<RollGesture> gesture = std::move(m_gesture);
    if (!gesture)
        return false;
    m_controller.setHint({});
    gesture->cancel();
    m_controller.setPreview({});
    return true;
}

bool ActiveGesture::drop() {
    if (!std::exchange(m_gesture, nullptr))
        return false;
    m_controller.setHint({});
    return true;
}

} // namespace leitmotif
