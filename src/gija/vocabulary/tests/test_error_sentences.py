"""Every error has a sentence in both languages with the same places, and every sentence belongs to an error."""

from __future__ import annotations

import ast
import pickle
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gija
from gija.vocabulary import errors
from gija.vocabulary.errors import GijaError, sentences
from gija.vocabulary.text import Text

SOURCE = Path(gija.__file__).parent


def _places(sentence: str) -> set[str]:
    return {place for _, place, _, _ in Formatter().parse(sentence) if place is not None}


@cache
def _trees() -> list[tuple[str, ast.AST]]:
    files = [path for path in sorted(SOURCE.rglob("*.py")) if "tests" not in path.relative_to(SOURCE).parts]
    return [(str(path.relative_to(SOURCE)), ast.parse(path.read_text(encoding="utf-8"))) for path in files]


@cache
def _error_classes() -> frozenset[str]:
    """`GijaError` and every class made from it, by name."""
    found = {"GijaError"}
    classes = [node for _, tree in _trees() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    for _ in range(3):
        found |= {node.name for node in classes if {_name(base) for base in node.bases} & found}
    return frozenset(found)


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _raised() -> Iterator[tuple[str, str, ast.Call]]:
    """(where, code, call) of every error whose code is written out."""
    for where, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args and _name(node.func) in _error_classes():
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield f"{where}:{node.lineno}", first.value, node


@pytest.mark.parametrize("code", sorted(sentences()))
def test_a_sentence_has_the_same_places_in_both_languages(code: str) -> None:
    sentence = sentences()[code]
    assert sentence.en.strip()
    assert sentence.lt.strip()
    assert sentence.en != sentence.lt
    assert _places(sentence.en) == _places(sentence.lt)
    assert all(place.isidentifier() for place in _places(sentence.en)), (
        "a place is a plain name, nothing is reached into"
    )


def test_every_error_raised_has_a_sentence_and_fills_its_places() -> None:
    wrong = []
    for where, code, call in _raised():
        if code not in sentences():
            wrong.append(f"{where}: {code} has no sentence in vocabulary/sentences/")
        elif all(keyword.arg for keyword in call.keywords):  # no **values
            missing = _places(sentences()[code].en) - {keyword.arg for keyword in call.keywords if keyword.arg}
            if missing:
                wrong.append(f"{where}: {code} leaves {sorted(missing)} unfilled")
    assert not wrong, "\n".join(wrong)


@cache
def _strings() -> frozenset[str]:
    """Every string written out in the source."""
    nodes = [node for _, tree in _trees() for node in ast.walk(tree)]
    return frozenset(node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))


@cache
def _families() -> frozenset[str]:
    """What codes put together begin with: `audit.` of `GijaError(f"audit.{kind}")`."""
    calls = [node for _, tree in _trees() for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]
    made = [call.args[0] for call in calls if _name(call.func) in _error_classes()]
    begun = [first.values[0] for first in made if isinstance(first, ast.JoinedStr)]
    told = (str(one.value) for one in begun if isinstance(one, ast.Constant))
    return frozenset(one for one in told if one.endswith("."))


def test_every_sentence_belongs_to_an_error() -> None:
    unused = set(sentences()) - _strings()
    # A code that is put together is only known by its family, and by the last part being written out somewhere.
    ends = {code for code in unused for begun in _families() if code.removeprefix(begun) in _strings() - {code}}
    assert not unused - ends, f"no error says {sorted(unused - ends)}"


def test_an_error_speaks_both_languages() -> None:
    error = GijaError("common.file_missing", file="a.yaml")
    assert error.text == Text("The file a.yaml was not found.", "Failas a.yaml nerastas.")
    assert str(error) == error.text.en


def test_an_error_without_a_sentence_still_says_its_code() -> None:
    assert str(GijaError("no.such_error", file="x")) == "no.such_error"


def test_an_error_comes_whole_out_of_another_process() -> None:
    again = pickle.loads(pickle.dumps(GijaError("common.file_missing", file="a.yaml")))
    assert (again.code, again.values) == ("common.file_missing", {"file": "a.yaml"})


def test_a_code_in_two_files_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    twice = {"common.twice": {"en": "a", "lt": "b"}}
    monkeypatch.setattr(errors, "read_yaml", lambda *path: twice)
    errors.sentences.cache_clear()
    try:
        with pytest.raises(ValueError, match=r"common\.twice"):
            errors.sentences()
    finally:
        errors.sentences.cache_clear()


@given(st.text(), st.text())
def test_what_fills_a_place_is_never_read_as_a_place(en: str, lt: str) -> None:
    assert Text("<{a}>", "«{a}»").fill(a=Text(en, lt)) == Text(f"<{en}>", f"«{lt}»")


def test_a_text_is_english_for_any_language_but_lithuanian() -> None:
    text = Text("Yes", "Taip")
    assert [text.in_(language) for language in ("en", "lt", "lt-LT", "pl", "")] == ["Yes", "Taip", "Taip", "Yes", "Yes"]
