#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The contract of bench with scripts.

Usage: bench_test.py PROGRAM [unittest arguments].
"""
import json
import subprocess
import sys
import unittest

PROGRAM = sys.argv.pop(1)
SMALL = ["--units", "16", "--layers", "1", "--batch", "2", "--length", "8", "--vocabulary", "20"]


def run(*words):
    return subprocess.run([PROGRAM, "bench", *words], capture_output=True, text=True)


class Bench(unittest.TestCase):
    def report(self, *words):
        done = run(*SMALL, "--json", *words)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def test_prints_one_object_with_its_keys(self):
        for network, precision in (("lstm", "f32"), ("gru", "auto"), ("transformer", "f32"),
                                   ("gan", "auto"), ("vae", "f32")):
            report = self.report("--network", network, "--threads", "1", "--precision", precision)
            self.assertEqual(set(report), {"device", "train_step_ms", "sample_step_us", "sample16_step_us",
                                           "precision", "threads"})
            # What "auto" comes to is the machine's choice, and told.
            self.assertIn(report["precision"], ("f32",) if precision == "f32" else ("f32", "bf16"))
            self.assertEqual(report["threads"], 1)
            self.assertGreater(report["train_step_ms"], 0)
            self.assertGreater(report["sample_step_us"], 0)
            # Sixteen streams are more work than one, and less than sixteen times one alone; the
            # factor of two is for machines that do other things beside.
            self.assertGreater(report["sample16_step_us"], report["sample_step_us"] / 2)
            self.assertLess(report["sample16_step_us"], 32 * report["sample_step_us"])

    def test_bf16_is_used_or_refused(self):
        done = run(*SMALL, "--json", "--precision", "bf16")
        if done.returncode == 0:
            self.assertEqual(json.loads(done.stdout)["precision"], "bf16")
        else:
            self.assertEqual(done.returncode, 2)
            self.assertIn("f32", done.stderr)

    def test_without_json_it_is_text_for_people(self):
        done = run(*SMALL)
        self.assertEqual(done.returncode, 0, done.stderr)
        for word in ("training step", "sampling", "16 takes", "8 tokens"):
            self.assertIn(word, done.stdout)
        done = run(*SMALL, "--network", "vae")
        for word in ("vae", "2 pictures", "a picture of one take"):
            self.assertIn(word, done.stdout)

    def test_refuses_words_that_are_off(self):
        for words in (["--network", "choir"], ["--units", "0"], ["--precision", "f8"],
                      ["--batch", "many"], ["song.mid"]):
            self.assertEqual(run(*words).returncode, 2, words)


if __name__ == "__main__":
    unittest.main()
