#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The contract of generate with scripts, for new takes and for changed scores.

Usage: generate_test.py PROGRAM [unittest arguments].
"""
import csv
import io
import json
import unittest

import mido

from training import CommandTest, events, of, run, write_piece


class Generate(CommandTest):
    def setUp(self):
        super().setUp()
        self.train("--epochs", 4, "--sample-every", 2, "--bars", 4)
        self.project = self.at("out", "project.leitmotif")

    def generate(self, *words, out="takes", expect=0):
        done = run("generate", self.project, "--run", 1, "--bars", 4, "--out", self.at(out),
                   "--json", *words, expect=expect)
        return events(done.stdout)

    def assert_same_music(self, one, other):
        with open(one["file"], "rb") as a, open(other["file"], "rb") as b:
            self.assertEqual(a.read(), b.read())

    def test_the_first_of_many_is_the_only_one(self):
        many = self.generate("--count", 3, "--seed", 5, "--candidates", 1, out="many")
        self.assertEqual([t["seed"] for t in many], [5, 6, 7])
        second = self.generate("--seed", 6, "--candidates", 1, out="one")
        self.assert_same_music(many[1], second[0])
        for take in many:
            self.assertGreater(take["notes"], 0)
            mido.MidiFile(take["file"])

    def test_a_take_is_one_of_its_candidates(self):
        many = self.generate("--count", 3, "--seed", 5, "--candidates", 4, out="many")
        for number, take in enumerate(many):
            self.assertIn(take["seed"], range(5 + 4 * number, 9 + 4 * number))
            alone = self.generate("--seed", take["seed"], "--candidates", 1, out=f"alone{number}")
            self.assert_same_music(take, alone[0])
        self.assertEqual([t["seed"] for t in self.generate("--seed", 5, "--candidates", 4)],
                         [many[0]["seed"]])

    def test_only_networks_that_plan_takes_continue_and_loop(self):
        for words in (["--loop"], ["--continue", self.piece]):
            self.generate(*words, expect=2)

    def test_chooses_the_epoch(self):
        self.assertEqual(self.generate("--epoch", 2)[0]["epoch"], 2)
        self.assertEqual(self.generate("--epoch", "last")[0]["epoch"], 4)
        self.assertIn(self.generate("--epoch", "best")[0]["epoch"], range(1, 5))
        self.generate("--epoch", 77, expect=2)
        self.generate("--epoch", "first", expect=2)

    def test_leaves_out_what_copies_too_much(self):
        takes = self.generate("--count", 2, "--max-copy", 100000)
        self.assertEqual(len(takes), 2)
        for take in self.generate("--count", 2, "--max-copy", 40, "--temperature", 2):
            self.assertLessEqual(take["longest_copy"], 40)
        self.assertEqual(self.generate("--max-copy", 0, expect=1), [])

    def test_tells_what_was_learned(self):
        told = self.generate()[0]["learned_from"]
        self.assertEqual(told, {"files": [{"file": self.piece, "role": "training"}],
                                "pretrained": None})
        listed = json.loads(run("runs", self.project, "--json").stdout)["runs"]
        self.assertEqual(listed[0]["learned_from"], told)
        self.assertIn(self.piece, run("runs", self.project, "--sources").stdout)

    def test_refuses_what_is_not_there(self):
        run("generate", self.project, "--run", 9, "--out", self.at("x"), expect=2)
        run("generate", self.project, "--run", 1, expect=2)
        run("generate", self.at("none"), "--run", 1, "--out", self.at("x"), expect=3)


class Revise(CommandTest):
    """generate --infill and --rewrite, of runs that learned masked prediction."""

    BAR = 4 * 480

    def setUp(self):
        super().setUp()
        done = self.train("--preset", "bilstm", "--epochs", 3, "--sample-every", 3)
        self.lines = events(done.stdout)
        self.project = self.at("out", "project.leitmotif")

    def notes(self, path):
        return sorted(self.notes_of(mido.MidiFile(path)))

    @staticmethod
    def notes_of(piece):
        for index, track in enumerate(piece.tracks):
            now = 0
            for message in track:
                now += message.time
                if message.type == "note_on" and message.velocity > 0:
                    yield now, index, message.note, message.velocity

    def outside(self, path, first, last):
        """Notes but those of bars first to last, from 1."""
        return [n for n in self.notes(path)
                if not (first - 1) * self.BAR <= n[0] < last * self.BAR]

    def revise(self, *words, run_id=1, expect=0):
        done = run("generate", self.project, "--run", run_id, "--json", "--out", self.at("new"),
                   *words, expect=expect)
        return events(done.stdout)

    def test_the_loss_is_told_for_what_it_is(self):
        started, epoch = of("run", self.lines)[0], of("epoch", self.lines)[-1]
        self.assertEqual(started["loss_kind"], "masked_nats_per_note")
        self.assertIsNone(started["unigram_nats"])
        self.assertIsNone(started["ngram_nats"])
        self.assertGreater(epoch["masked_unigram_nats"], 0)
        self.assertGreater(epoch["validation_loss"], 0)
        listed = json.loads(run("runs", self.project, "--json").stdout)["runs"]
        self.assertEqual(listed[0]["loss_kind"], "masked_nats_per_note")
        rows = list(csv.DictReader(io.StringIO(run("runs", self.project, "--csv").stdout)))
        self.assertEqual(rows[0]["loss_kind"], "masked_nats_per_note")
        self.assertIn("hidden notes", run("runs", self.project).stdout)

    def test_fills_bars_and_leaves_the_rest(self):
        takes = self.revise("--infill", self.piece, "--from", 5, "--to", 6, "--count", 2)
        self.assertEqual(len(takes), 2)
        for take in takes:
            self.assertEqual(self.outside(take["file"], 5, 6), self.outside(self.piece, 5, 6))
            self.assertGreater(len(self.notes(take["file"])), len(self.outside(self.piece, 5, 6)))
            self.assertNotEqual(self.notes(take["file"]), self.notes(self.piece))

    def test_rewrites_a_share(self):
        before = set(self.notes(self.piece))
        few = self.revise("--rewrite", self.piece, "--share", 0.1, "--passes", 1, "--to", 10)
        self.assertEqual(self.outside(few[0]["file"], 1, 10), self.outside(self.piece, 1, 10))
        kept = len(before & set(self.notes(few[0]["file"])))
        self.assertGreater(kept, 150)
        many = self.revise("--rewrite", self.piece, "--share", 0.9, "--passes", 2)
        self.assertLess(len(before & set(self.notes(many[0]["file"]))), kept)

    def test_tracks_are_locked(self):
        duet = write_piece(self.at("duet.mid"), tracks=3, seed=2)
        takes = self.revise("--infill", duet, "--from", 3, "--to", 5, "--lock", "1,3", "--count", 2)
        before = mido.MidiFile(duet)
        for take in takes:
            after = mido.MidiFile(take["file"])
            for track in (0, 2):
                self.assertEqual(list(after.tracks[track]), list(before.tracks[track]))
            self.assertNotEqual(list(after.tracks[1]), list(before.tracks[1]))

    def test_refuses_what_makes_no_sense(self):
        self.revise("--infill", self.piece, "--lock", 7, expect=2)
        self.revise("--infill", self.piece, "--lock", "one", expect=2)
        self.revise("--lock", 1, expect=2)
        self.revise("--infill", self.piece, "--rewrite", self.piece, expect=2)
        self.revise("--infill", self.piece, "--from", 900, "--to", 901, expect=2)
        self.revise("--infill", self.piece, "--share", 0.5, expect=2)
        self.revise("--infill", self.at("none.mid"), expect=3)
        self.revise("--from", 2, expect=2)
        self.revise("--infill", self.piece, "--max-copy", 8, expect=2)


if __name__ == "__main__":
    unittest.main()
