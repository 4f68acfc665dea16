#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The architecture as a test: who may include what, and what may stand where.

    app/ -> ui/, models/ -> core/      ui/ and models/ never see each other

Usage: layers_test.py REPOSITORY
"""

import pathlib
import re
import subprocess
import sys
import unittest

REPOSITORY = pathlib.Path(sys.argv.pop(1) if len(sys.argv) > 1 else ".").resolve()

# What each folder may include of this project.
OWN = {
    "core": {"core"},
    "models": {"core", "models"},
    "ui": {"core", "ui"},
    "app": {"core", "models", "ui", "app", "assets", "soundfonts"},
    "assets": {"core", "assets"},
    "soundfonts": {"core", "soundfonts"},
}

# Who may include what of others, by the beginning of the include.
FOREIGN = {
    "libtorch": (re.compile(r"(torch|ATen|c10|caffe2|gloo)/"), {"models"}),
    "oneDNN": (re.compile(r"(oneapi/)?dnnl"), {"models"}),
    "Qt": (re.compile(r"(Q[A-Z]\w*(/|$)|Qt\w*/|qt\w*\.h|q[a-z]+\.h$)"), {"ui", "app"}),
    "QCustomPlot": (re.compile(r"qcustomplot"), {"ui"}),
    "FluidSynth": (re.compile(r"fluidsynth"), {"app", "soundfonts"}),
    "RtMidi": (re.compile(r"(rtmidi/)?RtMidi"), {"app"}),
    "JACK": (re.compile(r"jack/"), {"app"}),
    "libsndfile": (re.compile(r"sndfile"), {"app"}),
    "CLI11": (re.compile(r"CLI/"), {"app"}),
    "spdlog": (re.compile(r"spdlog/"), {"app"}),
    "SQLite": (re.compile(r"(SQLiteCpp/|sqlite3)"), {"core"}),
}

# Layers whose folders may include each other in circles as yet.
WITH_CIRCLES = {"models"}

FOLDERS = {"core", "models", "ui", "app", "assets", "soundfonts", "tests", "docs"}
FILES = {"CMakeLists.txt", "CMakePresets.json", "README.md", "LICENSE", "run", "test"}
SOURCES = {".h", ".cpp"}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)


def tracked_files():
    """Those that git knows, or in an unpacked archive all but the build."""
    git = ["git", "-C", str(REPOSITORY), "ls-files", "-z", "--cached", "--others",
           "--exclude-standard"]
    listing = subprocess.run(git, capture_output=True, text=True, check=False)
    if listing.returncode == 0:
        names = [name for name in listing.stdout.split("\0") if name]
    else:
        names = [str(path.relative_to(REPOSITORY)) for path in REPOSITORY.rglob("*")
                 if path.is_file() and path.relative_to(REPOSITORY).parts[0] not in {"build", "out"}]
    return [pathlib.PurePosixPath(name) for name in names if (REPOSITORY / name).exists()]


def includes(path):
    text = (REPOSITORY / path).read_text(encoding="utf-8")
    return [(quote == '"', name) for quote, name in INCLUDE.findall(text)]


def forbidden(layer, is_own, name):
    """Why `layer` may not include `name`, or None."""
    for library, (pattern, allowed) in FOREIGN.items():
        if not is_own and pattern.match(name) and layer not in allowed:
            return f"{layer}/ must not see {library}"
    folder = name.split("/")[0]
    if is_own and folder in OWN and folder not in OWN[layer]:
        return f"{layer}/ must not see {folder}/"
    return None


def folder_of(path):
    """Where a file stands, such as core/encoding/events. A pair of files that stands in a layer
    itself is a room of its own: app/main.
    """
    path = pathlib.PurePosixPath(path)
    return str(path.with_suffix("") if len(path.parts) == 2 else path.parent)


def circles(arrows):
    """Of pairs (file, what it includes) of one layer, those whose folders can be reached from each
    other: no folder of a circle can be read or tested before the others.
    """
    below = {}
    for path, name in arrows:
        if folder_of(path) != folder_of(name):
            below.setdefault(folder_of(path), set()).add(folder_of(name))

    def reached(start):
        found, ahead = set(), [start]
        while ahead:
            for folder in below.get(ahead.pop(), set()) - found:
                found.add(folder)
                ahead.append(folder)
        return found

    reach = {folder: reached(folder) for folder in below}
    return [f"{path} includes {name}" for path, name in arrows
            if folder_of(path) != folder_of(name)
            and folder_of(path) in reach.get(folder_of(name), set())]


class Layers(unittest.TestCase):
    def setUp(self):
        self.files = tracked_files()
        self.assertGreater(len(self.files), 30, "no sources found")

    def sources(self):
        return [path for path in self.files
                if path.suffix in SOURCES and path.parts[0] in OWN]

    def test_no_forbidden_arrow(self):
        wrong = [f"{path} includes {name}: {reason}"
                 for path in self.sources() for is_own, name in includes(path)
                 if (reason := forbidden(path.parts[0], is_own, name))]
        self.assertEqual(wrong, [])

    def test_rules_catch_what_they_should(self):
        self.assertIsNotNone(forbidden("core", False, "QString"))
        self.assertIsNotNone(forbidden("core", False, "QtCore/QString"))
        self.assertIsNotNone(forbidden("core", False, "torch/torch.h"))
        self.assertIsNotNone(forbidden("ui", True, "models/registry.h"))
        self.assertIsNotNone(forbidden("models", True, "ui/theme/theme.h"))
        self.assertIsNotNone(forbidden("ui", True, "app/cli/command.h"))
        self.assertIsNotNone(forbidden("app", False, "torch/script.h"))
        self.assertIsNone(forbidden("ui", False, "QWidget"))
        self.assertIsNone(forbidden("core", False, "queue"))
        self.assertIsNone(forbidden("app", True, "ui/theme/theme.h"))

    def test_no_circle_of_folders_within_a_layer(self):
        for layer in sorted(OWN):
            arrows = [(path, name) for path in self.sources() if path.parts[0] == layer
                      for is_own, name in includes(path)
                      if is_own and name.split("/")[0] == layer]
            self.assertEqual(circles(arrows), [], layer)

    def test_circles_are_seen(self):
        arrows = [("core/music/a.h", "core/base/b.h"), ("core/runs/c.cpp", "core/music/a.h"),
                  ("core/music/d.cpp", "core/music/a.h")]
        self.assertEqual(circles(arrows), [])
        self.assertEqual(circles(arrows + [("core/music/invented.cpp", "core/runs/c.h")]),
                         ["core/runs/c.cpp includes core/music/a.h",
                          "core/music/invented.cpp includes core/runs/c.h"])

    def test_own_headers_are_included_by_their_full_path(self):
        wrong = [f"{path} includes \"{name}\"" for path in self.sources()
                 for is_own, name in includes(path)
                 if is_own and name.split("/")[0] not in OWN and not name.endswith(".moc")]
        self.assertEqual(wrong, [])

    def test_no_other_top_level_folder_or_file(self):
        for path in self.files:
            top = path.parts[0]
            if top.startswith("."):
                continue
            self.assertIn(top, FILES if len(path.parts) == 1 else FOLDERS, str(path))

    def test_every_source_states_its_licence(self):
        wrong = [str(path) for path in self.files
                 if path.suffix in SOURCES | {".py", ".sh"}
                 and "SPDX-License-Identifier: GPL-3.0-or-later" not in
                 "\n".join((REPOSITORY / path).read_text(encoding="utf-8").splitlines()[:2])]
        self.assertEqual(wrong, [])

    def test_every_header_guards_itself(self):
        wrong = [str(path) for path in self.sources() if path.suffix == ".h"
                 and "#pragma once" not in (REPOSITORY / path).read_text(encoding="utf-8")]
        self.assertEqual(wrong, [])

    def test_no_kind_of_model_is_told_by_its_name(self):
        compared = re.compile(r'\bfamily\s*[=!]=\s*"|\bfamily\.(starts|ends)_with')
        wrong = [str(path) for path in self.sources()
                 if compared.search((REPOSITORY / path).read_text(encoding="utf-8"))]
        self.assertEqual(wrong, [], "ask core/runs/model_family.h")


if __name__ == "__main__":
    unittest.main()
