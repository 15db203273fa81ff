"""What is sent to addressees has left the house: the gate knows it, whether it is published afterwards or not."""

from __future__ import annotations

from pathlib import Path

import pytest

from gija.commons.testing import Cast
from gija.rapporteur.authoring import sending
from gija.rapporteur.gate import protecting
from gija.rapporteur.gate.queries import ledger
from gija.rapporteur.reports import services
from gija.rapporteur.reports.models import Report
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

pytestmark = pytest.mark.django_db(databases="__all__")
NAMES = ["table-victims_of_trafficking-2014-H1-v1", "table-victims_of_trafficking-2014-H1-v2"]
PARCEL = sending.Parcel(
    "", Text("Government", "Vyriausybė"), "document_system", "lt", "Siunčiame.", reference="1D-7"
)  # fmt: skip


@pytest.fixture
def draft(cast: Cast, tables: None, folder: Path) -> Report:
    return services.draft(cast.actor("vaida"), "table", "2014-H1", table="victims_of_trafficking")


def approved(cast: Cast, of: Report) -> Report:
    frozen = services.freeze(cast.actor("vaida"), of.pk)
    return services.approve(cast.actor("jonas"), of.pk, frozen.hash)


def told() -> list[str]:
    return [one.name for one in ledger() if one.name.startswith("table-victims_of_trafficking-2014-H1")]


def test_what_is_sent_before_it_is_published_is_in_the_ledger_and_is_published_as_it_was(
    cast: Cast, draft: Report
) -> None:
    vaida = cast.actor("vaida")
    sending.send(vaida, approved(cast, draft).pk, PARCEL)
    assert told() == NAMES[:1]
    services.publish(vaida, draft.pk)
    assert told() == NAMES[:1]
    sending.send(vaida, draft.pk, PARCEL)
    assert told() == NAMES[:1]


def test_what_was_sent_and_came_back_is_another_version_and_the_gate_reckons_with_both(
    cast: Cast, draft: Report
) -> None:
    vaida = cast.actor("vaida")
    sending.send(vaida, approved(cast, draft).pk, PARCEL)
    assert services.send_back(vaida, draft.pk, "The foreword is to be written anew.").vintage == 2
    services.publish(vaida, approved(cast, draft).pk)
    assert told() == NAMES


def test_what_was_sent_and_given_up_keeps_its_number(cast: Cast, draft: Report) -> None:
    vaida = cast.actor("vaida")
    sending.send(vaida, approved(cast, draft).pk, PARCEL)
    services.send_back(vaida, draft.pk, "It is not to be published.")
    services.discard(vaida, draft.pk, "It is not to be published.")
    assert services.draft(vaida, "table", "2014-H1", table="victims_of_trafficking").vintage > 1


def test_what_was_not_sent_keeps_its_number_when_it_comes_back(cast: Cast, draft: Report) -> None:
    found = services.send_back(cast.actor("vaida"), approved(cast, draft).pk, "A word is missing in it.")
    assert (found.vintage, told()) == (1, [])


def test_what_is_not_safe_any_more_is_not_sent(cast: Cast, draft: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    found = approved(cast, draft)

    def refused(*_: object) -> None:
        raise GijaError("gate.unsafe")

    monkeypatch.setattr(protecting, "still", refused)
    with pytest.raises(GijaError) as error:
        sending.send(cast.actor("vaida"), found.pk, PARCEL)
    assert error.value.code == "gate.unsafe"
    assert not found.dispatches.exists()
    assert told() == []
