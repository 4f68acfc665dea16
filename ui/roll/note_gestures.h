// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/roll/roll_gesture.h"

#include <cstdint>
#include <memory>

namespace leitmotif {

/// The part of a note under the pointer. A short note has only its right edge, a very short one
/// neither.
enum class NotePart : std::uint8_t { Start, Body, End };
[[nodiscard]] NotePart partAt(const RollScene& scene, const Note& note, const RollPointer& pointer);
[[nodiscard]] Qt::CursorShape cursorOn(const RollScene& scene, const Note& note,
                                       const RollPointer& pointer);

/// The gesture of a press on a note, the same in every tool that does not erase: the body moves it
/// (with Shift a copy of it), either edge resizes it, Ctrl adds it to the selection or removes it.
/// The other selected notes change with it; a note that is not selected is selected alone first.
[[nodiscard]] std::unique_ptr<RollGesture> pressOnNote(RollHost& host, const RollPointer& pointer,
                                                       const Note& note);

/// A rubber band; with Shift, what it touches is added to the selection. A click deselects and puts
/// the cursor there.
[[nodiscard]] std::unique_ptr<RollGesture> beginBand(RollHost& host, const RollPointer& pointer);

/// Erases every note that the pointer touches.
[[nodiscard]] std::unique_ptr<RollGesture> beginErase(RollHost& host, const RollPointer& pointer);

} // namespace leitmotif
