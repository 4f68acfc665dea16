// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/roll/roll_tool.h"

#include <cstdint>
#include <memory>

namespace leitmotif {

/// The part of a note under the pointer. Short notes have no edges to take them by but the right
/// one, very short ones none.
enum class NotePart : std::uint8_t { Start, Body, End };
[[nodiscard]] NotePart partAt(const RollScene& scene, const Note& note, const RollPointer& pointer);
[[nodiscard]] Qt::CursorShape cursorOn(const RollScene& scene, const Note& note,
                                       const RollPointer& pointer);

/// What a press on a note begins in every tool that does not erase: the body moves it (with Shift a
/// copy of it), either edge resizes it, Ctrl puts it into the selection or takes it out. A note
/// that is not selected becomes the selection first; one that is takes all the others along.
[[nodiscard]] std::unique_ptr<RollGesture> pressOnNote(RollHost& host, const RollPointer& pointer,
                                                       const Note& note);

/// A rubber band; with Shift, what it touches is added to the selection. A click deselects and puts
/// the cursor there.
[[nodiscard]] std::unique_ptr<RollGesture> beginBand(RollHost& host, const RollPointer& pointer);

/// Takes out every note that the pointer touches.
[[nodiscard]] std::unique_ptr<RollGesture> beginErase(RollHost& host, const RollPointer& pointer);

} // namespace leitmotif
