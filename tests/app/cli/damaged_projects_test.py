#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Damaged and hostile projects through runs, check, generate and resume, and some in the window.

Usage: damaged_projects_test.py PROGRAM [--count N] [--seed S] [--windows N] [--keep DIR]

Laws, for every damage of a whole project:
- no command crashes or hangs;
- runs, check and generate change no byte of the file;
- what ends with 0 says what the whole project says: runs the same lines, generate the same music,
  resume the same losses; check says "whole" only where SQLite itself reads every row as it was;
- resume changes no row that was whole, and no byte where it refuses.
Python's own sqlite3 is the oracle for what stands in a file."""

import argparse
import collections
import hashlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from project_damage import (DAMAGES, FORGED_HEADERS, Failure, HOSTILE, MAY_END_WELL, NETWORK, OUTSIDE,
                            everything, leaves, rows, run, write_piece)


class Trial:
    """One damaged project and what the commands make of it."""

    def __init__(self, test, path):
        self.test, self.path = test, path
        self.is_told = False  # the run says in the project why it cannot go on
        self.before = path.read_bytes()

    def command(self, *words):
        status, out, err = run(self.test.program, *words)
        self.test.statuses[words[0]][status] += 1
        if status not in (0, 1, 2, 3):
            raise Failure(f"{' '.join(map(str, words))}: status {status}\n"
                          f"{err.decode(errors='replace')[-500:]}")
        for stream in (out, err):
            text = stream.decode("utf-8", "replace")
            if any(ord(c) < 32 and c not in "\n\r" or 0x7f <= ord(c) < 0xa0 for c in text):
                raise Failure(f"{words[0]}: control characters reach the terminal: {text[:200]!r}")
        if status != 0 and not err.strip() and not (words[0] == "check" and out):
            raise Failure(f"{words[0]}: status {status} without a word")
        return status, out, err

    def unchanged(self, words):
        if self.path.read_bytes() != self.before:
            raise Failure(f"{words} changed the project")

    def look(self):
        """Whether check says that all is whole, and the statuses of the other readers."""
        checked, out, _ = self.command("check", self.path)
        self.unchanged("check")
        listed, lines, _ = self.command("runs", self.path)
        detailed, json, _ = self.command("runs", self.path, "--json")
        self.unchanged("runs")
        self.command("check", self.path, "--json")
        return checked, (listed, lines), (detailed, json)

    def generate(self):
        out = self.path.parent / "music"
        for file in out.glob("*"):
            file.unlink()
        status, _, _ = self.command("generate", self.path, "--run", 1, "--bars", 2, "--out", out)
        self.unchanged("generate")
        music = sorted(file.read_bytes() for file in out.glob("*.mid")) if out.exists() else []
        return status, music

    def resume(self):
        lasting = self.is_told and rows(self.path)
        status, out, _ = self.command("resume", self.path, "--run", 1, "--epochs", 6, "--out",
                                      self.path.parent / "music")
        began = b"epoch " in out
        if status in (2, 3) and not began and self.is_told:
            if rows(self.path) != lasting:
                raise Failure("a resume that refused changed more than the state of its run")
        elif status in (2, 3) and not began:
            self.unchanged("a resume that refused")
        return status, began


class Test:
    def __init__(self, program, folder, seed):
        self.program, self.folder = program, folder
        self.rng = random.Random(seed)
        self.statuses = collections.defaultdict(collections.Counter)
        self.base = folder / "base.leitmotif"
        piece = folder / "minuet.mid"
        write_piece(piece)
        status, _, err = run(program, "train", piece, "--preset", "lstm", "--epochs", 4,
                             "--sample-every", 2, "--bars", 2, "--threads", 1, "--set", NETWORK,
                             "--project", self.base, "--out", folder / "base")
        if status != 0:
            raise Failure(f"the whole project could not be made: {err.decode()}")
        trial = self.copy("whole")
        checked, self.listed, self.detailed = trial.look()
        _, self.music = trial.generate()
        self.content = everything(trial.path)
        self.lasting = rows(trial.path)
        status, _ = trial.resume()
        if (checked, self.listed[0], status) != (0, 0, 0) or not self.music:
            raise Failure("the whole project is not as whole as it should be")
        self.resumed = rows(trial.path)
        self.outcomes = collections.Counter()

    def copy(self, name):
        place = self.folder / name
        place.mkdir(exist_ok=True)
        path = place / "p.leitmotif"
        path.write_bytes(self.base.read_bytes())
        return Trial(self, path)

    def same_lines(self, answer, whole):
        return answer[1].replace(b"trial/", b"whole/") == whole[1]

    def relevant(self, found, before):
        """Without the takes that were damaged before: resume does not read them."""
        return {key: row for key, row in (found or {}).items()
                if key[0] != "take" or key not in self.lasting or
                (before or {}).get(key) == self.lasting[key]}

    def judge(self, trial):
        checked, listed, detailed = trial.look()
        damaged_rows = rows_or_none(trial.path)
        if checked == 0 and everything(trial.path) != self.content:
            raise Failure("check says whole, and SQLite reads other rows")
        if listed[0] == 0 and listed[1] != self.listed[1]:
            raise Failure("runs ends with 0 and says something else")
        if detailed[0] == 0 and not self.same_lines(detailed, self.detailed):
            raise Failure("runs --json ends with 0 and says something else")
        made, music = trial.generate()
        if made == 0 and music != self.music:
            raise Failure("generate ends with 0 and makes other music")
        resumed, began = trial.resume()
        after = rows_or_none(trial.path)
        if resumed == 0 and self.relevant(after, damaged_rows) != self.relevant(
                self.resumed, damaged_rows):
            raise Failure("resume ends with 0 and leaves other rows")
        if began and damaged_rows is not None:
            lost = [key for key, row in damaged_rows.items()
                    if self.lasting.get(key) == row and (after or {}).get(key) != row]
            if lost:
                raise Failure(f"resume changed what was whole: {lost[:3]}")
        self.outcomes["whole" if checked == 0 else "damaged, and " + (
            "resumed with a warning" if began and resumed else
            "resumed from what is whole" if resumed == 0 else "refused by resume")] += 1

    def damaged(self, number):
        trial = self.copy("trial")
        kinds = [kind for kind, (weight, _) in DAMAGES.items() for _ in range(weight)]
        kind = self.rng.choice(kinds)
        seed = self.rng.randrange(1 << 60)
        DAMAGES[kind][1](trial.path, random.Random(seed))
        clean(trial.path)
        trial.before = trial.path.read_bytes()
        return kind, trial

    def hostile(self, name):
        trial = self.copy("trial")
        HOSTILE[name](trial.path, random.Random(self.rng.randrange(1 << 60)))
        clean(trial.path)
        trial.before = trial.path.read_bytes()
        trial.is_told = name in FORGED_HEADERS
        checked, listed, _ = trial.look()
        made, _ = trial.generate()
        resumed, _ = trial.resume()
        if name not in MAY_END_WELL and 0 in (made, resumed) and checked == 0:
            raise Failure(f"generate {made}, resume {resumed}, check {checked}")
        if OUTSIDE.with_suffix(".mid").exists() or list(OUTSIDE.parent.glob(OUTSIDE.name + "*")):
            raise Failure("a file was written outside --out")
        self.outcomes["hostile"] += 1
        return trial

    def window(self, trial):
        """Opens it in the window for a while; it must live until it is asked to end."""
        environment = dict(os.environ, QT_QPA_PLATFORM="offscreen",
                           XDG_DATA_HOME=str(self.folder / "data"),
                           XDG_CONFIG_HOME=str(self.folder / "config"))
        process = subprocess.Popen([self.program, str(trial.path)], env=environment,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            status = process.wait(timeout=4)
        except subprocess.TimeoutExpired:
            status = None
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise Failure("the window does not end")
        if status is not None and status < 0:
            raise Failure(f"the window ended with {status}")
        self.outcomes["window"] += 1


def clean(path):
    for ending in ("-wal", "-shm", "-journal", "-lock"):
        Path(str(path) + ending).unlink(missing_ok=True)


def rows_or_none(path):
    try:
        return rows(path)
    except sqlite3.Error:
        return None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--count", type=int, default=24, help="damaged projects")
    parser.add_argument("--hostile", type=int, default=12, help="hostile ones, in turn")
    parser.add_argument("--windows", type=int, default=0, help="of them all, in the window")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", help="folder for projects that break a law")
    options = parser.parse_args()
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        test = Test(options.program, Path(folder), options.seed)
        total = options.count + options.hostile
        names = list(HOSTILE)
        start = time.monotonic()
        for number in range(total):
            is_damaged = number < options.count
            name = names[(number - options.count + options.seed) % len(names)]
            trial = None
            try:
                if is_damaged:
                    name, trial = test.damaged(number)
                    test.judge(trial)
                else:
                    trial = test.hostile(name)
                if options.windows and number % max(1, total // options.windows) == 0:
                    trial.path.write_bytes(trial.before)
                    clean(trial.path)
                    test.window(trial)
            except Failure as failure:
                failures += 1
                print(f"{number} ({name}): {failure}", flush=True)
                if options.keep and trial:
                    Path(options.keep).mkdir(parents=True, exist_ok=True)
                    digest = hashlib.sha256(trial.before).hexdigest()[:8]
                    (Path(options.keep) / f"{number}-{digest}.leitmotif").write_bytes(trial.before)
            if (number + 1) % 100 == 0:
                print(f"{number + 1} of {total}: {failures} broke a law, "
                      f"{time.monotonic() - start:.0f} s", flush=True)
        print(f"{total} projects, {failures} broke a law; {dict(test.outcomes)}")
        for command, counts in test.statuses.items():
            print(f"  {command}: " + ", ".join(f"{n} with {s}" for s, n in sorted(
                counts.items(), key=str)))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
