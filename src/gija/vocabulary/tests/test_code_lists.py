"""Code lists keep their promises: both languages, a source, known keys, and no code is ever removed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from gija.vocabulary import files
from gija.vocabulary.entities import entity_types
from gija.vocabulary.lists import Code, code_list, names
from gija.vocabulary.relations import relation_types
from gija.vocabulary.text import Text

EVER = Path(__file__).with_name("codes_ever.txt")
VOCABULARY = Path(files.__file__).parent
YAML_FILES = sorted(
    [*VOCABULARY.glob("*.yaml"), *VOCABULARY.glob("lists/*.yaml"), *VOCABULARY.glob("sentences/*.yaml")]
)

LIST_KEYS = {"en", "lt", "source", "verified", "mappings", "codes"}
CODE_KEYS = {"en", "lt", "source", "verified", "retired", "mappings", "note"}
EXTRA_KEYS = {
    "administrative_offence": {"article", "penalties", "adopted"},
    "country": {"alpha2", "numeric", "icao"},
    "evaluation_scale": {"source_grades", "information_grades"},
    "indicator": {"unit", "stages"},
    "institution_kind": {"registering_org"},
    "investigation_purpose": {"exploitation"},
    "observation_qualifier": {"symbol"},  # shown before the number
    "offence": {"article", "chapter", "penalties", "aggravating", "adopted", "amended"},
    "period_interruption": {"of"},  # the periods of law it is said of
    "procedure_stage": {"of", "case", "after", "ends"},
    "region": {"members"},
    "sentence_kind": {"of", "measure"},
    "value_status": {"missing"},
}
PROPER_NAMES = {"country", "language", "platform"}  # lists in which a name may be the same in both languages


class _NoDuplicates(yaml.SafeLoader):
    """YAML lets a later key silently replace an equal earlier one; a code list must not."""


def _unique(loader: _NoDuplicates, node: yaml.MappingNode) -> dict[Any, Any]:
    keys = [loader.construct_object(key) for key, _ in node.value]
    twice = {key for key in keys if keys.count(key) > 1}
    if twice:
        raise AssertionError(f"{sorted(map(str, twice))} stand twice, line {node.start_mark.line + 1}")
    return loader.construct_mapping(node, deep=True)


_NoDuplicates.add_constructor("tag:yaml.org,2002:map", _unique)


def _load(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_NoDuplicates)


def all_codes() -> list[str]:
    """Every code of the vocabulary as `list:code`."""
    of_lists = [f"{name}:{code.code}" for name in names() for code in code_list(name)]
    of_entities = [f"entity:{one.code}" for one in entity_types()]
    of_fields = [f"field:{one.code}.{field.code}" for one in entity_types() for field in one.fields]
    return [*of_lists, *of_entities, *of_fields, *(f"relation:{one.code}" for one in relation_types())]


@pytest.mark.parametrize("path", YAML_FILES, ids=lambda path: path.name)
def test_no_code_stands_twice_in_a_file(path: Path) -> None:
    assert isinstance(_load(path), dict)


def test_no_code_is_ever_removed_and_new_ones_are_written_down() -> None:
    ever, now = set(EVER.read_text(encoding="utf-8").split()), set(all_codes())
    assert not ever - now, (
        f"codes have vanished: {sorted(ever - now)}. Old records still hold them: put them back, with `retired: true` "
        "where they are no longer to be offered."
    )
    assert not now - ever, (
        "new codes, which from now on stay for ever. If you mean that, add these lines to "
        f"src/gija/vocabulary/tests/{EVER.name}:\n" + "\n".join(sorted(now - ever))
    )


@pytest.mark.parametrize("name", names())
def test_a_list_and_its_codes_say_only_what_is_known(name: str) -> None:
    raw = _load(VOCABULARY / "lists" / f"{name}.yaml")
    assert set(raw) <= LIST_KEYS
    assert raw["source"].strip()
    assert raw["codes"]
    for code, one in raw["codes"].items():
        assert isinstance(code, str), f"{code!r} must be quoted: YAML does not read it as text"
        assert re.fullmatch(r"[A-Za-z0-9_+\-]+", code)
        assert set(one) <= CODE_KEYS | EXTRA_KEYS.get(name, set())
        assert all(isinstance(value, str) for value in one.get("mappings", {}).values())


@pytest.mark.parametrize("name", names())
def test_a_list_that_cites_an_article_was_read_or_is_labelled_unverified(name: str) -> None:
    for one in (code_list(name), *code_list(name)):
        cites = re.search(r"\bArt\. ?\d|Criminal Code|Violations Code", one.source)
        assert not cites or not one.verified or "quoted" in one.source


def _says_both(text: Text, proper_name: bool = False) -> None:
    for words in (text.en, text.lt):
        assert words
        assert words == words.strip()
    assert proper_name or text.en != text.lt
    assert not re.search("[ąčęėįšųūž]", text.en.lower()), "Lithuanian letters in the English text"
    assert proper_name or not re.search(r"[wq]|x(?!\d)(?<!\dx)", text.lt.lower()), "letters Lithuanian does not have"


@pytest.mark.parametrize("name", names())
def test_every_label_stands_in_both_languages(name: str) -> None:
    found = code_list(name)
    _says_both(found.text)
    for code in found:
        _says_both(code.text, name in PROPER_NAMES)


@pytest.mark.parametrize("name", names())
def test_no_two_codes_of_a_list_have_the_same_label(name: str) -> None:
    for language in ("en", "lt"):
        labels = [label.casefold() for _, label in code_list(name).choices(language)]
        assert len(set(labels)) == len(labels)


def test_choices_are_in_list_order_and_leave_out_retired_codes() -> None:
    assert [code for code, _ in code_list("handling_code").choices("lt")] == ["H0", "H1", "H2", "H3"]
    assert dict(code_list("person_category").choices("en"))["victim"] == "Victim"
    for name in names():
        offered = {code for code, _ in code_list(name).choices("lt")}
        assert offered == {code.code for code in code_list(name) if not code.retired}


def test_an_unknown_list_or_code_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        code_list("no_such_list")
    with pytest.raises(KeyError):
        code_list("../entities")
    with pytest.raises(KeyError, match="sex:Q"):
        code_list("sex")["Q"]
    assert "Q" not in code_list("sex")


def test_a_list_cannot_be_changed_by_who_reads_it() -> None:
    code = code_list("sex")["F"]
    with pytest.raises(TypeError):
        code.mappings["htcds:prs_Gender"] = "Masculine"  # type: ignore[index]


@given(st.lists(st.text("abcXYZ—0123456789", min_size=1), min_size=1))
def test_alternatives_of_a_mapping_come_apart_again(values: list[str]) -> None:
    code = Code("x", Text("x", "x"), "", mappings={"a:b": " | ".join(values)})
    assert code.targets("a:b") == tuple(values)
    assert code.targets("a:c") == ()
