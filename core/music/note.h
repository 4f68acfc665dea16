// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/units.h"

#include <algorithm>
#include <compare>
#include <cstdint>

namespace leitmotif {

/// The form of a note's end in the file. Kept so that an unedited note is written as it was read.
enum class NoteOffForm : std::uint8_t {
    NoteOff,    ///< status 0x8n
    NoteOnZero, ///< status 0x9n with velocity 0
    Missing,    ///< never written: the note hangs until its track ends, whose length it follows
    Implied,    ///< no own end: the reader ended it by its neighbours (note_pairs.h)
};

/// One sounding note: a value. `onOrder` and `offOrder` place its two events among other events of
/// the same tick; they come from the file, or are the defaults for a new note (ends first, then
/// everything else, then starts).
struct Note {
    static constexpr std::uint32_t kNewOnOrder = 0xffffffffU;
    static constexpr std::uint32_t kNewOffOrder = 0;

    Tick onset = {};
    Tick length = {};
    Pitch pitch = {};
    Velocity velocity = {};
    Velocity releaseVelocity = {64};
    std::uint8_t channel = 0;
    NoteOffForm offForm = NoteOffForm::NoteOff;
    std::uint32_t onOrder = kNewOnOrder;
    std::uint32_t offOrder = kNewOffOrder;

    [[nodiscard]] constexpr Tick end() const { return onset + length; }
    [[nodiscard]] constexpr bool isHanging() const { return offForm == NoteOffForm::Missing; }
    /// True if the note has its own end in the file.
    [[nodiscard]] constexpr bool hasOwnEnd() const {
        return offForm == NoteOffForm::NoteOff || offForm == NoteOffForm::NoteOnZero;
    }

    /// Copies with one thing changed. A changed onset or length gives up the file order of the
    /// events that moved; a changed length ends a hanging note, and any change of onset or length
    /// turns an implied end into an own one. The start and end of a note without length differ only
    /// in file order, so it becomes one tick long when it moves.
    [[nodiscard]] constexpr Note withOnset(Tick newOnset) const {
        Note note = *this;
        if (newOnset == onset)
            return note;
        note.onset = newOnset;
        note.onOrder = kNewOnOrder;
        note.offOrder = kNewOffOrder;
        if (isHanging() && (newOnset < end() || length <= Tick{0})) {
            note.length = std::max(end() - newOnset, Tick{0}); // it still ends with its track
            return note;
        }
        if (length <= Tick{0})
            note.length = {1};
        if (!hasOwnEnd())
            note.offForm = NoteOffForm::NoteOff;
        return note;
    }
    [[nodiscard]] constexpr Note withLength(Tick newLength) const {
        Note note = *this;
        if (newLength == length)
            return note;
        note.length = newLength;
        note.offOrder = kNewOffOrder;
        if (!hasOwnEnd())
            note.offForm = NoteOffForm::NoteOff;
        return note;
    }
    [[nodiscard]] constexpr Note withPitch(Pitch newPitch) const {
        Note note = *this;
        if (newPitch != pitch && offForm == NoteOffForm::Implied)
            note.offForm = NoteOffForm::NoteOff;
        note.pitch = newPitch;
        return note;
    }
    [[nodiscard]] constexpr Note withVelocity(Velocity newVelocity) const {
        Note note = *this;
        note.velocity = newVelocity;
        return note;
    }
    [[nodiscard]] constexpr Note withChannel(std::uint8_t newChannel) const {
        Note note = *this;
        if (newChannel != channel && offForm == NoteOffForm::Implied)
            note.offForm = NoteOffForm::NoteOff;
        note.channel = newChannel;
        return note;
    }

    /// The length of a hanging note follows its track and is not compared.
    [[nodiscard]] constexpr bool operator==(const Note& other) const {
        return onset == other.onset && (isHanging() || length == other.length) &&
               pitch == other.pitch && velocity == other.velocity &&
               releaseVelocity == other.releaseVelocity && channel == other.channel &&
               offForm == other.offForm && onOrder == other.onOrder && offOrder == other.offOrder;
    }
};

/// The order of notes within a track: by onset, then by place in the file, then by pitch.
[[nodiscard]] constexpr bool earlier(const Note& a, const Note& b) {
    if (a.onset != b.onset)
        return a.onset < b.onset;
    if (a.onOrder != b.onOrder)
        return a.onOrder < b.onOrder;
    if (a.pitch != b.pitch)
        return a.pitch < b.pitch;
    return a.channel < b.channel;
}

} // namespace leitmotif
