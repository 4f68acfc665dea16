# SPDX-License-Identifier: GPL-3.0-or-later
"""Material for tests of the command line: random MIDI files, and MIDI files as mido sees them."""

import random
import subprocess
import time

import mido


def run(program, *arguments, limit=60):
    """Status, standard output, standard error and seconds of one run of the program."""
    start = time.monotonic()
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True,
                          errors="replace", timeout=limit)
    return done.returncode, done.stdout, done.stderr, time.monotonic() - start


def as_mido_sees(path):
    """Everything that mido knows of a file, or None if it cannot read it."""
    try:
        midi = mido.MidiFile(path)
    except Exception:  # mido raises whatever goes wrong inside it
        return None
    tracks = [[(type(message).__name__, vars(message)) for message in track]
              for track in midi.tracks]
    return midi.type, midi.ticks_per_beat, tracks


def notes_of(track):
    """(pitch, channel) of every note that begins, in order."""
    return [(message.note, message.channel) for message in track
            if message.type == "note_on" and message.velocity > 0]


def any_message(rng):
    kind = rng.randrange(14)
    channel = rng.randrange(16)
    delta = rng.choice([0, 0, 0, 1, rng.randrange(128), rng.randrange(1 << 14),
                        rng.randrange(1 << 21)])
    value = rng.randrange(128)
    text = "".join(chr(rng.randrange(32, 256)) for _ in range(rng.randrange(20)))
    if kind < 5:
        return mido.Message("note_on", channel=channel, note=rng.randrange(58, 64),
                            velocity=rng.choice([0, value]), time=delta)
    if kind < 7:
        return mido.Message("note_off", channel=channel, note=rng.randrange(58, 64),
                            velocity=value, time=delta)
    return rng.choice([
        lambda: mido.Message("control_change", channel=channel, control=value,
                             value=rng.randrange(128), time=delta),
        lambda: mido.Message("program_change", channel=channel, program=value, time=delta),
        lambda: mido.Message("pitchwheel", channel=channel, pitch=rng.randrange(-8192, 8192),
                             time=delta),
        lambda: mido.Message("polytouch", channel=channel, note=value, value=value, time=delta),
        lambda: mido.Message("aftertouch", channel=channel, value=value, time=delta),
        lambda: mido.Message("sysex", data=[rng.randrange(128) for _ in range(rng.randrange(9))],
                             time=delta),
        lambda: mido.Message("songpos", pos=rng.randrange(16384), time=delta),
        lambda: mido.MetaMessage("set_tempo", tempo=rng.randrange(1 << 24), time=delta),
        lambda: mido.MetaMessage("time_signature", numerator=rng.randrange(1, 256),
                                 denominator=1 << rng.randrange(7), time=delta),
        lambda: mido.MetaMessage("key_signature", key=rng.choice(["C", "F#m", "Bb"]), time=delta),
        lambda: mido.MetaMessage("lyrics", text=text, time=delta),
        lambda: mido.MetaMessage("marker", text=text, time=delta),
        lambda: mido.MetaMessage("midi_port", port=value, time=delta),
        lambda: mido.MetaMessage("sequencer_specific", data=[rng.randrange(256)] * 3, time=delta),
        lambda: mido.UnknownMetaMessage(rng.choice([0x10, 0x60, 0x7e]), data=[value] * 3),
    ])()


def any_file(rng):
    """A file of random messages; notes hang, overlap and end without having begun."""
    kind = rng.randrange(3)
    midi = mido.MidiFile(type=kind, ticks_per_beat=rng.choice([24, 96, 480, 32767]))
    for _ in range(1 if kind == 0 else rng.randrange(1, 5)):
        track = midi.add_track()
        if rng.randrange(2):
            track.append(mido.MetaMessage("track_name", name="Flöte", time=0))
        track.extend(any_message(rng) for _ in range(rng.randrange(60)))
    return midi


def damaged(data, rng):
    """The bytes with a few of them changed, lost or added."""
    data = bytearray(data)
    for _ in range(rng.randrange(1, 4)):
        place = rng.randrange(len(data))
        what = rng.randrange(4)
        if what == 0:
            data[place] = rng.randrange(256)
        elif what == 1:
            del data[place:place + rng.randrange(1, 8)]
        elif what == 2:
            data[place:place] = bytes(rng.randrange(256) for _ in range(rng.randrange(1, 5)))
        else:
            del data[max(1, place):]
    return bytes(data)


def seeded(seed):
    return random.Random(seed)
