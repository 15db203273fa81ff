"""What `gija protect` does with files: reads table and hierarchies, writes what came of it whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from gija.methods.disclosure.choice.comparing import Asked as Comparing
from gija.methods.disclosure.choice.comparing import Cost, compare
from gija.methods.disclosure.ledger import Ledger
from gija.methods.disclosure.protecting import Ask, Done, key_of, proposals, protect_table
from gija.methods.disclosure.rounding.seeds import Seed
from gija.methods.disclosure.values import Release, Rule
from gija.methods.tables.files import read_csv, write_csv
from gija.methods.tables.hierarchy import Axis
from gija.methods.tables.table import Table
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

LIMIT = 20_000_000  # bytes of a table
COST = Text(
    "{method}: {shown} of the cells shown, {exact} exact; changed by {mean} on average, {greatest} at most (L1 {l1}).",
    "{method}: rodoma {shown} langelių, tikslūs {exact}; vidutinis pokytis {mean}, didžiausias {greatest} (L1 {l1}).",
)
IMPOSSIBLE = Text("{method}: not possible here. {why}", "{method}: čia neįmanoma. {why}")
WRITTEN = Text("Written: {files}", "Įrašyta: {files}")
SAFE = Text(
    "Audited with {count} earlier releases: nothing is given away.",
    "Patikrinta kartu su ankstesniais išleidimais ({count}): niekas neatskleidžiama.",
)
ADDED = Text("Added to the ledger: {name}", "Įrašyta į žurnalą: {name}")
KNOWN = Text("The ledger has these figures: {name}", "Šie skaičiai žurnale jau yra: {name}")
NOT_ADDED = Text(
    "Not in the ledger yet. When it goes out, run again with --release.",
    "Į žurnalą dar neįrašyta. Kai skelbsite, paleiskite dar kartą su --release.",
)
COARSER = Text("Could go out: {what}", "Galima būtų skelbti: {what}")


@dataclass(frozen=True)
class Asked:
    table: Path
    ledger: Path | None
    out: Path
    population: str
    hierarchies: tuple[str, ...]
    secret: Path | None
    release: bool


def compared(asked: Asked, ask: Ask) -> list[Text]:
    """What each method would cost, in sentences. Writes nothing."""
    terms = Comparing(ask.base, Rule(ask.threshold), tuple(_ledger(asked)), ask.knowledge)
    costs = compare(_table(asked), asked=terms)
    return [_sentence(cost) for cost in costs] + [cost.note for cost in costs if cost.note]


def protected(asked: Asked, ask: Ask) -> list[Text]:
    """Protect and write three files beside each other. With `release` the ledger knows of them before they stand in
    their places: what goes out unknown to it can never be reckoned with, what it knows in vain only costs."""
    if asked.release and asked.ledger is None:
        raise GijaError("disclosure.ledger_needed")
    ask = replace(ask, day=_day(ask.day, needed=asked.release))
    table, ledger = _table(asked), _ledger(asked)
    if ask.method != "suppress" or asked.secret is not None:
        ask = replace(ask, seed=_seed(asked.secret))
    try:
        done = protect_table(table, ledger, ask)
    except GijaError as trouble:
        if trouble.code != "disclosure.nothing_safe":
            raise
        found = [COARSER.fill(what=text) for text in proposals(table, ledger, ask)]
        raise GijaError("disclosure.nothing_safe_but", proposals=_joined(found)) from trouble
    count, files = len(ledger), _write(asked, done, ledger if asked.release else None)
    lines = [_sentence(done.cost), SAFE.fill(count=count), WRITTEN.fill(files=", ".join(files))]
    return [*lines, ADDED.fill(name=ask.name) if asked.release else _stands(ledger, done.release)]


def _stands(ledger: Ledger, release: Release) -> Text:
    """Has the ledger these very figures, or must they still be entered?"""
    known = any(one.name == release.name and one.tables == release.tables for one in ledger)
    return KNOWN.fill(name=release.name) if known else NOT_ADDED


def _joined(texts: Sequence[Text]) -> Text:
    return Text(" ".join(text.en for text in texts), " ".join(text.lt for text in texts))


def _sentence(cost: Cost) -> Text:
    if cost.trouble is not None:
        return IMPOSSIBLE.fill(method=cost.method.name, why=cost.trouble)
    shares = {"shown": f"{cost.shown:.0%}", "exact": f"{cost.exact:.0%}"}
    numbers = {"mean": f"{cost.mean_error:.2f}", "greatest": cost.greatest, "l1": cost.l1}
    return COST.fill(method=cost.method.name, **shares, **numbers)


def _day(told: str, *, needed: bool) -> str:
    if not told:
        return date.today().isoformat() if needed else ""  # noqa: DTZ011 the day where the release is made
    try:
        return date.fromisoformat(told).isoformat()
    except ValueError:
        raise GijaError("disclosure.day") from None


def _ledger(asked: Asked) -> Ledger:
    if asked.ledger is not None and not asked.ledger.is_dir() and (asked.ledger.exists() or not asked.release):
        raise GijaError("disclosure.ledger_missing", folder=asked.ledger.name)
    return Ledger(asked.ledger)


def _table(asked: Asked) -> Table:
    axes = [_axis(told) for told in asked.hierarchies]
    try:
        return read_csv(_text(asked.table), asked.population, axes)
    except GijaError as trouble:
        if trouble.code == "tables.csv":
            raise GijaError(
                "disclosure.file_row", file=asked.table.name, row=trouble.values["line"], field="n"
            ) from None
        raise


def _text(file: Path) -> str:
    try:
        if file.stat().st_size > LIMIT:
            raise GijaError("common.file_too_large", file=file.name, size=file.stat().st_size // 10**6, limit=20)
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise GijaError("disclosure.file_missing", file=file.name) from None


def _axis(told: str) -> Axis:
    """`COLUMN=FILE`: each line of the file a code and the code above it; without one it lies right under the total."""
    column, _, name = told.partition("=")
    file, parents = Path(name), dict[str, str]()
    for number, row in enumerate(csv.reader(_text(file).splitlines()), start=1):
        if number == 1 and [cell.strip().lower() for cell in row] == ["code", "parent"]:
            continue
        if len(row) != 2 or not row[0].strip() or row[0].strip() in parents:
            raise GijaError("disclosure.file_row", file=file.name, row=number, field="code, parent")
        parents[row[0].strip()] = row[1].strip() or "_T"
    tops = set(parents.values()) - set(parents) - {"_T"}
    return Axis.of(column, parents | dict.fromkeys(sorted(tops), "_T"))


def _seed(file: Path | None) -> Seed:
    """From the file; one that is not there is made, readable by its owner alone."""
    if file is None:
        raise GijaError("disclosure.seed_missing")
    try:
        if not file.exists():
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as made:
                made.write(Seed.fresh().secret)
        return Seed(file.read_bytes())
    except OSError:
        raise GijaError("disclosure.file_missing", file=file.name) from None


def _write(asked: Asked, done: Done, ledger: Ledger | None) -> list[str]:
    """The names of the files. `ledger`: that is to know of the release first."""
    stem = asked.table.stem
    content = {
        f"{stem}.protected.csv": write_csv(done.release.tables[0]),
        f"{stem}.reasons.csv": _reasons(done),
        f"{stem}.certificate.json": json.dumps(done.certificate, ensure_ascii=False, indent=1, sort_keys=True) + "\n",
    }
    with _beside(asked.out, content) as parts:
        if ledger is not None:
            _tell(ledger, done.release)
        try:
            _move(parts)
        except OSError:
            code = "disclosure.not_written" if ledger is None else "disclosure.told_not_written"
            raise GijaError(code, folder=asked.out.name, release=done.release.name) from None
    return list(content)


def _tell(ledger: Ledger, release: Release) -> None:
    try:
        ledger.add(release)
    except OSError:
        folder = ledger.folder.name if ledger.folder is not None else ""
        raise GijaError("disclosure.ledger_not_written", folder=folder) from None


def _reasons(done: Done) -> str:
    told, out = done.release.tables[0], io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*(axis.code for axis in told.axes), "why", "en", "lt"])
    for place, why, text in done.reasons:
        writer.writerow([*key_of(place, told), why, text.en, text.lt])
    return out.getvalue()


@contextmanager
def _beside(folder: Path, content: Mapping[str, str]) -> Iterator[dict[Path, Path]]:
    """Place of each file -> where it lies written beside it; what was not moved by the end is gone."""
    parts = {folder / name: folder / f"{name}.part" for name in content}
    try:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for place, part in parts.items():
                part.write_text(content[place.name], encoding="utf-8")
        except OSError:
            raise GijaError("disclosure.not_written", folder=folder.name) from None
        yield parts
    finally:
        for part in parts.values():
            with suppress(OSError):
                part.unlink(missing_ok=True)


def _move(parts: Mapping[Path, Path]) -> None:
    """All to their places, or none."""
    moved: list[Path] = []
    try:
        for place, part in parts.items():
            part.replace(place)
            moved.append(place)
    except OSError:
        for place in moved:
            place.unlink(missing_ok=True)
        raise
