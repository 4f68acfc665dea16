# SPDX-License-Identifier: GPL-3.0-or-later
"""More runs of recorded_runs.json, made after the rules of diagnosis stood: other files, seeds and
causes than those that thresholds were chosen by. They judge the rules, and are not for tuning them.
"""
from recorded_commands import critic, learn, nets, painter

COMMANDS = {}


def files(folder, numbers):
    return " ".join(f"frames/{folder}/{i:03}.mid" for i in numbers)


def one(names, index):
    return names.split()[index]


JSB = [files("jsb/train", range(first, first + 8)) for first in range(64, 192, 8)]
FOLK = [files("nottingham/train", range(first, first + 4)) for first in range(100, 164, 4)]
TUNES = [files("nottingham/valid", range(first, first + 6)) for first in range(0, 36, 6)]
GAMES = [f"corpus/game/d_e1m{i}.mid" for i in range(1, 8)] + \
        [f"corpus/game/d_e2m{i}.mid" for i in range(1, 7)]
BACH = "single/01-solo-piano-score-bach846.mid"
PRELUDE = "corpus/bach/bach_846.mid"
METAL = "single/07-game-freedoom-e1m1.mid"
SIXTEEN = "single/14-format0-16ch-signal.mid"
STREET = "corpus/drums/drummer1_session1_100_neworleans-secondline_94_beat_4-4.mid"
ROCK = "corpus/drums/drummer8_session1_28_rock_102_beat_4-4.mid"
SOUL = "corpus/drums/drummer5_session2_11_soul_96_beat_4-4.mid"


def add(name, wanted, names, preset, words, **more):
    COMMANDS[name] = {"wanted": wanted, "files": names, "preset": preset, "words": words, **more}


# Own presets as they are.
for i, (names, preset, epochs) in enumerate([
        (JSB[0], "lstm", 12), (JSB[1], "gru", 12), (JSB[2], "transformer", 20),
        (FOLK[0], "lstm", 16), (FOLK[1], "gru", 16), (TUNES[0], "lstm", 16), (PRELUDE, "gru", 9),
        (GAMES[3], "lstm", 6), (GAMES[8], "gru", 6), (JSB[3], "frames-lstm", 12),
        (STREET, "lstm", 6), (TUNES[1], "transformer", 24)]):
    add(f"healthy-{preset}-{i}", "healthy", names, preset,
        learn(epochs, max(1, epochs // 3), 300 + i))
add("healthy-lstm-reel", "healthy", SIXTEEN, "lstm", learn(4, 1, 970))
add("healthy-gru-chorale", "healthy", JSB[15], "gru", learn(14, 4, 971))
for i, (names, epochs, settings) in enumerate([
        (JSB[4], 30, []), (FOLK[2], 40, ["latent=8"]), (TUNES[2], 40, []), (GAMES[5], 20, []),
        (ROCK, 30, ["beta=.2"])]):
    add(f"healthy-vae-{i}", "healthy", names, "vae",
        learn(epochs, epochs // 2, 320 + i, *settings, bars=4))
for i, (names, settings) in enumerate([
        (GAMES[0], []), (SIXTEEN, []), (JSB[5], []), (FOLK[3], []), (METAL, []), (TUNES[3], []),
        (GAMES[9], ["gradient_penalty=6"]), (JSB[6], ["average=0"]), (GAMES[2], ["average=0"])]):
    add(f"own-gan-{i}", "healthy", names, "gan", learn(60, 30, 340 + i, *settings, bars=4))
for i, (names, penalty, channels) in enumerate([
        (GAMES[0], 3, 64), (GAMES[2], 2, 96), (JSB[7], 3, 96), (FOLK[11], 2, 64), (TUNES[3], 5, 96),
        (SIXTEEN, 3, 96)]):
    add(f"balanced-gan-{i}", "healthy", names, "gan",
        learn(80, 40, 701 + i, "average=0", f"gradient_penalty={penalty}", "shortest_run=1",
              bars=4),
        network=nets(painter(channels), critic(32, 0.3)))

# Samples that get stuck.
for i, (names, preset, epochs, temperature, top_p) in enumerate([
        (GAMES[1], "lstm", 4, ".1", ".2"), (JSB[7], "gru", 5, ".05", ".1"),
        (TUNES[4], "lstm", 8, ".05", ".1"), (FOLK[4], "gru", 8, ".1", ".1"),
        (GAMES[6], "gru", 3, ".05", ".1"), (SOUL, "lstm", 6, ".05", ".1"),
        (PRELUDE, "lstm", 5, ".05", ".1"), (TUNES[5], "transformer", 8, ".05", ".1"),
        (METAL, "lstm", 3, ".05", ".1"), (JSB[8], "lstm", 4, ".1", ".1")]):
    counts = [] if names == JSB[7] else ["ngram=false"]
    add(f"loop-{preset}-{i}", "loop", names, preset,
        learn(epochs, max(1, epochs // 4), 400 + i, f"temperature={temperature}", f"top_p={top_p}",
              *counts))
for name, names, preset, words in [
        ("loop-xr-half", FOLK[5], "xr-half", "--epochs 10 --sample-every 5 --seed 411"),
        ("loop-musigan-gru", FOLK[6], "musigan-gru", "--epochs 6 --sample-every 3 --seed 412"),
        ("loop-coe-lstm-game", GAMES[4], "coe-lstm", "--epochs 6 --sample-every 3 --seed 413"),
        ("loop-coe-lstm-jsb", JSB[9], "coe-lstm", "--epochs 8 --sample-every 4 --seed 414"),
        ("coe-lstm-bach", BACH, "coe-lstm", "--epochs 12 --sample-every 4 --seed 961")]:
    add(name, "loop", names, preset, words)

# Learned by heart.
PLAIN = ["dropout=0", "weight_decay=0"]
STEADY = ["dropout=0", "schedule=constant"]
ALIKE = ["dropout=0", "transposition=0"]
for i, (names, preset, epochs, settings) in enumerate([
        (JSB[0], "lstm", 40, PLAIN), (FOLK[7], "gru", 40, [*PLAIN, "schedule=constant"]),
        (TUNES[0], "lstm", 40, ["dropout=0"]), (PRELUDE, "transformer", 40, STEADY),
        (GAMES[7], "lstm", 20, ALIKE), (GAMES[10], "gru", 16, ALIKE),
        (JSB[10], "transformer", 50, PLAIN), (STREET, "gru", 16, STEADY),
        (FOLK[8], "lstm", 50, ALIKE), (JSB[11], "frames-lstm", 60, [*PLAIN, "patience=0"]),
        (GAMES[11], "transformer", 20, ALIKE)]):
    add(f"overtraining-{preset}-{i}", "overtraining", names, preset,
        learn(epochs, epochs // 2, 500 + i, *settings))
for i, (names, preset, epochs) in enumerate([
        (JSB[1], "lstm", 60), (FOLK[4], "lstm", 60), (TUNES[3], "gru", 50),
        (GAMES[9], "lstm", 30)]):
    add(f"overtraining2-{preset}-{i}", "overtraining", names, preset,
        learn(epochs, epochs // 2, 1050 + i, *PLAIN, "schedule=constant", "transposition=0"))
for i, names in enumerate([GAMES[0], TUNES[1]]):
    add(f"overtraining-vae-{i}", "overtraining", names, "vae",
        learn(70, 35, 520 + i, "weight_decay=0", "transposition=0", bars=4))

# Codes that say nothing.
UNUSED = ["free_bits=0", "cycles=0"]
for i, (names, preset, epochs, settings) in enumerate([
        (JSB[12], "vae", 20, ["beta=6", *UNUSED]), (FOLK[9], "vae", 24, ["beta=4", "free_bits=0"]),
        (TUNES[2], "vae", 24, ["beta=10", *UNUSED]), (GAMES[3], "vae", 16, ["beta=9", *UNUSED]),
        (PRELUDE, "vae", 20, ["beta=5", *UNUSED]), (ROCK, "vae", 20, ["beta=8", *UNUSED]),
        (METAL, "vae", 14, ["beta=10", *UNUSED]),
        (GAMES[12], "vae", 16, ["beta=10", *UNUSED, "latent=8"]),
        (JSB[13], "vae", 20, ["beta=10", *UNUSED, "latent=4"]),
        (FOLK[10], "tuc-vae", 14, ["beta=2"]), (one(JSB[14], 0), "tuc-vae", 14, ["beta=5"])]):
    add(f"posterior-{preset}-{i}", "posterior_collapse", names, preset,
        learn(epochs, epochs // 2, 600 + i, *settings, bars=4))
for i, (names, beta) in enumerate([(JSB[5], 7), (FOLK[7], 10), (GAMES[6], 8)]):
    add(f"posterior2-vae-{i}", "posterior_collapse", names, "vae",
        learn(20, 10, 1060 + i, f"beta={beta}", *UNUSED, bars=4))

# Discriminators that could win but rest while they lead …
FREE = ["average=0", "shortest_run=1", "gradient_penalty=0"]
STILL = ["transposition=0", "time_shift=0"]
for i, (names, channels, units, rate, settings) in enumerate([
        (GAMES[1], 6, 128, ".002", []), (JSB[8], 4, 192, ".002", []),
        (FOLK[12], 8, 256, ".002", []), (PRELUDE, 4, 256, ".001", []),
        (GAMES[4], 4, 128, ".002", ["adversarial=hinge"]), (TUNES[5], 6, 256, ".002", []),
        (ROCK, 6, 192, ".002", []), (GAMES[8], 8, 128, ".003", []), (JSB[9], 8, 256, ".001", []),
        (FOLK[13], 4, 128, ".002", [])]):
    given = [f"learning_rate={rate}"]
    add(f"diverging-gan-{i}", "diverging", names, "gan",
        learn(120 if names in (ROCK, PRELUDE) else 90, 45, 800 + i, *FREE, *STILL,
              *(given if rate == ".002" else []), *settings,
              *([] if rate == ".002" else given), bars=4),
        network=nets(painter(channels), critic(units, depth=1)))
# … and those that never rest.
for i, (names, channels, units, settings) in enumerate([
        (GAMES[1], 6, 128, []), (JSB[8], 4, 192, []), (FOLK[12], 8, 256, []), (PRELUDE, 6, 256, []),
        (GAMES[4], 4, 128, ["adversarial=hinge"]), (TUNES[5], 6, 256, []), (ROCK, 6, 192, []),
        (GAMES[8], 8, 128, []), (JSB[9], 8, 256, []), (FOLK[13], 4, 128, [])]):
    add(f"winning-gan-{i}", "diverging", names, "gan",
        learn(140 if names in (ROCK, PRELUDE) else 100, 50, 1000 + i, *FREE, "balance=1",
              "reconstruction=0", *STILL, "learning_rate=.001", *settings, bars=4),
        network=nets(painter(channels), critic(units, depth=1)))
add("exploding-lstm-0", "diverging", JSB[10], "lstm",
    learn(24, 12, 820, "learning_rate=1", "clip=0", bars=4))
for i, (names, epochs) in enumerate([(FOLK[9], 40), (TUNES[1], 30), (JSB[11], 30)]):
    add(f"exploding2-transformer-{i}", "diverging", names, "transformer",
        learn(epochs, epochs // 2, 1030 + i, "learning_rate=1", "clip=0", bars=4))

# Generators that paint one picture.
for i, (names, channels, settings) in enumerate([
        (GAMES[0], 64, []), (GAMES[6], 48, []), (JSB[11], 64, []), (FOLK[15], 64, []),
        (PRELUDE, 96, []), (TUNES[0], 64, []), (SIXTEEN, 48, []), (SOUL, 64, []),
        (GAMES[9], 64, ["latent=2"]), (JSB[12], 48, ["adversarial=hinge"]), (METAL, 64, [])]):
    latent = [] if settings == ["latent=2"] else ["latent=1"]
    add(f"collapsed-gan-{i}", "collapsed", names, "gan",
        learn(90, 45, 900 + i, "average=0", "shortest_run=1", *latent, "gradient_penalty=3",
              "spread=.02", *settings, bars=4),
        network=nets(painter(channels, has_norm=False), critic(32, 0.2, has_deviation=False)))

# Pictures that stay below the threshold.
for i, (names, settings) in enumerate([
        (one(FOLK[0], 0), []), (one(FOLK[1], 1), ["threshold=.8"]), (one(JSB[0], 2), []),
        (f"{one(JSB[1], 0)} {one(JSB[1], 1)}", ["learning_rate=.0001"]), (one(TUNES[0], 0), []),
        (one(TUNES[1], 1), ["threshold=.7"]), (one(FOLK[6], 2), ["learning_rate=.0001"]),
        (one(JSB[5], 3), ["threshold=.9"]), (one(TUNES[4], 4), ["noise=normal"]),
        (one(FOLK[10], 0), [])]):
    add(f"black-tuc-gan-{i}", "black", names, "tuc-gan", learn(50, 25, 940 + i, *settings, bars=4))
for i, (names, settings) in enumerate([
        (one(FOLK[2], 1), ["threshold=.8"]), (one(TUNES[2], 0), ["learning_rate=.0001"]),
        (one(JSB[7], 1), ["threshold=.8"]), (one(TUNES[5], 2), ["threshold=.85"]),
        (one(FOLK[13], 3), ["learning_rate=.00005"])]):
    add(f"black2-tuc-gan-{i}", "black", names, "tuc-gan", learn(46, 23, 1040 + i, *settings, bars=4))
add("tuc-gan-bach", "black", BACH, "tuc-gan", "--epochs 50 --sample-every 25 --seed 962")
