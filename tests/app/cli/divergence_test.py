#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs whose numbers stop being finite: they stop, say so, and go on from their last whole epoch.

Usage: divergence_test.py PROGRAM [unittest arguments].
"""
import json
import unittest

from training import CommandTest, events, losses, of, run

# Without a limit on gradients, the largest learning rate makes the variances of a VAE infinite.
CALM, WILD = "learning_rate=0.001", "learning_rate=1"


class Divergence(CommandTest):
    def vae(self, epochs, rate, out, expect=0):
        return run("train", self.piece, "--threads", 1, "--json", "--out", self.at(out),
                   "--preset", "vae", "--set", "batch=4", "--set", "clip=0",
                   "--set", "schedule=constant", "--set", "cycles=0", "--set", rate,
                   "--epochs", epochs, "--sample-every", 2, "--bars", 4, expect=expect)

    def resume(self, rate, expect=0):
        return run("resume", self.project, "--run", 1, "--epochs", 8, "--set", rate, "--json",
                   expect=expect)

    def state(self):
        return json.loads(run("runs", self.project, "--json").stdout)["runs"][0]["state"]

    def expect_failure(self, done):
        failed = of("failed", events(done.stdout))
        self.assertEqual(len(failed), 1)
        self.assertIn("infinite", failed[0]["message"])
        self.assertIn("lower learning rate", failed[0]["message"])
        self.assertIn(failed[0]["message"], done.stderr)
        self.assertIn(f"leitmotif resume {self.project} --run 1 --set learning_rate=0.3",
                      done.stderr)
        self.assertEqual(self.state(), "failed")

    def setUp(self):
        super().setUp()
        self.vae(8, CALM, "whole")
        self.expected = losses(self.at("whole", "project.leitmotif"))
        self.project = self.at("part", "project.leitmotif")

    def test_a_run_that_diverges_goes_on_from_its_last_whole_epoch(self):
        self.vae(4, CALM, "part")
        for _ in range(2):  # the same cause again: the same words, and nothing is lost
            self.expect_failure(self.resume(WILD, expect=1))
            self.assertEqual(losses(self.project)[:4], self.expected[:4])
        lines = events(self.resume(CALM).stdout)
        self.assertEqual(of("run", lines)[0]["first_epoch"], 5)
        self.assertEqual(lines[-1]["end"], "completed")
        self.assertEqual(losses(self.project), self.expected)
        self.assertEqual(self.state(), "finished")

    def test_a_run_that_diverges_at_once_begins_anew(self):
        self.expect_failure(self.vae(8, WILD, "part", expect=1))
        self.resume(CALM)
        self.assertEqual(losses(self.project), self.expected)

    def test_only_what_does_not_change_the_model_may_be_set(self):
        self.vae(1, CALM, "part")
        for setting in ("latent=3", "steps_per_beat=4", "nothing=1", "learning_rate=9",
                        "learning_rate", "network=[]"):
            with self.subTest(setting=setting):
                self.resume(setting, expect=2)
        self.assertEqual(self.state(), "finished")
        self.assertEqual(len(losses(self.project)), 1)


if __name__ == "__main__":
    unittest.main()
