"""The hand-over package: what the next contractor needs to go on, as a ZIP with a manifest and hashes.

Methods, code lists, data of published reports, plans with their evaluations, recommendations, where earlier reports are
found: what an evaluator reads anyway, and no figure that the disclosure gate did not let out. The same data give the
same bytes: no day and no clock stand in it.
"""

from __future__ import annotations

import ast
import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import yaml
from django.db import transaction

from gija.commons.audit.services import record
from gija.commons.permissions import Actor, require
from gija.rapporteur.evaluators import queries, rules
from gija.rapporteur.evaluators.models import ZONE, Deliverable
from gija.rapporteur.plan import queries as plans
from gija.rapporteur.plan.models import Evaluation, Plan
from gija.rapporteur.plan.tree import written
from gija.rapporteur.recommendations.models import Recommendation
from gija.rapporteur.reports.models import Report
from gija.vocabulary.errors import GijaError

NAME = "handover.zip"
MANIFEST = "manifest.json"
FORMAT = 1
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest day a ZIP can tell: no clock in the bytes
READ_ME = """Hand-over package of Gija / Perdavimo paketas

EN  methods/ how figures are judged and protected, by module; code_lists/ the lists of codes with both languages;
    published/ data of published reports, each with its hash; plans/ plans as files and what was judged of them;
    recommendations.csv; reports.csv reports delivered by earlier contractors. manifest.json tells size and SHA-256 of
    every file.
LT  methods/ – kaip vertinami ir saugomi duomenys, pagal modulius; code_lists/ – klasifikatoriai abiem kalbomis;
    published/ – paskelbtų ataskaitų duomenys su maišos kodais; plans/ – planai ir jų vertinimai; recommendations.csv –
    rekomendacijos; reports.csv – ankstesnių vykdytojų ataskaitos. manifest.json – visų rinkmenų dydis ir SHA-256.
"""


def package(actor: Actor | None) -> bytes:
    """The package. For who keeps tenders, and for an evaluator while its contract is in force
    (`evaluators.no_contract` else)."""
    actor = require(actor, rules.EXPORT)
    if not queries.may_take(actor):
        raise GijaError("evaluators.no_contract")
    content = dict(sorted(contents()))
    return _zip(content | {MANIFEST: manifest(content)})


def taken(actor: Actor | None) -> bytes:
    """The package, handed out: one audit entry with its hash."""
    with transaction.atomic(using=ZONE):
        content = package(actor)
        record(
            ZONE, actor, rules.EXPORT, object_type="handover", object_id="package",
            details={"bytes": len(content), "sha256": digest(content)},
        )  # fmt: skip
    return content


def manifest(content: dict[str, bytes]) -> bytes:
    """What is in it: path, size, SHA-256 of each file."""
    told = [
        {"path": path, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()} for path, data in content.items()
    ]
    return _json({"format": FORMAT, "files": told})


def _json(told: object) -> bytes:
    return (json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _zip(content: dict[str, bytes]) -> bytes:
    """Not compressed: no library's version shows in the bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for path, data in sorted(content.items()):
            info = zipfile.ZipInfo(path, EPOCH)
            info.external_attr = 0o644 << 16
            info.create_system = 3  # said, not taken from the machine
            archive.writestr(info, data)
    return made.getvalue()


def contents() -> Iterator[tuple[str, bytes]]:
    """(path, bytes) of every file but the manifest."""
    yield "README.txt", READ_ME.encode()
    yield from _of_the_code()
    yield from _published()
    yield from _plans()
    yield "recommendations.csv", _recommendations()
    yield "reports.csv", _reports()


@cache
def _of_the_code() -> tuple[tuple[str, bytes], ...]:
    """What comes with the program, the same for as long as it runs."""
    return (*_methods(), *_code_lists())


def _methods() -> Iterator[tuple[str, bytes]]:
    """What each public module of the methods says of itself: promise, limits, source."""
    for path, source in _modules(files("gija.methods"), ""):
        said = ast.get_docstring(ast.parse(source))
        if said:
            name = path.removesuffix("/__init__.py").removesuffix(".py").replace("/", ".")
            yield f"methods/{name}.txt", f"{said}\n".encode()


def _modules(folder: Traversable, above: str) -> Iterator[tuple[str, str]]:
    for one in sorted(folder.iterdir(), key=lambda found: found.name):
        if one.is_dir() and one.name not in ("tests", "__pycache__", "data"):
            yield from _modules(one, f"{above}{one.name}/")
        elif one.name.endswith(".py") and (above or one.name != "__init__.py"):
            yield f"{above}{one.name}", one.read_text(encoding="utf-8")


def _code_lists() -> Iterator[tuple[str, bytes]]:
    for one in files("gija.vocabulary").joinpath("lists").iterdir():
        if one.name.endswith(".yaml"):
            yield f"code_lists/{one.name}", one.read_bytes()


def _published() -> Iterator[tuple[str, bytes]]:
    """The frozen data of reports that stand published, as their hash was taken of them."""
    for one in Report.objects.filter(state="published").exclude(data="").order_by("release"):
        yield f"published/{one.release}/data.json", one.data.encode()


def _plans() -> Iterator[tuple[str, bytes]]:
    for one in Plan.objects.order_by("code"):
        told = {"en": one.title_en, "lt": one.title_lt, "source": one.source} | written(plans.tree(one))
        yield f"plans/{one.code}.yaml", yaml.safe_dump(told, allow_unicode=True, sort_keys=True).encode()
    judged = Evaluation.objects.select_related("plan").order_by(
        "plan__code", "measure", "criterion", "institution", "id"
    )
    rows = ((e.plan.code, e.measure, e.criterion, e.grade or "", e.text_en, e.text_lt, e.institution) for e in judged)
    yield "plans/evaluations.csv", _csv("plan measure criterion grade en lt institution", rows)


def _recommendations() -> bytes:
    rows = (
        (r.code, r.source, r.document_en, r.document_lt, r.day, r.text_en, r.text_lt, " ".join(r.addressees),
         r.due_on or "", " ".join(f"{f.institution}={f.approved}" for f in r.follow_ups.all() if f.approved))
        for r in Recommendation.objects.filter(withdrawn=False).order_by("code").prefetch_related("follow_ups")
    )  # fmt: skip
    return _csv("code source document_en document_lt day en lt addressees due approved", rows)


def _reports() -> bytes:
    found = Deliverable.objects.select_related("contract__tender").order_by("contract__tender__first", "id")
    rows = (
        (
            d.contract.tender.code,
            d.contract.name,
            d.title_en,
            d.title_lt,
            d.state,
            d.delivered_on or "",
            d.reference,
            d.hash,
        )
        for d in found
    )
    return _csv("tender contractor en lt state delivered reference sha256", rows)


def _csv(head: str, rows: Iterable[Iterable[object]]) -> bytes:
    """Cells that a spreadsheet would take for a formula begin with an apostrophe."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(head.split())
    writer.writerows([_cell(one) for one in row] for row in rows)
    return made.getvalue().encode()


def _cell(value: object) -> str:
    text = str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def digest(content: bytes) -> str:
    """By which a hand-over names the package."""
    return hashlib.sha256(content).hexdigest()
