#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever ends a training from outside leaves a checkpoint, and the run goes on from there.

Usage: signals_test.py PROGRAM [unittest arguments]
"""
import glob
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

import mido

PROGRAM = sys.argv.pop(1)
QUICK = ["--preset", "lstm", "--threads", "1", "--set", "length=32", "--set", "batch=4", "--sample-every", "0",
         "--set", "patience=0"]


class SignalsTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.project = os.path.join(self.folder, "project.leitmotif")
        self.song = os.path.join(self.folder, "song.mid")
        piece = mido.MidiFile()
        track = mido.MidiTrack()
        piece.tracks.append(track)
        for i in range(200):
            track.append(mido.Message("note_on", note=48 + i * 7 % 24, time=0))
            track.append(mido.Message("note_off", note=48 + i * 7 % 24, time=240))
        piece.save(self.song)

    def train(self, **options):
        """A training that would take hours, when its second epoch is over."""
        words = [PROGRAM, "train", self.song, *QUICK, "--epochs", "100000", "--project",
                 self.project, "--out", self.folder, "--json"]
        options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, **options}
        process = subprocess.Popen(words, **options)
        if options["stdout"] == subprocess.PIPE:
            for line in process.stdout:
                event = json.loads(line)
                if event["event"] == "epoch" and event["epoch"] == 2:
                    break
        return process

    def check_kept(self, epochs=2):
        """The run is stopped, its last epoch has a checkpoint, and it goes on from there."""
        listed = subprocess.run([PROGRAM, "runs", self.project, "--json"], capture_output=True,
                                check=True)
        run = json.loads(listed.stdout)["runs"][0]
        self.assertEqual(run["state"], "stopped")
        done = run["epochs"][-1]["epoch"] if run["epochs"] else 0
        self.assertGreaterEqual(done, epochs)
        if done:
            self.assertEqual(run["last_checkpoint"], done)
        goes_on = subprocess.run([PROGRAM, "resume", self.project, "--run", "1", "--epochs",
                                  str(done + 1), "--json", "--out", self.folder],
                                 capture_output=True, check=True)
        first = json.loads(goes_on.stdout.splitlines()[0])
        self.assertEqual(first["first_epoch"], done + 1)

    def test_signals_end_a_training_with_its_checkpoint(self):
        for ending in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            with self.subTest(ending):
                process = self.train()
                process.send_signal(ending)
                _, errors = process.communicate(timeout=60)
                self.assertEqual(process.returncode, 130, errors)
                self.assertIn("leitmotif resume", errors)
                self.check_kept()
                os.unlink(self.project)

    def test_signals_may_come_several_times(self):
        # As timeout(1) does, and impatient supervisors.
        process = self.train()
        for _ in range(20):
            process.send_signal(signal.SIGTERM)
        process.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGINT)
        self.assertEqual((process.communicate(timeout=60), process.returncode)[1], 130)
        self.check_kept()

    def test_nohup_is_respected(self):
        process = self.train(preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
        process.send_signal(signal.SIGHUP)
        for line in process.stdout:
            event = json.loads(line)
            if event["event"] == "epoch" and event["epoch"] == 6:
                break
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130)

    def test_a_reader_that_goes_away_ends_it_with_its_checkpoint(self):
        process = self.train()
        process.stdout.close()
        self.assertEqual(process.wait(timeout=60), 1)
        process.stderr.close()
        self.check_kept()

    def test_a_full_disk_behind_standard_output_ends_it_with_its_checkpoint(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            process = self.train(stdout=full)
            _, errors = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 1)
        self.assertIn("standard output", errors)
        self.check_kept(epochs=0)

    @unittest.skipUnless(shutil.which("jackd") and shutil.which("jack_lsp"), "no JACK")
    def test_the_window_ends_in_order_beside_a_sound_server_that_hangs(self):
        name = f"leitmotif-hangs-{os.getpid()}"
        environment = dict(os.environ, JACK_DEFAULT_SERVER=name, QT_QPA_PLATFORM="offscreen",
                           XDG_DATA_HOME=self.folder, XDG_CONFIG_HOME=self.folder)
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        server = subprocess.Popen(["jackd", "-n", name, "-r", "-d", "dummy"], **quiet)

        def end_server():
            # In order: a server that is killed keeps one of the eight places that JACK has.
            server.send_signal(signal.SIGCONT)
            server.terminate()
            server.wait()

        self.addCleanup(end_server)
        window = subprocess.Popen([PROGRAM, "--train", self.song], env=environment, **quiet)
        self.addCleanup(window.kill)

        def listed(*words):
            return subprocess.run(words, env=environment, capture_output=True, check=False).stdout

        def projects():
            return glob.glob(os.path.join(self.folder, "**", "*.leitmotif"), recursive=True)

        def state():
            lines = [listed(PROGRAM, "runs", path, "--json") for path in projects()]
            return [run for line in lines if line for run in json.loads(line)["runs"]]

        def wait_until(is_true):
            end = time.monotonic() + 60
            while not is_true():
                self.assertLess(time.monotonic(), end)
                if window.poll() == 2:
                    self.skipTest("this build has no window")
                time.sleep(0.1)

        wait_until(lambda: b"Leitmotif:left" in listed("jack_lsp", "-s", name))
        wait_until(lambda: any(run["epochs"] for run in state()))
        server.send_signal(signal.SIGSTOP)
        window.terminate()
        self.assertEqual(window.wait(60), 130)
        run, = state()
        # On a busy machine the short run may be over before it is stopped.
        self.assertIn(run["state"], ("stopped", "finished"))
        self.assertEqual(run["last_checkpoint"], run["epochs"][-1]["epoch"])
        path, = projects()
        self.assertFalse(os.path.exists(path + "-wal"), "the project was closed in order")

    def test_memory_that_cannot_be_had_is_a_sentence(self):
        for megabytes in range(300, 1800, 300):
            limit = megabytes * 1_000_000
            words = [PROGRAM, "train", self.song, *QUICK, "--epochs", "1", "--project",
                     self.project, "--out", self.folder]
            done = subprocess.run(
                words, capture_output=True, timeout=100,
                preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)))
            self.assertIn(done.returncode, (0, 1), f"{megabytes} MB: {done.stderr}")
            if done.returncode == 1:
                self.assertIn(b"memory", done.stderr)
                self.assertEqual(done.stderr.count(b"\n"), 1, done.stderr)


if __name__ == "__main__":
    unittest.main()
