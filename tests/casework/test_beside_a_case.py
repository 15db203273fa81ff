"""From a case and from a hint one comes to what goes with it; what was received becomes paper for the own file."""

from __future__ import annotations

from typing import Any

import pytest

from gija.casework.cases import services as cases
from gija.casework.duplicates import services as duplicates
from gija.casework.duplicates.book import BOOK
from gija.casework.duplicates.models import Pair
from gija.casework.exchange import paper, services
from gija.casework.exchange.models import Exchange
from gija.commons.accounts.queries import actor_of
from gija.commons.accounts.services import make_account
from gija.commons.courier import peers
from gija.commons.courier.work import run_once
from gija.commons.hints import queries as hints
from gija.commons.permissions import Actor
from gija.commons.testing import PASSWORD
from gija.register.hints.services import tell

from .conftest import WHOLE

pytestmark = pytest.mark.django_db(databases="__all__")
AGREES = {**WHOLE, "consents": ["service", "statistics", "referral"]}
KINDS = ["identity", "status", "event", "assistance", "note"]


@pytest.fixture
def mine(worker: Actor) -> Any:
    return cases.open_case(worker, AGREES)


@pytest.fixture
def theirs(rival: Actor) -> Any:
    return cases.open_case(rival, AGREES)


@pytest.fixture
def hint(worker: Actor, rival: Actor, mine: Any, theirs: Any) -> Any:
    """A hint to Viltis that the shelter may know Ona, too."""
    cases.submit(worker, mine.pk)
    cases.submit(rival, theirs.pk)
    run_once(strict=True)
    tell(None, [[mine.record_id, theirs.record_id]], duty=True)
    run_once(strict=True)
    return hints.own(BOOK, worker).get()


@pytest.mark.parametrize("language", ["en", "lt"])
def test_the_page_of_a_case_leads_to_asking_offering_hints_pairs_and_joined_cases(
    worker: Actor, mine: Any, hint: Any, client_for: Any, language: str
) -> None:
    supervisor = actor_of(make_account("birute@gija.example", "Birutė", PASSWORD, "case_supervisor", "viltis"))
    again = cases.open_case(worker, {**AGREES, "reference": "2014-099"}, anyway=True)
    duplicates.look(worker)
    asked = services.ask(worker, mine.pk, "prieglobstis", KINDS, "Ji pereina")
    page = f"/casework/cases/{mine.pk}/"
    said = client_for("mantas", language).get(page).content.decode()
    pair = Pair.objects.get()
    for address in (
        f"/casework/exchange/ask/?case={mine.pk}", f"/casework/exchange/offer/?case={mine.pk}",
        f"/casework/exchange/{asked.pk}/", f"/casework/duplicates/hints/{hint.pk}/", f"/casework/duplicates/{pair.pk}/",
    ):  # fmt: skip
        assert f'href="{address}"' in said, address
    duplicates.join(supervisor, pair.pk, "Ta pati")
    assert f'href="/casework/cases/{again.pk}/"' in client_for("mantas", language).get(page).content.decode()


def test_who_does_not_agree_to_sharing_is_not_offered_to_others(case: Any, client_for: Any) -> None:
    said = client_for("mantas", "en").get(f"/casework/cases/{case.pk}/").content.decode()
    assert "/casework/exchange/" not in said.partition('id="beside"')[2]
    assert "/casework/exchange/ask" not in said


def test_a_request_starts_from_a_hint_with_its_case_and_the_other_institution(
    worker: Actor, mine: Any, hint: Any, client_for: Any
) -> None:
    client = client_for("mantas", "lt")
    ask = f"/casework/exchange/ask/?hint={hint.pk}"
    assert f'href="{ask}"' in client.get(f"/casework/duplicates/hints/{hint.pk}/").content.decode()
    page = client.get(ask).content.decode()
    assert f'value="{mine.pk}" selected' in page
    assert 'value="prieglobstis" selected' in page
    assert hint.short in page
    assert client.get("/casework/exchange/ask/?hint=nonsense&case=Ona").status_code == 200


def test_a_letter_goes_to_the_installation_the_partner_is_tied_to(worker: Actor, mine: Any, rival: Actor) -> None:
    from ..courier.conftest import Other  # noqa: TID252  the other installation of the courier's tests

    node = Other()
    peers.add_peer(node.card.model_copy(update={"zones": ("casework",)}))
    peers.tie(node.code, ["prieglobstis"])
    assert services.ask(worker, mine.pk, "prieglobstis", KINDS, "Ji pereina").installation == node.code


@pytest.fixture
def received(worker: Actor, rival: Actor, mine: Any, theirs: Any) -> Exchange:
    """What the shelter sent of Ona, as Viltis has it."""
    chief = actor_of(make_account("salomeja@gija.example", "Salomėja", PASSWORD, "case_supervisor", "prieglobstis"))
    services.ask(worker, mine.pk, "prieglobstis", KINDS, "Ji pereina")
    run_once(strict=True)
    services.give(chief, Exchange.objects.get(institution="prieglobstis").pk, KINDS, case_id=theirs.pk)
    run_once(strict=True)
    return Exchange.objects.get(institution="viltis")


@pytest.mark.parametrize("language", ["en", "lt"])
def test_what_was_received_becomes_a_tagged_pdf_for_the_own_file(
    worker: Actor, received: Exchange, language: str
) -> None:
    _found, content = services.opened(worker, received.pk)
    content["note"] = ["#eval(1) *labai* " + "x" * 300 + "\nантра eilutė"]
    made = paper.pdf(received, content, "Prieglobstis", "Mantas", language)
    assert made.startswith(b"%PDF-1.7")
    assert b"/MarkInfo" in made or b"StructTreeRoot" in made
    assert made == paper.pdf(received, content, "Prieglobstis", "Mantas", language), "same content, same bytes"


def test_taking_the_pdf_asks_who_it_is_and_leaves_one_entry(
    received: Exchange, client_for: Any, audit_entries: Any
) -> None:
    client = client_for("mantas", "lt")
    page = client.get(f"/casework/exchange/{received.pk}/content/").content.decode()
    address = f"/casework/exchange/{received.pk}/package.pdf"
    assert address in page
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    acts = [one.action for one in audit_entries("casework")]
    assert acts.count("casework.exchange.export") == 1
    assert client_for("tomas", "lt").get(address).status_code == 403
