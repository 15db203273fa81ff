"""The institutions that the source documents name can be entered, once."""

from __future__ import annotations

import pytest

from gija.commons.directory.load import listed, load
from gija.commons.directory.models import Institution
from gija.commons.directory.queries import name_on
from gija.vocabulary.lists import code_list


def test_parents_stand_before_their_units() -> None:
    seen: set[str] = set()
    for code, entry in listed().items():
        assert entry.get("parent") is None or entry["parent"] in seen, code
        seen.add(code)


def test_every_kind_is_in_the_vocabulary_and_both_names_are_there() -> None:
    kinds = {code.code for code in code_list("institution_kind")}
    for code, entry in listed().items():
        assert entry["kind"] in kinds, code
        assert entry["en"], code
        assert entry["lt"], code


@pytest.mark.django_db(databases=["default"])
def test_loading_twice_enters_each_institution_once() -> None:
    assert load() == list(listed())
    assert load() == []
    assert Institution.objects.count() == len(listed())
    assert name_on("kpb", language="lt") == "Lietuvos kriminalinės policijos biuras"
