"""Pages of data calls, official statistics and deliveries on generated figures: CPU and wall time of each, by size.

Run: `python -m benchmarks collection`, or `python benchmarks/collection.py 20x10x50 20x30x200`: suppliers, years,
indicators. Each size is a process with databases of its own (SQLite). Up to 50 indicators are those of the vocabulary;
more are copies of them, made for the run. There is no peer: the measure is the page within 200 ms. `first`: CPU of the
page when nothing of these figures was looked at before in the process (only templates and vocabulary are read already).
`after`: CPU of the first look after one more supplier's figures of a year were accepted, of the pages that check them.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from typing import Any

SIZES = ("20x10x50", "20x20x100", "20x30x200")
RUNS = 3
LAST = 2024
EARLIER = list(range(1950, 1990))  # years of figures that come later
CHECKED = ("one series (statistics)", "indicators (statistics)", "findings (statistics)")


def main() -> None:
    for size in sys.argv[1:] if "x" in sys.argv[-1] else SIZES:
        with tempfile.TemporaryDirectory() as folder:
            of = {"GIJA_VAR": folder, "GIJA_DEMO": "1", "DJANGO_SETTINGS_MODULE": "gija.config.settings"}
            command = [sys.executable, "-m", "benchmarks.collection", "--child", size]
            done = subprocess.run(command, env=os.environ | of, stdout=subprocess.PIPE, text=True, check=True)
            told = json.loads(done.stdout.splitlines()[-1])
        print(f"\n{size} (suppliers x years x indicators): {told['figures']:,} figures, peak {told['memory']} MB")
        for page, (cpu, wall, queries, first, after) in told["pages"].items():
            more = f"   after {after:5.0f} ms" if after else ""
            print(
                f"  {page:28} CPU {cpu:5.0f} ms   wall {wall:5.0f} ms   first {first:5.0f} ms{more}   {queries} queries"
            )


def child(size: str) -> None:
    import resource

    import django

    django.setup()
    suppliers, years, wanted = map(int, size.split("x"))
    names = more_indicators(wanted)
    figures, accounts = world(suppliers, years, names)
    pages = {name: measured(accounts[who], address) for name, (who, address) in addresses(names[0]).items()}
    after = {
        name: after_a_change(accounts[who], address, names) if name in CHECKED else 0
        for name, (who, address) in addresses(names[0]).items()
    }
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        json.dumps(
            {"figures": figures, "memory": memory, "pages": {name: (*pages[name], after[name]) for name in pages}}
        )
    )


def more_indicators(wanted: int) -> list[str]:
    """The codes of the indicators; where the vocabulary has fewer, copies of them are put into it for this process."""
    from dataclasses import replace

    from gija.vocabulary.indicators import indicators
    from gija.vocabulary.lists import code_list

    known, listed = gc.get_referents(indicators())[0], code_list("indicator")
    real = list(known)
    codes = dict(listed.codes)
    for number in range(max(0, wanted - len(real))):
        source, made = real[number % len(real)], f"made_{number}"
        known[made] = replace(known[source], code=made)
        codes[made] = replace(codes[source], code=made)
    object.__setattr__(listed, "codes", codes)
    return list(known)[:wanted]


def world(suppliers: int, years: int, names: list[str]) -> tuple[int, dict[str, Any]]:
    """A yearly call to police units on all indicators, every one answered and accepted, but the last year's."""
    from django.core.management import call_command

    from gija.commons.accounts.services import make_account
    from gija.commons.directory.services import make_institution

    for database in ("default", "rapporteur"):
        call_command("migrate", database=database, verbosity=0)
    units = [f"unit_{number}" for number in range(suppliers)]
    for unit in units:
        make_institution(unit, f"Police unit {unit}", f"Policijos skyrius {unit}", "police")
    make_institution("moi", "Ministry", "Ministerija", "ministry")
    people = {"rapporteur": ("national_rapporteur", "moi"), "supplier": ("data_supplier", units[0])}
    accounts = {
        who: make_account(f"{who}@bench.example", who, "long enough a password", role, of, demo=True)
        for who, (role, of) in people.items()
    }
    return sum(year(LAST - back, units, names, accepted=back > 0) for back in range(years)), accounts


def year(number: int, units: list[str], names: list[str], *, accepted: bool) -> int:
    """One call with its submissions; of an accepted one the observations. How many figures."""
    import datetime as dt
    import random

    from django.utils import timezone

    from gija.rapporteur.collection import cells
    from gija.rapporteur.collection.models import Call, State, Submission
    from gija.rapporteur.collection.tests import generated
    from gija.rapporteur.official.models import OfficialFigure

    made = Call.objects.create(
        code=f"all-{number}", entry="all", period=str(number), title_en="All", title_lt="Visi",
        plan=[[name, ["police"]] for name in names], opens_on=dt.date(number, 1, 1), due_on=dt.date(number + 1, 3, 1),
        released_on=dt.date(number + 1, 9, 1), made_at=timezone.now(),
    )  # fmt: skip
    for place, unit in enumerate(units):
        told = generated.fitting(cells.form(names), random.Random(number * 100 + place))
        Submission.objects.create(
            call=made, institution=unit, institution_en=unit, institution_lt=unit, kind="police",
            state=State.ACCEPTED if accepted else State.FILLING, cells=cells.stored(told), changed_at=timezone.now(),
        )  # fmt: skip
        if accepted:
            observed(str(number), unit, told)
    OfficialFigure.objects.bulk_create(
        OfficialFigure(publisher="interior_it", document="x", published_on=dt.date(number + 1, 5, 1), file=str(number),
                       row=row, indicator=name, period=str(number), authority="police", value=200, status="reported",
                       qualifier="exact", recorded_at=timezone.now())
        for row, name in enumerate(names)
    )  # fmt: skip
    return len(units) * len(cells.form(names))


def observed(period: str, unit: str, told: Any) -> None:
    """Accepted figures as observations, written at once."""
    import datetime as dt

    from django.utils import timezone

    from gija.rapporteur.collection import cells
    from gija.rapporteur.statistics.breakdowns import to_json
    from gija.rapporteur.statistics.models import Observation
    from gija.vocabulary.indicators import indicators

    rows, now = [], timezone.now()
    for cell, one in told.items():
        name, pairs = cells.parts(cell)
        of = indicators()[name]
        rows.append(Observation(
            indicator=name, period=period, breakdown=to_json(pairs), value=one.value, status=one.status,
            qualifier="exact", base=of.base, stage=of.stage, definition=of.counted, authority="police", kind="reported",
            dataset=unit, source="collection", vintage=1, known_from=dt.date(int(period) + 1, 3, 1), recorded_at=now,
        ))  # fmt: skip
    Observation.objects.bulk_create(rows, batch_size=500)


def addresses(name: str) -> dict[str, tuple[str, str]]:
    """Page -> who opens it, and where."""
    from gija.rapporteur.collection.models import Submission
    from gija.rapporteur.official.models import OfficialFigure

    own = Submission.objects.get(call__period=str(LAST), institution="unit_0").pk
    done = Submission.objects.get(call__period=str(LAST - 1), institution="unit_0").pk
    figure, room = OfficialFigure.objects.latest("pk").pk, "/rapporteur"
    return {
        "own calls": ("supplier", f"{room}/collection/own/"),
        "one call, supplier": ("supplier", f"{room}/collection/own/{own}/"),
        "one indicator": ("supplier", f"{room}/collection/own/{own}/{name}/"),
        "findings": ("supplier", f"{room}/collection/own/{own}/findings/"),
        "calls": ("rapporteur", f"{room}/collection/calls/"),
        "one call": ("rapporteur", f"{room}/collection/calls/all-{LAST - 1}/"),
        "quality report": ("rapporteur", f"{room}/collection/calls/all-{LAST - 1}/quality/"),
        "a submission, Rapporteur": ("rapporteur", f"{room}/collection/submissions/{done}/"),
        "calendar": ("rapporteur", f"{room}/collection/calls/calendar/"),
        "official and collected": ("rapporteur", f"{room}/official/"),
        "one official figure": ("rapporteur", f"{room}/official/{figure}/"),
        "deliveries": ("rapporteur", f"{room}/deliveries/"),
        "EU set of a year": ("rapporteur", f"{room}/deliveries/eu19a/{LAST - 1}/"),
        "one series (statistics)": ("rapporteur", f"{room}/figures/{name}/"),
        "indicators (statistics)": ("rapporteur", f"{room}/figures/"),
        "findings (statistics)": ("rapporteur", f"{room}/figures/findings/"),
        "reconciliation": ("rapporteur", f"{room}/reconciliation/"),
        "one family": ("rapporteur", f"{room}/reconciliation/of/victims/{LAST - 1}/"),
        "monitoring": ("rapporteur", f"{room}/monitoring/"),
    }


def forget() -> None:
    """Forget what was computed from figures, as a process that has not looked at them yet."""
    from gija.rapporteur.collection import queries as collected
    from gija.rapporteur.statistics import queries as figures

    for kept in (collected._weights, figures._looked_back, figures._telling):
        kept.cache_clear()
    figures._kept.clear()


def signed_in(account: Any) -> Any:
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def after_a_change(account: Any, address: str, names: list[str]) -> float:
    """CPU in ms of the first look after one supplier's figures of an earlier year were accepted: median, by turns."""
    import random

    from gija.rapporteur.collection import cells
    from gija.rapporteur.collection.tests import generated

    client, times = signed_in(account), []
    for turn in range(RUNS):
        observed(str(EARLIER.pop()), "unit_0", generated.fitting(cells.form(names), random.Random(turn)))
        cpu = time.process_time()
        client.get(address)
        times.append(1000 * (time.process_time() - cpu))
    return sorted(times)[RUNS // 2]


def measured(account: Any, address: str) -> tuple[float, float, int, float]:
    """Median CPU and wall time in ms after one warm-up, the queries of the first request, and the CPU in ms of one that
    finds nothing computed before."""
    from django.db import connections
    from django.test.utils import CaptureQueriesContext

    client = signed_in(account)
    with CaptureQueriesContext(connections["rapporteur"]) as told:
        answer = client.get(address)
    asked = len(told)
    if answer.status_code != 200:
        raise SystemExit(f"{address}: {answer.status_code}")
    forget()
    cpu = time.process_time()
    client.get(address)
    first, times = 1000 * (time.process_time() - cpu), []
    for _ in range(RUNS):
        cpu, wall = time.process_time(), time.perf_counter()
        client.get(address)
        times.append((1000 * (time.process_time() - cpu), 1000 * (time.perf_counter() - wall)))
    return sorted(one for one, _ in times)[RUNS // 2], sorted(one for _, one in times)[RUNS // 2], asked, first


if __name__ == "__main__":
    child(sys.argv[2]) if sys.argv[1:2] == ["--child"] else main()
