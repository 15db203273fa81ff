"""Small databases as in the tests of single questions, files of questions, and no worker but the test itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gija.police.batches import services, work
from gija.police.batches.models import Batch
from gija.police.search.tests import conftest as search

ONA, JONAS, RUGILE, ADOMAS = search.ONA, search.JONAS, search.RUGILE, search.ADOMAS
PURPOSE, REASON = search.PURPOSE, search.REASON
HEADER = "Nuoroda;Vardas;Pavardė;Gimimo data;Asmens kodas"

databases = search.databases


@pytest.fixture(autouse=True)
def _no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIJA_BATCH_WORKER", "apart")


Writes = Callable[..., Path]


@pytest.fixture
def writes(tmp_path: Path) -> Writes:
    """`writes("a;Ona;Petraitytė;;", ...)`: a CSV file with these rows under the usual titles."""

    def write(*rows: str, header: str = HEADER, name: str = "questions.csv", encoding: str = "utf-8") -> Path:
        file = tmp_path / name
        file.write_text("\r\n".join([header, *rows]) + "\r\n", encoding=encoding)
        return file

    return write


FOUR = ("a;Ona;Petraitytė;1985;", f"b;Rugilė;Slėptinytė;;{RUGILE[5]}", "c;Niekas;Nerastinis;;", "d;;;1990;")


@pytest.fixture
def started(cast: Any, writes: Writes) -> Callable[..., Batch]:
    """`started(*rows, who="rasa")`: a batch that waits to be asked."""

    def start(*rows: str, who: str = "rasa", purpose: str = PURPOSE) -> Batch:
        actor = cast.actor(who)
        made = services.make(actor, writes(*(rows or FOUR)))
        return services.start(actor, made.pk, purpose, REASON)

    return start


@pytest.fixture
def done(started: Callable[..., Batch]) -> Callable[..., Batch]:
    """As `started`, and asked."""

    def run(*rows: str, **said: Any) -> Batch:
        batch = started(*rows, **said)
        work.run()
        batch.refresh_from_db()
        return batch

    return run
