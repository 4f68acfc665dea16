#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Are the takes of a run the same on a busy machine? Trains each preset alone and beside busy loops.

Usage: takes_under_load.py PROGRAM FILE.mid [--preset NAME]... [-- words for train]

Losses and takes of both runs are compared by epoch, to the last bit, up to the epoch that both have
come to (a limit of minutes ends the one under load earlier). Prints one line a preset; status 1 if
one differs, or if the last or the best epoch has no take.
"""
import argparse
import hashlib
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile


def spin():
    while True:
        pass


def train(program, piece, preset, words, folder):
    """(losses by epoch, takes by epoch, the last event)"""
    lines = subprocess.run([program, "train", piece, "--preset", preset, "--json", "--out", folder,
                            *words], check=True, capture_output=True, text=True).stdout
    events = [json.loads(line) for line in lines.splitlines()]
    losses = {e["epoch"]: e["loss"] for e in events if e["event"] == "epoch"}
    takes = {}
    for event in events:
        if event["event"] == "sample":
            with open(event["file"], "rb") as file:
                takes[event["epoch"]] = hashlib.sha256(file.read()).hexdigest()
    return losses, takes, events[-1]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("piece")
    parser.add_argument("--preset", action="append")
    own, words = sys.argv[1:], []
    if "--" in own:
        at = own.index("--")
        own, words = own[:at], own[at + 1:]
    options = parser.parse_args(own)
    is_same = True
    for preset in options.preset or ["bilstm", "vae", "gan"]:
        with tempfile.TemporaryDirectory() as folder:
            runs = [train(options.program, options.piece, preset, words,
                          os.path.join(folder, "alone"))]
            loops = [multiprocessing.Process(target=spin, daemon=True)
                     for _ in range(os.cpu_count() or 1)]
            for loop in loops:
                loop.start()
            runs.append(train(options.program, options.piece, preset, words,
                              os.path.join(folder, "loaded")))
            for loop in loops:
                loop.kill()
        common = min(end["epochs"] for _, _, end in runs)
        # The last and the best epoch of a run have takes of their own.
        asked = set(runs[0][1]) & set(runs[1][1])
        differing = [epoch for epoch in range(1, common + 1)
                     if runs[0][0][epoch] != runs[1][0][epoch]]
        differing += [epoch for epoch in asked if runs[0][1][epoch] != runs[1][1][epoch]]
        missing = [epoch for _, takes, end in runs
                   for epoch in (end["epochs"], end["best_epoch"] or end["epochs"])
                   if epoch not in takes]
        is_same = is_same and not differing and not missing
        for name, (_, takes, end) in zip(("alone", "loaded"), runs):
            print(f"{preset} {name}: {end['epochs']} epochs in {end['seconds']:.1f} s, ended by "
                  f"{end['ended_by']}; takes of {sorted(takes)}")
        print(f"{preset}: {common} epochs and {len(asked)} takes compared, differing: "
              f"{differing or 'none'}, missing: {missing or 'none'}", flush=True)
    return 0 if is_same else 1


if __name__ == "__main__":
    sys.exit(main())
