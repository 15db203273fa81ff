"""Which indexes are due, and what became of the last attempt: for the timer, the daily duty, the page and the list."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from gija.police.databases import changes, index, registry
from gija.police.databases.mapping import Mapping
from gija.police.databases.parallel import now
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

SHARE = 0.75  # of its time after which an index is due: the rest is for reading it, and for one failure
NONE = timedelta()


@dataclass(frozen=True, slots=True)
class Failure:
    """The last attempt to refresh an index, where it failed: when (ISO, UTC) and why, in both languages."""

    at: str
    en: str
    lt: str

    @property
    def text(self) -> Text:
        return Text(self.en, self.lt)


def due(within: timedelta = NONE) -> list[Mapping]:
    """The indexed databases whose index is missing, of another mapping, or will have had its time `within` that span;
    the oldest first. A broken mapping is not among them: it has no index to refresh."""
    waiting = [m for m in registry.all_mappings() if m.access == "indexed" and whole_due(m, within) is not None]
    return sorted(waiting, key=lambda m: (report.as_of if (report := index.last_report(m)) else "", m.code))


def whole_due(mapping: Mapping, within: timedelta = NONE) -> bool | None:
    """True: the database must be read whole. False: what changed will do. None: its index needs nothing yet."""
    report = index.last_report(mapping)
    try:
        opened = index.opened(mapping)
    except GijaError:
        return True
    if report is None or report.edition != index.edition(mapping):
        return True
    if _over(report.read_whole, index.WHOLE, within):
        return True
    if not _over(opened.as_of, min(mapping.refresh, index.WHOLE), within):
        return None
    return not changes.possible(mapping)


def _over(moment: datetime, span: timedelta, within: timedelta) -> bool:
    return now() - moment + within >= span * SHARE


def remember(mapping: Mapping, error: GijaError | None) -> None:
    """Keep why the last attempt failed; None: it did not."""
    path = index.folder() / f"{mapping.code}.failed.json"
    if error is None:
        path.unlink(missing_ok=True)
        return
    index.folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    told = Failure(now().isoformat(), error.text.en, error.text.lt)
    index.write(path, json.dumps(asdict(told), ensure_ascii=False))


def failure(mapping: Mapping) -> Failure | None:
    """Why the last attempt failed; None where it did not."""
    try:
        return Failure(**json.loads((index.folder() / f"{mapping.code}.failed.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
