"""`gija migrate` and `gija serve`, and `gija account`, as somebody at the console meets them."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gija.config.serve import check_certificate, check_host
from gija.vocabulary.errors import GijaError

SECRET = "Ilgas-ir-keistas-2041"


@pytest.fixture
def gija(tmp_path: Path) -> Any:
    """Runs the command in an installation of its own (SQLite, nothing in it)."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("GIJA_")}
    environment = kept | {"GIJA_VAR": str(tmp_path), "GIJA_LANG": "lt", "COLUMNS": "200"}

    def run(*arguments: str, **said: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "gija", *arguments]
        return subprocess.run(command, env=environment | said, capture_output=True, text=True, timeout=120)

    run.environment = environment  # type: ignore[attr-defined]
    return run


@pytest.mark.slow
def test_an_empty_installation_comes_to_its_first_administrator(gija: Any) -> None:
    assert gija("migrate", "--check").returncode == 1
    migrated = gija("migrate")
    assert migrated.returncode == 0, migrated.stderr
    assert "5 duomenų bazės atnaujintos." in migrated.stdout
    assert gija("migrate", "--check").returncode == 0
    assert "Nieko keisti nereikėjo." in gija("migrate").stdout
    assert gija("account", "institution", "kpb", "--en", "Bureau", "--lt", "Biuras", "--kind", "police").returncode == 0
    add = ("account", "add", "jurga@gija.example", "--name", "Jurga", "--role", "administrator", "--institution", "kpb")
    weak = gija(*add, GIJA_NEW_PASSWORD="short")
    assert weak.returncode == 2
    assert weak.stderr.strip() == ("Slaptažodis per silpnas: bent 12 ženklų, nedažnas, nepanašus į vardą ar el. paštą.")
    assert gija(*add, GIJA_NEW_PASSWORD=SECRET).returncode == 0
    assert gija(*add, GIJA_NEW_PASSWORD=SECRET).returncode == 2
    listed = gija("account", "list").stdout
    assert "jurga@gija.example" in listed
    assert "Administratorius (-ė) (kpb)" in listed
    assert gija("account", "deactivate", "jurga@gija.example").returncode == 0
    verified = gija("audit", "verify")
    assert verified.returncode == 0
    assert "accounts: 4 įrašai, grandinė vientisa." in verified.stdout
    assert "account.deactivate" in gija("audit", "list", "--database", "accounts").stdout
    wrong = gija("audit", "verify", "--database", "nowhere")
    assert wrong.returncode == 2
    assert "nowhere" in wrong.stderr


@pytest.fixture
def served(gija: Any) -> Iterator[str]:
    """Address of a server that `gija serve --port 0` started."""
    command = [sys.executable, "-m", "gija", "serve", "--port", "0"]
    process = subprocess.Popen(
        command, env=gija.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if found := re.search(r"http://127\.0\.0\.1:\d+/", line):
            break
    else:
        pytest.fail(said)
    yield found.group(0)
    process.terminate()
    process.wait(timeout=30)


def opened(address: str) -> Any:
    """The answer, once the server is up."""
    for _ in range(100):
        try:
            return urllib.request.urlopen(address, timeout=5)
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not come up")


@pytest.mark.slow
def test_serve_migrates_and_opens_the_pages_with_their_style(served: str) -> None:
    page = opened(served)
    assert page.url.startswith(served + "accounts/sign-in/")
    text = page.read().decode()
    assert "Prisijungti" in text
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    style = re.search(r'href="(/static/[^"]+\.css)"', text)
    assert style is not None
    assert opened(served.rstrip("/") + style[1]).headers["Content-Type"].startswith("text/css")


def test_other_machines_are_let_in_only_when_told_and_never_to_the_demo(settings: Any) -> None:
    for host in ("127.0.0.1", "::1", "localhost"):
        check_host(host, open_to_network=False)
    for host in ("0.0.0.0", "192.0.2.1", "gija.example"):
        settings.DEMO = False
        with pytest.raises(GijaError) as refused:
            check_host(host, open_to_network=False)
        assert refused.value.code == "serve.not_loopback"
        check_host(host, open_to_network=True)
        settings.DEMO = True
        with pytest.raises(GijaError) as refused:
            check_host(host, open_to_network=True)
        assert refused.value.code == "serve.demo_not_loopback"


def test_a_taken_port_is_said_at_once(gija: Any) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        answer = gija("serve", "--port", str(taken.getsockname()[1]))
    assert answer.returncode == 2
    assert "užimtas" in answer.stderr


def test_half_a_certificate_pair_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    certificate, key = tmp_path / "gija.pem", tmp_path / "gija.key"
    certificate.touch()
    with pytest.raises(GijaError) as half:
        check_certificate(certificate, None)
    assert half.value.code == "serve.certificate_pair"
    with pytest.raises(GijaError) as missing:
        check_certificate(certificate, key)
    assert missing.value.code == "common.file_missing"
    key.touch()
    check_certificate(certificate, key)
    check_certificate(None, None)
