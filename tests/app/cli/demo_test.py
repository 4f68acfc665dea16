#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job without a display, and what it leaves behind. Usage: demo_test.py PROGRAM

A build without pictures has LEITMOTIF_GUI=0 in its environment.
"""
import os
import subprocess
import sys
import tempfile
import unittest
import wave

import mido

PROGRAM = sys.argv.pop(1)
HAS_WINDOW = os.environ.get("LEITMOTIF_GUI", "1") == "1"


class Demo(unittest.TestCase):
    def test_learns_and_shows_what_it_made(self):
        with tempfile.TemporaryDirectory() as folder:
            environment = {k: v for k, v in os.environ.items()
                           if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
            out = os.path.join(folder, "demo")
            done = subprocess.run([PROGRAM, "demo", "--out", out], capture_output=True, text=True,
                                  env=environment)
            self.assertEqual(done.returncode, 0, done.stderr)
            names = sorted(os.listdir(out))
            takes = [n for n in names if n.endswith(".mid")]
            # Of epochs 0, 5, 10, 15 and 16, and of the best one.
            self.assertIn(len(takes), (5, 6))
            for name in takes:
                self.check_take(os.path.join(out, name))
            self.assertIn("project.leitmotif", names)
            for picture in ("losses.png", "roll.png"):
                if HAS_WINDOW:
                    self.check_picture(os.path.join(out, picture))
                else:
                    self.assertIn("no pictures", done.stdout)
            for name in names:
                if name.endswith((".wav", ".png")) or name == "project.leitmotif":
                    self.assertIn(os.path.join(out, name), done.stdout)

    def check_take(self, path):
        notes = [m for track in mido.MidiFile(path).tracks for m in track
                 if m.type == "note_on" and m.velocity > 0]
        self.assertGreaterEqual(len(notes), 16)
        self.assertGreater(len({m.note for m in notes}), 4)
        with wave.open(path[:-4] + ".wav") as audio:
            frames = audio.readframes(audio.getnframes())
            self.assertGreater(audio.getnframes() / audio.getframerate(), 5)
        self.assertGreater(max(memoryview(frames).cast("h")), 1000, "not silent")

    def check_picture(self, path):
        with open(path, "rb") as file:
            content = file.read()
        self.assertEqual(content[:8], b"\x89PNG\r\n\x1a\n")
        self.assertGreater(len(content), 15000, "an empty picture packs into less")


if __name__ == "__main__":
    unittest.main()
