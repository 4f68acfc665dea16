#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Losses of ten presets over ten epochs are those that were pinned: a change that should not touch
training does not.

The pinned losses are f32 with one thread. Other processors add in another order, so they may
differ in their last digits, those of a GAN in the second one, as each network answers the other; on the machine that pinned them they are equal to the last bit, which
--exact asks for. After a change that is meant to change training, --pin writes them anew.

Usage: losses_test.py PROGRAM [--exact | --pin] [unittest arguments].
"""
import json
import pathlib
import sys
import unittest

from training import CommandTest, events, of, run

PINNED = pathlib.Path(__file__).with_name("pinned_losses.json")
PRESETS = ["lstm", "gru", "transformer", "bilstm", "gan", "vae", "frames-lstm", "frames-gru",
           "frames-tcn", "frames-joint"]
MEASURES = ["loss", "validation_loss"]
TOLERANCE = 0.01  # of a loss
ADVERSARIAL_TOLERANCE = 0.05
IS_EXACT, IS_PINNING = "--exact" in sys.argv, "--pin" in sys.argv
sys.argv = [word for word in sys.argv if word not in ("--exact", "--pin")]


class Losses(CommandTest):
    def losses(self, preset):
        done = run("train", self.piece, "--preset", preset, "--epochs", 10, "--seed", 7,
                   "--threads", 1, "--precision", "f32", "--set", "minutes=0",
                   "--sample-every", 0, "--json", "--out", self.at(preset))
        return [[epoch.get(measure) for measure in MEASURES]
                for epoch in of("epoch", events(done.stdout))]

    def test_ten_presets(self):
        if IS_PINNING:
            PINNED.write_text(json.dumps({preset: self.losses(preset) for preset in PRESETS},
                                         indent=1) + "\n", encoding="utf-8")
        pinned = json.loads(PINNED.read_text(encoding="utf-8"))
        self.assertEqual(sorted(pinned), sorted(PRESETS))
        for preset in PRESETS:
            with self.subTest(preset):
                losses = self.losses(preset)
                self.assertEqual(len(losses), 10)
                if IS_EXACT:
                    self.assertEqual(losses, pinned[preset])
                    continue
                tolerance = ADVERSARIAL_TOLERANCE if preset == "gan" else TOLERANCE
                for now, before in zip(losses, pinned[preset]):
                    for one, other in zip(now, before):
                        self.assertEqual(one is None, other is None)
                        if one is not None:
                            self.assertAlmostEqual(one, other, delta=tolerance * abs(other))


if __name__ == "__main__":
    unittest.main()
