"""All open encodings of a half-year, sent anew under its key, so that late records and corrections link, too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from django.apps import apps
from django.db import transaction
from django.utils.module_loading import module_has_submodule

from gija.commons.audit.canonical import JSON
from gija.commons.audit.services import record
from gija.commons.casefile import linking_letters as letters
from gija.commons.casefile.file import CaseFile
from gija.commons.casefile.linking_keys import held
from gija.commons.courier import sealed
from gija.vocabulary.errors import GijaError

Progress = Callable[[int, int], None]


def files() -> Iterator[CaseFile]:
    """The case files of this installation: `FILE` in the `file.py` of each room that has one."""
    for app in apps.get_app_configs():
        if app.module is not None and module_has_submodule(app.module, "file"):
            found = getattr(import_module(f"{app.name}.file"), "FILE", None)
            if isinstance(found, CaseFile):
                yield found


def send_all(period: str, out: Path | None = None, progress: Progress | None = None) -> int:
    """Put the encoding of every record that the register has into the outbox, in place of those that had not left.

    `out`: seal them (and whatever else waits for the linkage unit) into that file. One transaction and one audit entry
    a zone. Returns how many. Refuses a half-year without key, an unknown unit or one that is not apart, and when there
    is no record at all (`linking.nothing_open`).
    """
    key, to = held(period), letters.known_unit()
    there = {file: file.case.objects.filter(sent_version__isnull=False).count() for file in files()}
    total, done = sum(there.values()), 0
    if not total:
        raise GijaError("linking.nothing_open")
    for file in there:
        with transaction.atomic(using=file.zone):
            letters.take_back(file)
            sent = 0
            for case in file.case.objects.filter(sent_version__isnull=False).select_related("person").iterator(500):
                letters.put(file, case, case.record_id, key, to)
                sent, done = sent + 1, done + 1
                if progress:
                    progress(done, total)
            details: dict[str, JSON] = {"period": period, "records": sent}
            record(file.zone, None, "linkage.send", object_type="linkage_key", object_id=key.id, details=details)
    if out is not None:
        sealed.send_file(to.code, out)
    return done
