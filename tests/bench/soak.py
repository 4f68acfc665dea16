#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Does training keep its memory? Trains many steps and watches what the process holds.

Usage: soak.py PROGRAM FILE.mid [--steps 20000] [--preset NAME]... [-- words for train]

Flat: from the second to the last fifth what is held, the median as well as the most, grows by at
most 5 % or 8 MB. (A checkpoint on its way to the disk is held for a moment, so single looks jump.)
Prints one line a preset; status 1 if one is not flat or trained fewer steps. Steps are read from
the last checkpoint.
"""
import argparse
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

EVERY = 0.2  # seconds between two looks
SHARE, MEGABYTES = 0.05, 8.0

# Small settings, so that most of the time goes into steps.
SMALL_PAINTER = [{"layer": "project", "channels": 32, "patch": [0, 12]}, {"layer": "norm"},
                 {"layer": "relu"}, {"layer": "paint", "patch": [0, 12]}]
SMALL_READER = [{"layer": "conv", "channels": 32, "kernel": [0, 12], "stride": [0, 12]},
                {"layer": "relu"}, {"layer": "linear"}]
WINDOWS = ["--set", "batch=2", "--set", "length=32"]
PICTURES = ["--set", "batch=4", "--set", "picture_bars=1", "--set", "minutes=0"]
WORDS = {
    "lstm": WINDOWS,
    "gru": WINDOWS,
    "transformer": WINDOWS,
    "vae": [*PICTURES, "--set", "network=" + json.dumps(
        {"encoder": SMALL_READER, "decoder": SMALL_PAINTER})],
    "gan": [*PICTURES, "--set", "network=" + json.dumps(
        {"generator": SMALL_PAINTER, "discriminator": SMALL_READER})],
}


def resident(pid):
    """Megabytes, or None when the process is gone."""
    try:
        with open(f"/proc/{pid}/status") as status:
            for line in status:
                if line.startswith("VmRSS"):
                    return int(line.split()[1]) / 1024
    except OSError:
        pass
    return None


def steps_in(project):
    """The most steps of an optimizer at the last checkpoint: docs/file_formats.md has the layout."""
    connection = sqlite3.connect(f"file:{project}?mode=ro", uri=True)
    blob, = connection.execute("SELECT training FROM checkpoint ORDER BY epoch DESC").fetchone()
    connection.close()
    length = int.from_bytes(blob[12:20], "little")
    phases = json.loads(blob[20:20 + length])["header"]["phases"]
    return max(phase["steps"] for phase in phases)  # a discriminator rests while it is ahead


def soak(program, piece, preset, epochs, words, folder):
    """(steps, megabytes over time, size of the project)"""
    project = os.path.join(folder, f"{preset}.leitmotif")
    command = [program, "train", piece, "--preset", preset, "--epochs", str(epochs),
               "--sample-every", str(max(1, epochs // 40)), "--bars", "4", "--threads", "1",
               "--project", project, "--json", *WORDS.get(preset, []), *words]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    held = []
    while process.poll() is None:
        if (now := resident(process.pid)) is not None:
            held.append(now)
        time.sleep(EVERY)
    if process.returncode != 0:
        sys.exit(f"{preset}: status {process.returncode}")
    return steps_in(project), held, os.path.getsize(project) / 2**20


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("piece")
    parser.add_argument("--steps", type=int, default=20000)
    parser.add_argument("--preset", action="append")
    parser.add_argument("words", nargs="*")
    options = parser.parse_args()
    is_flat = True
    for preset in options.preset or WORDS:
        with tempfile.TemporaryDirectory() as folder:
            trial = 10
            steps, _, _ = soak(options.program, options.piece, preset, trial, options.words, folder)
        epochs = -(-options.steps * trial // steps)
        with tempfile.TemporaryDirectory() as folder:
            begin = time.time()
            steps, held, size = soak(options.program, options.piece, preset, epochs,
                                     options.words, folder)
        fifth = max(1, len(held) // 5)
        early, late = held[fifth:2 * fifth], held[-fifth:]
        growths = [of(late) - of(early) for of in (statistics.median, max)]
        is_good = (max(growths) <= max(SHARE * statistics.median(early), MEGABYTES) and
                   steps >= options.steps)
        is_flat = is_flat and is_good
        fifths = [statistics.median(held[i * fifth:(i + 1) * fifth]) for i in range(5)]
        print(f"{preset}: {steps} steps in {epochs} epochs and {time.time() - begin:.0f} s; "
              f"MB by fifths {' '.join(f'{one:.1f}' for one in fifths)}; "
              f"median {growths[0]:+.1f}, most {growths[1]:+.1f}; "
              f"project {size:.1f} MB{'' if is_good else '  NOT FLAT'}", flush=True)
    sys.exit(0 if is_flat else 1)


if __name__ == "__main__":
    main()
