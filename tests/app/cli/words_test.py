#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the program does with words, standard output and targets, whatever the command.

Usage: words_test.py PROGRAM [unittest arguments]
"""
import os
import subprocess
import sys
import tempfile
import threading
import unittest

import mido

PROGRAM = sys.argv.pop(1)


def run(*words, **options):
    options = {"capture_output": True, "timeout": 120, **options}
    return subprocess.run([PROGRAM, *map(str, words)], **options)


class WordsTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.song = self.at("song.mid")
        piece = mido.MidiFile()
        track = mido.MidiTrack()
        piece.tracks.append(track)
        for _ in range(4):
            track.append(mido.Message("note_on", note=60, time=0))
            track.append(mido.Message("note_off", note=60, time=240))
        piece.save(self.song)

    def at(self, *parts):
        return os.path.join(self.folder, *parts)

    def no_display(self):
        hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
        return {key: value for key, value in os.environ.items() if key not in hidden}

    def test_a_mistyped_command_is_told_and_what_was_meant(self):
        done = run("trian", self.song, env=self.no_display())
        self.assertEqual(done.returncode, 2)
        self.assertIn(b'Did you mean "train"?', done.stderr)
        self.assertEqual(done.stderr.count(b"\n"), 1)

    def test_a_word_that_is_nothing_is_told(self):
        for words in (["nonsense"], [self.at("none.mid")], [self.song, self.at("none.mid")]):
            done = run(*words, env=self.no_display())
            self.assertEqual(done.returncode, 2)
            self.assertIn(b"no such command or file", done.stderr)

    def test_a_file_without_a_display_ends_with_2_and_a_sentence(self):
        for display in ({}, {"DISPLAY": ":987"}, {"QT_QPA_PLATFORM": "nosuchplatform"}):
            done = run(self.song, env={**self.no_display(), **display})
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn(b"window", done.stderr)

    def test_help_needs_no_display(self):
        self.assertEqual(run("--help", env=self.no_display()).returncode, 0)

    def test_bars_count_from_1(self):
        for command in (["train", self.song, "--from", "0"], ["train", self.song, "--to", "-5"]):
            done = run(*command)
            self.assertEqual(done.returncode, 2)
            self.assertLess(len(done.stderr), 200, done.stderr)

    def test_output_that_cannot_be_written_ends_with_1(self):
        for command in (["inspect", self.song], ["inspect", self.song, "--json"], ["presets"],
                        ["presets", "lstm", "--json"], ["--help"]):
            with open("/dev/full", "w", encoding="utf-8") as full:
                done = run(*command, capture_output=False, stdout=full, stderr=subprocess.PIPE)
            self.assertEqual(done.returncode, 1, command)
            self.assertIn(b"standard output", done.stderr)

    def test_a_reader_that_goes_away_is_no_death(self):
        reader, writer = os.pipe()
        os.close(reader)
        done = run("presets", "--json", capture_output=False, stdout=writer,
                   stderr=subprocess.PIPE)
        os.close(writer)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stderr, b"")

    def test_closed_streams_are_not_written_into_by_others(self):
        words = [PROGRAM, "convert", self.song, self.at("copy.mid")]
        done = subprocess.run(["/bin/sh", "-c", '"$@" <&- >&- 2>&-', "sh", *words], timeout=60)
        self.assertEqual(done.returncode, 0)
        with open(self.at("copy.mid"), "rb") as copy, open(self.song, "rb") as song:
            self.assertEqual(copy.read(), song.read())
        words = [PROGRAM, "presets"]
        done = subprocess.run(["/bin/sh", "-c", '"$@" >&-', "sh", *words], timeout=60,
                              stderr=subprocess.PIPE)
        self.assertEqual(done.returncode, 1)

    def test_convert_writes_to_standard_output_pipes_and_through_links(self):
        with open(self.song, "rb") as song:
            wanted = song.read()
        self.assertEqual(run("convert", self.song, "-").stdout, wanted)
        self.assertEqual(run("convert", self.song, "/dev/stdout").stdout, wanted)
        with open(self.at("log"), "ab") as log:
            log.write(b"before ")
            log.flush()
            run("convert", self.song, "/dev/stdout", capture_output=False, stdout=log)
        with open(self.at("log"), "rb") as log:
            self.assertEqual(log.read(), b"before " + wanted)

        pipe = self.at("pipe.mid")
        os.mkfifo(pipe)
        received = []

        def drain():
            with open(pipe, "rb") as end:
                received.append(end.read())

        reader = threading.Thread(target=drain)
        reader.start()
        self.assertEqual(run("convert", self.song, pipe).returncode, 0)
        reader.join()
        self.assertEqual(received, [wanted])

        os.symlink("target.mid", self.at("link.mid"))
        self.assertEqual(run("convert", self.song, self.at("link.mid")).returncode, 0)
        self.assertTrue(os.path.islink(self.at("link.mid")))
        with open(self.at("target.mid"), "rb") as target:
            self.assertEqual(target.read(), wanted)

    def test_render_writes_whole_audio_into_a_pipe(self):
        whole = self.at("whole.wav")
        self.assertEqual(
            run("render", self.song, "--out", whole, "--soundfont", "builtin").returncode, 0)
        with open(whole, "rb") as file:
            wanted = file.read()
        piped = run("render", self.song, "--out", "-", "--soundfont", "builtin").stdout
        self.assertEqual(piped, wanted)
        os.symlink("whole.wav", self.at("link.wav"))
        os.truncate(whole, 0)
        run("render", self.song, "--out", self.at("link.wav"), "--soundfont", "builtin")
        self.assertTrue(os.path.islink(self.at("link.wav")))
        with open(whole, "rb") as file:
            self.assertEqual(file.read(), wanted)

    def test_endings_that_are_not_written_are_refused(self):
        for command, name in ((["convert", self.song], "out.musicxml"),
                              (["convert", self.song], "out.wav"),
                              (["render", self.song, "--out"], "out.mp3")):
            done = run(*command, self.at(name))
            self.assertEqual(done.returncode, 2)
            self.assertFalse(os.path.exists(self.at(name)))
            self.assertIn(b"the name end in", done.stderr)


if __name__ == "__main__":
    unittest.main()
