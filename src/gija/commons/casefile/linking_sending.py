"""All open encodings of a half-year, sent anew under its key, so that late records and corrections link, too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path

from django.apps import apps
from django.db import transaction
from django.utils.module_loading import module_has_submodule

from gija.commons.audit.canonical import JSON
from gija.commons.audit.services import record
from gija.commons.casefile import linking_decoys as decoys
from gija.commons.casefile import linking_letters as letters
from gija.commons.casefile.file import CaseFile
from gija.commons.casefile.linking_keys import Key, held
from gija.commons.courier import sealed
from gija.messages.linkage import Encoding
from gija.vocabulary.errors import GijaError

Progress = Callable[[int, int], None]


def files() -> Iterator[CaseFile]:
    """The case files of this installation: `FILE` in the `file.py` of each room that has one."""
    for app in apps.get_app_configs():
        if app.module is not None and module_has_submodule(app.module, "file"):
            found = getattr(import_module(f"{app.name}.file"), "FILE", None)
            if isinstance(found, CaseFile):
                yield found


@dataclass(frozen=True, slots=True)
class Sent:
    """How many encodings were sealed: of records, and of invented people among them."""

    records: int
    invented: int


def send_all(period: str, out: Path | None = None, progress: Progress | None = None) -> Sent:
    """Put the encoding of every record that the register has into the outbox, in place of those that had not left, and
    invented ones among them (`linking_decoys`), in the order of their random numbers.

    `out`: seal them (and whatever else waits for the linkage unit) into that file. One transaction and one audit entry
    a zone. Refuses a half-year without key, an unknown unit or one that is not apart, and when there is no record at
    all (`linking.nothing_open`).
    """
    key, to = held(period), letters.known_unit()
    there = {file: file.case.objects.filter(sent_version__isnull=False).count() for file in files()}
    total, done, sent = sum(there.values()), 0, Sent(0, 0)
    if not total:
        raise GijaError("linking.nothing_open")
    for file in there:
        with transaction.atomic(using=file.zone):
            letters.take_back(file)
            encodings, invented = _encodings(file, key, partial(_step, progress, done, total))
            for number, encoding in sorted(encodings.items()):
                letters.post(file, number, encoding, to)
            done += there[file]
            sent = Sent(done, sent.invented + invented)
            details: dict[str, JSON] = {"period": period, "records": there[file], "invented": invented}
            record(file.zone, None, "linkage.send", object_type="linkage_key", object_id=key.id, details=details)
    if out is not None:
        sealed.send_file(to.code, out)
    return sent


def _step(progress: Progress | None, before: int, total: int, at: int) -> None:
    if progress:
        progress(before + at, total)


def _encodings(file: CaseFile, key: Key, told: Callable[[int], object]) -> tuple[dict[str, Encoding], int]:
    """Number -> encoding of the records of one case file and of the people invented beside them; how many of these."""
    found: dict[str, Encoding] = {}
    real = Counter[str]()
    for case in file.case.objects.filter(sent_version__isnull=False).select_related("person").iterator(500):
        found[case.record_id] = letters.encoding_of(case, case.record_id, key)
        real[str(case.institution)] += 1
        told(len(found))
    before = len(found)
    for institution, count in real.items():
        for number, person in decoys.invented(institution, count):
            found[number] = letters.encoded(person, institution, number, key)
    return found, len(found) - before
