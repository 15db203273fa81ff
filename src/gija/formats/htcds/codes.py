"""Values of HTCDS and our codes, both ways: by the mappings of the code lists and what `mapping.yaml` adds to them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from gija.formats.htcds.standard import folded, read
from gija.vocabulary import record_model as model
from gija.vocabulary.lists import code_list


def rules() -> Mapping[str, Mapping[str, Any]]:
    """Field of HTCDS -> what `mapping.yaml` says of it."""
    found: Mapping[str, Mapping[str, Any]] = read("mapping.yaml")["fields"]
    return found


def list_of(name: str) -> str:
    """The code list behind a field of HTCDS."""
    return model.field(rules()[name]["to"]).list


@cache
def to_ours(name: str, listed: str = "") -> Mapping[str, str]:
    """Value of HTCDS -> our code. A value that several codes map to becomes the one that `mapping.yaml` names."""
    found: dict[str, str] = {}
    for code in code_list(listed or list_of(name)):
        for value in code.targets(f"htcds:{name}"):
            found.setdefault(value, code.code)
    return found | dict(rules().get(name, {}).get("read", {}))


@cache
def to_theirs(name: str, listed: str = "") -> Mapping[str, tuple[str, ...]]:
    """Our code -> values of HTCDS; a code that stands for several together gives them all."""
    found = {code.code: code.targets(f"htcds:{name}") for code in code_list(listed or list_of(name))}
    own = {code: (value,) for code, value in rules().get(name, {}).get("write", {}).items()}
    return {code: values for code, values in found.items() if values} | own


@cache
def _countries() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for one in code_list("country"):
        for said in (one.text.en, one.text.lt, str(one.extra.get("alpha2", "")), one.code):
            if said:
                found[folded(said)] = one.code
    return found


def country(said: str) -> str | None:
    """ISO 3166-1 alpha-3 of a code (two or three letters) or a name in either language; None for no country."""
    return _countries().get(folded(said))


def country_written(code: str) -> str:
    """The two letters, as the standard and its form ask; what has none (stateless) as our code."""
    return str(code_list("country")[code].extra.get("alpha2", "") or code)


@cache
def _languages() -> Mapping[str, str]:
    found = {folded(short): code for short, code in read("mapping.yaml")["languages"].items()}
    for one in code_list("language"):
        found |= {folded(one.text.en): one.code, folded(one.text.lt): one.code, folded(one.code): one.code}
    return found


def language(said: str) -> str | None:
    """ISO 639-2 of a code (two or three letters) or a name; None for one that our list has not."""
    return _languages().get(folded(said))


@cache
def _municipalities() -> Mapping[str, str]:
    found: dict[str, list[str]] = {}
    for one in code_list("municipality"):
        city = one.text.en.removesuffix(" municipality").removesuffix(" city")
        for said in {one.code, one.text.en, one.text.lt, *([] if "district" in city else [city])}:
            found.setdefault(folded(said), []).append(one.code)
    return {said: codes[0] for said, codes in found.items() if len(codes) == 1}


def municipality(said: str) -> str | None:
    """The municipality that a city names, by code, name in either language or name of the town; None for others."""
    return _municipalities().get(folded(said))


@cache
def labelled(listed: str) -> Mapping[str, str]:
    """Code or label in either language, folded -> code."""
    return {
        folded(said): one.code for one in code_list(listed) for said in (one.text.en, one.text.lt, one.code)
    }  # fmt: skip
