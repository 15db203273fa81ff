"""Two installations as separate processes, each with its own databases and keys, over real TLS and by sealed file."""

from __future__ import annotations

import importlib.util
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest


def _beside(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"courier_{name}", Path(__file__).with_name(f"{name}.py"))
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


installations = _beside("installations")
pytestmark = pytest.mark.slow


class Pair:
    """An organisation's node (casework) and the register's."""

    def __init__(self, folder: Path) -> None:
        self.node = installations.Installation(folder / "node", "viltis-node", "casework")
        self.register = installations.Installation(folder / "register", "iom", "register")

    def introduce(self, *, line: bool = True) -> None:
        """Exchange cards, addresses and certificates."""
        for one, two in ((self.node, self.register), (self.register, self.node)):
            where = {"url": two.url, "certificate": two.certificate} if line else {}
            one.call("add_peer", card=two.card, **where)

    def settled(self, seconds: float = 30) -> dict[str, Any]:
        """Wait until nothing waits in the node's outbox, as long as it grows less; gives its state."""
        fewest, end = self.node.call("waiting"), time.monotonic() + seconds
        while waiting := self.node.call("waiting"):
            if waiting < fewest:
                fewest, end = waiting, time.monotonic() + seconds
            assert time.monotonic() < end, (waiting, self.node.call("state")["casework"]["errors"])
            time.sleep(0.3)
        return dict(self.node.call("state"))

    def close(self) -> None:
        self.node.close()
        self.register.close()


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    made = Pair(tmp_path)
    yield made
    made.close()


def whole(pair: Pair) -> None:
    """Nothing lost, nothing doubled, every act and every reception with one entry, all chains whole."""
    node, register = pair.node.call("state"), pair.register.call("state")
    sent = node["casework"]["sent"]
    assert register["kept"] == node["expected"]
    assert len(set(sent)) == len(sent)
    assert register["register"]["inbox"] == register["register"]["received"] == len(sent)
    assert node["casework"]["submitted"] == len(sent)
    for state, zones in ((node, ("default", "casework")), (register, ("default", "register"))):
        assert [state[zone]["findings"] for zone in zones] == [[], []]


def test_records_go_by_signed_https_and_the_directory_both_ways(pair: Pair) -> None:
    pair.introduce()
    pair.register.serve()
    pair.node.serve()
    pair.node.call("acts", count=25)
    pair.node.call("enter", code="nauja")
    assert pair.node.call("run_once")["delivered"] == 25 + 2  # the directory: viltis when introduced, and the new one
    whole(pair)
    assert pair.register.call("names", code="nauja") == [["nauja", "None", "None"]]
    pair.register.call("rename", code="nauja", en="Newer", lt="Naujesnė", day="2014-01-01")
    pair.register.call("run_once")
    assert pair.node.call("names", code="nauja") == [
        ["nauja", "None", "2013-12-31"],
        ["Naujesnė", "2014-01-01", "None"],
    ]


def test_a_node_without_network_catches_up(pair: Pair) -> None:
    pair.introduce()
    pair.node.call("acts", count=40)
    for _ in range(12):
        pair.node.call("run_once")
        time.sleep(0.15)
    state = pair.node.call("state")
    assert state["casework"]["outbox"] == {"waiting": 40, "filed": 0, "delivered": 0, "dead": 0, "undone": 0}
    assert state["peers"]["iom"][1] == "courier.no_line"
    assert state["peers"]["iom"][0] > 3
    pair.register.serve()
    time.sleep(0.3)
    pair.node.call("run_once")
    whole(pair)
    assert pair.node.call("state")["peers"]["iom"] == [0, ""]


def test_a_server_with_another_certificate_is_told_nothing(pair: Pair) -> None:
    pair.introduce()
    pair.node.call("add_peer", card=pair.register.card, url=pair.register.url, certificate=pair.node.certificate)
    pair.register.serve()
    pair.node.call("acts", count=1)
    assert pair.node.call("run_once")["delivered"] == 0
    assert pair.node.call("state")["peers"]["iom"] == [1, "courier.bad_certificate"]
    assert pair.register.call("state")["kept"] == []


def test_a_server_that_does_not_know_us_is_tried_again_until_it_does(pair: Pair) -> None:
    pair.node.call("add_peer", card=pair.register.card, url=pair.register.url, certificate=pair.register.certificate)
    pair.register.serve()
    pair.node.call("acts", count=2)
    pair.node.call("run_once")
    assert pair.node.call("state")["peers"]["iom"][1] == "courier.not_known_there"
    pair.register.call("add_peer", card=pair.node.card)
    time.sleep(0.3)
    pair.node.call("run_once")
    whole(pair)


def test_granian_serves_the_door_over_tls(pair: Pair) -> None:
    pair.introduce()
    code = (
        "from granian import Granian; from granian.constants import Interfaces; from pathlib import Path; import os\n"
        "if __name__ == '__main__':\n"
        f" Granian('gija.config.wsgi:application', address='127.0.0.1', port={pair.register.port},"
        " interface=Interfaces.WSGI, workers=1, blocking_threads=2, log_access=False,"
        " ssl_cert=Path(os.environ['TEST_CERTIFICATE']), ssl_key=Path(os.environ['TEST_KEY'])).serve()\n"
    )
    file = pair.register.folder / "serve.py"
    file.write_text(code)
    server = subprocess.Popen(
        [sys.executable, str(file)], env=pair.register.environment, stderr=pair.register.log, start_new_session=True
    )
    try:
        installations.wait_for(pair.register.port)
        pair.node.call("enter", code="nauja")
        end = time.monotonic() + 20
        while pair.node.call("state")["default"]["outbox"]["waiting"] and time.monotonic() < end:
            pair.node.call("run_once")
        assert pair.register.call("names", code="nauja") == [["nauja", "None", "None"]]
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def test_sealed_files_carry_letters_and_receipts(pair: Pair, tmp_path: Path) -> None:
    pair.introduce(line=False)
    pair.node.call("acts", count=10)
    pair.node.call("run_once")
    assert pair.node.call("state")["casework"]["errors"] == ["courier.only_by_file"]
    letters, receipts = str(tmp_path / "letters.age"), str(tmp_path / "receipts.age")
    assert pair.node.call("send_file", peer="iom", file=letters) == 11  # with what the directory tells a new peer
    assert "record_id" not in Path(letters).read_text(errors="ignore")
    assert (tmp_path / "letters.age").stat().st_mode & 0o077 == 0
    assert pair.register.call("receive_file", file=letters, receipts=receipts)["new"] == 11
    assert pair.register.call("receive_file", file=letters)["again"] == 11  # carried twice
    assert pair.node.call("state")["casework"]["outbox"]["filed"] == 10
    assert pair.node.call("receive_file", file=receipts)["receipts"] == 11
    assert pair.node.call("state")["casework"]["outbox"]["delivered"] == 10
    whole(pair)


def test_a_sealed_file_that_is_not_whole_not_ours_or_altered_is_refused(pair: Pair, tmp_path: Path) -> None:
    pair.introduce(line=False)
    pair.node.call("acts", count=3)
    file = tmp_path / "letters.age"
    pair.node.call("send_file", peer="iom", file=str(file))
    sealed = file.read_bytes()
    half, altered = tmp_path / "half.age", tmp_path / "altered.age"
    half.write_bytes(sealed[: len(sealed) // 2])
    altered.write_bytes(sealed[:-20] + bytes([sealed[-20] ^ 1]) + sealed[-19:])
    for wrong, reader in (
        (half, pair.register),
        (altered, pair.register),
        (file, pair.node),
        (tmp_path / "no", pair.node),
    ):
        answer = reader.call("receive_file", file=str(wrong))
        assert answer["error"] == "courier.not_opened", json.dumps(answer)
        assert answer["en"] != answer["lt"]
    assert pair.register.call("state")["kept"] == []
    assert pair.register.call("receive_file", file=str(file))["new"] == 4


@pytest.mark.parametrize("seed", [2014])
def test_a_hundred_kills_lose_nothing_and_double_nothing(pair: Pair, seed: int) -> None:
    """The one who submits, corrects and withdraws, and those who carry, are killed (SIGKILL) at random moments, 50
    times while the line carries and 50 times while sealed files do; the register then holds exactly the revisions that
    it should."""
    chance = random.Random(seed)
    pair.introduce()
    by_line = {"act": (pair.node, "act"), "worker": (pair.node, "work"), "pages": (pair.register, "serve")}
    killed_at_random(by_line, chance)
    sent = len(pair.node.call("state")["casework"]["sent"])
    pair.introduce(line=False)
    by_file = {"act": (pair.node, "act"), "carrier": (pair.node, "carry"), "theirs": (pair.register, "carry")}
    carriers = killed_at_random(by_file, chance, keep=("carrier", "theirs"))
    state = pair.settled()
    for name, pid in carriers.items():
        by_file[name][0].kill(pid)
    by_files = len(state["casework"]["sent"]) - sent
    print(f"{sent} letters by line, {by_files} by file")  # noqa: T201
    assert min(sent, by_files) > 20, "enough was on its way in either"
    assert state["casework"]["outbox"]["dead"] == 0
    assert any(revision > 1 for _number, revision, _year in state["expected"]), "corrections were among them"
    assert any(revision == 0 for _number, revision, _year in state["expected"]), "withdrawals were among them"
    whole(pair)


def killed_at_random(
    roles: dict[str, tuple[Any, str]], chance: random.Random, keep: tuple[str, ...] = ()
) -> dict[str, int]:
    """Fifty kills, each followed by a new start; in the end only those in `keep` still run."""
    running = {name: where.start(role) for name, (where, role) in roles.items()}
    killed, end = dict.fromkeys(roles, 0), time.monotonic() + 100
    act, *others = roles
    for _ in range(50):
        time.sleep(chance.uniform(0.02, 0.5))
        name = chance.choice((*others, *others, act))
        where, role = roles[name]
        where.kill(running[name])
        killed[name] += 1
        running[name] = where.start(role)
        assert time.monotonic() < end
    assert min(killed.values()) > 3, killed
    for name in running.keys() - set(keep):
        roles[name][0].kill(running[name])
    return {name: running[name] for name in keep}
