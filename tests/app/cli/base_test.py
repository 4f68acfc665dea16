#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pretrained network: it is tuned, continues, ends, loops and fills, and its takes hold.

Usage: base_test.py PROGRAM [unittest arguments].
"""
import json
import os
import unittest

import mido

from training import CommandTest, events, of, run, write_piece

BAR = 4 * 480


def notes_of(path):
    """(onset, pitch) of all notes, in ticks of 480 a beat."""
    piece = mido.MidiFile(path)
    notes = []
    for track in piece.tracks:
        now = 0
        for message in track:
            now += message.time
            if message.type == "note_on" and message.velocity > 0:
                notes.append((now * 480 // piece.ticks_per_beat, message.note))
    return sorted(notes)


class Base(CommandTest):
    def setUp(self):
        super().setUp()
        out = self.at("out")
        done = run("train", self.piece, "--epochs", 3, "--sample-every", 2, "--bars", 4,
                   "--threads", 1, "--json", "--out", out, "--set", "candidates=2")
        self.lines = events(done.stdout)
        self.project = os.path.join(out, "project.leitmotif")

    def generate(self, *words, out="takes", expect=0):
        done = run("generate", self.project, "--run", 1, "--bars", 4, "--candidates", 1, "--out",
                   self.at(out), "--json", *words, expect=expect)
        return events(done.stdout)

    def test_is_the_default_and_has_a_take_before_it_is_tuned(self):
        self.assertEqual(of("run", self.lines)[0]["preset"], "base")
        self.assertEqual([t["epoch"] for t in of("sample", self.lines)][:3], [0, 2, 3])
        epochs = of("epoch", self.lines)
        self.assertLess(epochs[-1]["loss"], epochs[0]["loss"])
        self.assertLess(epochs[0]["validation_loss"], of("run", self.lines)[0]["unigram_nats"] / 2)

    def test_checkpoints_hold_only_what_was_tuned(self):
        self.assertLess(os.path.getsize(self.project), 60e6)

    def test_resumes(self):
        done = run("resume", self.project, "--run", 1, "--epochs", 5, "--json")
        self.assertEqual([e["epoch"] for e in of("epoch", events(done.stdout))], [4, 5])

    def test_continues_a_file(self):
        one, = self.generate("--continue", self.piece, "--from", 9, out="one")
        other, = self.generate("--continue", self.piece, "--from", 9, out="other")
        self.assertEqual(notes_of(one["file"]), notes_of(other["file"]))
        self.assertTrue(0 < len(notes_of(one["file"])))
        self.assertTrue(all(onset < 4 * BAR for onset, _ in notes_of(one["file"])))
        # Broken chords, as in the bars before.
        pitches = [pitch for _, pitch in notes_of(one["file"])]
        steps = [b - a for a, b in zip(pitches, pitches[1:])]
        self.assertGreater(sum(step in (4, 3, 5) for step in steps), len(steps) / 2)

        self.generate("--continue", self.piece, "--from", 400, out="beyond", expect=2)

    def test_ends_stops_or_loops(self):
        made = [notes_of(self.generate(*words, out=name)[0]["file"])
                for name, words in (("end", []), ("open", ["--open"]), ("loop", ["--loop"]))]
        for notes in made:
            self.assertGreater(len(notes), 4)
            self.assertTrue(all(onset < 4 * BAR for onset, _ in notes))
        # A loop is an open take whose last bar was written anew.
        self.assertEqual([n for n in made[1] if n[0] < 3 * BAR],
                         [n for n in made[2] if n[0] < 3 * BAR])
        run("generate", self.project, "--run", 1, "--loop", "--open", "--out", self.at("none"),
            expect=2)

    def test_fills_bars_and_leaves_all_others(self):
        before = notes_of(self.piece)
        take, = self.generate("--infill", self.piece, "--from", 5, "--to", 6, out="filled")
        after = notes_of(take["file"])
        inside = range(4 * BAR, 6 * BAR)
        self.assertEqual([n for n in after if n[0] not in inside],
                         [n for n in before if n[0] not in inside])
        self.assertGreater(len([n for n in after if n[0] in inside]), 2)

    def test_locked_tracks_stay(self):
        duet = write_piece(self.at("duet.mid"), notes=120, tracks=2, seed=3)
        out = self.at("two")
        run("train", duet, "--epochs", 1, "--sample-every", 0, "--threads", 1, "--out", out)
        self.project = os.path.join(out, "project.leitmotif")
        for name, words in (("filled", ["--infill", duet, "--from", 4, "--to", 7]),
                            ("rewritten", ["--rewrite", duet, "--share", 0.8])):
            take, = self.generate(*words, "--lock", 2, out=name)
            before, after = mido.MidiFile(duet), mido.MidiFile(take["file"])
            self.assertEqual(list(after.tracks[-1]), list(before.tracks[-1]))
            self.assertNotEqual(list(after.tracks[-2]), list(before.tracks[-2]))
        self.generate("--infill", duet, "--lock", "1-2", expect=2)

    def test_tells_what_the_network_was_learned_from(self):
        take, = self.generate()
        told = take["learned_from"]
        self.assertEqual([(f["file"], f["role"]) for f in told["files"]],
                         [(self.piece, "training")])
        network = told["pretrained"]
        self.assertEqual(network["name"], "base")
        self.assertEqual(network["works"], sum(one["works"] for one in network["licences"]))
        self.assertEqual(network["notes"], sum(one["notes"] for one in network["collections"]))
        self.assertNotIn("list", network)
        listed = json.loads(run("runs", self.project, "--json", "--sources").stdout)["runs"]
        works = listed[0]["learned_from"]["pretrained"]["list"]
        self.assertEqual(len(works), network["works"])
        self.assertTrue(all(w["title"] and w["attribution"] and w["licence"] for w in works))
        text = run("runs", self.project, "--sources").stdout
        self.assertIn(self.piece, text)
        self.assertIn(" | ".join(works[0][key] for key in
                                 ("title", "attribution", "licence", "collection")), text)
        done = run("generate", self.project, "--run", 1, "--bars", 2, "--candidates", 1, "--out",
                   self.at("plain"))
        self.assertIn("network base", done.stdout)

    def test_rewriting_keeps_the_rhythm(self):
        before = notes_of(self.piece)
        take, = self.generate("--rewrite", self.piece, "--share", 0.5, "--from", 3, "--to", 8,
                              out="rewritten")
        after = notes_of(take["file"])
        self.assertEqual([onset for onset, _ in after], [onset for onset, _ in before])
        changed = sum(a != b for a, b in zip(after, before))
        self.assertTrue(8 <= changed <= 40, changed)
        self.assertTrue(all(a == b or 2 * BAR <= a[0] < 8 * BAR for a, b in zip(after, before)))


if __name__ == "__main__":
    unittest.main()
