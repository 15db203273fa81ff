"""Pages of case work, of tips and of the hotline on 10,000 cases and 10,000 tips: CPU and wall time of each.

Run: `python -m benchmarks casework`, or `python benchmarks/casework.py [--cases 10000] [--runs 5] [--engine SQLite]`.
All rows are real: persons and texts encrypted field by field, tips sealed to the key of the desk. The measure: the page
within 200 ms. The peers, on the same rows and in a process of their own: Django's own admin changelist of the model
with the same columns, filters and 25 rows a page (what one has without writing anything), for the lists; every person
read and opened and compared, for the search by name, as there is nothing else to do where no keyed hash is kept.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

AIM = 200  # ms
ENGINES = ("SQLite", "PostgreSQL")
ROOT = Path(__file__).resolve().parent.parent
OTHERS = ["prieglobstis", "caritas"]
ROLES = {
    "worker": ("case_worker", "viltis"),
    "chief": ("case_supervisor", "viltis"),
    "tomas": ("investigator", "police_x"),
    "vaida": ("migration_officer", "migration"),
}


def main() -> None:
    read = argparse.ArgumentParser()
    read.add_argument("--cases", type=int, default=10_000)
    read.add_argument("--runs", type=int, default=5)
    read.add_argument("--engine", choices=ENGINES, help="only on this one")
    asked, _ = read.parse_known_args()
    numbers = [str(asked.cases), str(asked.runs)]
    for engine in [asked.engine] if asked.engine else ENGINES:
        with tempfile.TemporaryDirectory() as folder:
            show(engine, told(engine, folder, numbers))


def told(engine: str, folder: str, numbers: list[str]) -> Any:
    """What the measuring process says, in an installation of its own."""
    of = {"GIJA_VAR": folder, "GIJA_DEMO": "1", "DJANGO_SETTINGS_MODULE": "gija.config.settings", "GIJA_LANG": "en"}
    command = [sys.executable, "-m", "benchmarks.casework", "--child", *numbers]
    if engine == "PostgreSQL":
        names = "accounts,police,casework,register,rapporteur"
        command = [sys.executable, "-m", "gija.demo.servers", "postgresql", "--databases", names, "--", *command]
    done = subprocess.run(command, env=os.environ | of, stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT)
    return json.loads(done.stdout.splitlines()[-1])


def show(engine: str, said: dict[str, Any]) -> None:
    sizes = f"{said['cases']:,} cases of one institution, {said['tips']:,} tips of one desk"
    print(f"\n{engine}: {sizes}, built in {said['built']:.0f} s; aim {AIM} ms")
    for page, (cpu, wall, queries) in said["pages"].items():
        peer = said["peers"].get(page)
        beside = f"   peer CPU {peer[0]:7.1f} ms, ratio {cpu / peer[0]:.2f}" if peer else ""
        slow = "   SLOW" if max(cpu, wall) > AIM else ""
        print(f"  {page:34} CPU {cpu:7.1f} ms   wall {wall:7.1f} ms   {queries:4} queries{beside}{slow}")


def child(cases: int, runs: int) -> None:
    import django

    django.setup()
    from django.conf import settings

    from gija.config.migrate import migrate_all

    settings.ALLOWED_HOSTS = ["*"]
    migrate_all()
    started = time.perf_counter()
    places = world(cases)
    built = time.perf_counter() - started
    pages = measured_all(places, runs)
    peers = json.loads(peer_process(runs, places["needle"]))
    print(json.dumps({"cases": cases, "tips": cases, "built": built, "pages": pages, "peers": peers}))


def world(number: int) -> dict[str, Any]:
    """Everything generated; the accounts that look, and the rows that are looked at."""
    from benchmarks.caseload import cases, tips
    from benchmarks.caseload import helping as helped
    from gija.commons.accounts.queries import actor_of
    from gija.commons.accounts.services import make_account
    from gija.commons.directory.services import make_institution

    for code, kind in {
        "viltis": "ngo",
        "police_x": "police",
        "migration": "immigration",
        **dict.fromkeys(OTHERS, "ngo"),
    }.items():
        make_institution(code, f"{code} (invented)", f"{code} (išgalvota)", kind)
    accounts = {
        who: make_account(f"{who}@bench.example", who, "long enough a password", role, of, demo=True)
        for who, (role, of) in ROLES.items()
    }
    made = cases.world(accounts["worker"].pk, number, OTHERS)
    helped.world(made, accounts["worker"].pk)
    kept, warned = tips.world(actor_of(accounts["tomas"]), number)
    needle = made[number // 2]
    return {
        "accounts": accounts, "case": needle, "needle": needle.person, "tip": kept[number // 2], "warning": warned[0],
    }  # fmt: skip


def addresses(at: dict[str, Any]) -> dict[str, tuple[str, str, dict[str, str] | None]]:
    """Page -> who opens it, where, and what a form says."""
    return {page: (who, address, None) for page, (who, address) in (casework(at["case"]) | desk(at)).items()} | {
        "find by name": ("worker", "/casework/cases/find/", named(at["needle"])),
        "may she be expelled?": ("vaida", "/casework/periods/ask/", named(at["needle"]) | {"purpose": "bench"}),
        "find by own number": ("worker", "/casework/cases/find/", {"reference": at["case"].reference}),
    }


def named(person: Any) -> dict[str, str]:
    return {name: getattr(person, name) for name in ("given_names", "family_name", "birth_date")}


def casework(case: Any) -> dict[str, tuple[str, str]]:
    from gija.casework.clocks.models import Period
    from gija.casework.compensation.models import Claim
    from gija.casework.duplicates.models import Pair
    from gija.casework.exchange.models import Exchange
    from gija.casework.referral.models import Referral

    room, own = "/casework", {"institution": "viltis"}
    ids = {model: model.objects.filter(**own).latest("pk").pk for model in (Period, Claim, Pair, Exchange)}
    received = Referral.objects.filter(side="takes", state="in_progress").latest("pk").pk
    lists = {
        "cases": "cases/", "cases, last page": "cases/?page=400", "cases by status": "cases/?status=recognised",
        "cases changed since sent": "cases/?register=changed", "case": f"cases/{case.pk}/",
        "periods": "periods/", "periods late": "periods/?show=late", "periods soon": "periods/?show=soon",
        "periods live": "periods/?show=live", "period": f"periods/{ids[Period]}/",
        "calendar file": "periods/periods.ics",
        "period begun": f"periods/begin/?case={case.pk}", "referrals": "referrals/",
        "referrals that wait": "referrals/?waits=on", "referral received": f"referrals/{received}/",
        "referral sent": f"referrals/send/?case={case.pk}", "claims": "compensation/",
        "claims decided": "compensation/?state=decided", "claim": f"compensation/{ids[Claim]}/",
        "claim begun": f"compensation/begin/?case={case.pk}", "compensation figures": "compensation/figures/",
        "exchanges": "exchange/", "exchange": f"exchange/{ids[Exchange]}/",
        "exchange asked": f"exchange/ask/?case={case.pk}",
        "possible duplicates": "duplicates/", "one pair": f"duplicates/{ids[Pair]}/",
    } | helping(case)  # fmt: skip
    both = {page: ("worker", f"{room}/{address}") for page, address in lists.items()}
    return both | {"Your work, case worker": ("worker", "/"), "Your work, supervisor": ("chief", "/"),
                   "referrals, supervisor": ("chief", f"{room}/referrals/"),
                   "handovers": ("chief", f"{room}/teams/handover/"),
                   "handover, whose": ("chief", f"{room}/teams/handover/new/"),
                   "handover, nobody's cases": ("chief", f"{room}/teams/handover/new/?from=nobody")}  # fmt: skip


def helping(case: Any) -> dict[str, str]:
    return {
        "ways": "pathway/", "ways, at one stage": "pathway/?stage=presumed",
        "way of a case": f"pathway/case/{case.pk}/", "teams": "teams/", "team of a case": f"teams/{case.pk}/",
        "services given": "assistance/", "services given, last page": "assistance/?page=999",
        "plans": "assistance/plans/",
        "plans late": "assistance/plans/?show=late", "people assisted": "assistance/figures/",
        "memoranda": "memoranda/", "returns": "returns/", "tables for the Rapporteur": "figures/",
    }  # fmt: skip


def desk(at: dict[str, Any]) -> dict[str, tuple[str, str]]:
    lists = {
        "Your work, investigator": "/", "tips": "/police/tips/", "tips, last page": "/police/tips/?page=999",
        "tips overdue": "/police/tips/?state=overdue", "tips closed": "/police/tips/?state=closed",
        "tip, opened": f"/police/tips/{at['tip'].pk}/", "tips, tables": "/police/tips/tables/",
        "tips, desk": "/police/tips/desk/", "hotline": "/police/hotline/", "hotline log": "/police/hotline/log/",
        "warnings": "/police/hotline/warnings/", "warning": f"/police/hotline/warnings/{at['warning'].pk}/",
    }  # fmt: skip
    return {page: ("tomas", address) for page, address in lists.items()}


def measured_all(at: dict[str, Any], runs: int) -> dict[str, tuple[float, float, int]]:
    from django.test import Client

    from benchmarks.caseload.tips import PASSPHRASE

    clients = {}
    for who, account in at["accounts"].items():
        clients[who] = Client(headers={"host": "127.0.0.1"})
        clients[who].force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    clients["tomas"].post("/police/tips/open/", {"passphrase": PASSPHRASE})
    return {page: measured(clients[who], address, form, runs) for page, (who, address, form) in addresses(at).items()}


def measured(client: Any, address: str, form: dict[str, str] | None, runs: int) -> tuple[float, float, int]:
    """Median CPU and wall time in ms after one warm-up, and how many statements one request makes."""
    from contextlib import ExitStack

    from django.db import connections
    from django.test.utils import CaptureQueriesContext

    def ask() -> Any:
        return client.get(address) if form is None else client.post(address, form)

    with ExitStack() as stack:
        counted = [stack.enter_context(CaptureQueriesContext(connections[name])) for name in connections]
        answer = ask()
        asked = sum(len(one) for one in counted)
    if answer.status_code != 200:
        raise SystemExit(f"{address}: {answer.status_code}")
    times = []
    for _ in range(runs):
        cpu, wall = time.process_time(), time.perf_counter()
        ask()
        times.append((1000 * (time.process_time() - cpu), 1000 * (time.perf_counter() - wall)))
    cpu, wall = (statistics.median(one[i] for one in times) for i in (0, 1))
    return cpu, wall, asked


def peer_process(runs: int, needle: Any) -> str:
    """The peers in a process of their own, on the databases of this one."""
    of = {"DJANGO_SETTINGS_MODULE": "benchmarks.caseload.admin_settings"}
    command = [sys.executable, "-m", "benchmarks.caseload.admin", str(runs), json.dumps(named(needle))]
    done = subprocess.run(command, env=os.environ | of, stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT)
    return done.stdout.splitlines()[-1]


if __name__ == "__main__":
    child(*map(int, sys.argv[2:4])) if sys.argv[1:2] == ["--child"] else main()
