#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The contract of train with scripts.

Usage: train_test.py PROGRAM [unittest arguments].
"""
import json
import os
import resource
import signal
import sqlite3
import subprocess
import unittest

import mido

from training import CommandTest, PROGRAM, QUICK, events, losses, of, run, write_piece


class HeldOutFilesTest(CommandTest):
    """--validation and --test with files of their own."""

    def setUp(self):
        super().setUp()
        for name, count in (("train", 4), ("valid", 2), ("judge", 2)):
            os.mkdir(self.at(name))
            for i in range(count):
                write_piece(self.at(name, f"{i}.mid"), notes=100, seed=10 * len(name) + i)

    def train_on(self, *words, preset="lstm", epochs=2, out="out"):
        done = run("train", self.at("train"), *QUICK, "--preset", preset, "--epochs", epochs,
                   "--json", "--sample-every", 0, "--out", self.at(out), *words)
        return events(done.stdout)

    def test_whole_folders_are_held_out(self):
        lines = self.train_on("--validation", self.at("valid"), "--test", self.at("judge"))
        started, finished = of("run", lines)[0], of("finished", lines)[0]
        self.assertEqual(started["notes"], 400)
        self.assertEqual(started["validation_notes"], 200)
        self.assertGreater(finished["test_loss"], 0)

    def test_a_limit_of_updates_is_the_plan_that_is_told(self):
        lines = self.train_on("--set", "max_updates=1", epochs=9)
        started, finished = of("run", lines)[0], of("finished", lines)[0]
        self.assertEqual((started["epochs"], finished["epochs"]), (1, 1))
        self.assertEqual(finished["ended_by"], "epochs")
        project = finished["project"]
        told, = json.loads(run("runs", project, "--json").stdout)["runs"]
        self.assertEqual(told["planned_epochs"], 1)
        self.assertIn("1 of 1", run("runs", project).stdout)

    def test_a_share_selects_and_the_folder_judges(self):
        lines = self.train_on("--validation", "0.2", "--test", self.at("judge"))
        self.assertEqual(of("run", lines)[0]["validation_notes"], 100)
        self.assertEqual(of("run", lines)[0]["notes"], 300)
        self.assertGreater(of("finished", lines)[0]["test_loss"], 0)

    def test_without_a_test_set_there_is_no_test_loss(self):
        lines = self.train_on("--validation", self.at("valid"))
        self.assertIsNone(of("finished", lines)[0]["test_loss"])

    def test_held_out_files_below_the_input_are_not_learned_from(self):
        lines = self.train_on("--test", self.at("train", "0.mid"), "--validation", "0")
        self.assertEqual(of("run", lines)[0]["notes"], 300)
        run("train", self.at("judge"), "--test", self.at("judge"), "--out", self.at("none"),
            expect=2)

    def test_bad_held_out_input_has_status_3(self):
        run("train", self.at("train"), "--test", self.at("nowhere"), "--out", self.at("none"),
            expect=3)

    def test_resumed_run_judges_by_the_same_files(self):
        words = ["--validation", self.at("valid"), "--test", self.at("judge"),
                 "--set", "schedule=constant"]
        whole = self.train_on(*words, epochs=4, out="whole")
        self.train_on(*words, epochs=2, out="part")
        done = run("resume", self.at("part", "project.leitmotif"), "--run", 1, "--epochs", 4,
                   "--json")
        self.assertEqual(of("finished", events(done.stdout))[0]["test_loss"],
                         of("finished", whole)[0]["test_loss"])

    def test_frames_are_judged_by_frames(self):
        lines = self.train_on("--validation", self.at("valid"), "--test", self.at("judge"),
                              preset="frames-joint")
        started, finished = of("run", lines)[0], of("finished", lines)[0]
        # 100 notes of half a beat each are 50 frames; the first of a held-out piece is given.
        self.assertEqual(started["notes"], 4 * 50)
        self.assertEqual(started["validation_notes"], 2 * 49)
        self.assertGreater(finished["test_loss"], 0)


class Train(CommandTest):
    def test_tells_the_story_of_a_run(self):
        lines = events(self.train("--epochs", 4, "--sample-every", 2, "--bars", 4).stdout)
        self.assertEqual(lines[0]["event"], "run")
        for key in ("run", "preset", "parameters", "device", "precision", "threads", "notes",
                    "unigram_nats", "ngram_nats"):
            self.assertIn(key, lines[0])
        self.assertEqual((lines[0]["run"], lines[0]["preset"], lines[0]["threads"]),
                         (1, "lstm", 1))
        self.assertEqual([e["epoch"] for e in of("epoch", lines)], [1, 2, 3, 4])
        for epoch in of("epoch", lines):
            self.assertGreater(epoch["loss"], 0)
            self.assertGreater(epoch["validation_loss"], 0)
            self.assertIn("network_validation_loss", epoch)
        samples = of("sample", lines)
        self.assertEqual([s["epoch"] for s in samples], [2, 4])
        for sample in samples:
            self.assertEqual(sample["file"], self.at("out", f"lstm-r1-e{sample['epoch']}.mid"))
            midi = mido.MidiFile(sample["file"])
            found = sum(m.type == "note_on" and m.velocity > 0
                        for track in midi.tracks for m in track)
            self.assertEqual(found, sample["notes"])
            self.assertTrue(0 <= sample["copied"] <= 1)
        self.assertEqual(lines[-1]["event"], "finished")
        self.assertEqual((lines[-1]["epochs"], lines[-1]["run"]), (4, 1))
        self.assertEqual(lines[-1]["ended_by"], "epochs")
        self.assertIn("test_loss", lines[-1])
        self.assertIn(lines[-1]["best_epoch"], range(1, 5))
        seconds = [line["seconds"] for line in lines]
        self.assertEqual(seconds, sorted(seconds))
        self.assertGreater(seconds[0], 0)

    def test_a_model_with_a_code_draws_its_latent_space(self):
        lines = events(run("train", self.at("piece.mid"), "--preset", "tuc-vae", "--threads", "1",
                           "--epochs", 3, "--sample-every", 0, "--out", self.at("out"),
                           "--json").stdout)
        maps = of("latent_map", lines)
        self.assertEqual([(m["epoch"], m["side"], m["reach"]) for m in maps],
                         [(1, 10, 2), (2, 10, 2), (3, 20, 5)])
        for line in maps:
            self.assertEqual(line["shown"], 1)
            if line["file"] is None:  # a build without a window
                continue
            self.assertEqual(line["file"],
                             self.at("out", f"tuc-vae-r1-e{line['epoch']}-map.png"))
            with open(line["file"], "rb") as file:
                self.assertEqual(file.read(8), b"\x89PNG\r\n\x1a\n")
        with sqlite3.connect(self.at("out", "project.leitmotif")) as project:
            self.assertEqual(project.execute("SELECT run, epoch FROM latent_map").fetchall(),
                             [(1, 3)])

    def test_a_full_disk_is_told_at_the_end_too(self):
        def limit_files():  # as a full disk does, but for this process alone
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
        done = subprocess.run([PROGRAM, "train", self.at("piece.mid"), "--preset", "lstm",
                               "--epochs", "3", *QUICK, "--out", self.at("out")],
                              capture_output=True, text=True, preexec_fn=limit_files)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn("epoch 3 of 3", done.stdout)
        self.assertIn("what was learned last is not kept", done.stderr.splitlines()[-1])

    def test_the_project_holds_what_was_told(self):
        lines = events(self.train("--epochs", 3, "--sample-every", 0).stdout)
        told = [(e["epoch"], e["loss"], e["validation_loss"]) for e in of("epoch", lines)]
        self.assertEqual(losses(self.at("out", "project.leitmotif")), told)

    def test_several_presets_land_in_one_project(self):
        lines = events(self.train("--preset", "lstm,gru", "--preset", "lstm", "--epochs", 2,
                                  "--sample-every", 2).stdout)
        self.assertEqual([r["preset"] for r in of("run", lines)], ["lstm", "gru", "lstm"])
        self.assertEqual([r["run"] for r in of("finished", lines)], [1, 2, 3])
        project = self.at("out", "project.leitmotif")
        self.assertEqual(losses(project, 1), losses(project, 3), "same seed, same losses")
        self.assertNotEqual(losses(project, 1), losses(project, 2))
        for name in ("lstm-r1-e2.mid", "gru-r2-e2.mid", "lstm-r3-e2.mid"):
            self.assertTrue(os.path.exists(self.at("out", name)))

    def test_another_seed_learns_otherwise(self):
        self.train("--epochs", 2, "--sample-every", 0)
        self.train("--epochs", 2, "--sample-every", 0, "--seed", 2)
        project = self.at("out", "project.leitmotif")
        self.assertNotEqual(losses(project, 1), losses(project, 2))

    def test_learns_from_the_chosen_part(self):
        piece = write_piece(self.at("two.mid"), notes=160, tracks=2)

        def notes(*words):
            out = run("train", piece, *QUICK, "--preset", "lstm", "--json", "--epochs", 1, "--sample-every", 0,
                      "--out", self.at("part"), *words).stdout
            start = events(out)[0]
            return start["notes"] + start["validation_notes"]

        self.assertEqual(notes(), 320)
        self.assertEqual(notes("--tracks", 2), 160)
        self.assertEqual(notes("--tracks", "1-2"), 320)
        self.assertEqual(notes("--from", 3, "--to", 12), 160)
        self.assertEqual(notes("--to", 10, "--tracks", 1), 80)
        self.assertEqual(notes("--from", 11, "--tracks", 1), 80)

    def test_skips_a_bad_file_among_good_ones(self):
        bad = self.at("bad.mid")
        with open(bad, "wb") as file:
            file.write(b"no music at all")
        done = run("train", bad, self.piece, *QUICK, "--preset", "lstm", "--json", "--epochs", 1, "--sample-every", 0,
                   "--out", self.at("out"))
        self.assertIn("bad.mid", done.stderr)
        self.assertEqual(events(done.stdout)[-1]["event"], "finished")
        done = run("train", bad, self.at("missing.mid"), "--out", self.at("none"), expect=3)
        self.assertIn("bad.mid", done.stderr)
        self.assertIn("missing.mid", done.stderr)
        self.assertEqual(done.stdout, "")
        self.assertFalse(os.path.exists(self.at("none")))

    def test_reads_folders(self):
        os.makedirs(self.at("music", "more"))
        for index, name in enumerate(("a.mid", "more/b.mid", "c.mid")):
            write_piece(self.at("music", name), seed=index, notes=100)
        lines = events(run("train", self.at("music"), *QUICK, "--preset", "lstm", "--json", "--epochs", 1,
                           "--sample-every", 0, "--out", self.at("out")).stdout)
        self.assertEqual(lines[0]["notes"] + lines[0]["validation_notes"], 300)

    def test_refuses_too_little_to_learn_from(self):
        piece = write_piece(self.at("few.mid"), notes=17)
        done = run("train", piece, "--out", self.at("none"), expect=3)
        self.assertIn("17 notes", done.stderr)
        self.assertIn("few.mid", done.stderr)
        self.assertFalse(os.path.exists(self.at("none")))
        mido.MidiFile(tracks=[mido.MidiTrack()]).save(self.at("empty.mid"))
        run("train", self.at("empty.mid"), "--out", self.at("none"), expect=3)

    def test_shares_that_leave_nothing_to_learn_from_store_nothing(self):
        words = ["--validation", "0.5", "--set", "test=0.5"]
        done = self.train(*words, out="none", expect=2)
        self.assertIn("validation and test", done.stderr)
        self.assertFalse(os.path.exists(self.at("none")))
        self.train("--epochs", 1, "--sample-every", 0)
        self.train("--preset", "lstm,gru", *words, expect=2)
        listed = json.loads(run("runs", self.at("out", "project.leitmotif"), "--json").stdout)
        self.assertEqual([r["preset"] for r in listed["runs"]], ["lstm"])

    def test_refuses_words_that_are_off(self):
        for words in (["--preset", "nothing"], ["--set", "nothing=1"], ["--set", "epochs"],
                      ["--set", "latent=3"],
                      ["--epochs", "many"], ["--epochs", "-1"], ["--tracks", "0"],
                      ["--tracks", "2-1"], ["--tracks", "x"], ["--tracks", "9"],
                      ["--from", "0"], ["--from", "900"], ["--threads", "0"],
                      ["--device", "abacus"], ["--validation", "2"], ["--max-copy", "8"]):
            with self.subTest(words=words):
                done = self.train(*words, expect=2)
                self.assertEqual(done.stdout, "")
                self.assertNotEqual(done.stderr, "")
        run("train", expect=2)
        run("resume", self.at("out"), expect=2)

    def test_prints_for_people_without_json(self):
        done = run("train", self.piece, *QUICK, "--preset", "lstm", "--epochs", 2, "--sample-every", 2, "--out",
                   self.at("out"))
        self.assertIn("epoch 2 of 2", done.stdout)
        self.assertIn("lstm-r1-e2.mid", done.stdout)
        self.assertIn("project.leitmotif", done.stdout)
        self.assertEqual(done.stderr, "")

    def test_names_the_project_and_its_samples(self):
        project = self.at("deep", "song.leitmotif")
        run("train", self.piece, *QUICK, "--preset", "lstm", "--epochs", 1, "--sample-every", 1, "--project", project)
        self.assertTrue(os.path.exists(project))
        self.assertTrue(os.path.exists(self.at("deep", "song-samples", "lstm-r1-e1.mid")))

    def test_leaves_a_project_alone_that_is_open(self):
        process = self.start("out", "--epochs", "100000", "--sample-every", "0")
        try:
            while json.loads(process.stdout.readline())["event"] != "epoch":
                pass
            project = self.at("out", "project.leitmotif")
            done = self.train("--epochs", 1, expect=1)
            self.assertIn("open in another window", done.stderr)
            run("resume", project, "--run", 1, expect=1)
            listed = json.loads(run("runs", project, "--json").stdout)["runs"]
            self.assertEqual([r["state"] for r in listed], ["running"])
            self.assertGreater(len(listed[0]["epochs"]), 0)
        finally:
            process.kill()
            process.communicate()


class Unsuited(CommandTest):
    def test_a_model_of_melodies_refuses_percussion_as_bad_input(self):
        done = run("train", self.drums(), "--preset", "jazz-64", "--epochs", "1", "--json",
                   "--out", self.at("out"), expect=3)
        self.assertIn("drums.mid", done.stderr)
        self.assertEqual([line["event"] for line in events(done.stdout)], ["failed"])


if __name__ == "__main__":
    unittest.main()
