#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shell scripts parse, may be executed and stop at errors; configuration files are well formed.

Usage: scripts_test.py REPOSITORY
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from xml.etree import ElementTree

REPOSITORY = pathlib.Path(sys.argv.pop(1) if len(sys.argv) > 1 else ".").resolve()
COMMANDS = ["run", "test", ".ci/run"]
SCRIPTS = COMMANDS + [".ci/common.sh"]


def output(*words):
    return subprocess.run(words, capture_output=True, text=True, check=False, cwd=REPOSITORY)


class Scripts(unittest.TestCase):
    def test_bash_parses_them(self):
        for name in SCRIPTS:
            result = output("bash", "-n", name)
            self.assertEqual((name, result.returncode, result.stderr), (name, 0, ""))

    def test_commands_are_executable_and_stop_at_errors(self):
        for name in COMMANDS:
            self.assertTrue(os.access(REPOSITORY / name, os.X_OK), name)
            self.assertIn("set -euo pipefail", (REPOSITORY / name).read_text(), name)

    @unittest.skipUnless(shutil.which("shellcheck"), "shellcheck is not installed")
    def test_shellcheck_finds_nothing(self):
        result = output("shellcheck", "-x", *COMMANDS)
        self.assertEqual(result.stdout + result.stderr, "")


class Configuration(unittest.TestCase):
    def test_presets_are_json_and_stay_in_the_build_folder(self):
        presets = json.loads((REPOSITORY / "CMakePresets.json").read_text())
        names = {preset["name"] for preset in presets["configurePresets"]}
        self.assertLessEqual({"dev", "release", "asan", "tsan", "headless"}, names)
        for preset in presets["configurePresets"]:
            self.assertIn("/build/", preset.get("binaryDir", "${sourceDir}/build/"))

    @unittest.skipUnless(shutil.which("clang-format"), "clang-format is not installed")
    def test_clang_format_reads_its_configuration(self):
        result = output("clang-format", "--dump-config", "--style=file",
                        "--assume-filename=core/base/units.h")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("ColumnLimit:     100", result.stdout)

    @unittest.skipUnless(shutil.which("clang-tidy"), "clang-tidy is not installed")
    def test_clang_tidy_reads_its_configuration(self):
        result = output("clang-tidy", "--list-checks", "core/base/error.cpp", "--")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("readability-identifier-naming", result.stdout)


class Desktop(unittest.TestCase):
    FOLDER = REPOSITORY / "assets" / "desktop"
    NAME = "org.leitmotif.Leitmotif"

    @unittest.skipUnless(shutil.which("desktop-file-validate"), "desktop-file-utils is missing")
    def test_desktop_file(self):
        result = output("desktop-file-validate", str(self.FOLDER / f"{self.NAME}.desktop"))
        self.assertEqual(result.stdout + result.stderr, "")

    @unittest.skipUnless(shutil.which("appstreamcli"), "appstream is not installed")
    def test_metainfo(self):
        text = (self.FOLDER / f"{self.NAME}.metainfo.xml").read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / f"{self.NAME}.metainfo.xml"
            path.write_text(text.replace("@PROJECT_VERSION@", "0.1.0"), encoding="utf-8")
            result = output("appstreamcli", "validate", "--no-net", "--no-color", str(path))
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)

    def test_every_part_names_the_same_types(self):
        mime = ElementTree.parse(self.FOLDER / f"{self.NAME}.mime.xml").getroot()
        own = {node.get("type") for node in mime}
        info = ElementTree.parse(self.FOLDER / f"{self.NAME}.metainfo.xml").getroot()
        provided = {node.text for node in info.iter("mediatype")}
        desktop = (self.FOLDER / f"{self.NAME}.desktop").read_text(encoding="utf-8")
        opened = set(re.search("^MimeType=(.*);$", desktop, re.MULTILINE).group(1).split(";"))
        self.assertLessEqual(own, provided)
        self.assertLessEqual(provided, opened)


if __name__ == "__main__":
    unittest.main()
