#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Training on more music than is read into memory.

Usage: streaming_test.py PROGRAM [unittest arguments].
"""
import glob
import os
import shutil
import signal
import sqlite3
import subprocess
import time

import mido

from training import CommandTest, PROGRAM, events, losses, of, run, write_piece

import unittest

FILES = 300  # more than are read into memory
BROKEN = "150.mid"
QUICK = ["--threads", 1, "--preset", "base-scratch", "--set", "length=32", "--set", "batch=64",
         "--set", 'network={"cell":"gru","units":12,"layers":1,"embedding":8,"hidden":8,'
         '"memory":true}', "--set", "candidates=2", "--set", "bars=4", "--json"]


class StreamingTest(CommandTest):
    def setUp(self):
        super().setUp()
        os.environ["XDG_CACHE_HOME"] = self.at("cache")
        self.addCleanup(os.environ.pop, "XDG_CACHE_HOME")
        os.mkdir(self.at("music"))
        pieces = [write_piece(self.at(f"piece{i}.mid"), notes=40, seed=i) for i in range(6)]
        for i in range(FILES):
            shutil.copy(pieces[i % len(pieces)], self.at("music", f"{i:03d}.mid"))

    def caches(self):
        return sorted(glob.glob(self.at("cache", "leitmotif", "*.notes")))

    def learn(self, *words, out="out", expect=0):
        return run("train", self.at("music"), *QUICK, "--out", self.at(out), *words, expect=expect)

    def project(self, out="out"):
        return self.at(out, "project.leitmotif")

    def test_learns_from_all_files_and_writes_takes(self):
        lines = events(self.learn("--epochs", 2, "--sample-every", 1).stdout)
        started = of("run", lines)[0]
        self.assertEqual(started["notes"] + started["validation_notes"], 40 * FILES)
        self.assertEqual(len(of("sample", lines)), 2)
        for sample in of("sample", lines):
            self.assertGreater(sample["notes"], 0)
            self.assertGreaterEqual(sample["copied"], 0)
            mido.MidiFile(sample["file"])
        with sqlite3.connect(self.project()) as project:
            self.assertEqual(project.execute("SELECT count(*) FROM source").fetchone(), (FILES,))
        run("check", self.project())
        made = run("generate", self.project(), "--run", 1, "--out", self.at("new"))
        self.assertEqual(made.stderr, "")
        name, = os.listdir(self.at("new"))
        mido.MidiFile(self.at("new", name))

    def test_a_broken_file_is_named_and_left_out(self):
        with open(self.at("music", BROKEN), "wb") as file:
            file.write(b"MThd\0\0\0\6 this is no music")
        os.chmod(self.at("music", "151.mid"), 0)
        unreadable = 0 if os.geteuid() == 0 else 1
        for out in ("first", "second"):  # also when it is in the cache
            done = self.learn("--epochs", 1, "--sample-every", 0, out=out)
            self.assertEqual(done.stderr.count(BROKEN), 1, done.stderr)
            self.assertEqual(done.stderr.count("left out"), 1 + unreadable, done.stderr)
            with sqlite3.connect(self.project(out)) as project:
                names = [name for name, in project.execute("SELECT name FROM source ORDER BY id")]
            self.assertEqual(len(names), FILES - 1 - unreadable)
            self.assertNotIn(BROKEN, [os.path.basename(name) for name in names])
        before = self.caches()
        run("resume", self.project("first"), "--run", 1, "--epochs", 2)
        self.assertEqual(self.caches(), before)  # the project's sources are found in it

    def test_only_broken_files_are_an_error(self):
        for name in os.listdir(self.at("music")):
            with open(self.at("music", name), "wb") as file:
                file.write(b"nothing")
        self.learn(expect=3)

    def test_held_out_folders_judge(self):
        os.mkdir(self.at("judge"))
        write_piece(self.at("judge", "a.mid"), notes=50, seed=99)
        lines = events(self.learn("--validation", self.at("judge"), "--test", self.at("judge"),
                                  "--epochs", 1, "--sample-every", 0).stdout)
        self.assertEqual(of("run", lines)[0]["validation_notes"], 50)
        self.assertEqual(of("run", lines)[0]["notes"], 40 * FILES)
        self.assertGreater(of("finished", lines)[0]["test_loss"], 0)
        os.remove(self.at("judge", "a.mid"))
        with open(self.at("judge", "b.mid"), "wb") as file:
            file.write(b"nothing")
        self.learn("--validation", self.at("judge"), out="none", expect=3)

    def test_bars_and_tracks_can_be_chosen(self):
        lines = events(self.learn("--from", 2, "--to", 3, "--tracks", 1, "--epochs", 1,
                                  "--sample-every", 0).stdout)
        started = of("run", lines)[0]
        self.assertEqual(started["notes"] + started["validation_notes"], 16 * FILES)

    def test_resumes_to_the_last_bit(self):
        words = ["--epochs", 6, "--sample-every", 3]
        self.learn(*words, out="whole")
        process = subprocess.Popen(
            [PROGRAM, "train", self.at("music"), *map(str, QUICK), "--out", self.at("part"),
             *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        while '"epoch":2' not in process.stdout.readline():
            pass
        process.send_signal(signal.SIGINT)
        process.communicate()
        shutil.rmtree(self.at("cache"))  # it is made again from the project
        shutil.rmtree(self.at("music"))
        run("resume", self.project("part"), "--run", 1)
        self.assertEqual(losses(self.project("part")), losses(self.project("whole")))
        for epoch in (3, 6):
            name = f"base-scratch-r1-e{epoch}.mid"
            with open(self.at("whole", name), "rb") as a, open(self.at("part", name), "rb") as b:
                self.assertEqual(a.read(), b.read())

    def test_a_second_run_finds_what_the_first_has_read(self):
        words = ["--epochs", 1, "--sample-every", 0]
        self.learn(*words, out="first")
        path, = self.caches()
        inode = os.stat(path).st_ino
        self.learn(*words, out="second")
        self.assertEqual([os.stat(path).st_ino for path in self.caches()], [inode])
        self.assertEqual(losses(self.project("second")), losses(self.project("first")))
        write_piece(self.at("music", BROKEN), notes=48, seed=77)  # other music
        lines = events(self.learn(*words, out="third").stdout)
        self.assertEqual(len(self.caches()), 2)
        started = of("run", lines)[0]
        self.assertEqual(started["notes"] + started["validation_notes"], 40 * FILES + 8)
        # What was learned before is in the project: a changed file does not change a resumed run.
        run("resume", self.project("first"), "--run", 1, "--epochs", 2)

    def test_a_damaged_cache_is_made_again(self):
        words = ["--epochs", 1, "--sample-every", 0]
        self.learn(*words, out="first")
        path, = self.caches()
        with open(path, "rb") as file:
            whole = file.read()
        for damaged in (whole[:1000] + bytes([whole[1000] ^ 1]) + whole[1001:], whole[:-100], b""):
            with open(path, "wb") as file:
                file.write(damaged)
            self.learn(*words, out="again")
            with open(path, "rb") as file:
                self.assertEqual(file.read(), whole)
            self.assertEqual(losses(self.project("again")), losses(self.project("first")))
            shutil.rmtree(self.at("again"))

    def test_a_kill_while_it_reads_loses_nothing(self):
        for i in range(FILES, 4 * FILES):
            shutil.copy(self.at("piece1.mid"), self.at("music", f"{i}.mid"))
        process = subprocess.Popen(
            [PROGRAM, "train", self.at("music"), *map(str, QUICK), "--out", self.at("out")],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while not os.path.exists(self.at("cache", "leitmotif", "lock")):
            self.assertIsNone(process.poll())
            time.sleep(0.001)
        process.kill()
        process.wait()
        self.assertEqual(self.caches(), [])
        self.assertEqual(os.listdir(self.at("cache", "leitmotif")), ["lock"])
        self.learn("--epochs", 1, "--sample-every", 0)
        self.assertEqual(len(self.caches()), 1)
        run("check", self.project())

    def test_an_interrupt_while_it_reads_ends_it(self):
        for i in range(FILES, 8 * FILES):
            shutil.copy(self.at("piece1.mid"), self.at("music", f"{i}.mid"))
        process = subprocess.Popen(
            [PROGRAM, "train", self.at("music"), *map(str, QUICK), "--out", self.at("out")],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        while not os.path.exists(self.at("cache", "leitmotif", "lock")):
            self.assertIsNone(process.poll())
            time.sleep(0.001)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate()
        self.assertEqual(process.returncode, 130, errors)
        self.assertIn("stopped", errors)

    def test_without_a_place_for_the_cache_it_says_so(self):
        with open(self.at("cache"), "w") as file:
            file.write("in the way")
        done = self.learn(expect=1)
        self.assertIn(self.at("cache", "leitmotif"), done.stderr)

    def test_other_networks_read_all_into_memory(self):
        lines = events(run("train", self.at("music"), "--preset", "lstm", "--threads", 1,
                           "--epochs", 1, "--sample-every", 0, "--json", "--out",
                           self.at("lstm")).stdout)
        self.assertEqual(of("finished", lines)[0]["epochs"], 1)
        self.assertFalse(os.path.exists(self.at("cache")))


if __name__ == "__main__":
    unittest.main()
