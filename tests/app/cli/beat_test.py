#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The beat, the bars, the tempo and the key of what `inspect` tells and `train` makes.

Usage: beat_test.py PROGRAM [unittest arguments]
"""
import collections
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

import mido

PROGRAM = sys.argv.pop(1)
BEAT = 480
# One for each encoding.
PRESETS = ["ngram", "lstm", "bilstm", "gan", "jazz-64", "frames-lstm"]
SLOW = ["coe-lstm", "coe-state"]
QUICK = ["--epochs", "1", "--sample-every", "1", "--threads", "1", "--seed", "3", "--set",
         "candidates=1"]


def save(path, notes, *metas, beat=BEAT):
    """Notes as (onset, length, pitch), meta messages as (tick, message)."""
    timed = [(tick, 0, message) for tick, message in metas]
    for onset, length, pitch in notes:
        timed.append((onset, 2, mido.Message("note_on", note=pitch, velocity=80)))
        timed.append((onset + length, 1, mido.Message("note_off", note=pitch)))
    track, now = mido.MidiTrack(), 0
    for tick, _, message in sorted(timed, key=lambda entry: entry[:2]):
        track.append(message.copy(time=tick - now))
        now = tick
    midi = mido.MidiFile(ticks_per_beat=beat)
    midi.tracks.append(track)
    midi.save(path)
    return path


def tempo(tick, bpm):
    return tick, mido.MetaMessage("set_tempo", tempo=mido.bpm2tempo(bpm))


def signature(tick, numerator, denominator):
    return tick, mido.MetaMessage("time_signature", numerator=numerator, denominator=denominator)


def melody(count, step, first=0, seed=1):
    chooser = random.Random(seed)
    return [(first + i * step, step, 60 + chooser.choice([0, 2, 4, 5, 7, 9]) + 12 * (i % 4 == 0))
            for i in range(count)]


def run(*words, expect=0):
    done = subprocess.run([PROGRAM, *map(str, words)], capture_output=True, text=True)
    if done.returncode != expect:
        raise AssertionError(f"{words}: status {done.returncode}, not {expect}\n{done.stderr}")
    return done


def facts_of(path):
    """First tempo, first signature, keys, beats of all onsets, of a take."""
    midi = mido.MidiFile(path)
    bpm, meter, keys, onsets = None, None, [], []
    for track in midi.tracks:
        now = 0
        for message in track:
            now += message.time
            if message.type == "set_tempo" and bpm is None:
                bpm = round(mido.tempo2bpm(message.tempo), 2)
            if message.type == "time_signature" and meter is None:
                meter = (message.numerator, message.denominator)
            if message.type == "key_signature":
                keys.append(message.key)
            if message.type == "note_on" and message.velocity > 0:
                onsets.append(now / midi.ticks_per_beat)
    return bpm, meter, keys, onsets


class BeatTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def file(self, *arguments, name="piece.mid", **options):
        return save(f"{self.folder}/{name}", *arguments, **options)

    def report(self, path):
        return json.loads(run("inspect", path, "--json").stdout)["files"][0]

    def takes(self, *inputs, presets=PRESETS, words=()):
        out = f"{self.folder}/out{random.random()}"
        lines = [json.loads(line) for line in
                 run("train", *inputs, "--preset", ",".join(presets), *QUICK, "--out", out,
                     "--json", *words).stdout.splitlines()]
        files = {line["run"]: line["file"] for line in lines if line["event"] == "sample"}
        self.assertEqual(len(files), len(presets))
        return {preset: facts_of(files[number]) for number, preset in enumerate(presets, 1)}

    def expect(self, takes, bpm, meter):
        for preset, (told, signed, _, onsets) in takes.items():
            with self.subTest(preset=preset):
                self.assertAlmostEqual(told, bpm, delta=0.02)
                self.assertEqual(signed, meter)
                self.assertTrue(onsets)

    def expect_on(self, takes, steps):
        for preset, (_, _, _, onsets) in takes.items():
            with self.subTest(preset=preset):
                beside = [abs(onset * steps - round(onset * steps)) for onset in onsets]
                self.assertLess(max(beside), 0.01)


class Bars(BeatTest):
    def test_an_upbeat_in_a_bar_of_its_own(self):
        piece = self.file(melody(217, BEAT // 2), tempo(0, 150), signature(0, 1, 4),
                          signature(BEAT, 3, 4))
        self.expect(self.takes(piece), 150, (3, 4))

    def test_a_set_up_bar(self):
        piece = self.file(melody(200, BEAT // 2, 2 * BEAT), tempo(0, 120), signature(0, 2, 4),
                          tempo(2 * BEAT, 170), signature(2 * BEAT, 4, 4))
        self.expect(self.takes(piece, presets=PRESETS + SLOW), 170, (4, 4))

    def test_a_set_up_tempo_and_a_late_one(self):
        piece = self.file(melody(160, BEAT // 2, 4 * BEAT), tempo(0, 120), tempo(4 * BEAT, 72),
                          signature(0, 4, 4))
        self.expect(self.takes(piece), 72, (4, 4))
        late = self.file(melody(200, BEAT // 2), tempo(5, 74), signature(0, 4, 4))
        self.expect(self.takes(late), 74, (4, 4))

    def test_the_first_file_of_a_folder_does_not_decide(self):
        first = self.file(melody(80, BEAT // 2), tempo(0, 60), signature(0, 5, 8), name="a.mid")
        second = self.file(melody(300, BEAT // 2), tempo(0, 96), signature(0, 3, 4), name="b.mid")
        self.expect(self.takes(first, second), 96, (3, 4))

    def test_fine_denominators_train(self):
        for numerator, denominator in (1, 128), (4, 128), (7, 32):
            piece = self.file(melody(160, BEAT // 2), tempo(0, 100),
                              signature(0, numerator, denominator))
            self.assertEqual(self.report(piece)["beat"], "metrical")
            self.expect(self.takes(piece, presets=["ngram", "lstm", "coe-lstm", "frames-lstm"]),
                        100, (numerator, denominator))

    def test_bars_of_no_whole_number_of_ticks(self):
        notes = [(round(i * 12.5), 12, 60 + i * i % 5) for i in range(300)]
        piece = self.file(notes, tempo(0, 100), signature(0, 3, 8), beat=25)
        self.assertEqual(self.report(piece)["bars"], 100)

    def test_bars_of_one_beat_are_grouped(self):
        notes = melody(240, BEAT) + [(i * 4 * BEAT, 2 * BEAT, 36) for i in range(60)]
        piece = self.file(notes, tempo(0, 106), signature(0, 1, 4))
        self.assertIn("4 of them", json.dumps(self.report(piece)["repairs"]))
        self.expect(self.takes(piece, presets=["ngram", "lstm", "coe-lstm"]), 106, (4, 4))

    def test_takes_have_the_key_signature_of_their_source(self):
        piece = self.file(melody(200, BEAT // 2),
                          (0, mido.MetaMessage("key_signature", key="C#m")),
                          (4 * BEAT, mido.MetaMessage("key_signature", key="Eb")))
        for preset, (_, _, keys, _) in self.takes(piece).items():
            with self.subTest(preset=preset):
                self.assertEqual(keys, ["Eb"])


class Beat(BeatTest):
    def test_thirtyseconds_are_even(self):
        piece = self.file(melody(256, BEAT // 8), tempo(0, 40), signature(0, 4, 4))
        self.assertEqual(self.report(piece)["beat"], "metrical")
        takes = self.takes(piece, presets=["ngram", "lstm", "bilstm"])
        self.expect(takes, 40, (4, 4))
        self.expect_on(takes, 8)

    def test_thirtyseconds_among_eighths_are_even(self):
        notes = []
        for beat in range(120):
            if beat % 2:
                notes += melody(8, BEAT // 8, beat * BEAT, seed=beat % 4)
            else:
                notes += melody(2, BEAT // 2, beat * BEAT, seed=beat % 4)
        piece = self.file(notes, tempo(0, 60), signature(0, 4, 4))
        self.assertEqual(self.report(piece)["beat"], "metrical")
        self.expect_on(self.takes(piece, presets=["ngram", "lstm", "bilstm"]), 8)

    def test_ordinary_music_keeps_twelve_steps(self):
        notes = melody(200, BEAT // 4) + melody(60, BEAT // 3, 50 * BEAT)
        one = self.takes(self.file(notes), presets=["lstm"])
        other = self.takes(self.file(notes), presets=["lstm"], words=["--set", "steps_per_beat=12"])
        self.assertEqual(one, other)

    def test_a_constant_delay_does_not_come_out(self):
        for delay in 20, 37, 54:
            piece = self.file(melody(200, BEAT // 2, delay), tempo(0, 66), signature(0, 4, 4))
            report = self.report(piece)
            self.assertEqual(report["beat"], "metrical")
            takes = self.takes(piece, presets=["ngram", "lstm", "bilstm", "coe-lstm", "coe-state"])
            self.expect(takes, 66, (4, 4))
            self.expect_on(takes, 4)

    def test_a_strum_is_one_chord(self):
        notes = [(beat * BEAT + 10 * string, 380, 40 + 5 * string)
                 for beat in range(64) for string in range(5)]
        piece = self.file(notes, tempo(0, 90), signature(0, 4, 4))
        self.assertEqual(self.report(piece)["beat"], "metrical")
        takes = self.takes(piece, presets=["ngram", "lstm", "bilstm"])
        self.expect_on(takes, 1)
        for preset in ("ngram", "lstm"):  # bilstm draws each note's place by itself
            with self.subTest(preset=preset):
                sizes = collections.Counter(takes[preset][3]).values()
                self.assertGreaterEqual(max(sizes), 4)  # after one epoch
                self.assertLessEqual(max(sizes), 5)

    def test_the_switch(self):
        chooser = random.Random(5)
        free = self.file([(chooser.randrange(100 * BEAT), 200, 60 + i % 12) for i in range(300)],
                         tempo(0, 74), signature(0, 3, 4), name="free.mid")
        self.assertEqual(self.report(free)["beat"], "free")
        presets = ["ngram", "coe-lstm", "frames-lstm", "vae"]
        self.expect(self.takes(free, presets=presets), 74, (3, 4))
        fixed = self.takes(free, presets=presets, words=["--set", "beat=fixed"])
        self.expect(fixed, 74, (3, 4))
        self.expect_on(fixed, 12)
        written = self.file(melody(200, BEAT // 2), tempo(0, 92), signature(0, 4, 4))
        takes = self.takes(written, presets=presets, words=["--set", "beat=free"])
        self.expect(takes, 92, (4, 4))
        steady = self.takes(written, presets=presets, words=["--set", "beat=automatic"])
        self.assertEqual(steady, self.takes(written, presets=presets))
        self.assertNotEqual(steady, takes)
        run("train", written, "--preset", "ngram", "--set", "beat=maybe", "--out", self.folder,
            expect=2)

    def test_the_switch_stays_with_the_source(self):
        piece = self.file(melody(200, BEAT // 2), tempo(0, 92), signature(0, 4, 4))
        out = f"{self.folder}/kept"
        run("train", piece, "--preset", "ngram", *QUICK, "--set", "beat=free", "--out", out)
        run("generate", f"{out}/project.leitmotif", "--run", "1", "--seed", "9", "--bars", "8",
            "--out", f"{self.folder}/more")
        made = list(pathlib.Path(f"{self.folder}/more").glob("*.mid"))
        self.assertEqual(len(made), 1)
        self.assertEqual(facts_of(made[0])[0], 92)


class Frames(BeatTest):
    def test_frames_are_called_frames(self):
        piece = self.file(melody(64, BEAT // 2), tempo(0, 120), signature(0, 4, 4))
        told = run("train", piece, "--preset", "frames-lstm", *QUICK, "--out", self.folder,
                   expect=3).stderr
        self.assertIn("32 frames", told)
        self.assertNotIn("notes", told)


if __name__ == "__main__":
    unittest.main()
