#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The contract of resume and runs with scripts.

Usage: resume_test.py PROGRAM [unittest arguments]. LEITMOTIF_KILLS sets how often a run is killed.
"""
import csv
import io
import json
import os
import random
import signal
import sqlite3
import unittest

from training import CommandTest, events, losses, of, run

KILLS = int(os.environ.get("LEITMOTIF_KILLS", "4"))


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


if __name__ == "__main__":
    unittest.main()
