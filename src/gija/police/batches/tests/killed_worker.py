"""The steps of `test_a_worker_killed_in_the_midst_loses_nothing`, each in a process of its own."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path

ROWS = 10_000
VAR = Path(os.environ["GIJA_VAR"])


def prepare() -> None:
    from gija.commons.accounts.services import actor_of
    from gija.commons.testing import make_cast
    from gija.config.migrate import migrate_all
    from gija.police.batches import services
    from gija.police.search.tests.conftest import ONA, PURPOSE, REASON, Databases

    migrate_all()
    cast = make_cast()
    (VAR / "databases").mkdir()
    Databases(VAR / "databases").add("residents", ONA)
    file = VAR / "questions.csv"
    file.write_text("name\n" + "Ona Petraitytė\n" * ROWS, encoding="utf-8")
    actor = actor_of(cast["rasa"])
    services.start(actor, services.make(actor, file).pk, PURPOSE, REASON)


def work() -> None:
    from gija.police.batches import work

    work.run()


def done() -> str:
    from gija.police.batches.models import Chunk

    return str(Chunk.objects.exclude(done_at=None).count())


def expire() -> None:
    from gija.police.batches.models import Chunk

    Chunk.objects.exclude(claimed_until=None).update(claimed_until=dt.datetime(2000, 1, 1, tzinfo=dt.UTC))


def finish() -> str:
    from gija.police.batches import queries, work
    from gija.police.batches.models import Batch

    work.run()
    batch = Batch.objects.get()
    numbers = [row.number for row in queries.rows(batch) if row.outcome == "hit"]
    return f"{batch.state} {len(numbers)} {len(set(numbers))}"


if __name__ == "__main__":
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "gija.config.settings"
    django.setup()
    told = {f.__name__: f for f in (prepare, work, done, expire, finish)}[sys.argv[1]]()
    sys.stdout.write(told or "")
