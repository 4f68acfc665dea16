#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""./run with stand-ins for the package manager, CMake and the program: what it calls, and when.

Usage: run_test.py REPOSITORY
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

REPOSITORY = pathlib.Path(sys.argv.pop(1) if len(sys.argv) > 1 else ".").resolve()

# Each stand-in writes its name and words to $LOG.
STAND_INS = {
    "dpkg-query": 'echo dpkg-query >>"$LOG"; cat "$STATE/installed" 2>/dev/null; true',
    "apt-get": '''echo "apt-get $*" >>"$LOG"
[ ! -e "$STATE/apt_fails" ] || exit 100
case "$*" in *install*) for word; do echo "installed $word"; done >>"$STATE/installed";; esac''',
    "cmake": '''echo "cmake $1" >>"$LOG"
[ ! -e "$STATE/build_fails" ] || exit 1
[ "$1" = --build ] || exit 0
mkdir -p "$2/bin"
printf '#!/bin/sh\\necho "program $*" >>"$LOG"\\nexit 7\\n' >"$2/bin/leitmotif"
chmod +x "$2/bin/leitmotif"''',
    "id": 'echo "${FAKE_UID:-0}"',
    "sudo": 'echo sudo >>"$LOG"; exec "$@"',
}


class Run(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        base = pathlib.Path(temporary.name)
        self.root = base / "a checkout"
        self.bin = base / "bin"
        self.state = base / "state"
        self.log = base / "log"
        for folder in [self.bin, self.state, self.root / ".ci"] + [
                self.root / name
                for name in ("app", "assets", "core", "models", "soundfonts", "ui")]:
            folder.mkdir(parents=True)
        for name in ("CMakeLists.txt", "CMakePresets.json", "core/score.cpp"):
            (self.root / name).write_text("")
        for name in ("run", ".ci/common.sh"):
            shutil.copy(REPOSITORY / name, self.root / name)
        for name, script in STAND_INS.items():
            (self.bin / name).write_text(f"#!/bin/bash\n{script}\n")
            (self.bin / name).chmod(0o755)

    def run_it(self, *words, **environment):
        self.log.write_text("")
        result = subprocess.run(
            [str(self.root / "run"), *words], capture_output=True, text=True, check=False,
            env={"PATH": f"{self.bin}:/usr/bin:/bin", "LOG": str(self.log),
                 "STATE": str(self.state), **environment})
        return result, self.log.read_text().splitlines()

    def age_sources(self):
        """As if all of them had been saved long ago."""
        for path in [self.root, *self.root.rglob("*")]:
            if "build" not in path.parts:
                os.utime(path, (1, 1))

    def test_first_run_installs_builds_and_starts(self):
        result, log = self.run_it("inspect", "my song.mid")
        self.assertEqual(result.returncode, 7, "the program's own status")
        self.assertEqual(log[0], "dpkg-query")
        self.assertIn("update", log[1])
        self.assertIn("libtorch-dev", log[2])
        self.assertNotIn("xvfb", log[2])
        self.assertEqual(log[-3:], ["cmake --preset", "cmake --build", "program inspect my song.mid"])

    def test_second_run_only_starts(self):
        self.run_it("--version")
        _, log = self.run_it("--version")
        self.assertEqual(log, ["program --version"])

    def test_changed_new_and_removed_files_are_built(self):
        self.run_it("--version")
        stamp = self.root / "build" / "release" / ".built"
        changes = [lambda: (self.root / "core" / "score.cpp").write_text("// changed"),
                   lambda: (self.root / "ui" / "new.cpp").write_text(""),
                   lambda: (self.root / "ui" / "new.cpp").unlink()]
        for change in changes:
            self.age_sources()
            _, log = self.run_it("--version")
            self.assertEqual(log, ["program --version"])
            # Clocks of file systems are coarse: let the build be clearly before the change.
            os.utime(stamp, (stamp.stat().st_mtime - 1,) * 2)
            change()
            _, log = self.run_it("--version")
            self.assertEqual(log, ["dpkg-query", "cmake --preset", "cmake --build",
                                   "program --version"])

    def test_without_display_and_words_it_says_so_and_runs_the_demo(self):
        result, log = self.run_it()
        self.assertEqual(log[-1], "program demo")
        self.assertIn("no display", result.stderr)
        _, log = self.run_it(DISPLAY=":9")
        self.assertEqual(log, ["program "])

    def test_installs_through_sudo_if_not_root(self):
        _, log = self.run_it("--version", FAKE_UID="1000")
        self.assertEqual(log.count("sudo"), 2)
        self.assertEqual(log[-1], "program --version")

    def test_failures_are_told_and_nothing_is_started(self):
        for name, sentence in (("apt_fails", "network"), ("build_fails", "could not be configured")):
            (self.state / name).touch()
            result, log = self.run_it("--version")
            (self.state / name).unlink()
            self.assertNotEqual(result.returncode, 0)
            self.assertIn(sentence, result.stderr)
            self.assertNotIn("program --version", log)
        result, log = self.run_it("--version")
        self.assertEqual(log[-1], "program --version")


if __name__ == "__main__":
    unittest.main()
