"""Names of organisations compared: legal forms aside, words in any order, code first."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from rapidfuzz import fuzz

from gija.methods.names.comparing import part
from gija.methods.names.identifiers import canonical
from gija.methods.names.letters import fold
from gija.methods.names.sounds import sound
from gija.methods.names.tables import table
from gija.methods.names.values import Comparison, Part

Fields = Mapping[str, tuple[str, ...]]

SIMILAR = 0.912  # five letters of six the same are a hit


@cache
def _forms() -> list[tuple[tuple[str, ...], str]]:
    """Legal forms as folded words, the longest first, each with its short code."""
    found = [
        (tuple(fold(s).split()), code)
        for code, spellings in table("legal_forms")["forms"].items()
        for s in (code, *spellings)
    ]
    return sorted(found, key=lambda f: -len(f[0]))


@lru_cache(maxsize=65_536)
def name_words(name: str) -> tuple[tuple[str, ...], str]:
    """The folded words of a name without its legal form, and the form's code ("" where none is said)."""
    words = tuple(fold(name.replace(".", "")).split())
    for form, code in _forms():
        for at in (0, len(words) - len(form)):
            rest = words[:at] + words[at + len(form) :]
            if at >= 0 and rest and words[at : at + len(form)] == form:
                return rest, code
    return words, ""


def names_alike(a: str, b: str) -> float:
    """0..1 for two names of organisations; 1.0 only for the same words with the same form; symmetric."""
    (x, x_form), (y, y_form) = name_words(a), name_words(b)
    one, two = " ".join(x), " ".join(y)
    if not one or not two:
        return 0.0
    if one == two or "".join(x) == "".join(y):
        base = 1.0 if one == two else 0.97
    elif sorted(x) == sorted(y):
        base = 0.98
    else:
        heard = [" ".join(sorted(map(sound, w))) for w in (x, y)]
        base = SIMILAR * max(fuzz.token_sort_ratio(one, two), fuzz.ratio(*heard)) / 100
    if x_form != y_form:
        base -= 0.02 if not x_form or not y_form else 0.08
    return max(0.0, base)


def _best_name(values: Mapping[str, str], fields: Fields) -> tuple[float, str]:
    asked = values.get("name", "")
    return max(((names_alike(asked, n), n) for n in fields.get("name", ())), default=(0.0, "")) if asked else (0.0, "")


def _same_code(values: Mapping[str, str], fields: Fields) -> bool | None:
    asked = canonical("organisation", "code", values.get("code", ""))
    held = {canonical("organisation", "code", c) for c in fields.get("code", ())} - {None}
    return asked in held if asked and held else None


def organisation_number(values: Mapping[str, str], fields: Fields) -> float:
    name, _ = _best_name(values, fields)
    same = _same_code(values, fields)
    if same:
        return 1.0 if not values.get("name") or name == 1.0 else round(0.9 + 0.09 * name, 6)
    return round(name * (1.0 if same is None else 0.8), 6)


def compare_organisations(values: Mapping[str, str], fields: Fields) -> Comparison:
    """A query's `name` and `code` against a record's: the same code decides; else the name, less where codes differ."""
    name, held = _best_name(values, fields)
    parts: list[Part] = []
    if held:
        how = "same" if name == 1.0 else "similar" if name >= 0.75 else "different"
        parts.append(part(how, values["name"], held, name))
    same = _same_code(values, fields)
    if same is not None:
        code = "identifier_same" if same else "identifier_different"
        parts.append(
            part("same" if same else "different", values["code"], ", ".join(fields["code"]), float(same), code)
        )
    return Comparison(organisation_number(values, fields), tuple(parts))
