"""What protecting a report costs, seen before it is frozen; what is left out of it; what was closed and why."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from gija.commons.testing import Cast
from gija.formats import releases
from gija.methods.disclosure.stored import digest
from gija.methods.tables.values import SUPPRESSED
from gija.rapporteur.gate import kept
from gija.rapporteur.gate.queries import ledger
from gija.rapporteur.reports import faces, queries, services
from gija.rapporteur.reports.choosing import tables as told
from gija.rapporteur.reports.choosing import weighing
from gija.rapporteur.reports.models import Report, State
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

pytestmark = pytest.mark.django_db(databases="__all__")

For = Callable[..., Client]
TABLE = "victims_of_trafficking"


def draft(cast: Cast, period: str = "2014-H1") -> Report:
    return services.draft(cast.actor("vaida"), "table", period, table=TABLE)


def published(cast: Cast, period: str = "2014-H1") -> Report:
    frozen = services.freeze(cast.actor("vaida"), draft(cast, period).pk)
    services.approve(cast.actor("jonas"), frozen.pk, frozen.hash)
    return services.publish(cast.actor("vaida"), frozen.pk)


def test_each_method_is_weighed_on_the_very_table_with_the_ledger(cast: Cast, tables: None) -> None:
    found = weighing.choice(draft(cast))
    assert found is not None
    (one,) = found.tables
    assert [cost.method.code for _, cost in one.costs] == ["suppress", "round", "round", "cellkey"]
    assert found.product.methods[0].code == "suppress"
    suppressed, rounded, *_ = (cost for _, cost in one.costs)
    assert (one.cells, suppressed.shown, suppressed.exact) == (4, 0.5, 0.5)  # three men, and what hides them
    assert rounded.shown == 1
    assert rounded.greatest < 3
    assert found.impossible is None
    assert [option.without for option in found.options] == [(), ("sex",)]


def test_a_report_of_cited_figures_has_nothing_to_choose(cast: Cast, loaded: int, client_for: For) -> None:
    made = services.draft(cast.actor("vaida"), "annual", "2014")
    assert weighing.choice(made) is None
    page = client_for("vaida").get(reverse("reports:choice", args=[made.pk])).content.decode()
    assert "nothing to protect" in page


def test_what_is_left_out_is_told_in_no_table_and_the_report_says_so(
    cast: Cast, tables: None, folder: Path, audit_entries: Callable[[str], list[Any]]
) -> None:
    made, before = draft(cast), len(audit_entries("rapporteur"))
    services.coarsen(cast.actor("vaida"), made.pk, ["sex"])
    assert [e.action for e in audit_entries("rapporteur")[before:]] == ["rapporteur.report.coarsen"]
    frozen = services.freeze(cast.actor("vaida"), made.pk)
    assert kept.closed(frozen.gate) == ()
    assert '"number":63' in frozen.data  # the total
    assert '"number":40' not in frozen.data
    assert "Not told in this version, so that nobody is given away: by Sex." in frozen.data
    with pytest.raises(GijaError, match="state"):
        services.coarsen(cast.actor("vaida"), made.pk, [])


def test_a_breakdown_the_figures_have_not_is_refused(cast: Cast, tables: None) -> None:
    with pytest.raises(GijaError) as refused:
        services.coarsen(cast.actor("vaida"), draft(cast).pk, ["shoe_size"])
    assert refused.value.code == "reports.breakdown"


@pytest.fixture
def impossible(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No pattern of closed cells is found as long as sex is told."""
    from gija.methods.disclosure import suppression
    from gija.rapporteur.gate.queries import _passed

    closed = suppression._closed

    def found(candidate: Any, *rest: Any) -> Any:
        told = {axis.code for table in candidate.tables for axis in table.axes}
        return (None, None) if "sex" in told else closed(candidate, *rest)

    monkeypatch.setattr(suppression, "_closed", found)
    _passed.cache_clear()
    yield
    _passed.cache_clear()


def test_where_no_closing_protects_the_coarser_reports_are_a_choice(
    cast: Cast, tables: None, impossible: None, client_for: For, folder: Path
) -> None:
    made = draft(cast)
    found = weighing.choice(made)
    assert found is not None
    assert found.impossible is not None
    assert all(cost.trouble for code, cost in found.tables[0].costs if code == "suppress")
    assert [(option.without, option.open) for option in found.options] == [((), None), (("sex",), 1)]
    with pytest.raises(GijaError, match="cannot go out"):
        services.freeze(cast.actor("vaida"), made.pk)
    vaida = client_for("vaida", "lt")
    address = reverse("reports:choice", args=[made.pk])
    assert "Neskelbti pagal: Lytis" in vaida.get(address).content.decode()
    assert vaida.post(address, {"without": "sex", "protection": "suppress"}).status_code == 302
    frozen = services.freeze(cast.actor("vaida"), made.pk)
    assert (frozen.without, frozen.state) == ("sex", State.FROZEN)


def test_the_page_of_costs_is_for_who_drafts_and_only_of_a_draft(cast: Cast, tables: None, client_for: For) -> None:
    made = draft(cast)
    address = reverse("reports:choice", args=[made.pk])
    assert client_for("jonas").get(address).status_code == 403
    shown = client_for("vaida").get(address).content.decode()
    assert "50%" in shown
    services.freeze(cast.actor("vaida"), made.pk)
    assert client_for("vaida").get(address).status_code == 400


def test_a_page_for_each_table_tells_what_was_closed_and_why(cast: Cast, tables: None, client_for: For) -> None:
    frozen = services.freeze(cast.actor("vaida"), draft(cast).pk)
    (one,) = told.tables(frozen)
    assert (len(one.lines), one.closed) == (4, 2)
    shown = client_for("egle").get(reverse("reports:table", args=[frozen.pk, one.population])).content.decode()
    assert ">63<" in shown
    assert ">3<" not in shown
    assert client_for("egle").get(reverse("reports:table", args=[frozen.pk, "x"])).status_code == 404


def test_the_chain_of_a_table_shows_every_version_and_the_ledger_keeps_the_withdrawn(
    cast: Cast, tables: None, folder: Path, client_for: For
) -> None:
    first = published(cast)
    services.withdraw(cast.actor("vaida"), first.pk, Text("A figure was wrong.", "Skaičius klaidingas."))
    second = published(cast)
    assert queries.chain(second) == [first, second]
    shown = client_for("vaida").get(reverse("reports:report", args=[second.pk])).content.decode()
    assert first.release in shown
    assert releases.opened(folder, second.release).about.replaces == first.release
    names = [one.name for one in ledger()]
    assert names == [f"table-{TABLE}-2014-H1-v1", f"table-{TABLE}-2014-H1-v2"]
    public = client_for("vaida").get(reverse("public:release", args=["en", first.release])).content.decode()
    assert second.release in public


def test_the_certificate_is_for_inner_roles_its_hash_for_everybody_and_no_true_table_in_it(
    cast: Cast, tables: None, folder: Path, client_for: For, audit_entries: Callable[[str], list[Any]]
) -> None:
    done = published(cast)
    before = len(audit_entries("rapporteur"))
    address = reverse("reports:certificate", args=[done.pk])
    for who in ("egle", "rasa", "mantas"):
        assert client_for(who).get(address).status_code == 403
    answer = client_for("jonas").get(address)
    content = json.loads(answer.content)
    asked = [e for e in audit_entries("rapporteur")[before:] if e.action == "rapporteur.report.certificate"]
    assert [(e.object_type, e.object_id, e.actor) for e in asked] == [("report", str(done.pk), "Jonas Koordinatorius")]
    assert str(digest(content)) in (folder / done.release / "table-victims-of-trafficking-2014-h1.en.html").read_text()
    true = {(c.key, c.value) for r in kept.releases(done.gate) for t in r.tables for c in t if c.status == SUPPRESSED}
    assert true
    assert {value for _, value in true} == {None}


def test_an_open_table_has_no_certificate(cast: Cast, loaded: int, folder: Path, client_for: For) -> None:
    frozen = services.freeze(cast.actor("vaida"), services.draft(cast.actor("vaida"), "annual", "2014").pk)
    with pytest.raises(GijaError) as refused:
        services.certificate(cast.actor("vaida"), frozen)
    assert refused.value.code == "gate.no_certificate"


def test_the_public_chooses_among_published_cells_only(cast: Cast, tables: None, folder: Path) -> None:
    done = published(cast)
    data = queries.data_of(done)
    names = [name for name in faces.names(data) if name.endswith(".csv")]
    assert names == [f"{data.code}.table.{language}.csv" for language in ("en", "lt")]
    text = (folder / done.release / names[0]).read_text("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows[0] == ["Sex", "Number", "Number: status"]
    assert ["All", "63", ""] in rows
    assert sum(row[1] == "" and row[2] != "" for row in rows[1:]) == 2  # closed ones say so
    page = (folder / done.release / f"{data.code}.tables.lt.html").read_text()
    assert f'href="{data.code}.table.lt.csv"' in page
    assert done.state == State.PUBLISHED
