"""Pages of authors: writing beside live figures, two at once, versions, what stops the freezing, who may."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gija.commons.permissions import NotPermittedError
from gija.commons.testing import Cast
from gija.rapporteur.authoring import passages, writing
from gija.rapporteur.authoring.models import Passage
from gija.rapporteur.evaluators.models import Contract, Tender
from gija.rapporteur.reports import queries, rules, services
from gija.rapporteur.reports.models import Report
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

pytestmark = pytest.mark.django_db(databases="__all__")

For = Callable[..., Client]
VICTIMS = "[[victims_state 2014]]"


def page(name: str, *args: object) -> str:
    return reverse(f"authoring:{name}", args=args)


def typed(report: Report, en: str, lt: str, **more: str) -> dict[str, str]:
    seen = {f"seen_{one}": str(number) for one, number in passages.numbers(report, "outlook").items()}
    return {"en": en, "lt": lt, "indicator": "", **seen, **more}


def test_a_figure_is_inserted_without_script_at_the_free_place_and_nothing_is_kept_by_it(
    client_for: For, draft: Report
) -> None:
    vaida = client_for("vaida", "lt")
    shown = vaida.post(page("section", draft.pk, "outlook"), typed(draft, "Of [[]].", "Iš [[]].", insert=VICTIMS))
    assert f"Iš {VICTIMS}." in shown.content.decode()
    previewed = vaida.post(
        page("section", draft.pk, "outlook"), typed(draft, f"Of {VICTIMS}, 12.", f"Iš {VICTIMS}, 12.", do="preview")
    ).content.decode()
    assert "Iš 47, 12." in previewed
    assert "Of 47, 12." in previewed
    assert not Passage.objects.filter(report=draft).exists()


def test_a_text_is_kept_as_versions_with_who_wrote_it_and_an_earlier_one_is_taken_again(
    client_for: For, draft: Report, cast: Cast
) -> None:
    vaida, saule = client_for("vaida"), client_for("saule")
    where = page("section", draft.pk, "outlook")
    assert vaida.post(where, typed(draft, "First.", "Pirma.", do="save")).status_code == 302
    assert saule.post(where, typed(draft, "Second.", "Pirma.", do="save")).status_code == 302
    rows = [(p.language, p.number, p.text, p.actor_name) for p in Passage.objects.filter(report=draft)]
    assert rows == [
        ("en", 1, "First.", "Vaida Pranešėja"), ("lt", 1, "Pirma.", "Vaida Pranešėja"),
        ("en", 2, "Second.", "Saulė Pranešėja"),
    ]  # fmt: skip
    shown = vaida.get(page("versions", draft.pk, "outlook")).content.decode()
    assert "<del>First</del>" in shown
    assert vaida.post(page("versions", draft.pk, "outlook"), {"take": "en 1"}).status_code == 302
    assert passages.written(draft)["outlook"] == Text("First.", "Pirma.")
    assert vaida.post(page("versions", draft.pk, "outlook"), {"take": "en 9"}).status_code == 400
    assert not rules.is_second(cast.actor("saule"), draft)


def test_of_two_who_write_at_once_the_later_is_shown_the_difference_and_loses_nothing(
    client_for: For, draft: Report
) -> None:
    vaida, saule = client_for("vaida"), client_for("saule")
    where, both = page("section", draft.pk, "outlook"), typed(draft, "Mine alone.", "Mano.", do="save")
    assert saule.post(where, typed(draft, "Theirs first.", "Jos.", do="save")).status_code == 302
    refused = vaida.post(where, both)
    shown = refused.content.decode()
    assert refused.status_code == 422
    assert "Theirs first." in shown
    assert "<ins>Mine alone</ins>" in shown
    assert ">\nMine alone.</textarea>" in shown
    assert passages.written(draft)["outlook"].en == "Theirs first."
    assert vaida.post(where, typed(draft, "Mine alone.", "Mano.", do="save")).status_code == 302
    assert [p.text for p in passages.versions(draft, "outlook") if p.language == "en"] == [
        "Mine alone.",
        "Theirs first.",
    ]


def test_what_cannot_be_told_stops_the_freezing_with_a_link_to_each_place(
    client_for: For, draft: Report, cast: Cast
) -> None:
    vaida, actor = client_for("vaida", "lt"), cast.actor("vaida")
    writing.write(actor, draft.pk, "outlook", Text("Written.\n\n[[victims_state 1999]]", ""), {})
    refused = vaida.post(reverse("reports:freeze", args=[draft.pk]), follow=True)
    shown = refused.content.decode()
    assert refused.redirect_chain[-1][0] == page("texts", draft.pk) + "#problems"
    assert f"{page('section', draft.pk, 'outlook')}#id_lt" in shown  # the missing translation
    assert f"{page('section', draft.pk, 'outlook')}#id_en" in shown  # the unknown figure
    assert "[[victims_state 1999]]" in shown
    draft.refresh_from_db()
    assert draft.state == "draft"
    told = f"Known: {VICTIMS}."
    writing.write(actor, draft.pk, "outlook", Text(told, told), passages.numbers(draft, "outlook"))
    frozen = services.freeze(actor, draft.pk)
    texts = {s.code: s.blocks[0] for s in queries.data_of(frozen).sections}
    assert texts["outlook"].text.en == "Known: 47."  # type: ignore[union-attr]


def test_the_evaluator_and_the_coordinator_read_what_is_written_and_write_nothing(
    client_for: For, draft: Report
) -> None:
    for who in ("egle", "jonas"):
        client = client_for(who)
        assert client.get(page("texts", draft.pk)).status_code == 200
        assert client.get(page("versions", draft.pk, "outlook")).status_code == 200
        assert client.post(page("section", draft.pk, "outlook"), typed(draft, "A.", "A.", do="save")).status_code == 403
        assert client.post(page("versions", draft.pk, "outlook"), {"take": "en 1"}).status_code == 403
    assert client_for("vaida").get(page("section", draft.pk, "nothing")).status_code == 400


@pytest.fixture
def contract(cast: Cast) -> Contract:
    """Viltis evaluates 2014."""
    tender = Tender.objects.create(code="t-2014", title_en="Evaluation", title_lt="Vertinimas", first=2014, last=2014)
    return Contract.objects.create(
        tender=tender, name="Viltis", organisation="viltis", number="S-1", day=dt.date(2015, 1, 5),
        starts=dt.date(2015, 1, 5), ends=timezone.localdate(),
    )  # fmt: skip


def test_the_evaluator_writes_its_own_kind_while_its_contract_holds_and_nobody_else_does(
    client_for: For, cast: Cast, loaded: int, contract: Contract
) -> None:
    egle, vaida = cast.actor("egle"), cast.actor("vaida")
    for actor, kind, period in ((egle, "annual", "2014"), (vaida, "evaluator", "2014")):
        with pytest.raises(NotPermittedError):
            services.draft(actor, kind, period)
    with pytest.raises(GijaError, match="no contract"):
        services.draft(egle, "evaluator", "2013")
    made = services.draft(egle, "evaluator", "2014")
    client = client_for("egle")
    stopped = client.post(reverse("reports:freeze", args=[made.pk]), follow=True).content.decode()
    assert "must be written: the text in Lithuanian is missing" in stopped  # its own sections must be written
    said = {"en": "Judged.", "lt": "Įvertinta.", "seen_lt": "0", "seen_en": "0", "do": "save"}
    assert client.post(page("section", made.pk, "evaluation"), said).status_code == 302
    assert client_for("vaida").post(page("section", made.pk, "evaluation"), said).status_code == 403
    writing.write(egle, made.pk, "recommendations", Text("Go on.", "Tęsti."), {})
    assert services.freeze(egle, made.pk).state == "frozen"
    contract.ends = timezone.localdate() - dt.timedelta(days=1)
    contract.save()
    with pytest.raises(NotPermittedError):
        services.discard(egle, made.pk, "No longer needed.")


def test_every_kind_of_published_figures_can_be_begun_and_built_with_its_texts(cast: Cast, loaded: int) -> None:
    vaida, why = cast.actor("vaida"), Text("A programme ended.", "Baigėsi programa.")
    with pytest.raises(GijaError, match="period"):
        services.begin(vaida, services.Draft("multi_year", "2009-2014"))
    for wanted, section in (
        (services.Draft("multi_year", "2009-2014", reason=why), "outlook"),
        (services.Draft("greta", "2010-2014"), "about"),
        (services.Draft("questionnaire", "2014"), "q-9-2"),
    ):
        made = services.begin(vaida, wanted)
        writing.write(vaida, made.pk, section, Text("Written.", "Parašyta."), {})
        assert "Parašyta." in str(queries.would_be(made).data)


def test_answers_of_other_countries_stand_in_the_questionnaire_with_their_source(
    client_for: For, cast: Cast, loaded: int
) -> None:
    made = services.draft(cast.actor("vaida"), "questionnaire", "2014")
    answer = {
        "question": "9.2.1",
        "country": "LVA",
        "answer_lt": "Taip.",
        "answer_en": "Yes.",
        "source": "Report, p. 3",
    }
    client = client_for("vaida")
    assert client.post(page("elsewhere", made.pk, "q-9-2"), {**answer, "source": ""}).status_code == 422
    assert client.post(page("elsewhere", made.pk, "q-9-2"), answer).status_code == 302
    assert "Report, p. 3" in client.get(page("section", made.pk, "q-9-2")).content.decode()
    assert "Report, p. 3" in str(queries.would_be(made).data)
