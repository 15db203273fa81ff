"""Pages of estimates: from a file to the gates, the run and its files; both languages; who may not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gija.commons.testing import Cast
from gija.methods.estimation import CaptureTable
from gija.rapporteur.estimates import services, work
from gija.rapporteur.estimates.models import Capture, Run
from gija.rapporteur.estimates.values import Asked

from .conftest import QUICK, Done, csv_of, four

pytestmark = pytest.mark.django_db(databases=["default", "rapporteur"])

Clients = Callable[..., Any]
APART = CaptureTable.of("ABC", {(0,): 400, (1,): 300, (2,): 200, (0, 1): 60, (0, 2): 20})


def sent(client: Any, content: bytes, **more: str) -> Any:
    file = SimpleUploadedFile("lists.csv", content, "text/csv")
    return client.post(reverse("estimates:upload"), {"title": "Lists", "period": "2014", "file": file, **more})


def test_a_table_leads_to_its_gates_and_from_there_to_a_run(cast: Cast, client_for: Clients) -> None:
    client = client_for("vaida", "en")
    response = sent(client, csv_of(APART))
    assert response.status_code == 302
    page = client.get(response.url)
    assert "B:C. Could they ever?" in page.content.decode()
    assert "B, C share nobody. Could they have?" in page.content.decode()
    refused = client.post(response.url, {"methods": ["stepwise"], "replicates": "100", "seed": "1"})
    assert refused.status_code == 422
    told = {"methods": ["stepwise"], "replicates": "100", "seed": "1", "answer_0": "could"}
    started = client.post(response.url, told)
    assert started.status_code == 302
    assert "Waiting" in client.get(started.url).content.decode()
    work.run()
    done = client.get(started.url).content.decode()
    assert "What may be said" in done
    assert done.count("<svg") >= 6
    assert done.index("Estimates of each method") < done.index("People on each two lists")
    assert done.index("Gates") < done.index("What may be said") < done.index("The methods")


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Row 2, column n: the count is below zero"), ("lt", "2 eilutė, stulpelis n: skaičius")],
)
def test_a_fault_is_told_with_row_and_column_and_nothing_is_kept(
    cast: Cast, client_for: Clients, language: str, words: str
) -> None:
    before = Capture.objects.count()
    response = sent(client_for("vaida", language), b"A,B,n\n1,0,-3\n")
    assert response.status_code == 422
    assert words in response.content.decode()
    assert Capture.objects.count() == before


def test_half_an_interval_and_a_false_period_are_refused(cast: Cast, client_for: Clients) -> None:
    client = client_for("vaida", "en")
    assert "Give both ends" in sent(client, csv_of(four()), people_low="5").content.decode()
    assert sent(client, csv_of(four()), period="soon").status_code == 422
    assert "must hold" in sent(client, csv_of(four()), people_low="5", people_high="6").content.decode()


def test_the_page_of_a_run_says_all_in_lithuanian(cast: Cast, client_for: Clients, done: Done) -> None:
    found = done()
    page = client_for("jonas", "lt").get(reverse("estimates:run", args=[found.pk])).content.decode()
    assert "Kokybė" in page
    assert "uždara populiacija" in page
    assert found.digest in page
    assert reverse("estimates:again", args=[found.pk]) not in page


def test_a_run_can_be_repeated_cancelled_and_taken_into_the_report(cast: Cast, client_for: Clients, done: Done) -> None:
    first, client = done(), client_for("vaida", "en")
    again = client.post(reverse("estimates:again", args=[first.pk]))
    work.run()
    assert "came to the same bytes" in client.get(again.url).content.decode()
    client.post(reverse("estimates:choose", args=[first.pk]), {"used": "yes"})
    assert "Take out of the report" in client.get(reverse("estimates:run", args=[first.pk])).content.decode()
    kept = services.upload(cast.actor("vaida"), csv_of(four()), "Lists", "2014")
    waiting = services.ask(cast.actor("vaida"), Asked((kept.pk,), four().lists, **QUICK))
    page = client.post(reverse("estimates:cancel", args=[waiting.pk]), follow=True).content.decode()
    assert "Cancelled" in page
    client.post(reverse("estimates:wake", args=[waiting.pk]))


def test_a_file_needs_a_proof_and_is_sent(cast: Cast, client_for: Clients, done: Done) -> None:
    found = done()
    response = client_for("vaida", "en").get(reverse("estimates:file", args=[found.pk, "json"]))
    assert response.status_code in (200, 302)


@pytest.mark.parametrize("name", ["egle", "rasa"])
def test_nobody_else_sees_estimates(cast: Cast, client_for: Clients, done: Done, name: str) -> None:
    found = done()
    client = client_for(name, "en")
    assert client.get(reverse("estimates:list")).status_code == 403
    assert client.get(reverse("estimates:run", args=[found.pk])).status_code == 403
    assert client.get(reverse("estimates:new")).status_code == 403


def test_a_result_that_was_changed_is_refused(cast: Cast, client_for: Clients, done: Done) -> None:
    from gija.rapporteur.estimates import queries

    found = queries.one(cast.actor("vaida"), done().pk)
    assert found.result is not None
    found.result.content += " "
    with pytest.raises(Exception, match="hash differs"):
        _ = found.content


def test_an_unknown_run_is_not_found(cast: Cast, client_for: Clients) -> None:
    last = Run.objects.first()
    number = last.pk + 1 if last else 1
    assert client_for("vaida", "en").get(reverse("estimates:run", args=[number])).status_code == 404
