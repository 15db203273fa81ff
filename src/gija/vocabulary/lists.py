"""Code lists: stable codes with English and Lithuanian labels, a source and mappings to others' lists.

One YAML file a list under `lists/`, read when first asked for. A code is never removed: it is `retired`, so that old
records keep their meaning, and `choices` no longer offers it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from gija.vocabulary.files import read_yaml
from gija.vocabulary.text import Text

# What a code says for itself; everything else in its YAML is kept in `extra`.
_OWN = frozenset({"en", "lt", "source", "verified", "retired", "mappings", "note"})

# Shown beside a list or a code that is not `verified`.
UNVERIFIED = Text("unverified: the article was not read", "nepatikrinta: straipsnis neskaitytas")


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a list.

    `mappings`: a field of another vocabulary -> its value there: `htcds:vic_TypeOfExploitation` -> `ForcedLabour`,
    `ctdc2024:isForcedLabour` -> `1`, `eu19a:form` -> `begging`; ` | ` stands between values that this code covers
    together (see `targets`). `verified` is False for law whose article was not read. `extra` holds what only some
    lists tell, for example a country's `alpha2`.
    """

    code: str
    text: Text
    source: str
    mappings: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    verified: bool = True
    retired: bool = False
    note: str = ""
    extra: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    def targets(self, of: str) -> tuple[str, ...]:
        """The values of field `of` (`ctdc2024:ageBroad`) that this code stands for; none where it has no mapping."""
        value = self.mappings.get(of)
        return tuple(value.split(" | ")) if value else ()


@dataclass(frozen=True, slots=True)
class CodeList:
    """A code list: iterates over its codes in list order, `list["code"]` finds one (KeyError for an unknown one)."""

    name: str
    text: Text
    source: str
    codes: Mapping[str, Code]
    verified: bool = True

    def __iter__(self) -> Iterator[Code]:
        return iter(self.codes.values())

    def __len__(self) -> int:
        return len(self.codes)

    def __contains__(self, code: object) -> bool:
        return code in self.codes

    def __getitem__(self, code: str) -> Code:
        try:
            return self.codes[code]
        except KeyError:
            raise KeyError(f"{self.name}:{code}") from None

    def choices(self, language: str) -> list[tuple[str, str]]:
        """(code, label) of every code still in use, in list order: what a form offers."""
        return [(one.code, one.text.in_(language)) for one in self if not one.retired]


def _code(code: str, raw: Mapping[str, Any], all_: Mapping[str, Any]) -> Code:
    """`all_` is the list's own head: what it says of source, verification and mappings holds for each of its codes."""
    return Code(
        code,
        Text.of(raw),
        raw.get("source", all_["source"]),
        MappingProxyType({**all_.get("mappings", {}), **raw.get("mappings", {})}),
        raw.get("verified", all_.get("verified", True)),
        raw.get("retired", False),
        raw.get("note", ""),
        MappingProxyType({key: value for key, value in raw.items() if key not in _OWN}),
    )


@cache
def names() -> tuple[str, ...]:
    """The names of all code lists, sorted."""
    found = files("gija.vocabulary").joinpath("lists").iterdir()
    return tuple(sorted(file.name.removesuffix(".yaml") for file in found if file.name.endswith(".yaml")))


@cache
def code_list(name: str) -> CodeList:
    """The code list `name` ("role", "country", ...); KeyError for an unknown one."""
    if name not in names():
        raise KeyError(name)
    raw = read_yaml("lists", f"{name}.yaml")
    codes = {code: _code(code, one, raw) for code, one in raw["codes"].items()}
    return CodeList(name, Text.of(raw), raw["source"], MappingProxyType(codes), raw.get("verified", True))
