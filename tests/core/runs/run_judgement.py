# SPDX-License-Identifier: GPL-3.0-or-later
"""What a recorded run is, by criteria that share nothing with core/runs/diagnosis.

Every criterion answers True, False or, where a run lies between the two, None. Curves are judged
over the end of the run as well as over every stretch of it, samples as MIDI files.
"""
import itertools

import mido
import numpy as np

STEPS = 12  # a beat
DRUMS = 9  # channel, from 0


class Notes:
    """The notes of a MIDI file on a grid of twelfths of a beat."""

    def __init__(self, path):
        midi = mido.MidiFile(path, clip=True)
        scale = STEPS / midi.ticks_per_beat
        self.bar = 4 * STEPS
        found = set()
        for track in midi.tracks:
            now, open_notes = 0, {}
            for message in track:
                now += message.time
                if message.type == "time_signature" and now == 0:
                    self.bar = 4 * STEPS * message.numerator // message.denominator
                if message.type not in ("note_on", "note_off"):
                    continue
                key = (message.channel, message.note)
                if key in open_notes:
                    start = open_notes.pop(key)
                    pitch = message.note + (128 if message.channel == DRUMS else 0)
                    length = max(1, round((now - start) * scale))
                    found.add((round(start * scale), pitch, length))
                if message.type == "note_on" and message.velocity > 0:
                    open_notes[key] = now
        self.notes = sorted(found)
        self.length = max((start + length for start, _, length in self.notes), default=0)

    def onsets(self):
        grid = np.zeros((self.length + 1, 256), bool)
        for start, pitch, _ in self.notes:
            grid[start, pitch] = True
        return grid

    def picture(self, first, steps):
        """(steps, 256): what sounds from step `first` on."""
        grid = np.zeros((steps, 256), bool)
        for start, pitch, length in self.notes:
            end = start + (length if pitch < 128 else 1)
            if end > first and start < first + steps:
                grid[max(0, start - first):min(steps, end - first), pitch] = True
        return grid


def repeated_stretch(onsets, at_end):
    """Longest (steps, periods) of a stretch that repeats exactly with a period of up to 12 beats,
    at least three times: the one that reaches the last onset, or any."""
    sounding = np.flatnonzero(onsets.any(axis=1))
    if not len(sounding):
        return 0, 0.0
    grid = onsets[sounding[0]:sounding[-1] + 1]
    best = (0, 0.0)
    for lag in range(1, min(12 * STEPS, len(grid) // 3) + 1):
        equal = (grid[lag:] == grid[:-lag]).all(axis=1)
        same = 0
        for is_equal in (equal[::-1] if at_end else equal):
            same = same + 1 if is_equal else 0
            if at_end and not is_equal:
                break
            if same >= 2 * lag and same + lag > best[0]:
                # silence repeats itself as well, so the stretch must hold onsets in every period
                best = (same + lag, (same + lag) / lag)
    return best


def is_stuck(sample, source_stretch):
    """A sample whose last half or more is one pattern over and over, for longer than anything in
    the source is. Unclear: a quarter or more."""
    onsets = sample.onsets()
    stretch, _ = repeated_stretch(onsets, at_end=True)
    share = stretch / max(1, len(onsets))
    if share < 0.25 or stretch < STEPS * 2:
        return False
    if stretch <= source_stretch:
        return None if share >= 0.5 else False
    return True if share >= 0.5 else None


def distance(pictures):
    """Mean share of cells in which two of the pictures differ."""
    return float(np.mean([(a != b).mean() for a, b in itertools.combinations(pictures, 2)]))


def source_windows(source, bars, count=32, seed=1):
    chooser = np.random.default_rng(seed)
    starts = np.arange(0, max(1, source.length - bars * source.bar + 1), source.bar)
    chosen = chooser.choice(starts, min(count, len(starts)), replace=False)
    return [source.picture(int(start), bars * source.bar) for start in chosen]


def is_collapsed(takes, source, bars):
    """Less than a tenth as far apart as windows of the source. Unclear: less than four tenths."""
    if all(not take.notes for take in takes):
        return None
    pictures = [take.picture(0, bars * source.bar) for take in takes]
    ratio = distance(pictures) / max(1e-9, distance(source_windows(source, bars)))
    return True if ratio < 0.1 else None if ratio < 0.4 else False


def column(epochs, name):
    return np.array([np.nan if e.get(name) is None else e[name] for e in epochs], float)


def thirds(epochs, least):
    """The last third of the run and of every beginning of it."""
    for end in range(3 * least, len(epochs) + 1):
        yield epochs[end - max(least, end // 3):end]


def ever(epochs, least, judge):
    """At the end if it holds there; unclear if it only did at some earlier time."""
    if len(epochs) < least:
        return False
    last = judge(epochs[-max(least, len(epochs) // 3):])
    if last:
        return True
    if last is None or any(judge(part) is not False for part in thirds(epochs, least)):
        return None
    return False


def is_black(epochs, samples, notes_per_bar):
    if "generated_density" in epochs[-1]:
        def judge(part):
            density = column(part, "generated_density")
            return True if density.max() < 0.03 else None if density.mean() < 0.2 else False
        return ever(epochs, 10, judge)
    dark = [len(s.notes) / max(1, s.bars) < 0.03 * notes_per_bar for s in samples]
    return bool(dark and dark[-1]) or (None if any(dark) else False)


def is_exploding(epochs):
    """Losses of the last third more than twenty times those of the first epoch; of a GAN, of
    either side above a hundred. Unclear: two fifths of that."""
    last = slice(-max(3, len(epochs) // 3), None)
    if "generator_loss" in epochs[0]:
        ratio = max(np.abs(column(epochs, f"{side}_loss")[last]).mean()
                    for side in ("generator", "discriminator")) / 100
    else:
        losses = column(epochs, "loss")
        ratio = losses[last].mean() / max(1.0, losses[0]) / 20
    return True if ratio > 1 else None if ratio > 0.4 else False


def has_winner(epochs):
    """Both accuracies above 97 %, the discriminator's loss near nothing, the generator's climbing.
    """
    if "discriminator_accuracy_real" not in epochs[-1]:
        return False
    first_losses = column(epochs[:max(5, len(epochs) // 10)], "generator_loss").mean()

    def judge(part):
        worse = min(column(part, "discriminator_accuracy_real").mean(),
                    column(part, "discriminator_accuracy_fake").mean())
        loss = column(part, "discriminator_loss").mean()
        climbs = column(part, "generator_loss").mean() > first_losses + 0.5
        if worse > 0.97 and loss < 0.1 and climbs:
            return True
        return None if worse > 0.93 and loss < 0.4 else False
    return ever(epochs, 15, judge)


def either(one, other):
    return True if True in (one, other) else None if None in (one, other) else False


def is_posterior_collapsed(epochs):
    if "kl" not in epochs[-1]:
        return False

    def judge(part):
        share = (column(part, "kl") / (column(part, "kl") + column(part, "reconstruction"))).max()
        active = column(part, "active_units").max()
        return True if share < 0.01 or active == 0 else None if share < 0.03 else False
    return ever(epochs, 5, judge)


def is_overtrained(epochs):
    """Held-out loss of the last three epochs 3 % and more above the best, and the training loss 3 %
    and more below what it was then. Unclear: 2 %, or only at an earlier time."""
    held_out, loss = column(epochs, "validation_loss"), column(epochs, "loss")
    if np.isnan(held_out).any() or len(epochs) < 6:
        return False

    def judge(end):
        best = int(np.argmin(held_out[:end]))
        if end - best <= 3:
            return False
        above = held_out[end - 3:end].mean() / held_out[best]
        if loss[end - 3:end].mean() >= 0.97 * loss[best]:
            return None if above >= 1.02 else False
        return True if above >= 1.03 else None if above >= 1.02 else False
    last = judge(len(epochs))
    if last:
        return True
    return None if any(judge(end) is not False for end in range(6, len(epochs) + 1)) else False


def is_healthy_gan(epochs):
    """Neither network ahead, pictures as dense as the source's and nearly as far apart."""
    half = epochs[len(epochs) // 2:]
    accuracies = [column(half, f"discriminator_accuracy_{side}").mean() for side in
                  ("real", "fake")]
    return (0.55 <= min(accuracies) and max(accuracies) <= 0.9 and
            0.5 <= column(half, "generated_density").mean() <= 1.6 and
            0.5 <= column(half, "generated_distance").mean() <= 1.6)


def kinds(epochs, samples, source_stretch, notes_per_bar, takes, source, bars):
    """(what the run is, what it may be): names of kinds of findings. Healthy: neither."""
    answers = {
        "black": is_black(epochs, samples, notes_per_bar),
        "diverging": either(is_exploding(epochs), has_winner(epochs)),
        "posterior_collapse": is_posterior_collapsed(epochs),
        "overtraining": is_overtrained(epochs),
        "collapsed": (is_collapsed(takes, source, bars)
                      if "generated_density" in epochs[-1] else False),
    }
    if answers["black"]:  # then takes sound what is brightest, which says nothing of its variety
        answers["collapsed"] = False
    stuck = [is_stuck(sample, source_stretch) for sample in samples]
    answers["loop"] = True if True in stuck else None if None in stuck else False
    for sample, answer in zip(samples, stuck):
        sample.is_stuck = answer
    if "generated_density" in epochs[-1] and not any(answers.values()) and \
            None not in answers.values() and not is_healthy_gan(epochs):
        answers.update(collapsed=None, diverging=None, black=None)
    return ([kind for kind, answer in answers.items() if answer],
            [kind for kind, answer in answers.items() if answer is None])
