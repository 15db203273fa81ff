"""The catalogues: Lithuanian and English whole, Russian and Polish as far as they go, then English."""

from __future__ import annotations

import datetime as dt
import re
from importlib.resources import files

import pytest
import yaml
from django.test import Client

from gija.public.tips import pages, texts
from gija.public.tips.fields import fields
from gija.public.tips.texts import LANGUAGES, WHOLE, catalogue, words
from gija.public.tips.written import CHOICES, FACTS
from gija.vocabulary.lists import code_list

PLACES = re.compile(r"\{\w*\}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_says_nothing_that_english_does_not_and_keeps_its_places(language: str) -> None:
    english = catalogue("en")
    own = catalogue(language)
    assert set(own) <= set(english)
    assert [key for key, line in own.items() if set(PLACES.findall(line)) != set(PLACES.findall(english[key]))] == []
    assert [key for key, line in own.items() if not line and key != texts.UNREAD] == []


@pytest.mark.parametrize("language", WHOLE)
def test_lithuanian_and_english_are_whole(language: str) -> None:
    assert set(catalogue(language)) == set(catalogue("en"))


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - set(WHOLE)))
def test_what_no_native_speaker_has_read_says_so(language: str) -> None:
    assert catalogue(language)[texts.UNREAD]


def test_a_line_that_is_missing_is_said_in_english_and_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    half = {key: line for key, line in catalogue("pl").items() if key != "title"}
    found = texts.Words("pl", half, catalogue("en"))
    assert found["title"] == '<span lang="en">Write to us</span>'
    assert found.plain("title") == "Write to us"
    assert found["send"] == "Wyślij"


def test_each_line_that_pages_and_scripts_ask_for_is_there() -> None:
    known = set(words("en", longest=1, files=1, megabytes=1, days=1))
    asked = {f"error_{one}" for one in pages.SAID_BY_SCRIPT} | {f"limits_{one}" for one in pages.LIMITS}
    folder = files("gija.public.tips")
    for file in folder.joinpath("templates", "public_tips").iterdir():
        asked |= set(re.findall(r"\bt\.(\w+)", file.read_text(encoding="utf-8")))
    for file in folder.iterdir():
        if file.name.endswith(".py"):
            asked |= {f"error_{one}" for one in re.findall(r'NotTakenError\("(\w+)"', file.read_text("utf-8"))}
    assert asked <= known
    assert {f"limits_{one}" for one in pages.LIMITS} == {key for key in known if re.match(r"limits_(?!link)", key)}


def test_facts_are_codes_of_the_vocabulary() -> None:
    assert [one for one in FACTS if one not in code_list("tip_fact")] == []
    assert set(CHOICES) <= set(FACTS)


def test_numbers_name_their_source_and_what_was_not_checked() -> None:
    rows = yaml.safe_load(files("gija.public.tips").joinpath("numbers.yaml").read_text(encoding="utf-8"))
    assert [row["number"] for row in rows if row["checked"]] == ["112"]
    assert all(row["source"] for row in rows)


def test_advice_has_its_days_and_source_and_both_languages_that_are_promised(client: Client) -> None:
    rows = yaml.safe_load(files("gija.public.tips").joinpath("advice.yaml").read_text(encoding="utf-8"))
    for row in rows:
        assert dt.date.fromisoformat(row["first"]) <= dt.date.fromisoformat(row["looked"])
        assert row["source"]
        assert all(set(WHOLE) <= set(line) <= set(LANGUAGES) for line in [row["title"], *row["lines"]])
    for language in LANGUAGES:
        page = client.get(f"/public/{language}/tips/advice/").content.decode()
        assert rows[0]["lines"][0][language] in page
        assert rows[0]["looked"] in page
    assert client.post("/public/en/tips/advice/").status_code == 405
    assert texts.in_language({"en": "Call <112>"}, "pl") == '<span lang="en">Call &lt;112&gt;</span>'


@pytest.mark.parametrize(("language", "report", "advice"), [
    ("en", "To report something", "To ask for advice"), ("lt", "Pranešti", "Paprašyti patarimo"),
])  # fmt: skip
def test_a_choice_is_said_by_its_own_line_before_one_of_the_same_code(language: str, report: str, advice: str) -> None:
    (wish,) = fields(("wish",), pages.texts(language), {}, "", "")
    assert [str(one.label) for one in wish.options] == [report, advice]
