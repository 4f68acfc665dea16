#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The installed program runs from wherever it was installed, without the build tree's help.

Usage: install_test.py CMAKE BUILD_FOLDER yes|no (whether the training module was built)
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

HAS_TRAINING = sys.argv.pop() == "yes"
BUILD = sys.argv.pop()
CMAKE = sys.argv.pop()


class Installed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.prefix = pathlib.Path(cls.folder.name) / "a prefix"
        subprocess.run([CMAKE, "--install", BUILD, "--prefix", str(cls.prefix)],
                       check=True, capture_output=True)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def program(self, *words):
        environment = dict(os.environ, HOME=self.folder.name, XDG_DATA_HOME=self.folder.name)
        return subprocess.run([str(self.prefix / "bin" / "leitmotif"), *words], text=True,
                              capture_output=True, check=False, cwd=self.folder.name,
                              env=environment)

    def demo(self, name):
        return str(self.prefix / "share" / "leitmotif" / "demo" / f"{name}.mid")

    def test_version(self):
        result = self.program("--version")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertRegex(result.stdout, r"^\d+\.\d+\.\d+(\+[0-9a-f]+(-dirty)?)?\n$")

    def test_inspect_reads_the_installed_pieces(self):
        names = ["prelude", "minuet", "canon", "groove"]
        result = self.program("inspect", "--json", *map(self.demo, names))
        self.assertEqual(result.returncode, 0, result.stderr)
        files = json.loads(result.stdout)["files"]
        self.assertEqual([file["bars"] for file in files], [35, 64, 41, 32])
        for file in files:
            self.assertTrue(file["enough"])
            self.assertGreaterEqual(sum(track["notes"] for track in file["tracks"]), 400)
            self.assertEqual(file["repairs"] + file["dropped"], [])

    @unittest.skipUnless(HAS_TRAINING, "built without training")
    def test_train_finds_its_module(self):
        result = self.program("train", self.demo("prelude"), "--preset", "lstm", "--epochs", "1",
                              "--sample-every", "1", "--bars", "2", "--out", "takes", "--json")
        self.assertEqual(result.returncode, 0, result.stderr)
        events = [json.loads(line)["event"] for line in result.stdout.splitlines()]
        self.assertEqual(events[0], "run")
        self.assertEqual(events[-1], "finished")
        self.assertIn("sample", events)
        self.assertTrue((pathlib.Path(self.folder.name) / "takes" / "lstm-r1-e1.mid").exists())


@unittest.skipUnless(shutil.which("dpkg-shlibdeps") and shutil.which("file"),
                     "Debian's packaging tools are missing")
class Package(unittest.TestCase):
    def test_holds_the_program_and_names_what_it_needs(self):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([str(pathlib.Path(CMAKE).with_name("cpack")), "-B", folder,
                            "--config", str(pathlib.Path(BUILD) / "CPackConfig.cmake")],
                           check=True, capture_output=True, cwd=folder)
            package = next(pathlib.Path(folder).glob("leitmotif_*.deb"))
            names = self.dpkg("--contents", package)
            depends = self.dpkg("--field", package, "Depends")
        self.assertIn(" ./usr/bin/leitmotif\n", names)
        self.assertIn(" ./usr/share/leitmotif/demo/prelude.mid\n", names)
        self.assertIn("libfluidsynth3", depends)
        self.assertEqual("libtorch" in depends and "libopenblas0-pthread" in depends, HAS_TRAINING)

    @staticmethod
    def dpkg(*words):
        return subprocess.run(["dpkg-deb", *map(str, words)], check=True, capture_output=True,
                              text=True).stdout


if __name__ == "__main__":
    unittest.main()
