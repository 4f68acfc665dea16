#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Records runs for RecordedRuns.*: losses, measures and samples of real training.

Usage: record_runs.py [--unseen] PROGRAM DATA RAW [NAME...]   trains what RAW lacks, keeps it there
       record_runs.py [--unseen] --write RAW DATA FILE.json   judges RAW, writes the test's input

With --unseen the runs are those of unseen_commands.py, else those of recorded_commands.py. DATA is
the folder of MIDI files that they name. What a run is, run_judgement.py
tells from its curves and files, whatever the program said of it. Needs mido and numpy.
"""
import json
import os
import re
import subprocess
import sys

import recorded_commands
import run_judgement as judgement
import unseen_commands

TAKES = 32  # whose pictures are compared, of runs of pictures
MEASURES = ["loss", "validation_loss", "generator_loss", "discriminator_loss",
            "discriminator_accuracy_real", "discriminator_accuracy_fake", "generated_density",
            "generated_distance", "kl", "reconstruction", "active_units"]


def paths_of(run, data):
    return [os.path.join(data, name) for name in run["files"].split()]


def midi_files(paths):
    for path in paths:
        if os.path.isdir(path):
            yield from (os.path.join(path, name) for name in sorted(os.listdir(path)))
        else:
            yield path


def train(program, data, raw, name, run):
    folder = os.path.join(raw, name)
    words = [program, "train", *paths_of(run, data), "--preset", run["preset"], "--threads", "1",
             "--json", "--out", folder, *run["words"].split()]
    if run.get("network"):
        words += ["--set", "network=" + json.dumps(run["network"])]
    done = subprocess.run(words, capture_output=True, text=True)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    if not lines or lines[-1]["event"] != "finished":
        sys.exit(f"{name}: {done.stderr}")
    if any("generated_density" in line for line in lines):
        takes = os.path.join(folder, "takes")
        subprocess.run([program, "generate", os.path.join(folder, "project.leitmotif"), "--run",
                        "1", "--count", str(TAKES), "--bars", str(run.get("bars", 2)), "--seed",
                        "1000", "--out", takes], check=True, capture_output=True)
    os.remove(os.path.join(folder, "project.leitmotif"))
    with open(os.path.join(folder, "events.json"), "w") as file:
        json.dump(lines, file)
    told = sorted({f"{e['kind']}@{e['epoch']}" for e in lines if e["event"] == "diagnosis"})
    print(f"{name}: {lines[-1]['epochs']} epochs, {lines[-1]['seconds']:.0f} s, told {told}",
          flush=True)


class Source:
    """All files of a corpus, one after the other where windows are drawn."""

    def __init__(self, paths):
        self.pieces = [judgement.Notes(path) for path in midi_files(paths)]
        self.stretch = max(judgement.repeated_stretch(piece.onsets(), False)[0]
                           for piece in self.pieces)
        notes = sum(len(piece.notes) for piece in self.pieces)
        bars = sum(-(-piece.length // piece.bar) for piece in self.pieces)
        self.notes_per_bar = notes / max(1, bars)
        self.longest = max(self.pieces, key=lambda piece: piece.length)


def short(value):
    return None if value is None else float(f"{value:.3g}" if abs(value) < 100 else f"{value:.5g}")


def precise(value, key):
    """Losses are compared with one another, measures with thresholds."""
    return float(f"{value:.5g}") if key in ("loss", "validation_loss") else short(value)


def sample_of(line, folder):
    sample = judgement.Notes(os.path.join(folder, os.path.basename(line["file"])))
    sample.epoch, sample.bars = line["epoch"], line["bars"]
    return sample


def packed(sample):
    """Steps since the note before, pitch (percussion above 127) and length of each note."""
    numbers, last = [], 0
    for start, pitch, length in sample.notes:
        numbers += [start - last, pitch, length]
        last = start
    return numbers


def recorded(name, run, raw, data):
    folder = os.path.join(raw, name)
    with open(os.path.join(folder, "events.json")) as file:
        lines = json.load(file)
    epochs = [line for line in lines if line["event"] == "epoch"]
    samples = [sample_of(line, folder) for line in lines if line["event"] == "sample"]
    samples = samples[-1:] if "generated_density" in epochs[-1] else samples[-3:]
    source = Source(paths_of(run, data))
    takes_folder = os.path.join(folder, "takes")
    takes = [judgement.Notes(os.path.join(takes_folder, take))
             for take in sorted(os.listdir(takes_folder))] if os.path.isdir(takes_folder) else []
    certain, unclear = judgement.kinds(epochs, samples, source.stretch, source.notes_per_bar,
                                       takes, source.longest, run.get("bars", 2))
    columns = [key for key in MEASURES if epochs[-1].get(key) is not None and
               not (key == "loss" and "discriminator_loss" in epochs[-1])]
    return {"name": name, "is": certain, "unclear": unclear, "notes": lines[0]["notes"],
            "source": [short(source.notes_per_bar), source.stretch], "columns": columns,
            "epochs": [[precise(epoch[key], key) for key in columns] for epoch in epochs],
            "samples": [{"epoch": s.epoch, "bars": s.bars, "stuck": s.is_stuck,
                         "notes": packed(s)} for s in samples]}


def write(commands, raw, data, path):
    runs = []
    for name, run in commands.items():
        if not os.path.exists(os.path.join(raw, name, "events.json")):
            continue
        one = recorded(name, run, raw, data)
        wanted = run["wanted"]
        is_met = not one["is"] if wanted == "healthy" else wanted in one["is"]
        print(f"{'  ' if is_met else '! '}{name}: wanted {wanted}, is {one['is'] or '-'}, "
              f"unclear {one['unclear'] or '-'}")
        if one["is"] or not one["unclear"]:  # of what is only unclear nobody can say what is right
            runs.append(one)
    with open(path, "w") as file:
        file.write("[\n" + ",\n".join(json.dumps(run, separators=(",", ":")) for run in runs) +
                   "\n]\n")
    print(os.path.getsize(path), "bytes,", len(runs), "runs")


def main(words):
    commands = recorded_commands.COMMANDS
    if words[0] == "--unseen":
        commands, words = unseen_commands.COMMANDS, words[1:]
    if words[0] == "--write":
        write(commands, *words[1:])
        return
    program, data, raw, *patterns = words
    for name, run in commands.items():
        is_chosen = not patterns or any(re.fullmatch(pattern, name) for pattern in patterns)
        if is_chosen and not os.path.exists(os.path.join(raw, name, "events.json")):
            train(program, data, raw, name, run)


if __name__ == "__main__":
    main(sys.argv[1:])
