"""A judgement in words, in both languages."""

from __future__ import annotations

from decimal import Decimal

from gija.methods.trends.values import ALPHA, FEWEST, Judgement, Verdict
from gija.vocabulary.text import Text

VERDICTS = {
    Verdict.RISE: Text("Rises", "Didėja"),
    Verdict.FALL: Text("Falls", "Mažėja"),
    Verdict.CHANGE: Text("Level changed", "Pasikeitė lygis"),
    Verdict.NONE: Text("No change found", "Pokyčio nerasta"),
    Verdict.TOO_FEW: Text("Too few cases", "Per mažai atvejų"),
    Verdict.TOO_SHORT: Text("Too few periods", "Per mažai laikotarpių"),
}
STEADY = Text(
    "{verdict} by about {size} % a period (95 % interval {low} % to {high} %).",
    "{verdict} maždaug po {size} % per laikotarpį (95 % intervalas: nuo {low} % iki {high} %).",
)
LEVEL = Text(
    "From {at} on about {after} cases a period, before that about {before}.",
    "Nuo {at} – maždaug po {after} atv. per laikotarpį, iki tol – maždaug po {before}.",
)
RARE = Text(
    "Chance alone would show this in at most {p} % of such looks ({looked} tests made together).",
    "Vien dėl atsitiktinumo tai matytume ne dažniau kaip {p} % tokių patikrinimų (kartu atlikta testų: {looked}).",
)
NONE = Text(
    "No change found. A doubling over these {periods} periods would have been found at least four times in five.",
    "Pokyčio nerasta. Padvigubėjimas per šiuos laikotarpius (jų {periods}) būtų rastas bent keturis kartus iš penkių.",
)
FEW = Text(
    "Too few cases to say: about {mean} a period. Even a doubling would be missed more than once in five; "
    "that would take about {needed} cases a period.",
    "Per mažai atvejų, kad būtų galima spręsti: maždaug po {mean} per laikotarpį. Net padvigubėjimas liktų "
    "nepastebėtas dažniau nei kartą iš penkių; tam reikėtų maždaug po {needed} atv. per laikotarpį.",
)
SHORT = Text(
    "Too few periods to say: {periods} can be compared between the breaks in series; at least {fewest} are needed, "
    "one more for each break.",
    "Per mažai laikotarpių, kad būtų galima spręsti: tarp eilutės trūkių palyginti galima tiek: {periods}; reikia bent "
    "{fewest}, o po kiekvieno trūkio – dar vieno.",
)


def said(one: Judgement) -> Text:
    """The judgement as one or two sentences."""
    if one.verdict == Verdict.TOO_SHORT:
        return SHORT.fill(periods=one.periods, fewest=FEWEST)
    if one.verdict == Verdict.TOO_FEW:
        return FEW.fill(mean=_number(one.mean), needed=one.needed)
    if one.verdict == Verdict.NONE:
        return NONE.fill(periods=one.periods)
    what = _level(one) if one.verdict == Verdict.CHANGE else _steady(one)
    rare = RARE.fill(p=_rare(min(one.p_trend, one.p_change)), looked=one.looked)
    return Text(f"{what.en} {rare.en}", f"{what.lt} {rare.lt}")


def _steady(one: Judgement) -> Text:
    assert one.trend is not None  # noqa: S101 - narrows the type: a steady change is claimed of a trend
    sign = 1 if one.verdict == Verdict.RISE else -1
    ends = sorted(sign * 100 * (bound - 1) for bound in (one.trend.low, one.trend.high))
    return STEADY.fill(
        verdict=VERDICTS[one.verdict], size=f"{sign * 100 * (one.trend.ratio - 1):.0f}",
        low=f"{ends[0]:.0f}", high=f"{ends[1]:.0f}",
    )  # fmt: skip


def _level(one: Judgement) -> Text:
    assert one.change is not None  # noqa: S101 - narrows the type: as above
    return LEVEL.fill(at=one.change.at, before=_number(one.change.before), after=_number(one.change.after))


def _number(value: float) -> Text:
    """One place behind the point below ten, else whole."""
    told = str(Decimal(value).quantize(Decimal("0.1") if value < 10 else Decimal(1))).removesuffix(".0")
    return Text(told, told.replace(".", ","))


def _rare(p: float) -> Text:
    """A share in percent, rounded up."""
    percent = Decimal(max(p, 0.0001) * 100).quantize(Decimal("0.01"), rounding="ROUND_CEILING")
    told = format(min(percent, Decimal(ALPHA * 100)).normalize(), "f")
    return Text(told, told.replace(".", ","))
