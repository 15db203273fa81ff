"""From the form of the public site to the police and back: what was sealed there is opened here, whoever sealed it."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gija.messages.receipts import new_code, receipt
from gija.police.tips import answering, keys, publishing, queries, services
from gija.police.tips.keys import Made
from gija.police.tips.models import Tip, Writing
from gija.police.tips.tests.conftest import PASSPHRASE, TEXT
from gija.public.tips import tickets
from gija.public.tips.pages import DAYS

pytestmark = pytest.mark.django_db(databases=["default", "police"])
FORM, ANSWERS = "/public/lt/tips/", "/public/lt/tips/answers/"


def sent(client: Client, address: str = FORM, **fields: Any) -> str:
    """The page after a form; its ticket is fresh."""
    answer = client.post(address, {"ticket": tickets.new(), **fields, "end": "1"})
    assert answer.status_code == 200
    return answer.content.decode()


def code_in(page: str) -> str:
    found = re.search(r'id="code"[^>]*>([^<]*)<', page)
    assert found
    return found[1]


def test_a_tip_with_files_is_opened_answered_and_talked_about(
    client: Client, between: Path, desk: Made, cast: Any
) -> None:
    tomas, picture = cast.actor("tomas"), b"\xff\xd8\xff\xe0" + bytes(400_000)
    page = sent(client, text=TEXT, wish="advice", sender_name="Ona \u202e", safe_contact="Tik rytais\x00",
                files=[SimpleUploadedFile("pas ę'as.jpg", picture), SimpleUploadedFile("x.exe", b"MZ")])  # fmt: skip
    code = code_in(page)
    sent(client, ANSWERS, code=code, again="1", text="Dar vienas dalykas")  # before the worker looked
    publishing.carry()
    (found,) = queries.queue(tomas)
    tip, letter = services.read(tomas, (desk.identity,), found.pk)
    assert (tip.channel, letter.text, letter.sender_name) == ("form", TEXT, "Ona")
    assert ("wish", "prašyti patarimo / to ask for advice") in letter.facts
    assert ("safe_contact", "Tik rytais") in letter.facts
    assert [one.name for one in letter.attachments] == ["pas ę'as.jpg", "x.exe"]
    taken = [services.take_out(tomas, (desk.identity,), found.pk, place) for place in (1, 2)]
    assert [(one.data, one.name[-4:]) for one in taken] == [(picture, ".jpg"), (b"MZ", ".bin")]
    assert [text for _, text in queries.writings(found, (desk.identity,))] == ["Dar vienas dalykas"]
    assert not (between / "refused").exists()
    answering.answer(tomas, (desk.identity,), found.pk, "", "Neišvykite.")
    publishing.carry()
    assert "Neišvykite." in sent(client, ANSWERS, code=code)
    assert "Neišvykite." not in sent(client, ANSWERS, code=new_code())
    assert "Neišvykite.".encode() not in b"".join(f.read_bytes() for f in between.rglob("*.json"))


def test_a_tip_sealed_before_the_key_was_renewed_is_still_read(
    client: Client, between: Path, desk: Made, cast: Any
) -> None:
    tomas = cast.actor("tomas")
    sent(client, text=TEXT)
    keys.renew(tomas, (desk.identity,), PASSPHRASE)
    publishing.carry()
    (found,) = queries.queue(tomas)
    assert queries.letter(found, keys.open_desk(tomas, PASSPHRASE)).text == TEXT


def test_a_message_to_a_tip_there_is_not_is_put_aside_and_an_administrator_reads_none(
    client: Client, between: Path, desk: Made, cast: Any, client_for: Any
) -> None:
    sent(client, ANSWERS, code=new_code(), again="1", text="Niekam")
    code = code_in(sent(client, text=TEXT))
    publishing.carry()
    assert (Tip.objects.count(), Writing.objects.count()) == (1, 0)
    assert len(list((between / "refused").iterdir())) == 1
    found = Tip.objects.get(receipt=receipt(code).tip_id)
    assert client_for("jurga").get(f"/police/tips/{found.pk}/").status_code == 403


def test_answers_are_taken_away_on_their_day(client: Client, between: Path, desk: Made, cast: Any) -> None:
    tomas, code = cast.actor("tomas"), code_in(sent(client, text=TEXT))
    publishing.carry()
    answering.answer(tomas, (desk.identity,), queries.queue(tomas)[0].pk, "", "Neišvykite.")
    publishing.carry()
    (file,) = (between / "out").glob(f"{receipt(code).tip_id}_*.json")
    assert publishing.KEPT == DAYS  # what the page promises is what the police do
    os.utime(file, (file.stat().st_mtime - (DAYS - 1) * 86_400,) * 2)
    publishing.carry()
    assert file.exists()
    os.utime(file, (file.stat().st_mtime - 2 * 86_400,) * 2)
    publishing.carry()
    assert not file.exists()
