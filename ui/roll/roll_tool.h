// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/roll/roll_gesture.h"

#include <QString>

#include <memory>

namespace leitmotif {

/// What the buttons of the mouse do on the canvas, and how the tool presents itself. Holds no other
/// state: one object of each tool serves all rolls (roll_tools.h lists them). GUI thread.
class RollTool {
  public:
    /// How a tool presents itself. Its texts are English, for QT_TRANSLATE_NOOP("RollTools", …).
    struct Description {
        const char* name; ///< "draw": of its action and its button
        const char* text; ///< of its button
        const char* help; ///< what the pointer does with it, for the status bar
        const char* icon; ///< in assets/icons
        Qt::Key key;
    };

    virtual ~RollTool() = default;
    RollTool(const RollTool&) = delete;
    RollTool& operator=(const RollTool&) = delete;

    /// Translated, as help().
    [[nodiscard]] QString text() const;
    [[nodiscard]] QString help() const;
    [[nodiscard]] const char* icon() const { return m_description.icon; }
    [[nodiscard]] Qt::Key key() const { return m_description.key; }
    /// Object names: "rollDrawTool" and "drawToolButton".
    [[nodiscard]] QString actionName() const;
    [[nodiscard]] QString buttonName() const;

    /// The gesture that a press begins, or null if it begins none.
    [[nodiscard]] virtual std::unique_ptr<RollGesture>
    press(RollHost& host, const RollPointer& pointer, Qt::MouseButton button) const = 0;
    [[nodiscard]] virtual Qt::CursorShape cursorAt(const RollScene& scene,
                                                   const RollPointer& pointer) const = 0;
    /// Whether the right button opens the menu.
    [[nodiscard]] virtual bool opensMenu() const { return false; }

  protected:
    explicit RollTool(const Description& description) : m_description(description) {}

  private:
    const Description m_description;
};

} // namespace leitmotif
