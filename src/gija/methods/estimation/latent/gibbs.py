"""Compiled: one chain of the Gibbs sampler of Manrique-Vallier (2016). Importing this module needs numba.

Shares of the classes are kept as logarithms, for a concentration near 0 leaves the last of them at exp(-1000) and less.
"""

from __future__ import annotations

import math

import numpy as np

from gija.methods.estimation.compiling import compiled, inlined

LEAST = 1e-10  # of the concentration
SURE = 1.0 - 1e-12  # the greatest chance of being seen: its odds stay finite


@compiled
def log_gamma_draw(rng, shape):  # type: ignore[no-untyped-def]
    """The logarithm of a draw from Gamma(shape, 1), also where the draw itself is no number above 0."""
    if shape >= 0.5:
        return math.log(rng.standard_gamma(shape))
    return math.log(rng.standard_gamma(shape + 1.0)) + math.log(1.0 - rng.random()) / shape


@compiled
def share_out(rng, count, weights, total, into):  # type: ignore[no-untyped-def]
    """Adds a multinomial draw of `count` by `weights` (their sum is `total`) to `into`."""
    classes = len(weights)
    if count <= 8:
        for _ in range(count):
            left, k = rng.random() * total, 0
            while k < classes - 1 and left >= weights[k]:
                left -= weights[k]
                k += 1
            into[k] += 1
        return
    for k in range(classes - 1):
        if count == 0 or total <= 0.0:
            break
        chance = min(max(weights[k] / total, 0.0), 1.0)
        drawn = count if chance >= 1.0 else rng.binomial(count, chance) if chance > 0.0 else 0
        into[k] += drawn
        count -= drawn
        total -= weights[k]
    into[classes - 1] += count


@compiled
def shares(rng, members, concentration, logs):  # type: ignore[no-untyped-def]
    """Breaks the stick: fills the logarithms of the shares of the classes."""
    left, after = 0.0, members.sum()
    classes = len(members)
    for k in range(classes - 1):
        after -= members[k]
        own, rest = log_gamma_draw(rng, 1.0 + members[k]), log_gamma_draw(rng, concentration + after)
        top = max(own, rest)
        both = top + math.log(math.exp(own - top) + math.exp(rest - top))
        logs[k] = left + own - both
        left += rest - both
    logs[classes - 1] = left


@compiled
def begin(rng, histories, counts, missing, chances, share):  # type: ignore[no-untyped-def]
    """Where a chain begins: each class half as large as the one before, all near the lists' shares, tenfold spread.

    So most people begin in the first classes. Had they begun in the last one, which takes what the others leave, they
    would stay there with a great concentration: a state of the truncation at few classes, not of the Dirichlet process.
    """
    people = counts.sum() + missing
    for k in range(len(share)):
        share[k] = 0.5 ** (k + 1)
        for j in range(chances.shape[1]):
            seen = 0
            for i in range(len(histories)):
                seen += counts[i] * (histories[i] >> j & 1)
            a = rng.standard_gamma(1.0 + 0.1 * seen)
            chances[k, j] = min(a / (a + rng.standard_gamma(1.0 + 0.1 * (people - seen))), SURE)


@inlined
def odds_of(chances, share, base, odds):  # type: ignore[no-untyped-def]
    """Fills each class's chance of nobody's list (times its share), and by list its odds of being seen."""
    for k in range(len(share)):
        base[k] = share[k]
        for j in range(chances.shape[1]):
            base[k] *= 1.0 - chances[k, j]
            odds[j, k] = chances[k, j] / (1.0 - chances[k, j])


@inlined
def weighed(history, base, odds, weights):  # type: ignore[no-untyped-def]
    """Fills how likely each class is for a history, but for a constant; returns their sum."""
    total = 0.0
    weights[:] = base
    for j in range(odds.shape[0]):
        if history >> j & 1:
            for k in range(len(base)):
                weights[k] *= odds[j, k]
    for k in range(len(base)):
        total += weights[k]
    return total


@inlined
def placed(rng, histories, counts, base, odds, weights, own, members, on):  # type: ignore[no-untyped-def]
    """Puts everybody seen into classes: fills how many are in each, and how many of these are on each list."""
    members[:] = 0
    on[:] = 0.0
    for i in range(len(histories)):
        total = weighed(histories[i], base, odds, weights)
        own[:] = 0
        if total > 0.0:
            share_out(rng, counts[i], weights, total, own)
        else:
            own[0] = counts[i]
        for k in range(len(own)):
            if own[k]:
                members[k] += own[k]
                for j in range(odds.shape[0]):
                    if histories[i] >> j & 1:
                        on[k, j] += own[k]


@inlined
def unseen_drawn(rng, people, chances, share, base, missing, most):  # type: ignore[no-untyped-def]
    """The number unseen drawn anew (the old one where the new is above `most`), and the chance of nobody's list."""
    hidden, shown = 0.0, 0.0
    for k in range(len(share)):
        hidden += base[k]
        away = 1.0
        for j in range(chances.shape[1]):
            away *= 1.0 - chances[k, j]
        shown += share[k] * (1.0 - away)
    if shown > 0.0:
        mean = rng.standard_gamma(people) * hidden / shown
        if mean < 2.0 * most:
            drawn = rng.poisson(mean)
            if drawn <= most:
                missing = drawn
    return missing, hidden


@inlined
def chances_drawn(rng, members, unseen, on, chances):  # type: ignore[no-untyped-def]
    """Adds the unseen to the classes and draws each class's chance of each list."""
    for k in range(len(members)):
        members[k] += unseen[k]
        for j in range(chances.shape[1]):
            if members[k] == 0:
                chances[k, j] = rng.random()
                continue
            a = rng.standard_gamma(1.0 + on[k, j])
            chances[k, j] = min(a / (a + rng.standard_gamma(1.0 + members[k] - on[k, j])), SURE)


@compiled
def chain(rng, histories, counts, lists, classes, sweeps, every, missing, most, prior, kept, sizes):  # type: ignore[no-untyped-def]
    """Runs `sweeps` sweeps from `missing` people unseen; keeps every `every`-th number unseen in `kept` and the number
    of filled classes in `sizes`. A number unseen above `most` is not taken: the posterior is cut off there."""
    people = counts.sum()
    chances, members = np.empty((classes, lists)), np.zeros(classes, np.int64)
    on, logs, weights = np.zeros((classes, lists)), np.zeros(classes), np.empty(classes)
    own, unseen, share = np.empty(classes, np.int64), np.zeros(classes, np.int64), np.empty(classes)
    base, odds = np.empty(classes), np.empty((lists, classes))
    concentration = 1.0
    begin(rng, histories, counts, missing, chances, share)
    for sweep in range(sweeps):
        odds_of(chances, share, base, odds)
        placed(rng, histories, counts, base, odds, weights, own, members, on)
        missing, hidden = unseen_drawn(rng, people, chances, share, base, missing, most)
        weights[:] = base
        unseen[:] = 0
        share_out(rng, missing, weights, hidden, unseen)
        chances_drawn(rng, members, unseen, on, chances)
        shares(rng, members, concentration, logs)
        for k in range(classes):
            share[k] = math.exp(logs[k])
        concentration = max(rng.standard_gamma(prior - 1.0 + classes) / (prior - logs[classes - 1]), LEAST)
        if sweep % every == every - 1:
            kept[sweep // every] = missing
            sizes[sweep // every] = (members > 0).sum()
