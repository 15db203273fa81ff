"""What is not in the matrix is denied; `own` ends at the institution."""

from __future__ import annotations

import pytest

from gija.commons.permissions import Actor, NotPermittedError, may, require

RASA = Actor(1, "Rasa Analitikė", "criminal_analyst", "kpb", "Kriminalinės policijos biuras")
NOBODY = Actor(2, "Mantas Beteisis", "case_worker", "viltis", "Viltis")


@pytest.mark.parametrize(
    ("actor", "action", "institution", "allowed"),
    [
        (RASA, "police.search.ask", None, True),
        (RASA, "police.search.ask", "vilnius_police", True),
        (RASA, "police.search.read", "kpb", True),
        (RASA, "police.search.read", None, True),  # there is something of her own she may read
        (RASA, "police.search.read", "vilnius_police", False),
        (RASA, "police.search.read", "", False),  # an object that belongs to nobody is nobody's own
        (RASA, "audit.read", None, False),
        (RASA, "no.such.action", None, False),
        (NOBODY, "police.search.ask", None, False),
        (None, "police.search.ask", None, False),
        (Actor(3, "x", "no_such_role", "kpb", "x"), "police.search.ask", None, False),
    ],
)
def test_the_matrix_decides(actor: Actor | None, action: str, institution: str | None, allowed: bool) -> None:
    assert may(actor, action, institution) is allowed
    if allowed:
        assert require(actor, action, institution) is actor
    else:
        with pytest.raises(NotPermittedError) as refused:
            require(actor, action, institution)
        assert (refused.value.code, refused.value.actor, refused.value.action) == (
            "common.not_permitted",
            actor,
            action,
        )
