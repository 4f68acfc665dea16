#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One network trained by several processes together.

Usage: parallel_test.py PROGRAM [unittest arguments].
"""
import json
import os
import shutil
import signal
import socket
import subprocess
import unittest

from training import CommandTest, PROGRAM, events, losses, of, run, write_piece

STEPS = 50
LAUNCHER = ("RANK", "WORLD_SIZE", "OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE", "PMI_RANK",
            "PMI_SIZE", "SLURM_PROCID", "SLURM_NTASKS", "MASTER_ADDR", "MASTER_PORT")


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return str(one.getsockname()[1])


def compound(units=12):
    return ["--preset", "base-scratch", "--set",
            f'network={{"cell":"gru","units":{units},"layers":1,"embedding":8,"hidden":8,'
            '"memory":true}']


def sequence(name):
    layer = {"layer": name, "units": 16, **({"heads": 2, "reach": 32} if name == "transformer" else {})}
    layers = [{"layer": "embedding", "size": 16}, layer, {"layer": "linear"}]
    return ["--preset", name, "--set", "network=" + json.dumps(layers)]


class Group:
    """Processes that train together; the first one's output is read."""

    def __init__(self, words, size, names=("RANK", "WORLD_SIZE")):
        clean = {name: value for name, value in os.environ.items() if name not in LAUNCHER}
        port = free_port()
        self.processes = []
        for rank in range(size):
            env = dict(clean, **{names[0]: str(rank), names[1]: str(size),
                                 "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": port})
            self.processes.append(subprocess.Popen(
                [PROGRAM, *map(str, words)], env=env, text=True,
                stdout=subprocess.PIPE, stderr=subprocess.PIPE))

    def end(self):
        """Status, output and errors of each."""
        told = [process.communicate(timeout=300) for process in self.processes]
        return [(process.returncode, *texts) for process, texts in zip(self.processes, told)]

    def wait_for(self, text):
        while text not in (line := self.processes[0].stdout.readline()):
            assert line, self.processes[0].stderr.read()


class ParallelTest(CommandTest):
    def setUp(self):
        super().setUp()
        os.environ["XDG_CACHE_HOME"] = self.at("cache")
        self.addCleanup(os.environ.pop, "XDG_CACHE_HOME")
        os.mkdir(self.at("music"))
        for i in range(6):
            write_piece(self.at("music", f"{i}.mid"), notes=120, tracks=1 + i % 2, seed=i)

    def words(self, network, out, *more, batch=256):
        return ["train", self.at("music"), *network, "--threads", 1, "--json", "--precision",
                "f32", "--set", "length=32", "--set", f"batch={batch}", "--set", "dropout=0",
                "--out", self.at(out), *more]

    def project(self, out):
        return self.at(out, "project.leitmotif")

    def together(self, words, size=2, **launcher):
        ended = Group(words, size, **launcher).end()
        for rank, (status, output, errors) in enumerate(ended):
            self.assertEqual(status, 0, f"process {rank}: {errors}")
            if rank > 0:
                self.assertEqual((output, errors), ("", ""))
        return events(ended[0][1])

    def assert_same_losses(self, out, other):
        ours, expected = losses(self.project(out)), losses(self.project(other))
        self.assertEqual(len(ours), len(expected))
        for (epoch, loss, held_out), (_, known, known_held_out) in zip(ours, expected):
            self.assertLess(abs(loss - known), 1e-4 * known, f"{out}, epoch {epoch}")
            self.assertLess(abs(held_out - known_held_out), 1e-4 * known_held_out)

    def test_equals_one_process(self):
        """A batch holds all windows, so that an epoch is a step."""
        for name, network in (("compound", compound()), ("lstm", sequence("lstm")),
                              ("gru", sequence("gru")), ("transformer", sequence("transformer"))):
            more = ["--epochs", STEPS, "--sample-every", 0]
            run(*self.words(network, name + "1", *more))
            sizes = (2, 4) if name == "compound" else (2,)
            for size in sizes:
                self.together(self.words(network, f"{name}{size}", *more), size)
                self.assert_same_losses(f"{name}{size}", name + "1")

    def test_a_batch_may_be_smaller_than_the_group(self):
        more = ["--epochs", 2, "--sample-every", 0]
        run(*self.words(compound(), "alone", *more, batch=2))
        self.together(self.words(compound(), "group", *more, batch=2), 3)
        self.assert_same_losses("group", "alone")

    def test_only_the_first_writes_and_prints(self):
        lines = self.together(self.words(compound(), "out", "--epochs", 2, "--sample-every", 1,
                                         "--set", "candidates=1", "--set", "bars=4",
                                         "--test", "0.2"),
                              names=("OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE"))
        self.assertEqual([line["epoch"] for line in of("epoch", lines)], [1, 2])
        self.assertEqual(len(of("sample", lines)), 2)
        self.assertGreater(of("finished", lines)[0]["test_loss"], 0)
        told = json.loads(run("runs", self.project("out"), "--json").stdout)["runs"]
        self.assertEqual([one["state"] for one in told], ["finished"])
        run("check", self.project("out"))

    def test_many_files_are_read_into_one_cache(self):
        for i in range(300):
            shutil.copy(self.at("music", f"{i % 6}.mid"), self.at("music", f"copy{i:03d}.mid"))
        with open(self.at("music", "broken.mid"), "wb") as file:
            file.write(b"nothing")
        words = self.words(compound(), "group", "--epochs", 1, "--sample-every", 0)
        ended = Group(words, 2, ("SLURM_PROCID", "SLURM_NTASKS")).end()
        self.assertEqual([status for status, _, _ in ended], [0, 0], ended)
        self.assertEqual(ended[0][2].count("broken.mid"), 1)
        self.assertEqual(ended[1][2], "")
        self.assertEqual(len([name for name in os.listdir(self.at("cache", "leitmotif"))
                              if name.endswith(".notes")]), 2)  # with and without the broken one
        run(*self.words(compound(), "alone", "--epochs", 1, "--sample-every", 0))
        self.assert_same_losses("group", "alone")

    def test_dropout_draws_and_all_keep_the_same_weights(self):
        more = ["--epochs", 6, "--sample-every", 0, "--set", "dropout=0.3"]
        self.together(self.words(compound(), "first", *more, batch=8))
        self.together(self.words(compound(), "again", *more, batch=8))
        self.assertEqual(losses(self.project("first")), losses(self.project("again")))

    def test_an_interrupt_ends_all_and_resumes_to_the_last_bit(self):
        more = ["--epochs", 60, "--sample-every", 0]
        self.together(self.words(compound(), "whole", *more, batch=8))
        group = Group(self.words(compound(), "part", *more, batch=8), 2)
        group.wait_for('"epoch":3')
        group.processes[1].send_signal(signal.SIGINT)
        self.assertEqual([status for status, _, _ in group.end()], [130, 130])
        self.together(["resume", self.project("part"), "--run", 1, "--json"])
        self.assertEqual(losses(self.project("part")), losses(self.project("whole")))

    def test_a_lost_process_ends_the_others(self):
        more = ["--epochs", 3000, "--sample-every", 0]
        for lost in (1, 0):
            out = f"lost{lost}"
            group = Group(self.words(compound(), out, *more, batch=8), 2)
            group.wait_for('"epoch":5')
            group.processes[lost].kill()
            ended = group.end()
            status, _, errors = ended[1 - lost]
            self.assertEqual(status, 1, errors)
            self.assertIn("2 processes that train together", errors)
            kept = losses(self.project(out))
            self.assertGreaterEqual(len(kept), 5)
            epochs = len(kept) + 2
            lines = self.together(["resume", self.project(out), "--run", 1, "--json",
                                   "--epochs", epochs])
            self.assertEqual(of("finished", lines)[0]["epochs"], epochs)

    def test_what_cannot_be_trained_together_is_refused(self):
        for preset in ("gan", "bilstm", "ngram"):
            for status, _, errors in Group(["train", self.at("music"), "--preset", preset, "--out",
                                            self.at("none")], 2).end():
                self.assertEqual(status, 2)
                self.assertIn(preset, errors)
        for status, _, errors in Group(["train", self.at("music"), "--preset", "lstm", "--preset",
                                        "gru", "--out", self.at("none")], 2).end():
            self.assertEqual(status, 2)
            self.assertIn("single preset", errors)
        self.assertFalse(os.path.exists(self.at("none")))

    def test_other_music_is_an_error(self):
        port, processes = free_port(), []
        write_piece(self.at("other.mid"), notes=100, seed=50)
        for rank, name in enumerate(("piece.mid", "other.mid")):
            env = dict(os.environ, RANK=str(rank), WORLD_SIZE="2", MASTER_ADDR="127.0.0.1",
                       MASTER_PORT=port)
            processes.append(subprocess.Popen(
                [PROGRAM, "train", self.at(name), *compound(), "--out", self.at("out")], env=env,
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True))
        for process in processes:
            _, errors = process.communicate(timeout=60)
            self.assertEqual(process.returncode, 1, errors)
            self.assertIn("not read the same music", errors)

    def test_wrong_variables_are_named(self):
        done = subprocess.run([PROGRAM, "train", self.at("music"), "--out", self.at("none")],
                              env=dict(os.environ, RANK="2", WORLD_SIZE="2"),
                              capture_output=True, text=True)
        self.assertEqual(done.returncode, 2)
        self.assertIn("RANK", done.stderr)


if __name__ == "__main__":
    unittest.main()
