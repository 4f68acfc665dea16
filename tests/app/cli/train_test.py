#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The contract of train, resume, runs, presets and generate with scripts.

Usage: train_test.py PROGRAM [unittest arguments]. LEITMOTIF_KILLS sets how often a run is killed.
"""
import csv
import io
import json
import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import unittest

import mido

PROGRAM = sys.argv.pop(1)
KILLS = int(os.environ.get("LEITMOTIF_KILLS", "4"))
QUICK = ["--threads", "1", "--set", "length=32", "--set", "batch=4"]


def write_piece(path, notes=200, tracks=1, seed=1):
    """A piece with a pattern to learn: broken chords on a walking bass."""
    chooser = random.Random(seed)
    piece = mido.MidiFile(ticks_per_beat=480)
    for index in range(tracks):
        track = mido.MidiTrack()
        piece.tracks.append(track)
        track.append(mido.MetaMessage("track_name", name=f"part {index + 1}"))
        root = 48 + 12 * index
        for i in range(notes):
            if i % 8 == 0:
                root = 48 + 12 * index + chooser.choice([0, 5, 7, 9])
            pitch = root + [0, 4, 7, 12][i % 4]
            track.append(mido.Message("note_on", note=pitch, velocity=60 + i % 4 * 8, time=0))
            track.append(mido.Message("note_off", note=pitch, velocity=64, time=240))
    piece.save(path)
    return path


def run(*words, expect=0):
    done = subprocess.run([PROGRAM, *map(str, words)], capture_output=True, text=True)
    if done.returncode != expect:
        raise AssertionError(f"{words}: status {done.returncode}, not {expect}\n{done.stderr}")
    return done


def events(text):
    return [json.loads(line) for line in text.splitlines()]


def of(kind, lines):
    return [line for line in lines if line["event"] == kind]


def losses(project, number=1):
    runs = json.loads(run("runs", project, "--json").stdout)["runs"]
    return [(e["epoch"], e["loss"], e["validation_loss"]) for e in runs[number - 1]["epochs"]]


class CommandTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.piece = write_piece(self.at("piece.mid"))

    def at(self, *parts):
        return os.path.join(self.folder, *parts)

    def drums(self):
        """The piece on the drum channel."""
        piece = mido.MidiFile(self.piece)
        for track in piece.tracks:
            for message in track:
                if not message.is_meta:
                    message.channel = 9
        piece.save(self.at("drums.mid"))
        return self.at("drums.mid")

    def train(self, *words, out="out", expect=0):
        return run("train", self.piece, *QUICK, "--json", "--out", self.at(out), *words,
                   expect=expect)

    def start(self, out, *words):
        return subprocess.Popen(
            [PROGRAM, "train", self.piece, *QUICK, "--json", "--out", self.at(out), *words],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


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
            out = run("train", piece, *QUICK, "--json", "--epochs", 1, "--sample-every", 0,
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
        done = run("train", bad, self.piece, *QUICK, "--json", "--epochs", 1, "--sample-every", 0,
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
        lines = events(run("train", self.at("music"), *QUICK, "--json", "--epochs", 1,
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
        done = run("train", self.piece, *QUICK, "--epochs", 2, "--sample-every", 2, "--out",
                   self.at("out"))
        self.assertIn("epoch 2 of 2", done.stdout)
        self.assertIn("lstm-r1-e2.mid", done.stdout)
        self.assertIn("project.leitmotif", done.stdout)
        self.assertEqual(done.stderr, "")

    def test_names_the_project_and_its_samples(self):
        project = self.at("deep", "song.leitmotif")
        run("train", self.piece, *QUICK, "--epochs", 1, "--sample-every", 1, "--project", project)
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


class Resume(CommandTest):
    """Stopped, killed or left alone: the same losses to the last bit."""

    def expected(self, epochs=10):
        self.train("--epochs", epochs, "--sample-every", 4, out="whole")
        return losses(self.at("whole", "project.leitmotif"))

    def test_an_interrupt_keeps_the_state(self):
        expected = self.expected(200)
        process = self.start("out", "--epochs", "200", "--sample-every", "4")
        while True:
            line = json.loads(process.stdout.readline())
            if line["event"] == "epoch" and line["epoch"] == 5:
                break
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate()
        self.assertEqual(process.returncode, 130, errors)
        project = self.at("out", "project.leitmotif")
        self.assertIn(f"leitmotif resume {project} --run 1", errors)
        self.assertEqual(json.loads(run("runs", project, "--json").stdout)["runs"][0]["state"],
                         "stopped")
        lines = events(run("resume", project, "--run", 1, "--json").stdout)
        self.assertGreater(lines[0]["first_epoch"], 1)
        self.assertEqual(lines[-1]["epochs"], 200)
        self.assertEqual(losses(project), expected)
        for name in ("lstm-r1-e4.mid", "lstm-r1-e8.mid"):
            with open(self.at("whole", name), "rb") as a, open(self.at("out", name), "rb") as b:
                self.assertEqual(a.read(), b.read())

    def test_a_run_whose_time_was_up_goes_on_to_more_epochs(self):
        told = events(self.train("--epochs", 5000, "--minutes", 0.01,
                                 "--sample-every", 5000).stdout)
        self.assertEqual(told[-1]["ended_by"], "minutes")
        project = self.at("out", "project.leitmotif")
        done = losses(project)[-1][0]
        self.assertLess(done, 5000)
        # It has a take of its last and of its best epoch.
        self.assertEqual({s["epoch"] for s in of("sample", told)}, {told[-1]["best_epoch"], done})
        listed = json.loads(run("runs", project, "--json").stdout)["runs"][0]
        self.assertEqual((listed["state"], listed["ended_by"]), ("finished", "minutes"))
        lines = events(run("resume", project, "--run", 1, "--epochs", done + 3, "--json").stdout)
        self.assertEqual(lines[-1]["epochs"], done + 3)

    def test_an_interrupt_takes_waiting_runs_along(self):
        process = self.start("out", "--preset", "lstm,gru", "--epochs", "100000",
                             "--sample-every", "0")
        while json.loads(process.stdout.readline())["event"] != "epoch":
            pass
        process.send_signal(signal.SIGTERM)
        output, errors = process.communicate()
        self.assertEqual(process.returncode, 130)
        self.assertIn("--run 2", errors)
        self.assertEqual(sorted(e["run"] for e in of("finished", events(output))), [1, 2])
        lines = events(run("resume", self.at("out", "project.leitmotif"), "--run", 2, "--epochs",
                           2, "--json").stdout)
        self.assertEqual(lines[-1]["epochs"], 2)

    def test_a_kill_at_any_moment_loses_at_most_an_epoch(self):
        expected = self.expected()
        chooser = random.Random(7)
        for kill in range(KILLS):
            with self.subTest(kill=kill):
                out = f"killed{kill}"
                process = self.start(out, "--epochs", "10", "--sample-every", "4")
                told = []
                for _ in range(chooser.randrange(1, 16)):
                    line = process.stdout.readline()
                    if line:
                        told.append(json.loads(line))
                process.kill()
                process.communicate()
                project = self.at(out, "project.leitmotif")
                kept = losses(project)
                self.assertEqual(kept, expected[:len(kept)])
                self.assertGreaterEqual(len(kept), len(of("epoch", told)))
                run("resume", project, "--run", 1, "--json")
                self.assertEqual(losses(project), expected)
                names = [n for n in os.listdir(self.at(out)) if not n.endswith(".mid")]
                self.assertEqual(names, ["project.leitmotif"])

    def test_goes_on_past_the_end(self):
        self.train("--epochs", 3, "--sample-every", 0)
        project = self.at("out", "project.leitmotif")
        before = losses(project)
        lines = events(run("resume", project, "--run", 1, "--epochs", 5, "--json").stdout)
        self.assertEqual([e["epoch"] for e in of("epoch", lines)], [4, 5])
        self.assertEqual(losses(project)[:3], before)
        self.assertEqual(len(losses(project)), 5)

    def test_a_finished_run_has_nothing_to_do(self):
        self.train("--epochs", 2, "--sample-every", 0)
        project = self.at("out", "project.leitmotif")
        before = losses(project)
        lines = events(run("resume", project, "--run", 1, "--json").stdout)
        self.assertEqual(lines[-1]["event"], "finished")
        self.assertEqual(losses(project), before)

    def test_does_not_go_on_to_what_is_done(self):
        self.train("--epochs", 3, "--sample-every", 0)
        project = self.at("out", "project.leitmotif")
        before = run("runs", project, "--json").stdout
        for epochs in (1, 3):
            done = run("resume", project, "--run", 1, "--epochs", epochs, "--set",
                       "learning_rate=0.5", expect=2)
            self.assertIn("4 and more", done.stderr)
            self.assertEqual(done.stdout, "")
        self.assertEqual(run("runs", project, "--json").stdout, before)
        self.assertNotIn("goes on", run("resume", project, "--run", 1).stdout)
        self.assertIn("goes on with epoch 4",
                      run("resume", project, "--run", 1, "--epochs", 4).stdout)

    def test_refuses_what_is_not_there(self):
        self.train("--epochs", 1, "--sample-every", 0)
        run("resume", self.at("out", "project.leitmotif"), "--run", 2, expect=2)
        run("resume", self.at("none.leitmotif"), "--run", 1, expect=3)
        run("resume", self.piece, "--run", 1, expect=3)
        self.assertFalse(os.path.exists(self.at("none.leitmotif")))


class Runs(CommandTest):
    def test_lists_runs_in_three_forms(self):
        self.train("--preset", "lstm,gru", "--epochs", 2, "--sample-every", 0)
        project = self.at("out", "project.leitmotif")
        rows = list(csv.DictReader(io.StringIO(run("runs", project, "--csv").stdout)))
        self.assertEqual([row["preset"] for row in rows], ["lstm", "gru"])
        told = losses(project, 2)[-1]
        self.assertEqual((float(rows[1]["loss"]), float(rows[1]["validation_loss"])), told[1:])
        listed = json.loads(run("runs", project, "--json").stdout)["runs"]
        self.assertEqual([r["state"] for r in listed], ["finished", "finished"])
        self.assertEqual(listed[0]["recipe"]["epochs"], 2)
        table = run("runs", project).stdout
        self.assertIn("gru", table)
        run("runs", project, "--csv", "--json", expect=2)
        run("runs", self.at("none.leitmotif"), expect=3)

    def test_tells_from_which_epoch_a_run_can_go_on(self):
        self.train("--epochs", 2, "--sample-every", 0)
        project = self.at("out", "project.leitmotif")
        listed = json.loads(run("runs", project, "--json").stdout)["runs"]
        self.assertEqual(listed[0]["last_checkpoint"], 2)
        for damage in ("UPDATE checkpoint SET epoch = 0", "DELETE FROM checkpoint"):
            with sqlite3.connect(project) as database:
                database.execute(damage)
            database.close()
            told = run("runs", project, "--json", expect=3)
            self.assertIsNone(json.loads(told.stdout)["runs"][0]["last_checkpoint"])
            self.assertIn("damaged", told.stderr)

    def test_a_recipe_that_cannot_be_read_hides_no_other_run(self):
        self.train("--preset", "lstm,gru", "--epochs", 1, "--sample-every", 0)
        project = self.at("out", "project.leitmotif")
        with sqlite3.connect(project) as database:
            database.execute("UPDATE run SET recipe = json_set(recipe, '$.validation', 0.5,"
                             " '$.test', 0.5) WHERE id = 1")
        database.close()
        told = run("runs", project, "--json", expect=3)
        listed = json.loads(told.stdout)["runs"]
        self.assertIn(("gru", "finished"), [(r["preset"], r["state"]) for r in listed])
        self.assertIn("run 1 is damaged", told.stderr)
        self.assertIn("gru", run("runs", project, expect=3).stdout)
        run("resume", project, "--run", 1, "--epochs", 3, expect=3)
        run("resume", project, "--run", 2, "--epochs", 2)

    def test_presets(self):
        listed = json.loads(run("presets", "--json").stdout)["presets"]
        self.assertIn("lstm", [p["name"] for p in listed])
        one = json.loads(run("presets", "lstm", "--json").stdout)
        self.assertIn("learning_rate", one)
        self.assertIn("learning_rate", run("presets", "lstm").stdout)
        run("presets", "nothing", expect=2)


class Generate(CommandTest):
    def setUp(self):
        super().setUp()
        self.train("--epochs", 4, "--sample-every", 2, "--bars", 4)
        self.project = self.at("out", "project.leitmotif")

    def generate(self, *words, out="takes", expect=0):
        done = run("generate", self.project, "--run", 1, "--bars", 4, "--out", self.at(out),
                   "--json", *words, expect=expect)
        return events(done.stdout)

    def test_the_first_of_many_is_the_only_one(self):
        many = self.generate("--count", 3, "--seed", 5, out="many")
        self.assertEqual([t["seed"] for t in many], [5, 6, 7])
        second = self.generate("--seed", 6, out="one")
        with open(many[1]["file"], "rb") as a, open(second[0]["file"], "rb") as b:
            self.assertEqual(a.read(), b.read())
        for take in many:
            self.assertGreater(take["notes"], 0)
            mido.MidiFile(take["file"])

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

    def test_refuses_what_makes_no_sense(self):
        self.revise("--infill", self.piece, "--rewrite", self.piece, expect=2)
        self.revise("--infill", self.piece, "--from", 900, "--to", 901, expect=2)
        self.revise("--infill", self.piece, "--share", 0.5, expect=2)
        self.revise("--infill", self.at("none.mid"), expect=3)
        self.revise("--from", 2, expect=2)
        self.revise("--infill", self.piece, "--max-copy", 8, expect=2)
        run("train", self.piece, "--threads", "1", "--preset", "ngram", "--out", self.at("out"))
        self.revise("--infill", self.piece, "--from", 2, "--to", 3, run_id=2, expect=2)


if __name__ == "__main__":
    unittest.main()
