# SPDX-License-Identifier: GPL-3.0-or-later
"""Ways to damage and to forge a project, for damaged_projects_test.py."""

import json
import random
import sqlite3
import struct
import subprocess
from pathlib import Path

import mido

LIMIT = 120  # seconds; a command takes one or two
PAGE = 4096
RUN_OUT_OF_TIME = "timeout"
NETWORK = ('network=[{"layer":"embedding","size":8},{"layer":"lstm","units":8},'
           '{"layer":"linear"}]')
# What resume may change; all other rows that are whole stay as they are.
LASTING = {"source": "id", "take": "id", "epoch": "run, epoch", "measure": "run, epoch, name",
           "run_source": "run, position"}


class Failure(Exception):
    pass


def write_piece(path):
    rng = random.Random(4)
    midi = mido.MidiFile(ticks_per_beat=480)
    track = midi.add_track()
    for _ in range(160):
        pitch = rng.choice([60, 62, 64, 65, 67, 69, 71, 72])
        track.append(mido.Message("note_on", note=pitch, velocity=80, time=0))
        track.append(mido.Message("note_off", note=pitch, velocity=0, time=240))
    midi.save(path)


def run(program, *words):
    """Status (or RUN_OUT_OF_TIME), standard output and standard error."""
    try:
        done = subprocess.run([program, *map(str, words)], capture_output=True, timeout=LIMIT,
                              stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        return RUN_OUT_OF_TIME, b"", b""
    return done.returncode, done.stdout, done.stderr


def rows(path, tables=LASTING):
    """Rows of tables by their keys as SQLite reads them, as far as it can; what it cannot is
    missing."""
    found = {}
    connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    connection.text_factory = bytes
    for table, key in tables.items():
        keys = len(key.split(","))
        try:
            answer = connection.execute(f"SELECT {key}, * FROM {table}")
            names = [column[0] for column in answer.description]
            for row in answer: # the time that something took is never the same
                found[(table, *row[:keys])] = [
                    value for name, value in zip(names[keys:], row[keys:]) if name != "seconds"]
        except (sqlite3.Error, UnicodeDecodeError):
            pass
    connection.close()
    return found


def everything(path):
    """All rows of all tables, or None if SQLite cannot read them all. A number that SQLite only keeps
    so that it is not used twice may be larger without harm."""
    connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    connection.text_factory = bytes
    try:
        names = [name.decode() for name, in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'sqlite_sequence'"
            " ORDER BY name")]
        return {name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr)
                for name in names}
    except (sqlite3.Error, UnicodeDecodeError):
        return None
    finally:
        connection.close()


# Damage. Each changes the bytes of a whole project.

def flip(data, rng):
    for _ in range(rng.choice([1, 1, 1, 2, 8, 40])):
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)


def flip_header(data, rng):
    start = rng.randrange(len(data) // PAGE) * PAGE
    for _ in range(rng.randrange(1, 4)):
        data[start + rng.randrange(100 if start == 0 else 12)] = rng.randrange(256)


def cut(data, rng):
    del data[rng.randrange(len(data)):]


def empty_page(data, rng):
    start = rng.randrange(len(data) // PAGE) * PAGE
    data[start:start + PAGE] = bytes(PAGE)


def swap_pages(data, rng):
    a, b = (PAGE * page for page in rng.sample(range(len(data) // PAGE), 2))
    data[a:a + PAGE], data[b:b + PAGE] = data[b:b + PAGE], data[a:a + PAGE]


def change_value(path, rng):
    """A column of a row gets another value; its checksum stays."""
    connection = sqlite3.connect(path)
    tables = [name for name, in connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('sqlite_sequence')")]
    rng.shuffle(tables)
    for table in tables:
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        column = rng.choice(columns)
        value = rng.choice(["NULL", "0", "-1", "9223372036854775807", "1e308", "'x'", "x'00ff'",
                            f"{column} + 1", f"zeroblob(length({column}))",
                            f"substr({column}, 2)"])
        row = rng.choice(["1", "1", "random() & 1"])
        try:
            if connection.execute(f"UPDATE {table} SET {column} = {value} WHERE {row}").rowcount:
                connection.commit()
                break
        except sqlite3.Error:
            connection.rollback()
    connection.close()


def on_bytes(damage):
    def change(path, rng):
        data = bytearray(path.read_bytes())
        damage(data, rng)
        path.write_bytes(data)
    return change


DAMAGES = {"flip": (80, on_bytes(flip)), "header": (24, on_bytes(flip_header)),
           "cut": (24, on_bytes(cut)), "empty": (20, on_bytes(empty_page)),
           "swap": (20, on_bytes(swap_pages)), "value": (32, change_value)}


# Hostile projects. SQL, or a function of the path and the generator.

def sql(*statements):
    def change(path, rng):
        connection = sqlite3.connect(path)
        for statement in statements:
            connection.execute(statement.replace("RANDOM", str(rng.randrange(1, 1 << 30))))
        connection.commit()
        connection.close()
    return change


def forged(*statements):
    """With right checksums, as by somebody who knows how they are made."""
    def change(path, rng):
        sql(*statements)(path, rng)
        reseal(path)
    return change


def row_hash(values):
    hashed = 0xcbf29ce484222325

    def add(data):
        nonlocal hashed
        for byte in data:
            hashed = (hashed ^ byte) * 0x100000001b3 & 0xffffffffffffffff

    for value in values:
        kind = {int: 1, float: 2, str: 3, bytes: 4, type(None): 5}[type(value)]
        add(kind.to_bytes(8, "little"))
        if kind == 1:
            add((value & 0xffffffffffffffff).to_bytes(8, "little"))
        elif kind == 2:
            add(struct.pack("<d", value))
        elif kind in (3, 4):
            data = value.encode("utf-8", "surrogateescape") if kind == 3 else value
            add(len(data).to_bytes(8, "little"))
            add(data)
    return hashed - (1 << 64) if hashed >> 63 else hashed


KEYS = {"source": "id", "document": "id", "run": "id", "run_source": "run, position",
        "epoch": "run, epoch", "measure": "run, epoch, name", "take": "id", "weights": "run, epoch",
        "checkpoint": "run, slot", "latent_map": "run", "edit": "document, position"}


def reseal(path):
    connection = sqlite3.connect(path)
    connection.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
    connection.execute("DELETE FROM checksum")
    for table, key in KEYS.items():
        there = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
        key = ", ".join(column for column in key.split(", ") if column in there)
        count = len(key.split(","))
        for row in connection.execute(f"SELECT {key}, * FROM {table}").fetchall():
            name = "/".join(str(part) for part in row[:count])
            connection.execute("INSERT INTO checksum VALUES (?, ?, ?)",
                               (table, name, row_hash(row[count:])))
    connection.commit()
    connection.close()


def deep(count):
    return "'{\"name\":\"lstm\",\"network\":" + "[" * count + "]" * count + "}'"


def fnv(data, hashed=0xcbf29ce484222325):
    for byte in data:
        hashed = (hashed ^ byte) * 0x100000001b3 & 0xffffffffffffffff
    return hashed


def leaves(value, path=()):
    """Where every plain value of a JSON value stands."""
    if isinstance(value, (dict, list)):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from leaves(value[key], path + (key,))
    else:
        yield path


def blobs(change_text):
    """Other headers of weights and checkpoints, with right checksums (docs/file_formats.md). The
    numbers behind them stay."""
    def forge(blob, rng):
        size = struct.unpack_from("<Q", blob, 12)[0]
        text = change_text(blob[20:20 + size].decode(), rng).encode()
        front = blob[:12] + struct.pack("<Q", len(text)) + text + blob[20 + size:-8]
        return front + struct.pack("<Q", fnv(front))

    def change(path, rng):
        connection = sqlite3.connect(path)
        for run, epoch, weights in connection.execute(
                "SELECT run, epoch, weights FROM weights").fetchall():
            connection.execute("UPDATE weights SET weights = ? WHERE run = ? AND epoch = ?",
                               (forge(weights, rng), run, epoch))
        for run, slot, weights, training in connection.execute(
                "SELECT run, slot, weights, training FROM checkpoint").fetchall():
            weights, training = forge(weights, rng), forge(training, rng)
            hashed = fnv(training, fnv(weights))
            connection.execute("UPDATE checkpoint SET weights = ?, training = ?, hash = ?"
                               " WHERE run = ? AND slot = ?",
                               (weights, training, hashed - (1 << 64) if hashed >> 63 else hashed,
                                run, slot))
        connection.commit()
        connection.close()
        reseal(path)
    return change


def deep_text(text, rng):
    return "{\"arrays\":[],\"header\":" + "[" * 50000 + "]" * 50000 + "}"


def another_value(text, rng):
    value = json.loads(text)
    *way, last = rng.choice(list(leaves(value)))
    inner = value
    for key in way:
        inner = inner[key]
    inner[last] = rng.choice([-1, 0, 1 << 31, 1 << 62, -(1 << 63), 1e300, -0.5, None, True, "",
                              "x" * 100000, [], {}, [[[]]], inner[last]])
    return json.dumps(value)


def without_a_key(text, rng):
    value = json.loads(text)
    inner = value["header"]
    while True:
        key = rng.choice(list(inner))
        if isinstance(inner[key], dict) and inner[key] and rng.random() < 0.5:
            inner = inner[key]
        else:
            del inner[key]
            return json.dumps(value)


ESCAPES = "'lstm' || char(27) || ']0;owned' || char(7) || char(155) || '31m'"
RENAMED = ("UPDATE run SET recipe = json_set(recipe, '$.name', {})",
           "UPDATE take SET preset = {}")


def renamed(name):
    return tuple(statement.format(name) for statement in RENAMED)


HOSTILE = {
    "path up": forged(*renamed("'../../../../../../tmp/leitmotif-escaped'")),
    "path from root": forged(*renamed("'/tmp/leitmotif-escaped'")),
    "hidden name": forged(*renamed("'.'")),
    "long name": forged(*renamed("printf('%0*d', 5000, 0)")),
    "escapes": forged(*renamed(ESCAPES)),
    "a million threads": forged("UPDATE run SET threads = 1000000"),
    "negative threads": forged("UPDATE run SET threads = -1"),
    "deep recipe": forged(f"UPDATE run SET recipe = {deep(50000)}"),
    "deeper recipe": forged(f"UPDATE run SET recipe = {deep(200000)}"),
    "wide network": forged("UPDATE run SET recipe = json_set(recipe, '$.network', json('[' ||"
                           " substr(replace(printf('%.*c', 100000, 'x'), 'x', ',1'), 2) || ']'))"),
    "deep headers": blobs(deep_text),
    "another value in headers": blobs(another_value),
    "a header without a key": blobs(without_a_key),
    "deep tracks": forged("UPDATE run_source SET tracks = printf('%.*c', 100000, '[')"),
    "bars overflow": forged("UPDATE run_source SET first_bar = 9223372036854775807,"
                            " last_bar = 9223372036854775807"),
    "text for music": forged("UPDATE source SET midi = 'MThd'"),
    "bytes for a name": forged("UPDATE source SET name = x'2e2e2f'"),
    "no utf-8": forged("UPDATE source SET name = CAST(x'ff1b5b33316d' AS TEXT)"),
    "trigger": sql("CREATE TRIGGER sqliteXevil AFTER INSERT ON epoch BEGIN DELETE FROM take;"
                   " UPDATE epoch SET loss = 0.001; END"),
    "plain trigger": sql("CREATE TRIGGER evil AFTER UPDATE ON run BEGIN DELETE FROM take; END"),
    "view": sql("ALTER TABLE measure RENAME TO sqlitexm",
                "CREATE VIEW measure AS SELECT * FROM sqlitexm"),
    "virtual table": sql("CREATE VIRTUAL TABLE sqlitexfts USING fts5(x)"),
    "another table": sql("CREATE TABLE sqlite1 (x)"),
    "numbers used up": sql("UPDATE sqlite_sequence SET seq = 9223372036854775807"),
    "many epochs": forged("WITH RECURSIVE n(i) AS (SELECT 5 UNION ALL SELECT i + 1 FROM n LIMIT"
                          " 3000) INSERT INTO epoch SELECT 1, i, 1.0, NULL, NULL, 0, 1.0 FROM n"),
    "newer": sql("PRAGMA user_version = 99"),
    "negative version": sql("PRAGMA user_version = -7"),
    "another program": sql("PRAGMA application_id = 7"),
    "zero bytes": lambda path, rng: path.write_bytes(b""),
    "no database": lambda path, rng: path.write_bytes(b"MThd" + bytes(1000)),
    "lost checkpoint": sql("DELETE FROM checkpoint"),
    "lost run": sql("PRAGMA foreign_keys = OFF", "DELETE FROM run"),
    "emptied checkpoint": sql("UPDATE checkpoint SET training = zeroblob(length(training))"),
    "other loss": sql("UPDATE epoch SET loss = loss + 1 WHERE epoch = 2"),
}
# These are as their writer meant them, and well within all bounds, or only odd to look at.
MAY_END_WELL = {"path up", "path from root", "hidden name", "escapes", "no utf-8", "many epochs",
                "zero bytes", "another value in headers", "a header without a key"}
FORGED_HEADERS = {"deep headers", "another value in headers", "a header without a key"}
OUTSIDE = Path("/tmp/leitmotif-escaped")
