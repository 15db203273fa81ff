"""Two installations of case work over real TLS: whoever is killed, every referral and every answer arrives once."""

from __future__ import annotations

import importlib.util
import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
KILLS = int(os.environ.get("GIJA_TEST_KILLS", "5"))  # docs/user/referral.md tells of 100
# What two letters that crossed on their way leave: called back here, settled there before the call arrived.
CROSSED = {("revoked", "rejected"), ("revoked", "done")}
pytestmark = pytest.mark.slow


def _installations() -> ModuleType:
    """The installations of the courier's tests, as case work: they run the driver that stands beside this file."""
    place = HERE.parent / "courier" / "installations.py"
    spec = importlib.util.spec_from_file_location("referral_installations", place)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.DRIVER = HERE / "referral_driver.py"  # type: ignore[attr-defined]
    return module


class Two:
    """Viltis, which refers, and the shelter, which takes: each in an installation of its own."""

    def __init__(self, folder: Path) -> None:
        made = _installations()
        self.here = made.Installation(folder / "viltis", "viltis-node", "casework")
        self.there = made.Installation(folder / "shelter", "shelter-node", "casework")
        self.here.call("ready", institution="viltis", cases=5)
        self.there.call("ready", institution="prieglobstis", cases=0)
        for one, two in ((self.here, self.there), (self.there, self.here)):
            one.call("add_peer", card=two.card, url=two.url, certificate=two.certificate)
        self.here.call("tie", peer="shelter-node", institution="prieglobstis")
        self.there.call("tie", peer="viltis-node", institution="viltis")

    def told(self) -> tuple[dict[str, Any], dict[str, Any]]:
        return self.here.call("told"), self.there.call("told")

    def settled(self, seconds: float = 60) -> tuple[dict[str, Any], dict[str, Any]]:
        """What both say once no letter is on its way; waits as long as ever fewer are."""
        fewest, end = 10**6, time.monotonic() + seconds
        while time.monotonic() < end:
            ours, theirs = self.told()
            left = ours["undelivered"] + theirs["undelivered"]
            if not left:
                return ours, theirs
            if left < fewest:
                fewest, end = left, time.monotonic() + seconds
            time.sleep(0.3)
        raise AssertionError((ours["undelivered"], theirs["undelivered"]))

    def close(self) -> None:
        for one in (self.here, self.there):
            for pid in list(one.children):  # one that died of a fault must not leave the others alive
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                one.children.discard(pid)
            one.close()


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    made = Two(tmp_path)
    yield made
    made.close()


def test_killed_couriers_leave_every_referral_and_every_answer_exactly_once(two: Two) -> None:
    chance = random.Random(2026)
    roles = {
        "refer": (two.here, "refer"), "courier": (two.here, "work"), "pages": (two.here, "serve"),
        "answer": (two.there, "answer"), "their courier": (two.there, "work"), "their pages": (two.there, "serve"),
    }  # fmt: skip
    running = {name: where.start(role) for name, (where, role) in roles.items()}
    often = ["courier", "their courier"] * 2 + list(roles)
    for _ in range(KILLS):
        time.sleep(chance.uniform(0.02, 0.5))
        name = chance.choice(often)
        where, role = roles[name]
        where.kill(running[name])
        running[name] = where.start(role)
    _enough(two)
    two.here.kill(running["refer"])
    two.settled()
    two.there.kill(running["answer"])
    _same(*two.settled())


def _enough(two: Two, seconds: float = 20) -> None:
    """Wait until some were referred and some answered, however few kills there were."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        ours, theirs = two.told()
        if len(ours["sent"]) > 10 and len(theirs["sent"]) > 5:
            return
        time.sleep(0.2)
    raise AssertionError((len(ours["sent"]), len(theirs["sent"])))


def _same(ours: dict[str, Any], theirs: dict[str, Any]) -> None:
    """Each referral stands once on either side, in the same state; each letter arrived once; all chains are whole."""
    print(  # noqa: T201
        f"{KILLS} kills, {ours['rows']} referrals, {len(ours['sent'])} letters there, {len(theirs['sent'])} back"
    )
    assert ours["states"].keys() == theirs["states"].keys()
    assert ours["rows"] == theirs["rows"] == len(ours["states"])
    assert ours["begun"] == theirs["begun"] == [1]
    pairs = {(state, theirs["states"][number]) for number, state in ours["states"].items()}
    assert {two for two in pairs if two[0] != two[1]} <= CROSSED
    assert theirs["came"] == ours["sent"]
    assert ours["came"] == theirs["sent"]
    assert ours["findings"] == theirs["findings"] == []
