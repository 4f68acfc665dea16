# SPDX-License-Identifier: GPL-3.0-or-later
"""The runs of recorded_runs.json: what to learn from, and with which words after `--preset`.

`wanted` is what a command is meant to show; run_judgement.py decides what came of it.
"""

COMMANDS = {}

JSB = [" ".join(f"frames/jsb/train/{i:03}.mid" for i in range(first, first + 8))
       for first in range(0, 64, 8)]
FOLK = [" ".join(f"frames/nottingham/train/{i:03}.mid" for i in range(first, first + 4))
        for first in range(0, 32, 4)]
BACH = "single/01-solo-piano-score-bach846.mid"
POP = "single/04-pop-3-tracks-pop909-001.mid"
BLUES = "single/06-jazz-city-blues-openmsx.mid"
SAMBA = "single/08-drums-groove-samba.mid"
RAGTIME = "single/11-ragtime-entertainer.mid"
TUNE = "single/12-short-folk-ashover1.mid"
GAME = "corpus/game/d_e1m8.mid"
FUNK = "corpus/drums/drummer7_session1_12_funk_102_beat_4-4.mid"
FUGUE = "corpus/bach/bach_847.mid"
PRELUDE = "corpus/bach/bach_850.mid"


def add(name, wanted, files, preset, words, **more):
    COMMANDS[name] = {"wanted": wanted, "files": files, "preset": preset, "words": words, **more}


def learn(epochs, every, seed, *settings, bars=8):
    words = f"--epochs {epochs} --sample-every {every} --seed {seed} --bars {bars}"
    return " ".join([words, *(f"--set {setting}" for setting in settings)])


# Healthy models with a likelihood: stopped in time, or small and regularised.
for i, (files, preset, epochs) in enumerate([
        (TUNE, "lstm", 32), (TUNE, "gru", 28), (TUNE, "transformer", 40), (JSB[0], "lstm", 16),
        (JSB[1], "gru", 12), (FOLK[0], "lstm", 24), (FOLK[1], "gru", 16), (RAGTIME, "lstm", 12),
        (POP, "lstm", 8), (BACH, "lstm", 9), (PRELUDE, "gru", 8), (JSB[2], "frames-joint", 16),
        (FOLK[2], "transformer", 24), (SAMBA, "lstm", 6)]):
    add(f"healthy-{preset}-{i + 1}", "healthy", files, preset, learn(epochs, epochs // 4, i + 1))

# Healthy VAEs.
for i, (files, epochs, settings) in enumerate([
        (TUNE, 60, []), (RAGTIME, 40, []), (FOLK[3], 60, []), (JSB[3], 40, ["beta=.1"]),
        (GAME, 30, ["latent=16"])]):
    add(f"healthy-vae-{i + 1}", "healthy", files, "vae",
        learn(epochs, epochs // 2, 20 + i, *settings, bars=4))

# Balanced GANs: a smooth, forgetful discriminator.
def painter(channels, has_norm=True):
    layers = [{"layer": "project", "channels": channels, "patch": [0, 12]}, {"layer": "norm"},
              {"layer": "relu"}, {"layer": "conv", "channels": channels, "kernel": [1, 3]},
              {"layer": "norm"}, {"layer": "relu"}, {"layer": "paint", "patch": [0, 12]}]
    return [layer for layer in layers if has_norm or layer["layer"] != "norm"]


def critic(channels, dropout=0, has_deviation=True, depth=0):
    layers = [{"layer": "conv", "channels": channels, "kernel": [0, 12], "stride": [0, 12]},
              {"layer": "relu", "slope": 0.2}]
    for _ in range(depth):
        layers += [{"layer": "conv", "channels": channels, "kernel": [1, 3]},
                   {"layer": "relu", "slope": 0.2}]
    if dropout:
        layers.append({"layer": "dropout", "rate": dropout})
    if has_deviation:
        layers.append({"layer": "deviation"})
    return layers + [{"layer": "linear"}]


def nets(generator, discriminator):
    return {"generator": generator, "discriminator": discriminator}


for i, (files, seed, penalty) in enumerate([
        (RAGTIME, 31, 2), (POP, 35, 4), (RAGTIME, 51, 4), (POP, 52, 2), (BLUES, 53, 4),
        (FOLK[4], 54, 4), (JSB[4], 55, 2)]):
    add(f"healthy-gan-{i + 1}", "healthy", files, "gan",
        learn(100, 50, seed, "average=0", f"gradient_penalty={penalty}", "shortest_run=1", bars=4),
        network=nets(painter(96), critic(32, 0.4)))

# Samples that get stuck: the likeliest note every time, or a model that has learned little.
SAFE = ["temperature=.05", "top_p=.05"]
for i, (files, preset, epochs, settings) in enumerate([
        (TUNE, "lstm", 12, ["ngram=false"]), (TUNE, "gru", 12, ["ngram=false"]),
        (BACH, "lstm", 6, ["ngram=false"]), (RAGTIME, "gru", 4, ["ngram=false"]),
        (POP, "lstm", 4, ["ngram=false"]), (BLUES, "gru", 4, ["ngram=false"]),
        (JSB[5], "lstm", 6, []), (FOLK[5], "transformer", 8, ["ngram=false"]),
        (FUGUE, "lstm", 4, ["ngram=false"]), (PRELUDE, "gru", 6, ["ngram=false"]),
        (GAME, "lstm", 4, ["ngram=false"]), (FUNK, "lstm", 8, ["ngram=false"])]):
    add(f"loop-{preset}-{i + 1}", "loop", files, preset,
        learn(epochs, epochs // 4 if epochs > 4 else 1, 40 + i, *SAFE, *settings))
add("loop-coe-lstm", "loop", BACH, "coe-lstm", "--epochs 12 --sample-every 4")
add("loop-musigan-lstm", "loop", TUNE, "musigan-lstm", learn(8, 2, 55, *SAFE))

# Learned by heart.
HEART = ["dropout=0", "weight_decay=0", "schedule=constant"]
for i, (files, preset, epochs) in enumerate([
        (BACH, "lstm", 24), (POP, "gru", 20), (FOLK[3], "lstm", 40), (FUGUE, "lstm", 24),
        (TUNE, "gru", 60), (FUGUE, "gru", 16), (PRELUDE, "lstm", 20), (JSB[6], "gru", 40),
        (FOLK[6], "gru", 24), (GAME, "lstm", 16), (TUNE, "transformer", 60)]):
    add(f"overtraining-{preset}-{i + 1}", "overtraining", files, preset,
        learn(epochs, epochs // 2, 60 + i, *HEART))
for i, files in enumerate([BACH, POP]):
    add(f"overtraining-vae-{i + 1}", "overtraining", files, "vae",
        learn(80, 40, 75 + i, "weight_decay=0", "schedule=constant", bars=4))

# Codes that say nothing.
for i, (files, preset, epochs, settings) in enumerate([
        (TUNE, "vae", 30, ["beta=10"]), (BACH, "vae", 24, ["beta=10"]),
        (RAGTIME, "vae", 20, ["beta=5"]), (POP, "vae", 20, ["beta=10"]),
        (FOLK[0], "vae", 30, ["beta=10"]), (JSB[0], "vae", 30, ["beta=8"]),
        (FUGUE, "vae", 24, ["beta=10"]), (GAME, "vae", 20, ["beta=10"]),
        (TUNE, "vae", 30, ["beta=3"]), (FUNK, "vae", 24, ["beta=10"]),
        (TUNE, "tuc-vae", 16, ["beta=1"]), (BACH, "tuc-vae", 16, ["beta=10"])]):
    free = ["free_bits=0", "cycles=0"] if preset == "vae" else []
    add(f"posterior-{preset}-{i + 1}", "posterior_collapse", files, preset,
        learn(epochs, epochs // 2, 80 + i, *free, *settings, bars=4))

# Discriminators that win: nothing holds them back, and the generator is too small to follow.
for i, (files, channels, settings) in enumerate([
        (TUNE, 256, []), (BACH, 256, []), (RAGTIME, 128, []), (POP, 128, []),
        (FOLK[1], 256, []), (JSB[1], 256, []), (FUGUE, 256, []), (PRELUDE, 256, []),
        (GAME, 128, []), (FUNK, 256, []), (JSB[2], 256, ["adversarial=hinge"]),
        (TUNE, 256, ["adversarial=hinge"])]):
    add(f"diverging-gan-{i + 1}", "diverging", files, "gan",
        learn(160 if files in (TUNE, FUNK) else 100, 50, 100 + i, "average=0", "shortest_run=1",
              "gradient_penalty=0", "transposition=0", "time_shift=0",
              "learning_rate=.002", *settings, bars=4),
        network=nets(painter(4), critic(channels, depth=1)))
for i, (files, preset) in enumerate([(TUNE, "gan"), (FUNK, "gan"), (TUNE, "transformer")]):
    add(f"exploding-{preset}-{i + 1}", "diverging", files, preset,
        learn(60, 30, 115 + i, "learning_rate=1", "clip=0", bars=4))

# Generators that paint one picture: hardly any noise to paint from, and nobody to tell.
for i, (files, settings) in enumerate([
        (TUNE, []), (BACH, []), (RAGTIME, []), (POP, []), (FOLK[2], ["latent=2"]), (JSB[3], []),
        (FUGUE, []), (PRELUDE, []), (GAME, []), (FUNK, []), (BLUES, []), (JSB[4], []),
        (POP, ["adversarial=hinge"]), (FOLK[1], ["average=.5"])]):
    add(f"collapsed-gan-{i + 1}", "collapsed", files, "gan",
        learn(110, 55, 120 + i, "average=0", "shortest_run=1", "latent=1", "gradient_penalty=2",
              "spread=.01", *settings, bars=4),
        network=nets(painter(64, has_norm=False), critic(32, 0.3, has_deviation=False)))

# Pictures that stay below the threshold, and samples without notes.
for i, (files, settings) in enumerate([
        (TUNE, []), (TUNE, ["learning_rate=.0001"]), (TUNE, ["threshold=.8"]), (FUNK, []),
        (FUNK, ["threshold=.7"]), (TUNE, ["threshold=.9"]), (FOLK[4].split()[0], []),
        (JSB[6].split()[0] + " " + JSB[6].split()[1], []), (FOLK[5].split()[0], ["noise=normal"]),
        (JSB[0].split()[3] + " " + JSB[0].split()[4], ["threshold=.7"])]):
    add(f"black-tuc-gan-{i + 1}", "black", files, "tuc-gan",
        learn(50, 25, 140 + i, *settings, bars=4))
add("tuc-gan-bach", "black", BACH, "tuc-gan", "--epochs 60 --sample-every 20")
