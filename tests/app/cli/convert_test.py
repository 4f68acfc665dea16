#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`leitmotif convert` through the eyes of mido: what was in a file is in its copy.

Usage: convert_test.py PROGRAM
LEITMOTIF_MIDI_FOLDER may name a folder of further files to compare.
"""

import os
import pathlib
import resource
import struct
import sys
import tempfile
import unittest

from midi_material import any_file, as_mido_sees, damaged, run, seeded

PROGRAM = sys.argv.pop(1)


def smf(tracks, declared=None, division=480):
    """A file of these track contents; `declared` stands in the header instead of their number."""
    count = len(tracks) if declared is None else declared
    data = b"MThd" + struct.pack(">IHHH", 6, 1, count, division)
    for track in tracks:
        data += b"MTrk" + struct.pack(">I", len(track)) + track
    return data


class Convert(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.source = pathlib.Path(self.folder.name, "in.mid")
        self.copy = pathlib.Path(self.folder.name, "out.mid")

    def tearDown(self):
        self.folder.cleanup()

    def convert(self, source=None):
        self.copy.unlink(missing_ok=True)
        return run(PROGRAM, "convert", source or self.source, self.copy)

    def test_every_event_of_random_files_comes_through(self):
        rng = seeded(1)
        for number in range(150):
            any_file(rng).save(str(self.source))
            status, _, errors, _ = self.convert()
            self.assertEqual(status, 0, errors)
            self.assertEqual(as_mido_sees(self.source), as_mido_sees(self.copy), f"file {number}")

    def test_damaged_files_are_copied_mended_or_refused(self):
        rng = seeded(2)
        for number in range(300):
            any_file(rng).save(str(self.source))
            self.source.write_bytes(damaged(self.source.read_bytes(), rng))
            status, _, errors, seconds = self.convert()
            self.assertLess(seconds, 10)
            self.assertIn(status, (0, 3), errors)
            before = as_mido_sees(self.source)
            if status == 3:
                self.assertIn("leitmotif: ", errors)
                self.assertIsNone(before, f"mido reads file {number}")
                continue
            if before is None:
                continue
            # Behind a wrong length stands music that mido leaves out.
            if "declared length is wrong" not in errors and "number of tracks" not in errors:
                self.assertEqual(before, as_mido_sees(self.copy), f"file {number}: {errors}")

    def test_a_copy_is_not_copied_differently(self):
        rng = seeded(3)
        for _ in range(50):
            any_file(rng).save(str(self.source))
            self.source.write_bytes(damaged(self.source.read_bytes(), rng))
            if self.convert()[0] == 3:
                continue
            first = self.copy.read_bytes()
            self.source.write_bytes(first)
            self.assertEqual(self.convert()[0], 0)
            self.assertEqual(self.copy.read_bytes(), first)

    def test_a_file_without_notes_is_no_error(self):
        self.source.write_bytes(smf([b"\x00\xff\x2f\x00"]))
        self.assertEqual(self.convert()[0], 0)

    def test_errors_name_the_file_and_leave_no_output(self):
        self.source.write_bytes(b"not music")
        status, _, errors, _ = self.convert()
        self.assertEqual(status, 3)
        self.assertIn(str(self.source), errors)
        self.assertFalse(self.copy.exists())
        self.assertEqual(self.convert("/no/such/file.mid")[0], 3)
        self.assertEqual(run(PROGRAM, "convert", self.source)[0], 2)

    def test_claims_cost_nothing(self):
        huge = b"MTrk\xff\xff\xff\xff\x00\xff\x01\xff\xff\xff\x7fabc"
        for data in (smf([], declared=65535), smf([], declared=1) + huge,
                     smf([], declared=65535) + huge * 100):
            self.source.write_bytes(data)
            status, _, errors, seconds = self.convert()
            self.assertIn(status, (0, 3))
            self.assertTrue(errors)
            self.assertLess(seconds, 5)

    def test_a_million_notes_take_seconds_and_megabytes(self):
        note = b"\x00\x90\x3c\x40\x01\x80\x3c\x40"
        self.source.write_bytes(smf([note * 500_000 + b"\x00\xff\x2f\x00"] * 2))
        status, _, errors, seconds = self.convert()
        self.assertEqual(status, 0, errors)
        self.assertLess(seconds, 20)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss  # KiB, of the largest child
        if not os.environ.get("LEITMOTIF_SANITIZER"):
            self.assertLess(peak, 300 * 1024)
        self.assertGreater(self.copy.stat().st_size, 5_000_000)

    def test_further_files(self):
        folder = os.environ.get("LEITMOTIF_MIDI_FOLDER")
        if not folder:
            self.skipTest("LEITMOTIF_MIDI_FOLDER names no folder of further files")
        for path in sorted(pathlib.Path(folder).rglob("*.mid")):
            before = as_mido_sees(path)
            status, _, errors, seconds = self.convert(path)
            with self.subTest(path=path):
                self.assertLess(seconds, 5)
                if before is not None:
                    self.assertEqual(status, 0, errors)
                    self.assertEqual(before, as_mido_sees(self.copy))
                else:
                    self.assertTrue(status == 3 or (status == 0 and errors), errors)


if __name__ == "__main__":
    unittest.main()
