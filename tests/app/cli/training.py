# SPDX-License-Identifier: GPL-3.0-or-later
"""What tests of training have in common: a piece to learn, the program, the lines it prints."""
import json
import os
import random
import subprocess
import sys
import tempfile
import unittest

import mido

PROGRAM = sys.argv.pop(1)
QUICK = ["--threads", "1", "--set", "length=32", "--set", "batch=4"]


def preset_of(words):
    """A small preset, unless the words name one."""
    return [] if "--preset" in words else ["--preset", "lstm"]


def write_piece(path, notes=200, tracks=1, seed=1):
    """A piece with a pattern to learn: broken chords on a walking bass."""
    chooser = random.Random(seed)
    piece = mido.MidiFile(ticks_per_beat=480)
    for index in range(tracks):
        track = mido.MidiTrack()
        piece.tracks.append(track)
        track.append(mido.MetaMessage("track_name", name=f"part {index + 1}"))
        root = 48 + 12 * index
        for i in range(notes):
            if i % 8 == 0:
                root = 48 + 12 * index + chooser.choice([0, 5, 7, 9])
            pitch = root + [0, 4, 7, 12][i % 4]
            track.append(mido.Message("note_on", note=pitch, velocity=60 + i % 4 * 8, time=0))
            track.append(mido.Message("note_off", note=pitch, velocity=64, time=240))
    piece.save(path)
    return path


def run(*words, expect=0):
    done = subprocess.run([PROGRAM, *map(str, words)], capture_output=True, text=True)
    if done.returncode != expect:
        raise AssertionError(f"{words}: status {done.returncode}, not {expect}\n{done.stderr}")
    return done


def events(text):
    return [json.loads(line) for line in text.splitlines()]


def of(kind, lines):
    return [line for line in lines if line["event"] == kind]


def losses(project, number=1):
    runs = json.loads(run("runs", project, "--json").stdout)["runs"]
    return [(e["epoch"], e["loss"], e["validation_loss"]) for e in runs[number - 1]["epochs"]]


class CommandTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.piece = write_piece(self.at("piece.mid"))

    def at(self, *parts):
        return os.path.join(self.folder, *parts)

    def drums(self):
        """The piece on the drum channel."""
        piece = mido.MidiFile(self.piece)
        for track in piece.tracks:
            for message in track:
                if not message.is_meta:
                    message.channel = 9
        piece.save(self.at("drums.mid"))
        return self.at("drums.mid")

    def train(self, *words, out="out", expect=0):
        return run("train", self.piece, *QUICK, *preset_of(words), "--json", "--out",
                   self.at(out), *words,
                   expect=expect)

    def start(self, out, *words):
        return subprocess.Popen(
            [PROGRAM, "train", self.piece, *QUICK, *preset_of(words), "--json", "--out",
             self.at(out), *words],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
