"""International cooperation: what the sources tell is entered once; filters, days as exactly as known, the table."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils import timezone

from gija.commons.permissions import NotPermittedError
from gija.commons.testing import Cast
from gija.rapporteur.cooperation import queries, services
from gija.rapporteur.cooperation.models import Entry
from gija.rapporteur.cooperation.services import Said
from gija.rapporteur.reports import queries as report_queries
from gija.rapporteur.reports import services as reports
from gija.rapporteur.reports.values import Table
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

pytestmark = pytest.mark.django_db(databases="__all__")
BASE = "/rapporteur/cooperation/"
PEOPLE = {
    "vaida": ("Vaida Pranešėja", "national_rapporteur", "moi"),
    "edita": ("Edita Vertintoja", "evaluator", "viltis"),
    "dalia": ("Dalia Teikėja", "data_supplier", "kpb"),
}
SAID = Said(Text("Partner", "Partneris"), "bilateral", Text("=Visit", "=Vizitas"), ("LVA",), "2019-05", "2021")


@pytest.fixture
def cast(cast: Cast) -> Cast:
    return cast.join(PEOPLE)


def test_what_the_sources_tell_is_entered_once_with_its_line(cast: Cast) -> None:
    vaida = cast.actor("vaida")
    services.load(vaida)
    assert services.load(vaida) == 0
    told = {one.source for one in Entry.objects.all()}
    assert {"S2 L56", "S1 L125", "S1 L127", "S1 L129"} <= told
    conference = Entry.objects.get(channel="osce", source="S2 L56")
    assert queries.period(conference) == "2007-10"
    assert queries.period(Entry.objects.get(channel="interpol", source="S2 L56")) == ""  # no source tells the days


def test_entries_are_filtered_by_channel_country_and_year(cast: Cast) -> None:
    vaida = cast.actor("vaida")
    made = services.add(vaida, SAID)
    for year, stands in {2018: False, 2019: True, 2020: True, 2021: True, 2022: False}.items():
        assert queries.entries(vaida, year=year).filter(pk=made.pk).exists() is stands, year
    assert made in queries.entries(vaida, channel="bilateral", country="LVA")
    assert made not in queries.entries(vaida, country="EST")
    assert made not in queries.entries(vaida, channel="osce")


@pytest.mark.parametrize(
    ("first", "last"), [("2019", "2018"), ("2019-13", ""), ("2019-02-30", ""), ("", "2020"), ("soon", "")]
)
def test_days_that_are_none_are_refused(cast: Cast, first: str, last: str) -> None:
    with pytest.raises(GijaError) as error:
        services.add(cast.actor("vaida"), Said(SAID.partner, "osce", SAID.activity, first=first, last=last))
    assert error.value.code == "cooperation.days"


def test_an_entry_struck_out_is_out_of_the_table_and_comes_back(cast: Cast) -> None:
    vaida, edita = cast.actor("vaida"), cast.actor("edita")
    made = services.add(vaida, SAID)
    rows = len(queries.table(edita, "en").rows)
    services.strike(vaida, made.pk, 1, "It was entered twice.")
    assert len(queries.table(edita, "en").rows) == rows - 1
    with pytest.raises(GijaError):
        queries.entry(edita, made.pk)
    services.strike(vaida, made.pk, 2, "It was not twice after all.")
    assert len(queries.table(edita, "lt").rows) == rows
    with pytest.raises(GijaError):
        services.change(vaida, made.pk, 1, SAID)  # somebody changed it meanwhile


def test_only_who_may_keeps_and_takes_the_table(cast: Cast, audit_entries: object, client_for: object) -> None:
    services.add(cast.actor("vaida"), SAID)
    content = queries.taken(cast.actor("vaida"), "lt").decode()
    assert "Dviejų valstybių" in content
    assert "'=Vizitas" in content  # no cell that a sheet would run
    assert len(queries.table(cast.actor("vaida"), "en", 2020).rows) >= 1
    for act in (lambda a: services.add(a, SAID), lambda a: queries.taken(a, "en")):
        with pytest.raises(NotPermittedError):
            act(cast.actor("edita"))
    with pytest.raises(NotPermittedError):
        queries.entries(cast.actor("dalia"))


def test_pages_open_and_what_was_written_stays(cast: Cast, client_for: object) -> None:
    made = services.add(cast.actor("vaida"), SAID)
    client = client_for("vaida", "lt")  # type: ignore[operator]
    for path in ("", "?channel=bilateral&year=2020&country=LVA", "?year=x", "add/", f"{made.pk}/", f"{made.pk}/change/",
                 f"{made.pk}/strike/"):  # fmt: skip
        assert client.get(BASE + path).status_code == 200, path
    wrong = client.post(f"{BASE}add/", {"partner_lt": "Latvija", "channel": "bilateral", "first": "kada nors"})
    assert wrong.status_code == 422
    assert "Latvija" in wrong.content.decode()


def test_an_entry_of_the_sources_that_was_put_better_is_not_entered_again(cast: Cast) -> None:
    vaida = cast.actor("vaida")
    services.load(vaida)
    one = Entry.objects.get(channel="europol", source="S2 L56")
    better = Said(Text("Europol", "Europolas"), "europol", Text("Daily exchange", "Kasdieniai mainai"), source="S2, 56")
    services.change(vaida, one.pk, one.version, better)
    rows = Entry.objects.count()
    assert services.missing() == []
    assert (services.load(vaida), Entry.objects.count()) == (0, rows)


def test_a_code_of_a_person_is_refused_in_every_text(cast: Cast) -> None:
    for told in ({"papers": "38901010014"}, {"outcome": Text("38901010014", "–")}, {"source": "389 0101 0014"}):
        with pytest.raises(GijaError) as error:
            services.add(cast.actor("vaida"), replace(SAID, **told))
        assert error.value.code == "activities.person"


def test_what_goes_on_says_so(cast: Cast) -> None:
    made = services.add(cast.actor("vaida"), replace(SAID, last=""))
    assert queries.period(made) == "2019-05 – …"


def test_the_table_enters_answer_9_6_and_is_frozen_with_the_rest(cast: Cast) -> None:
    vaida = cast.actor("vaida")
    services.load(vaida)
    later = services.add(vaida, replace(SAID, first="2010", last="2010"))
    struck = services.add(vaida, replace(SAID, first="2005", last="2006"))
    services.strike(vaida, struck.pk, 1, "It was entered twice.")
    draft = reports.begin(vaida, reports.Draft("questionnaire", "2009"))
    answers = {one.code: one for one in report_queries.data_of(draft).sections}
    assert all(not isinstance(block, Table) for code in answers for block in answers[code].blocks if code != "q-9-6")
    (table,) = (block for block in answers["q-9-6"].blocks if isinstance(block, Table))
    partners = [row[0].in_("en") for row in table.rows]
    assert "Interpol" in partners
    assert any(one.startswith("European Women's Lobby (") and "Sweden" in one for one in partners)
    assert report_queries.data_of(draft).day == timezone.localdate().isoformat()  # of the last act on the register
    assert len(table.rows) == Entry.objects.filter(struck="").exclude(pk=later.pk).count()  # begun until 2009
    frozen = reports.freeze(vaida, draft.pk)
    services.strike(vaida, Entry.objects.get(channel="interpol", source="S2 L56").pk, 1, "No such exchange is known.")
    assert report_queries.data_of(frozen).tables == (table,)
    data = report_queries.build("questionnaire", "2009", report_queries.setting_of(draft))
    assert len(data.tables[0].rows) == len(table.rows) - 1
    assert {one.code for one in data.sources} == {"S1", "S2"}
