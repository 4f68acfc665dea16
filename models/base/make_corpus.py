#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lays out the corpus of the base model: folders `train` and `valid` of links to MIDI files.

Kinds of music are balanced: of frequent kinds only a share of the files is taken, those of rare
kinds are taken several times. Which files is decided by a hash of their path, so that the result
is the same everywhere.

Usage: make_corpus.py SOURCES.tsv FILES OUT [--share S]

SOURCES.tsv has columns path, kind, split and notes; FILES is the folder that the paths start from.
With --share only that share of the training files is taken, for experiments.
"""
import argparse
import csv
import hashlib
import pathlib

# How often the files of a kind are taken: 11 million notes in all.
TIMES = {"keyboard": 1.5, "ensemble": 0.35, "voices": 0.6, "voice+piano": 0.7, "game/rock": 4.0,
         "drums": 2.0}


def fraction(text):
    """A number from 0 to 1 that looks random and depends on the text alone."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:6], "big") / 2 ** 48


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("manifest", type=pathlib.Path)
    parser.add_argument("files", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--share", type=float, default=1.0)
    options = parser.parse_args()
    notes = {}
    with options.manifest.open(encoding="utf-8", newline="") as manifest:
        for row in csv.DictReader(manifest, delimiter="\t"):
            path, kind = row["path"], row["kind"]
            is_valid = row["split"] == "valid"
            if not is_valid and fraction("share " + path) >= options.share:
                continue
            times = 1 if is_valid else int(TIMES[kind]) + (fraction(path) < TIMES[kind] % 1)
            folder = options.out / ("valid" if is_valid else "train") / kind.replace("/", "-")
            for copy in range(times):
                name = path.replace("/", "_").removesuffix(".mid")
                link = folder / f"{name}.{copy}.mid"
                link.parent.mkdir(parents=True, exist_ok=True)
                link.symlink_to((options.files / path).resolve())
            key = ("valid" if is_valid else "train", kind)
            notes[key] = notes.get(key, 0) + times * int(row["notes"])
    for (split, kind), count in sorted(notes.items()):
        print(f"{split:6} {kind:12} {count:10}")


if __name__ == "__main__":
    main()
