"""Both languages are whole: nothing missing, guessed or left over, and no text of a page that nobody translates."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.utils import translation

import gija

PACKAGE = Path(gija.__file__).parent
CATALOG = Path("locale/lt/LC_MESSAGES/django.po")
# Floors that know no Django carry both languages beside each other, as `Text`; `make messages` leaves them out too.
WITHOUT_DJANGO = ("vocabulary", "methods", "formats", "figures", "messages", "linkage_unit")
PLACES = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{(\w*)\}")


def catalog(file: Path) -> Catalog:
    with file.open("rb") as opened:
        return read_po(opened, locale="lt")


@pytest.fixture(scope="module")
def gathered(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The catalogue as it would be if the strings were gathered now, from a copy of the code."""
    copy = tmp_path_factory.mktemp("messages") / "gija"
    skipped = shutil.ignore_patterns("static", "tests", "__pycache__", "*.mo")
    shutil.copytree(PACKAGE, copy, ignore=skipped)
    if shutil.which("xgettext") is None:
        pytest.fail("xgettext is missing: install Debian's package gettext (tools/setup.sh dev does)")
    make = [sys.executable, "-m", "django", "makemessages", "-l", "lt", "--no-location", "--no-wrap"]
    make += [f"--ignore={floor}/**" for floor in WITHOUT_DJANGO]
    subprocess.run(make, cwd=copy, check=True, capture_output=True)
    return catalog(copy / CATALOG)


def test_every_string_of_the_code_is_in_the_catalogue_and_translated(gathered: Catalog) -> None:
    missing = [m.id for m in gathered if m.id and not all(_said(m.string))]
    assert missing == [], "not translated: run `make messages` and fill them in"


def test_a_room_that_is_called_as_a_floor_is_gathered_too(gathered: Catalog) -> None:
    """`casework/figures` is no part of the floor `figures`: leaving that out must leave the room in."""
    assert gathered.get("Tables for the Rapporteur")


def test_no_translation_is_a_guess(gathered: Catalog) -> None:
    assert [m.id for m in gathered if m.id and m.fuzzy] == []
    assert [m.id for m in catalog(PACKAGE / CATALOG) if m.id and m.fuzzy] == []


def test_no_translation_is_left_over(gathered: Catalog) -> None:
    known = catalog(PACKAGE / CATALOG)
    assert list(known.obsolete) == []
    assert [m.id for m in known if m.id and gathered.get(m.id, m.context) is None] == []


def test_translations_keep_the_places_that_are_filled_in() -> None:
    wrong = []
    for message in catalog(PACKAGE / CATALOG):
        if not message.id or not all(_said(message.string)):
            continue  # a missing one is told by another test
        said = _said(message.id)
        asked = {place for one in said for place in _places(one)}
        translated = _said(message.string)
        wrong += [
            one
            for one in translated
            if not set(_places(one)) <= asked or (len(said) == 1 and set(_places(one)) != asked)
        ]
    assert wrong == []


def _said(text: Any) -> list[str]:
    """The forms of a message: one, or one for each number."""
    return [text] if isinstance(text, str) else list(text or [""])


def _places(text: str) -> list[str]:
    return [m.group(0) for m in PLACES.finditer(text.replace("%%", ""))]


TEMPLATES = sorted(f for f in PACKAGE.rglob("*.html") if "tests" not in f.parts)
# Names, keys and the languages' own names are the same in both languages; the page for faults holds both.
SAME = {"Gija", "Lietuvių", "English", "Tab", "Shift", "Enter", "JSON", "CSV", "PDF", "SHA", "SVG", "PNG", "XLSX"}
SAME |= {"SDMX", "ML", "Esc"}  # SDMX-ML
BOTH_INSIDE = {"pages/500.html"}


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda f: str(f.relative_to(PACKAGE)))
def test_no_text_of_a_template_stands_outside_a_translation(file: Path) -> None:
    if str(file).endswith(tuple(BOTH_INSIDE)):
        return
    text = file.read_text(encoding="utf-8")
    for hidden in (
        r"\{#.*?#\}",
        r"\{% comment.*?endcomment %\}",
        r"\{% blocktrans(?:late)?\b.*?endblocktrans(?:late)? %\}",
        r"<script\b.*?</script>",
        r"<code\b.*?</code>",  # a command is the same in every language
        r"\{%.*?%\}",
        r"\{\{.*?\}\}",
        r"<!--.*?-->",
        r"<[^<>]*>",
        r"&\w+;",
    ):
        text = re.sub(hidden, " ", text, flags=re.S)
    words = set(re.findall(r"[^\W\d_]{2,}", text)) - SAME
    assert words == set()


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda f: str(f.relative_to(PACKAGE)))
def test_no_template_holds_anything_inline(file: Path) -> None:
    """The content security policy would block it: better to hear of it here."""
    text = file.read_text(encoding="utf-8")
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")", text), "inline script"
    assert "<style" not in text
    assert not re.search(r"\sstyle=", text), "inline style"
    assert not re.search(r"\son[a-z]+=", text), "inline handler"
    assert not re.search(r"(src|href)=\"https?://", text), "something from elsewhere"


FOREIGN = [
    "This field is required.",
    "Enter a valid email address.",
    "Incorrect code.",
    "Too many failed login attempts. Try again later.",
    "The email address and/or password you specified are not correct.",
    "Please type your current password.",
    "You must type the same password each time.",
    "Select a valid choice. %(value)s is not one of the available choices.",
    "Enter a valid date.",
]


@pytest.mark.parametrize("sentence", FOREIGN)
def test_what_packages_say_on_our_pages_is_in_lithuanian_too(sentence: str) -> None:
    with translation.override("lt"):
        assert translation.gettext(sentence) != sentence
