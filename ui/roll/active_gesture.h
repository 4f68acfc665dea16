// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/roll/roll_controller.h"

#include <memory>

namespace leitmotif {

/// The gesture in progress in one view, or none. Its preview and its hint are shown while it moves
/// and taken away when it ends. GUI thread.
class ActiveGesture {
  public:
    explicit ActiveGesture(RollController& controller) : m_controller(controller) {}

    explicit operator bool() const { return m_gesture != nullptr; }

    /// Null begins none. REQUIRES: none is in progress.
    void begin(std::unique_ptr<RollGesture> gesture);
    /// REQUIRES: one is in progress, as for finish().
    void moveTo(const RollPointer& pointer);
    void finish();
    /// Ends it without a trace; false if there is none.
    bool cancel();
    /// Ends it as it is, because the score that it began on is gone; false if there is none.
    bool drop();

  private:
    RollController& m_controller;
    std::unique_ptr<RollGesture> m_gesture;
};

} // namespace leitmotif
