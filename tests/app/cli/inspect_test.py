#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`leitmotif inspect`: its facts against mido's, and its contract with scripts.

Usage: inspect_test.py PROGRAM
"""

import json
import pathlib
import sys
import tempfile
import unittest

import mido

from midi_material import any_file, notes_of, run, seeded

PROGRAM = sys.argv.pop(1)

FILE_KEYS = {"file", "format", "division", "bars", "beat", "key", "enough", "tracks", "tempos",
             "signatures", "repairs", "dropped"}
TRACK_KEYS = {"number", "name", "channels", "program", "notes", "lowest", "highest", "polyphony",
              "melody", "drums", "maybe_drums", "silent", "parts"}
PART_KEYS = {"port", "channel", "program", "drums", "maybe_drums", "silent", "notes"}


def scale(notes, channel=0):
    """A file with a C major scale of so many eighth notes in 3/4 at 90 beats a minute."""
    midi = mido.MidiFile(type=0, ticks_per_beat=480)
    track = midi.add_track(name="Stimme 1 – hoch".encode("utf-8").decode("latin-1"))
    track.append(mido.MetaMessage("set_tempo", tempo=mido.bpm2tempo(90)))
    track.append(mido.MetaMessage("time_signature", numerator=3, denominator=4))
    track.append(mido.Message("program_change", program=73, channel=channel))
    for number in range(notes):
        pitch = 60 + (0, 2, 4, 5, 7, 9, 11, 12)[number % 8]
        track.append(mido.Message("note_on", note=pitch, velocity=80, channel=channel, time=0))
        track.append(mido.Message("note_off", note=pitch, channel=channel, time=240))
    return midi


class Inspect(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = pathlib.Path(self.folder.name)

    def tearDown(self):
        self.folder.cleanup()

    def inspect(self, *inputs):
        status, output, errors, _ = run(PROGRAM, "inspect", *inputs, "--json")
        self.assertEqual(status, 0, errors)
        return json.loads(output)["files"]

    def test_tells_what_mido_counts(self):
        rng = seeded(11)
        for number in range(60):
            any_file(rng).save(str(self.path / f"{number:03}.mid"))
        files = self.inspect(self.path)
        self.assertEqual(len(files), 60)
        for file in files:
            self.assertLessEqual(FILE_KEYS, file.keys())
            midi = mido.MidiFile(file["file"])
            self.assertEqual((file["format"], file["division"]), (midi.type, midi.ticks_per_beat))
            listed = self.listed(midi)
            self.assertEqual(len(file["tracks"]), len(listed))
            self.assertEqual(file["enough"], file["notes"] >= 64)
            self.assertLessEqual(sum(track["melody"] for track in file["tracks"]), 1)
            for told, track in zip(file["tracks"], listed):
                self.assertLessEqual(TRACK_KEYS, told.keys())
                notes = notes_of(track)
                self.assertEqual(told["notes"], len(notes))
                if notes:
                    pitches = [pitch for pitch, _ in notes]
                    self.assertEqual((told["lowest"], told["highest"]),
                                     (min(pitches), max(pitches)))
                    self.assertEqual(set(told["channels"]), {channel + 1 for _, channel in notes})
                    if self.is_paired(track):
                        self.assertEqual(told["polyphony"], self.most_at_once(track))

    def test_tells_how_many_sound_at_once(self):
        rng = seeded(12)
        for number in range(20):
            midi = mido.MidiFile(ticks_per_beat=480)
            track = midi.add_track()
            sounding = set()
            for _ in range(100):
                pitch = rng.randrange(40, 60)
                kind = "note_off" if pitch in sounding else "note_on"
                sounding ^= {pitch}
                track.append(mido.Message(kind, note=pitch, time=rng.randrange(4) * 120))
            for pitch in sorted(sounding):
                track.append(mido.Message("note_off", note=pitch, time=10))
            self.assertTrue(self.is_paired(track))
            midi.save(str(self.path / f"{number}.mid"))
            file, = self.inspect(self.path / f"{number}.mid")
            self.assertEqual(file["tracks"][0]["polyphony"], self.most_at_once(track))

    @staticmethod
    def is_paired(track):
        """Whether every key is struck and released in turn: else it is mended, not counted."""
        sounding = set()
        for message in track:
            if message.type not in ("note_on", "note_off"):
                continue
            key = (message.channel, message.note)
            is_start = message.type == "note_on" and message.velocity > 0
            if is_start == (key in sounding):
                return False
            sounding ^= {key}
        return not sounding

    @staticmethod
    def listed(midi):
        """What is listed: tracks, or the channels of the only track with notes on several."""
        with_notes = [track for track in midi.tracks if notes_of(track)]
        tracks = []
        for track in midi.tracks:
            channels = sorted({channel for _, channel in notes_of(track)})
            if len(with_notes) != 1 or len(channels) < 2:
                tracks.append(track)
                continue
            for chosen in channels:
                tracks.append([message if getattr(message, "channel", chosen) == chosen
                               else mido.MetaMessage("text", time=message.time)
                               for message in track])
        return tracks

    @staticmethod
    def most_at_once(track):
        """By brute force, note by note: the first to begin is the first to end."""
        now, sounding, spans = 0, {}, []
        for message in track:
            now += message.time
            if message.type == "note_on" and message.velocity > 0:
                sounding.setdefault((message.channel, message.note), []).append(now)
            elif message.type in ("note_on", "note_off"):
                starts = sounding.get((message.channel, message.note))
                if starts:
                    spans.append((starts.pop(0), now))
        # As in the file: unknown meta events have lost their time in mido, but any_file gives
        # them none.
        spans += [(start, now) for starts in sounding.values() for start in starts]
        return max(sum(start <= at < max(end, start + 1) for start, end in spans)
                   for at, _ in spans)

    def test_tells_bars_tempo_key_and_program(self):
        scale(72).save(str(self.path / "scale.mid"))
        file, = self.inspect(self.path / "scale.mid")
        self.assertEqual(file["bars"], 12)
        self.assertEqual(file["key"], "C major")
        self.assertEqual(file["beat"], "metrical")
        self.assertTrue(file["enough"])
        self.assertAlmostEqual(file["tempos"][0]["bpm"], 90, places=3)
        self.assertEqual((file["signatures"][0]["numerator"],
                          file["signatures"][0]["denominator"]), (3, 4))
        track, = file["tracks"]
        self.assertEqual(track["name"], "Stimme 1 – hoch")
        self.assertEqual((track["number"], track["channels"], track["program"],
                          track["polyphony"], track["melody"]), (1, [1], 73, 1, True))
        self.assertEqual((file["repairs"], file["dropped"]), ([], []))

    def test_too_few_notes_are_told(self):
        scale(17).save(str(self.path / "few.mid"))
        scale(0).save(str(self.path / "none.mid"))
        few, none = self.inspect(self.path)
        self.assertFalse(few["enough"])
        self.assertFalse(none["enough"])
        self.assertEqual((none["notes"], none["tracks"][0]["lowest"]), (0, None))

    def test_drums_have_no_melody_and_no_key(self):
        scale(64, channel=9).save(str(self.path / "drums.mid"))
        file, = self.inspect(self.path / "drums.mid")
        self.assertEqual((file["key"], file["tracks"][0]["melody"]), ("", False))
        self.assertEqual(file["tracks"][0]["channels"], [10])

    def test_parts_are_told_by_port_channel_and_program(self):
        midi = mido.MidiFile(type=1, ticks_per_beat=480)
        track = midi.add_track(name="All")
        for program in (40, 45, 56):
            track.append(mido.Message("program_change", program=program))
            for number in range(16):
                track.append(mido.Message("note_on", note=60 + number % 7, velocity=80))
                track.append(mido.Message("note_off", note=60 + number % 7, time=240))
        drums = midi.add_track(name="Drum Kit")
        for number in range(48):
            drums.append(mido.Message("note_on", channel=1, note=(36, 42, 38, 42)[number % 4]))
            drums.append(mido.Message("note_off", channel=1, note=(36, 42, 38, 42)[number % 4],
                                      time=120))
        midi.save(str(self.path / "parts.mid"))
        file, = self.inspect(self.path / "parts.mid")
        first, second = file["tracks"]
        for part in first["parts"]:
            self.assertLessEqual(PART_KEYS, part.keys())
        self.assertEqual([(part["port"], part["channel"], part["program"], part["notes"])
                          for part in first["parts"]],
                         [(1, 1, 40, 16), (1, 1, 45, 16), (1, 1, 56, 16)])
        self.assertEqual((first["drums"], first["maybe_drums"], first["melody"]),
                         (False, False, True))
        self.assertEqual((second["drums"], second["maybe_drums"], second["melody"]),
                         (False, True, False))

    def test_keys_have_signs_in_words_alone(self):
        flat = scale(72)
        for message in flat.tracks[0]:
            if hasattr(message, "note"):
                message.note -= 2
        flat.save(str(self.path / "flat.mid"))
        file, = self.inspect(self.path / "flat.mid")
        self.assertEqual(file["key"], "Bb major")
        _, output, _, _ = run(PROGRAM, "inspect", self.path / "flat.mid")
        self.assertIn("B♭ major", output)

    def test_folders_are_walked_in_order(self):
        names = ["b/z.MID", "b/a.midi", "a.kar", "c.rmi", "d.smf"]
        for name in names + ["notes.txt"]:
            (self.path / name).parent.mkdir(exist_ok=True)
            scale(3).save(str(self.path / name))
        files = self.inspect(self.path)
        self.assertEqual([file["file"] for file in files],
                         sorted(str(self.path / name) for name in names))

    def test_a_bad_file_among_several_is_skipped(self):
        scale(3).save(str(self.path / "good.mid"))
        (self.path / "bad.mid").write_bytes(b"no music in here")
        status, output, errors, _ = run(PROGRAM, "inspect", "--json", self.path, "/no/such.mid")
        self.assertEqual(status, 0)
        self.assertEqual(len(json.loads(output)["files"]), 1)
        self.assertEqual(errors.count("warning: "), 2)
        self.assertIn("bad.mid", errors)

    def test_status_three_if_none_is_left(self):
        (self.path / "bad.mid").write_bytes(b"no music in here")
        (self.path / "empty").mkdir()
        for inputs in (["bad.mid"], ["empty"], ["missing.mid"], ["bad.mid", "missing.mid"]):
            status, output, errors, _ = run(PROGRAM, "inspect", "--json",
                                            *(self.path / name for name in inputs))
            self.assertEqual((status, output), (3, ""))
            self.assertEqual(len(errors.splitlines()), len(inputs))
        self.assertEqual(run(PROGRAM, "inspect")[0], 2)

    def test_repairs_are_named(self):
        path = self.path / "cut.mid"
        scale(30).save(str(path))
        path.write_bytes(path.read_bytes()[:100])
        file, = self.inspect(path)
        self.assertEqual([repair["track"] for repair in file["repairs"]], [1])
        self.assertIn("ends in the middle", file["repairs"][0]["message"])

    def test_names_do_not_steer_the_terminal(self):
        piece = scale(72)
        piece.tracks[0][0].name = "a\x1b]0;owned\x07\x9b31m"
        path = self.path / "e\x1b[31mx\n\u009b.mid"
        piece.save(str(path))
        for words in ((path,), (path, "--json"), (self.path,)):
            _, output, errors, _ = run(PROGRAM, "inspect", *words)
            odd = [c for c in output + errors
                   if ord(c) < 32 and c != "\n" or 0x7f <= ord(c) < 0xa0]
            self.assertEqual(odd, [])
            self.assertNotIn("\n\ufffd.mid", output, "nor does a name begin a line")

    def test_the_table_tells_the_same(self):
        scale(72).save(str(self.path / "scale.mid"))
        status, output, _, _ = run(PROGRAM, "inspect", self.path / "scale.mid")
        self.assertEqual(status, 0)
        for fact in ("72 notes", "12 bars", "3/4", "90 bpm", "C major", "Stimme 1 – hoch",
                     "melody"):
            self.assertIn(fact, output)

    def table(self, midi):
        midi.save(str(self.path / "table.mid"))
        status, output, _, _ = run(PROGRAM, "inspect", self.path / "table.mid")
        self.assertEqual(status, 0)
        return output

    def test_the_table_cuts_nothing_that_fits_on_a_line(self):
        midi = scale(72)
        midi.tracks[0].name = "Das wohltemperierte Klavier, erster Teil"
        for channel in (1, 2, 3, 5, 7):
            other = midi.add_track(name="Choir\nand organ")
            other.append(mido.Message("note_on", note=60, channel=channel))
            other.append(mido.Message("note_off", note=60, channel=channel, time=480))
        every = midi.add_track(name="All")
        for channel in (0, 1, 2, 3, 4, 6, 7, 9, 12):
            every.append(mido.Message("note_on", note=60, channel=channel))
            every.append(mido.Message("note_off", note=60, channel=channel, time=480))
        midi.type = 1
        output = self.table(midi)
        for text in ("Das wohltemperierte Klavier, erster Teil", "Choir and organ",
                     "1-5,7,8,10,13"):
            self.assertIn(text, output)
        self.assertEqual([line for line in output.splitlines() if line.endswith(" ")], [])
        midi.tracks[0].name = "x" * 400
        self.assertIn("x…", self.table(midi))

    def test_the_table_tells_what_holds_for_most(self):
        midi = mido.MidiFile(type=0, ticks_per_beat=480)
        track = midi.add_track()
        track.append(mido.MetaMessage("set_tempo", tempo=mido.bpm2tempo(60)))
        track.append(mido.MetaMessage("time_signature", numerator=1, denominator=4))
        track.append(mido.MetaMessage("set_tempo", tempo=mido.bpm2tempo(150), time=480))
        track.append(mido.MetaMessage("time_signature", numerator=3, denominator=4))
        for message in scale(72).tracks[0]:
            if hasattr(message, "note"):
                track.append(message)
        output = self.table(midi)
        self.assertIn("mostly 3/4, mostly 150 bpm", output)
        self.assertIn("silence in another time signature", output)

    def test_the_table_names_ports_where_there_are_several(self):
        midi = scale(72)
        midi.type = 1
        self.assertNotIn("port", self.table(midi))
        second = midi.add_track(name="Second")
        second.append(mido.MetaMessage("midi_port", port=1))
        second.append(mido.Message("note_on", note=60))
        second.append(mido.Message("note_off", note=60, time=480))
        output = self.table(midi)
        self.assertIn("port 1, melody", output)
        self.assertIn("port 2", output)


if __name__ == "__main__":
    unittest.main()
